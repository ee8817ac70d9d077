"""From patterns to probabilities: the model, and what frequent values take back or rare ones add."""

from collections.abc import Iterator

import numpy as np

from crmcli.dedupe.columns import Column, Floats, Ints, Levels, Longs, Mask, like_whom
from crmcli.dedupe.comparison import CHUNK, level_matrix
from crmcli.dedupe.crowds import counts_of_shared, crowded, weighted_column
from crmcli.dedupe.model import IDENTIFIERS, RELATED, SHARED, Model, shared_mask
from crmcli.dedupe.person_levels import FAMILY
from crmcli.dedupe.records import Records

MOST = 4.0
"""A frequent value takes back at most this much (a factor of 55), a rare one adds at most as much."""
WORTH = -9.0
"""Pairs with less log odds than this can never become likely: their values need no look."""
FEW_ROWS = 200.0
"""Among fewer customers, that a value is rare or frequent is hardly to be seen."""
REMEMBERED = 5
"""A model keeps how frequent a value is from so many customers on; others are rare."""


def log_odds(records: Records, model: Model, i: Ints, j: Ints, patterns: Longs) -> Floats:
    """Of each pair; in each chunk, the patterns are worked out once for each different one."""
    out = np.empty(len(patterns))
    for start in range(0, len(patterns), CHUNK):
        part = slice(start, start + CHUNK)
        like = like_whom(patterns[part])
        once = np.flatnonzero(like == np.arange(len(like)))
        place = np.empty(len(like), dtype=np.int32)
        place[once] = np.arange(len(once))
        matrix = level_matrix(model.fields, patterns[part][once])
        odds = model.log_odds(matrix)[place[like]]
        some = np.flatnonzero(odds > WORTH)
        matrix = matrix[place[like[some]]]
        for _, change in value_weights(records, model, i[part][some], j[part][some], matrix):
            odds[some] += change
        out[part] = odds
    return out


def value_weights(records: Records, model: Model, i: Ints, j: Ints, matrix: Levels) -> Iterator[tuple[int, Floats]]:
    """For each field (its place) what the frequency of the values that agree adds.

    What families and colleagues share, they share however rare it is: the more a combination is due to them rather
    than to chance, the less the rarity of its values counts.
    """
    own: dict[int, Floats] = {}
    shared: dict[int, Floats] = {}
    for at, field in enumerate(model.fields):
        if field.name == "name":
            given, family = np.divmod(matrix[:, at], len(FAMILY))
            odd = model.u[at].reshape(-1, len(FAMILY))[1:, 1:]
            own[at] = _change(records, model, "given", i, j, given == 1, float(odd[0].sum() / odd.sum()))
            shared[at] = _change(records, model, "family", i, j, family == 1, float(odd[:, 0].sum() / odd.sum()))
        elif field.column:
            change = _change(records, model, field.column, i, j, matrix[:, at] == 1, float(model.u[at][1]))
            (shared if field.name in RELATED else own)[at] = change
        elif field.name in IDENTIFIERS and not records.partial:
            usual = float(model.u[at][SHARED])
            shared[at] = _crowded(records, field.name, model, i, j, matrix[:, at] == SHARED, usual)
    left = _left_by_relations(sum(shared.values(), np.zeros(len(i))), model.related[shared_mask(model.fields, matrix)])
    for at in sorted({*own, *shared}):
        yield at, own.get(at, 0.0) + shared.get(at, 0.0) * left


def _left_by_relations(change: Floats, times: Floats) -> Floats:
    """The part of what rarity adds that is left: the chance of sharing is that of strangers at large, which rarity
    lowers, and that of relations, which it does not; together they are ``times`` the former."""
    left = np.ones(len(change))
    rare = change > 0
    both = np.log(times[rare]) - np.log(np.exp(-change[rare]) + times[rare] - 1)
    left[rare] = both / change[rare]
    return left


def _change(records: Records, model: Model, name: str, i: Ints, j: Ints, same: Mask, usual: float) -> Floats:
    column = weighted_column(records, name)
    out = np.zeros(len(i))
    some = np.flatnonzero(same)
    codes = column.codes[i[some]]
    agree = (codes == column.codes[j[some]]) & (codes >= 0)
    some, codes = some[agree], codes[agree]
    counts = _counts(records, model, name, column)[codes]
    chance = (np.maximum(counts - 1, 1) + FEW_ROWS * usual) / (model.rows + FEW_ROWS)
    change = np.clip(np.log(usual) - np.log(chance), -MOST, MOST)
    out[some] = np.minimum(change, _of_crowds(counts, model.rows, usual))
    return out


def _of_crowds(counts: Longs, rows: int, usual: float) -> Floats:
    """What a value that a crowd has takes back at least; infinitely little where there is none."""
    chance = crowded(counts, rows)
    with np.errstate(divide="ignore"):
        found: Floats = np.log(usual) - np.log(chance)
    return found


def _crowded(records: Records, name: str, model: Model, i: Ints, j: Ints, shared: Mask, usual: float) -> Floats:
    """What an identifier takes back that everybody has, as all on the list of an office have its switchboard."""
    out, counts, column = np.zeros(len(i)), counts_of_shared(records, name), records.several[name]
    if crowded(counts, model.rows).any():
        most = np.zeros(len(records), dtype=np.int64)
        np.maximum.at(most, column.owners, counts[column.codes])
        out[shared] = np.minimum(_of_crowds(np.minimum(most[i], most[j])[shared], model.rows, usual), 0.0)
    return out


def _counts(records: Records, model: Model, name: str, column: Column) -> Longs:
    key = ("counts", name)
    if key not in records.derived:
        known = model.frequent.get(name, {})
        if records.partial:
            records.derived[key] = np.array([known.get(value, 1) for value in column.values], dtype=np.int64)
        else:
            records.derived[key] = column.counts()
    found: Longs = records.derived[key]
    return found


def frequent(records: Records, model: Model) -> dict[str, dict[str, int]]:
    """What a model remembers, so that it can weigh the values of a few customers without looking at all."""
    names = [field.column for field in model.fields if field.column]
    if any(field.name == "name" for field in model.fields):
        names += ["given", "family"]
    out: dict[str, dict[str, int]] = {}
    for name in names:
        column = weighted_column(records, name)
        counts = column.counts()
        often = np.flatnonzero(counts >= REMEMBERED)
        out[name] = {column.values[at]: int(counts[at]) for at in often.tolist()}
    return out
