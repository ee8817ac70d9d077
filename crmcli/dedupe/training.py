"""Estimating a model from the data themselves, without labels: see ``model``."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crmcli.dedupe import model as models
from crmcli.dedupe.columns import Floats, Ints, Levels, Longs, tallied, tally
from crmcli.dedupe.comparison import Field, compare, level_matrix
from crmcli.dedupe.crowds import Crowds
from crmcli.dedupe.model import OWN, Bit, Model, identifiers, normalised, probability, shareable, shared_mask
from crmcli.dedupe.person_levels import (
    FAMILY,
    ODD_FAMILY,
    ODD_GIVEN,
    OTHER_FAMILY,
    OTHER_GIVEN,
    USUAL_FAMILY,
    USUAL_GIVEN,
)  # fmt: skip
from crmcli.dedupe.records import Records
from crmcli.dedupe.relations import OwnShares, at_least, shared_by_strangers, times_by_chance
from crmcli.dedupe.scoring import FEW_ROWS

RANDOM_PAIRS = 200_000
"""Enough to see what one pair of strangers in ten thousand shows; rarer things are counted among the candidates."""
BY_PARTS = 20_000.0
"""How many random pairs the product of given and family name stands for, where both were seen too rarely together."""
FIRST_SHARE = 0.05
"""Of the rows, how many are taken for duplicates before anything is known."""
TELLING = 3
"""Fields that two must have for teaching how duplicates differ: by one or two alone, any guess confirms itself."""
MOST_OTHER_GIVEN = 0.08
"""Of the duplicates, how many at most may have another given name."""
MOST_OTHER_FAMILY = 0.05
"""Of those with the same given name or a similar one, how many at most may have another family name: they married."""
MOST_ALIKE = 0.15
"""Of the duplicates among companies, how many at most may have names that merely look alike."""
MOST_RENAMED = 0.03
"""Of the duplicates, how many at most may have no part of their names in common."""

_BORN = ("birthday", "id_number")
FEWEST_KNOWN = 0.3
"""Of all pairs, how many must have both a birthday for others not to be looked at."""


class Seen(NamedTuple):
    """Candidate pairs by pattern."""

    matrix: Levels
    counts: Floats


class Strangers(NamedTuple):
    believed: Floats
    """How many pairs of them share each combination of things."""
    own: OwnShares


def train(records: Records, fields: tuple[Field, ...], rows: Ints, patterns: Longs, seed: int) -> Model:
    total = len(rows) * (len(rows) - 1) / 2
    unique, counts = tally(patterns)
    seen = Seen(level_matrix(fields, unique), counts.astype(np.float64))
    random = _random_pairs(records, fields, rows, seed) if seen.counts.sum() < total else None
    everybody = _levels_of_all_pairs(fields, seen, random, total)
    usual = [usual_chances(field) for field in fields]
    strangers = [
        normalised(field, count + models.LEAN_STRANGERS * odd_chances(field))
        for field, count in zip(fields, everybody, strict=True)
    ]
    crowds = Crowds(records, fields, len(rows))
    found = Model(fields, list(usual), crowds.raised(strangers), prior(FIRST_SHARE * len(rows), total))
    found.rows = len(rows)
    chance = ByChance(found, records, rows)
    among_strangers = _strangers(found, chance, seen, random, total)

    def relate() -> None:
        found.related = times_by_chance(among_strangers.believed, chance.expected(found))
        found.own = among_strangers.own.times([_own(found, at) for at in identifiers(fields)])

    _settle(found, seen, everybody, usual, total, crowds.raised, relate)
    return found


def usual_chances(field: Field) -> Floats:
    if field.name != "name":
        return np.array((1.0, *field.usual))
    given, family = np.array((1.0, *USUAL_GIVEN)), np.array((1.0, *USUAL_FAMILY))
    return np.outer(given, family).reshape(-1)


def prior(duplicates: float, total: float) -> float:
    """The share of duplicates among all pairs, as if there were ``FEW_ROWS`` more customers with their usual share."""
    return (duplicates + FIRST_SHARE * FEW_ROWS) / (total + FEW_ROWS**2 / 2)


def odd_chances(field: Field) -> Floats:
    """The chances of strangers that few data lean on."""
    if field.name != "name":
        return np.array((1.0, *field.odd, 1 - sum(field.odd)))
    given, family = (np.array((1.0, *odd, 1 - sum(odd))) for odd in (ODD_GIVEN, ODD_FAMILY))
    return np.outer(given, family).reshape(-1)


def _random_pairs(records: Records, fields: tuple[Field, ...], rows: Ints, seed: int) -> Levels:
    random = np.random.default_rng(seed)
    left, right = (rows[random.integers(0, len(rows), RANDOM_PAIRS)] for _ in range(2))
    other = left != right
    return level_matrix(fields, compare(records, fields, left[other], right[other]))


def _levels_of_all_pairs(fields: tuple[Field, ...], seen: Seen, random: Levels | None, total: float) -> list[Floats]:
    """For each field how many of all pairs of rows show each level; rare ones as counted among the candidates."""
    counted = [tallied(seen.matrix[:, at], seen.counts, len(field.levels)) for at, field in enumerate(fields)]
    if random is None:
        return counted
    out = []
    for at, field in enumerate(fields):
        share = np.bincount(random[:, at], minlength=len(field.levels)).astype(np.float64)
        if field.name == "name":
            share = _by_parts(share)
        guess = share / max(share.sum(), 1.0) * total
        out.append(np.maximum(guess, counted[at]))
    return out


def _by_parts(counts: Floats) -> Floats:
    """Rare combinations of given and family name after how often each is seen alone."""
    table = counts.reshape(-1, len(FAMILY)).copy()
    both = table[1:, 1:]
    size = both.sum()
    if size:
        chance = (both.sum(axis=1, keepdims=True) / size) @ (both.sum(axis=0, keepdims=True) / size)
        table[1:, 1:] = (both + BY_PARTS * chance) * size / (size + BY_PARTS)
    found: Floats = table.reshape(-1)
    return found


def _settle(
    found: Model,
    seen: Seen,
    everybody: list[Floats],
    usual: list[Floats],
    total: float,
    raised: Callable[[list[Floats]], list[Floats]],
    relate: Callable[[], None],
) -> None:
    """Expectation maximisation: who is a duplicate, given the chances; the chances, given who is one."""
    odd = [odd_chances(field) for field in found.fields]
    telling = (seen.matrix > 0).sum(axis=1) >= TELLING
    for turn in range(models.ROUNDS):
        if turn % 5 == 0:
            relate()
        weight = seen.counts * probability(found.log_odds(seen.matrix))
        before = [one.copy() for one in found.m]
        duplicates = weight.sum()
        strangers = []
        for at, field in enumerate(found.fields):
            shown = np.bincount(seen.matrix[:, at], weight, minlength=len(field.levels))
            taught = np.bincount(seen.matrix[:, at], weight * telling, minlength=len(field.levels))
            found.m[at] = capped(field, normalised(field, taught + models.LEAN * normalised(field, usual[at])))
            rest = np.maximum(everybody[at] - shown, 0) + models.LEAN_STRANGERS * odd[at]
            strangers.append(np.maximum(normalised(field, rest), models.FLOOR))
        found.u = raised(strangers)
        found.prior = prior(float(duplicates), total)
        if max(float(np.abs(a - b).max()) for a, b in zip(found.m, before, strict=True)) < models.SETTLED:
            break
    relate()
    found.u = strangers  # what crowds take back, each value does by itself


def capped(field: Field, chances: Floats) -> Floats:
    """A customer with another name is hardly ever the same: else colleagues and families would be learned as one."""
    chances = chances.copy()
    groups = np.array(field.groups)
    if field.name == "name":
        other = np.arange(len(chances)) // len(FAMILY) == OTHER_GIVEN
        _cap(chances, other & (groups == groups[-1]), groups == groups[-1], MOST_OTHER_GIVEN)
        married = np.arange(len(chances)) % len(FAMILY) == OTHER_FAMILY
        _cap(chances, married & (groups == groups[-1]), groups == groups[-1], MOST_OTHER_FAMILY)
    if field.name == "company_name":
        near = np.arange(len(chances)) == field.levels.index("near")
        _cap(chances, near, groups == groups[-1], MOST_ALIKE)
    if field.name in ("name", "company_name"):
        for group in set(field.groups) - {0}:  # names of one part, too: the last level of each group is the unlike one
            inside = groups == group
            _cap(chances, np.arange(len(chances)) == np.flatnonzero(inside)[-1], inside, MOST_RENAMED)
    return chances


def _cap(chances: Floats, some: NDArray[np.bool_], group: NDArray[np.bool_], most: float) -> None:
    """Some levels of a group together show at most so often; the others of it gain what they lose."""
    found = float(chances[some].sum())
    if found > most:
        chances[some] *= most / found
        chances[group & ~some] *= (1 - most) / (1 - found)


def _strangers(found: Model, chance: "ByChance", seen: Seen, random: Levels | None, total: float) -> Strangers:
    """What pairs of strangers share: seen where names differ, said of all of them.

    Colleagues share no part of their names, families the family name. Pairs who share a birthday or an id number do not
    count: those are rather duplicates with a wrong name. Nothing that estimation comes to believe changes this, or it
    would talk itself into taking families for duplicates.
    """
    expected, shared = chance.expected(found), shareable(found.fields)
    at = next((n for n, field in enumerate(found.fields) if field.name in ("name", "company_name")), None)
    if at is None:
        return Strangers(expected, OwnShares())
    if found.fields[at].name == "company_name":
        share = np.full(len(expected), found.u[at][-1])
    else:
        odd = found.u[at].reshape(-1, len(FAMILY))[1:, 1:]
        odd = odd / odd.sum()
        family = np.arange(len(expected)) & 1 == 1
        share = np.where(family, odd[4].sum(), odd[4, 3] / odd[:, 3].sum())
    strangers = seen.counts * _are_strangers(found, at, chance.known_born, seen.matrix)
    mask = shared_mask(found.fields, seen.matrix)
    observed = tallied(mask, strangers, len(expected))
    if random is not None:
        apart = _are_strangers(found, at, chance.known_born, random)
        drawn = tallied(shared_mask(found.fields, random), apart, len(expected))
        observed = np.maximum(observed, at_least(drawn) * total / len(random))
    names = [bit.name for bit in shared]
    believed: Floats = shared_by_strangers(observed, expected * share, names) / share
    kinds = sum(1 << bit for bit, name in enumerate(names) if name in ("name", "company"))

    def sharing(at: int, levels: tuple[int, ...]) -> Floats:
        return tallied(mask, strangers * np.isin(seen.matrix[:, at], levels), len(expected))

    own = [(sharing(n, (OWN,)), sharing(n, models.agreeing(found.fields[n]))) for n in identifiers(found.fields)]
    return Strangers(believed, OwnShares(kinds, own))


def _are_strangers(found: Model, at: int, known: float, matrix: Levels) -> Floats:
    """1 for pairs whose names, the field at this place, clearly differ, and who were not born the same."""
    field, levels = found.fields[at], matrix[:, at]
    differ = levels == len(field.levels) - 1
    if field.name == "name":
        differ |= (levels // len(FAMILY) == OTHER_GIVEN) & np.isin(levels % len(FAMILY), (1, 2))
    apart: Floats = _not_born_the_same(found, known, matrix) * differ
    return apart


def _not_born_the_same(found: Model, known: float, matrix: Levels) -> Floats:
    """How much a pair counts for telling what two people share: one with a birthday or id number in common does not,
    as those are hardly ever two. Where there are enough, only pairs known to be born differently do, for all."""
    born = [at for at, field in enumerate(found.fields) if field.name in _BORN]
    alike, differ = (np.zeros(len(matrix), dtype=bool) for _ in range(2))
    for at in born:
        alike |= np.isin(matrix[:, at], (1, 2))
        differ |= matrix[:, at] > 2
    if known < FEWEST_KNOWN:
        return np.where(alike, 0.0, 1.0)
    return np.where(differ & ~alike, 1.0 / known, 0.0)


def _known_born(found: Model, records: Records, rows: Ints) -> float:
    """Of all pairs, how many have both a birthday, or both an id number."""
    shares = [float(_there(records, field.name, rows).mean()) for field in found.fields if field.name in _BORN]
    return float(1 - np.prod([1 - share**2 for share in shares]))


class ByChance:
    """For each combination, how many pairs of strangers would share it if things were shared independently."""

    def __init__(self, found: Model, records: Records, rows: Ints) -> None:
        self.shared = shareable(found.fields)
        self.known_born = _known_born(found, records, rows)
        known = np.zeros(len(rows), dtype=np.int64)
        for place, bit in enumerate(self.shared):
            known |= _there(records, found.fields[bit.at].name, rows).astype(np.int64) << place
        if any(field.name == "name" for field in found.fields):
            known = known[records.names.given.codes[rows] >= 0]
        masks, sizes = np.unique(known, return_counts=True)
        both, place = np.unique((masks[:, None] & masks[None, :]).reshape(-1), return_inverse=True)
        pairs = (sizes[:, None] * sizes[None, :] / 2.0).reshape(-1)
        self.known = list(zip(both.tolist(), tallied(place.reshape(-1), pairs, len(both)).tolist(), strict=True))
        """Which things both of two rows have, and how many pairs have just these."""

    def expected(self, found: Model) -> Floats:
        agree = [_agreement(found, bit) for bit in self.shared]
        total = np.zeros(1 << len(self.shared))
        for mask, count in self.known:
            chances = np.array([count])
            for bit, chance in enumerate(agree):
                yes = chance if mask >> bit & 1 else 0.0
                chances = np.concatenate((chances * (1 - yes), chances * yes))
            total += chances
        return total


def _there(records: Records, name: str, rows: Ints) -> NDArray[np.bool_]:
    if name == "name":
        return records.names.family.codes[rows] >= 0
    if name in records.several:
        return np.diff(records.several[name].starts)[rows] > 0
    return records.columns[name].codes[rows] >= 0


def _own(found: Model, at: int) -> float:
    """Of the strangers who share an identifier, how many share one that nobody else has."""
    return float(found.u[at][OWN] / found.u[at][list(models.agreeing(found.fields[at]))].sum())


def _agreement(found: Model, bit: Bit) -> float:
    """The chance that two strangers who have a thing share it; of names, the family name."""
    if bit.name == "name":
        odd = found.u[bit.at].reshape(-1, len(FAMILY))[1:, 1:]
        return float(odd[:, :2].sum() / odd.sum())
    return float(found.u[bit.at][list(bit.levels)].sum())
