"""How alike two values are, in a few steps: same, close, …, differ. Zero is always: one of them is missing."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from crmcli.dedupe.columns import Ints, Levels, Mask, Several, like_whom

Scores = NDArray[np.float32]
Scorer = Callable[..., float]

CLOSE, NEAR = 0.92, 0.80
"""Jaro–Winkler: one slip in a name of usual length; still the same name to the eye. Common steps of record linkage."""


def alike(texts: NDArray[Any], left: Ints, right: Ints, scorer: Scorer = JaroWinkler.normalized_similarity) -> Scores:
    """The score of each pair of texts (numbers of them, none missing)."""
    found: Scores = once(left, right, lambda a, b: _scored(texts, a, b, scorer=scorer, dtype=np.float32))
    return found


def slips(texts: NDArray[Any], left: Ints, right: Ints) -> NDArray[np.int32]:
    """Single slips of the finger between two texts: a letter wrong, missing, too much, or two swapped; 3 is many."""
    how = {"scorer": OSA.distance, "score_cutoff": 2, "dtype": np.int32}
    found: NDArray[np.int32] = once(left, right, lambda a, b: _scored(texts, a, b, **how))
    return found


def _scored(texts: NDArray[Any], left: Ints, right: Ints, **how: Any) -> Any:
    return process.cpdist(texts[left].tolist(), texts[right].tolist(), **how)


def once(left: Ints, right: Ints, score: Callable[[Ints, Ints], Any]) -> Any:
    """The scores of all pairs; the same two texts are mostly scored only once, as pairs who share a block often
    repeat each other."""
    like = like_whom(left, right)
    once = np.flatnonzero(like == np.arange(len(like)))
    scores = score(left[once], right[once])
    found = np.empty(len(left), dtype=scores.dtype)
    found[once] = scores
    return found[like]


def stepped(left: Ints, right: Ints, last: int, refine: Callable[[Ints, Ints], Levels] | None = None) -> Levels:
    """0 where one is missing, 1 where equal, else what ``refine`` says of the two, or ``last``."""
    out = np.full(len(left), last, dtype=np.uint8)
    out[left == right] = 1
    out[(left < 0) | (right < 0)] = 0
    if refine is not None:
        differing = np.flatnonzero(out == last)
        if len(differing):
            out[differing] = refine(left[differing], right[differing])
    return out


def by_score(scores: Scores, limits: Sequence[float], first: int) -> Levels:
    """``first`` for a score of at least the first limit, the next number for the second …"""
    out = np.full(len(scores), first + len(limits), dtype=np.uint8)
    for at in range(len(limits) - 1, -1, -1):
        out[scores >= limits[at]] = first + at
    return out


def best_of_several(
    column: Several, left: Ints, right: Ints, compare: Callable[[Ints, Ints, Ints, Ints], Levels]
) -> Levels:
    """The best level among all pairs of values of two rows; ``compare`` is given codes and rows."""
    sizes = np.diff(column.starts)
    combos = sizes[left] * sizes[right]
    out = np.zeros(len(left), dtype=np.uint8)
    some = np.flatnonzero(combos)
    if not len(some):
        return out
    combos = combos[some]
    begins = np.concatenate(([0], np.cumsum(combos)[:-1]))
    pair = np.repeat(np.arange(len(some)), combos)
    within = np.arange(len(pair)) - begins[pair]
    rows_left, rows_right = left[some][pair], right[some][pair]
    width = sizes[rows_right]
    codes_left = column.codes[column.starts[rows_left] + within // width]
    codes_right = column.codes[column.starts[rows_right] + within % width]
    levels = compare(codes_left, codes_right, rows_left, rows_right)
    out[some] = np.minimum.reduceat(levels, begins)
    return out


def slip_within(worth: Mask, texts: Any, a: Ints, b: Ints, most: int = 1) -> Mask:
    """Which pairs of texts are that few slips apart, of those worth a look."""
    found = np.zeros(len(a), dtype=bool)
    some = np.flatnonzero(worth)
    found[some] = slips(texts, a[some], b[some]) <= most
    return found
