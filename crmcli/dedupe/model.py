"""Fellegi and Sunter: how much each level of each field speaks for or against one person, learned without labels.

Everything is estimated from the data themselves: how often strangers agree from random pairs, how often entries of
one customer agree by expectation maximisation over the patterns of the candidate pairs, and how often two different
people (a family, colleagues) share their phone, mailbox or home, from pairs whose names clearly differ.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from crmcli.dedupe.columns import Floats, Levels, Longs
from crmcli.dedupe.comparison import Field
from crmcli.dedupe.person_levels import FAMILY

ROUNDS = 60
SETTLED = 1e-4
"""Estimation stops when no chance changes by more."""
LEAN = 40.0
"""Few data lean on the usual chances as if so many duplicates had shown them."""
LEAN_STRANGERS = 20_000.0
"""The same for strangers, in pairs: two hundred customers have as many, a thousand outweigh it by far."""
RELATED = ("phone", "email", "handle", "address", "city", "postcode", "company", "district")
"""What different people may have in common because they belong together."""
IDENTIFIERS = ("phone", "email", "handle")
OWN, SHARED = 1, 2
"""The levels of an identifier that nobody of another name has, and of one that others have too."""
FLOOR = 1e-7


@dataclass(eq=False)
class Model:
    fields: tuple[Field, ...]
    m: list[Floats]
    u: list[Floats]
    prior: float
    """The chance that two rows taken at random are one customer."""
    related: Floats = field(default_factory=lambda: np.ones(1))
    """For each combination of shared things: how many times as often strangers share them all as chance would say."""
    own: Floats = field(default_factory=lambda: np.ones((0, 1)))
    """For each identifier and combination: how many times as often as usual nobody else has what strangers share."""
    rows: int = 0
    """How many customers it was learned from."""
    frequent: dict[str, dict[str, int]] = field(default_factory=dict)
    """How many of them have each of the more frequent values, by column."""

    def weights(self) -> list[Floats]:
        """Natural logarithms: what each level adds; missing adds nothing."""
        return [np.log(m) - np.log(u) for m, u in zip(self.m, self.u, strict=True)]

    def log_odds(self, matrix: Levels) -> Floats:
        """Prior, fields and shared things of each row of levels; without what frequent values take back."""
        total = np.full(len(matrix), np.log(self.prior) - np.log1p(-self.prior))
        for at, weight in enumerate(self.weights()):
            total += weight[matrix[:, at]]
        return total - self.relations(matrix)

    def relations(self, matrix: Levels) -> Floats:
        """What is taken back since families and colleagues share it too."""
        mask = shared_mask(self.fields, matrix)
        taken: Floats = np.log(self.related[mask])
        for at, times in zip(identifiers(self.fields), self.own, strict=False):
            taken += np.where(matrix[:, at] == OWN, np.log(times[mask]), 0.0)
        return taken

    def among(self, rows: int) -> "Model":
        """The same when there are so many customers by now, each as often there twice as then."""
        return replace(self, rows=rows, prior=min(self.prior * self.rows / rows, 0.5))

    def fits(self) -> bool:
        """Whether it has a chance for each level and each combination that this version tells apart."""
        levels = [len(one) for one in self.m] == [len(field.levels) for field in self.fields]
        return levels and len(self.related) == 1 << len(shareable(self.fields))

    def to_json(self) -> str:
        return json.dumps({
            "fields": [one.name for one in self.fields], "m": [one.tolist() for one in self.m],
            "u": [one.tolist() for one in self.u], "prior": self.prior, "related": self.related.tolist(),
            "own": self.own.tolist(), "rows": self.rows, "frequent": self.frequent,
        })  # fmt: skip

    @classmethod
    def from_json(cls, text: str, known: Sequence[Field]) -> "Model":
        data: dict[str, Any] = json.loads(text)
        by_name = {one.name: one for one in known}
        return cls(
            tuple(by_name[name] for name in data["fields"]), [np.array(one) for one in data["m"]],
            [np.array(one) for one in data["u"]], data["prior"], np.array(data["related"]), np.array(data["own"]),
            data["rows"], data["frequent"],
        )  # fmt: skip


def probability(log_odds: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -500, 500)))
    return found


class Bit(NamedTuple):
    """A thing that related people may share: levels of one field."""

    at: int
    name: str
    levels: tuple[int, ...]


def shareable(fields: tuple[Field, ...]) -> list[Bit]:
    """The family name first. Half a postcode is another thing than all of it: towns have it, not homes."""
    bits = []
    for at, one in enumerate(fields):
        if one.name == "name":
            bits.append(Bit(at, one.name, tuple(n for n in range(len(one.levels)) if n % len(FAMILY) in (1, 2))))
        elif one.name == "postcode":
            same, *near = (one.levels.index(level) for level in ("same", "close", "area"))
            bits += [Bit(at, one.name, (same,)), Bit(at, "postcode_area", tuple(near))]
        elif one.name in RELATED:
            bits.append(Bit(at, one.name, agreeing(one)))
    return bits


def shared_mask(fields: tuple[Field, ...], matrix: Levels) -> Longs:
    """Which of the things that related people share two rows share, one bit each."""
    mask = np.zeros(len(matrix), dtype=np.int64)
    for place, bit in enumerate(shareable(fields)):
        mask |= np.isin(matrix[:, bit.at], bit.levels).astype(np.int64) << place
    return mask


def agreeing(field_: Field) -> tuple[int, ...]:
    """The levels at which two rows share a thing: a slip in it does not make it another one."""
    return tuple(at for at, level in enumerate(field_.levels) if level in ("same", "own", "shared", "close"))


def identifiers(fields: tuple[Field, ...]) -> list[int]:
    return [at for at, one in enumerate(fields) if one.name in IDENTIFIERS]


def normalised(field_: Field, weights: Floats) -> Floats:
    """Chances of the levels that add up to 1 within each part of the field; missing is certain to be missing."""
    groups = np.array(field_.groups)
    totals = np.bincount(groups, weights)
    out: Floats = np.maximum(weights, 0) / np.maximum(totals[groups], 1e-300)
    out[groups == 0] = 1.0
    return out
