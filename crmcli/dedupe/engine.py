"""Records in, likely duplicates out: blocking, comparison, model, clusters, in this order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from crmcli.dedupe.blocking import Block, Candidates, candidates
from crmcli.dedupe.clusters import JOIN, LEAST, NEVER, Weigh, cluster
from crmcli.dedupe.columns import Floats, Ints, Longs, Mask
from crmcli.dedupe.comparison import COMPANY, PERSON, compare, fields_of, level_matrix
from crmcli.dedupe.model import Model, probability
from crmcli.dedupe.records import Records
from crmcli.dedupe.scoring import frequent, log_odds
from crmcli.dedupe.training import train

LIKELY = 0.5
"""From here on a pair is rather the same than not: it may start a cluster, and is worth a look."""
KEPT = 0.01
"""Pairs less likely than this are forgotten."""
CERTAIN = 0.999
"""What nobody needs to look at, if names agree and an exact identifier does that nobody else has (``certain``)."""

Models = dict[str, Model]
"""``person`` and ``company``: they are separate populations."""


class Cluster(NamedTuple):
    rows: tuple[int, ...]
    probability: float
    """Of the member that fits least."""


@dataclass
class Findings:
    """Pairs of rows (i < j), from the likeliest down to ``KEPT``, and clusters of those rather the same than not."""

    i: Ints
    j: Ints
    log_odds: Floats
    patterns: Longs
    labels: Ints
    """For each row the first row of its cluster."""
    report: list[Block] = field(default_factory=list)
    """What each blocking rule proposed and skipped."""
    models: Models = field(default_factory=dict)

    @property
    def probability(self) -> Floats:
        return probability(self.log_odds)

    def clusters(self, least: float = LIKELY) -> list[Cluster]:
        """The most probable first."""
        others = np.bincount(self.labels, minlength=len(self.labels))[self.labels] - 1
        members = np.flatnonzero(others > 0)
        fit = self._fit(others)
        order = members[np.argsort(self.labels[members], kind="stable")]
        cuts = np.flatnonzero(np.diff(self.labels[order])) + 1
        groups = np.split(order, cuts) if len(order) else []
        found = [Cluster(tuple(group.tolist()), float(fit[group].min())) for group in groups]
        return sorted((one for one in found if one.probability >= least), key=lambda one: (-one.probability, one.rows))

    def _fit(self, others: Longs) -> Floats:
        """How probably each row is one with the others of its cluster: by its average log odds with the two that it is
        most like. One alone says too much of a group that hangs together by one pair, all of them too little of a
        customer who is there ten times. A pair forgotten, or not looked at, counts as when clusters are joined."""
        inside = self.labels[self.i] == self.labels[self.j]
        rows = np.concatenate((self.i[inside], self.j[inside]))
        odds = np.maximum(np.tile(self.log_odds[inside], 2), -LEAST)
        order = np.lexsort((-odds, rows))
        rows, odds = rows[order], odds[order]
        out = np.full((2, len(self.labels)), -LEAST)
        first = np.concatenate(([True], rows[1:] != rows[:-1]))[: len(rows)]
        second = np.concatenate(([False], first[:-1] & ~first[1:]))[: len(rows)]
        for place, chosen in enumerate((first, second)):
            out[place, rows[chosen]] = odds[chosen]
        return probability(np.maximum(np.where(others > 1, out.mean(axis=0), out[0]), JOIN))


def find(records: Records, models: Mapping[str, Model] | None = None, *, seed: int = 0) -> Findings:
    """All duplicates; without models, these are learned from the records themselves."""
    out = _nothing(len(records))
    for kind, company in (("person", False), ("company", True)):
        rows = np.flatnonzero(records.company == company).astype(np.int32)
        if len(rows) > 1:
            _population(out, records, kind, rows, candidates(records, rows), (models or {}).get(kind), seed)
    return _sorted(out)


def fitting(records: Records, models: Mapping[str, Model]) -> Models:
    """Models that know all that the records know something of: those from before there were phones do not."""
    known = {kind: set(fields_of(records, kind == "company")) for kind in models}
    return {kind: model for kind, model in models.items() if known[kind] <= set(model.fields)}


def find_new(records: Records, new: Ints, models: Mapping[str, Model]) -> Findings:
    """Duplicates of new rows only, among each other and among the rest, by models learned before."""
    only = np.zeros(len(records), dtype=bool)
    only[new] = True
    out = _nothing(len(records))
    for kind, company in (("person", False), ("company", True)):
        rows = np.flatnonzero(records.company == company).astype(np.int32)
        if len(rows) > 1 and only[rows].any() and kind in models:
            _population(out, records, kind, rows, candidates(records, rows, only=only), models[kind], 0)
    return _sorted(out)


def _nothing(rows: int) -> Findings:
    none = np.empty(0, np.int32)
    return Findings(none, none, np.empty(0), np.empty(0, np.int64), np.arange(rows, dtype=np.int32))


def _population(
    out: Findings, records: Records, kind: str, rows: Ints, pairs: Candidates, model: Model | None, seed: int
) -> None:
    allowed = ~_rejected(records, pairs.i, pairs.j)
    i, j = (pairs.i, pairs.j) if allowed.all() else (pairs.i[allowed], pairs.j[allowed])
    fields = model.fields if model else fields_of(records, kind == "company")
    patterns = compare(records, fields, i, j)
    if not fields:
        return
    if model is None:
        model = train(records, fields, rows, patterns, seed)
        model.frequent = frequent(records, model)
    elif not records.partial:
        model = model.among(len(rows))
    odds = log_odds(records, model, i, j, patterns)
    likely = probability(odds) >= LIKELY
    label = cluster(len(records), i[likely], j[likely], odds[likely], weigher(records, model))
    kept = probability(odds) >= KEPT
    out.report += pairs.report
    out.models[kind] = model
    out.labels[rows] = label[rows]
    out.i, out.j = np.concatenate((out.i, i[kept])), np.concatenate((out.j, j[kept]))
    out.log_odds = np.concatenate((out.log_odds, odds[kept]))
    out.patterns = np.concatenate((out.patterns, patterns[kept]))


def _sorted(out: Findings) -> Findings:
    order = np.lexsort((out.j, out.i, -out.log_odds))
    out.i, out.j, out.log_odds, out.patterns = out.i[order], out.j[order], out.log_odds[order], out.patterns[order]
    return out


def _rejected(records: Records, i: Ints, j: Ints) -> Mask:
    """Which pairs somebody declared not to be duplicates."""
    if not len(records.rejected):
        return np.zeros(len(i), dtype=bool)
    pairs = np.sort(records.rejected, axis=1)
    codes = np.minimum(i, j).astype(np.int64) * len(records) + np.maximum(i, j)
    found: Mask = np.isin(codes, pairs[:, 0] * len(records) + pairs[:, 1])
    return found


def weigher(records: Records, model: Model) -> Weigh:
    """Log odds of any pairs, and votes: against one customer where two birthdays or id numbers are known that do not
    even resemble each other (unless all else makes the two likely); for it where they do."""
    born = [at for at, one in enumerate(model.fields) if one.name in ("birthday", "id_number")]

    def weigh(i: Ints, j: Ints) -> tuple[Floats, Floats]:
        patterns = compare(records, model.fields, i, j)
        odds = log_odds(records, model, i, j, patterns)
        matrix = level_matrix(model.fields, patterns)
        votes = np.zeros(len(i))
        for at in born:
            votes -= matrix[:, at] > 0
            votes += 2.0 * ((matrix[:, at] == len(model.fields[at].levels) - 1) & (odds < 0))
        votes[_rejected(records, i, j)] = NEVER
        return odds, votes

    return weigh


def load_model(kind: str, text: str) -> Model:
    return Model.from_json(text, COMPANY if kind == "company" else PERSON)
