"""Which pairs of rows are worth comparing: those who share a key of one of the rules. The union of all of them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from crmcli.dedupe.columns import Ints, Longs, Mask, distinct
from crmcli.dedupe.records import Records
from crmcli.dedupe.rules import Entries, rules

EXHAUSTIVE = 1500
"""Up to so many rows every pair is compared: a million pairs take about a second."""
PAIRS_PER_ROW = 5
"""What one rule may propose, as a multiple of the rows: its largest blocks are skipped beyond, and reported."""
MOST_PAIRS = 1_500_000
"""And this much at most: what memory and patience allow for a million rows."""
AT_ONCE = 1 << 22
"""Pairs that wait before those proposed twice are dropped."""
LARGEST_BLOCK = 400
"""A key shared by more tells nothing: its pairs are found by rules that ask for more, or not at all."""


class Block(NamedTuple):
    """What one rule did."""

    rule: str
    pairs: int
    skipped: int
    """Keys shared by too many rows."""
    lost: int
    """Pairs in the skipped blocks (other rules may have found them)."""
    largest: int
    """Rows in the largest block that was skipped."""


@dataclass(frozen=True)
class Candidates:
    i: Ints
    j: Ints
    report: list[Block]


def candidates(records: Records, rows: Ints, *, only: Mask | None = None) -> Candidates:
    """Pairs of ``rows`` (all persons, or all companies), i < j; with ``only``, pairs that touch one of those rows."""
    if len(rows) <= EXHAUSTIVE and only is None:
        return _exhaustive(rows)
    inside = np.zeros(len(records), dtype=bool)
    inside[rows] = True
    found: Longs = np.empty(0, dtype=np.int64)
    report, waiting = [], []
    for name, make in rules(bool(records.company[rows[0]]) if len(rows) else False):
        entries = make(records)
        if entries is None:
            continue
        codes, block = _pairs(name, entries, inside, len(records), len(rows), only)
        report.append(block)
        waiting.append(codes)
        if sum(map(len, waiting)) > max(len(found) // 2, AT_ONCE):
            found, waiting = distinct(np.concatenate([found, *waiting])), []
    if waiting:
        found = distinct(np.concatenate([found, *waiting]))
    i, j = np.divmod(found, len(records))
    return Candidates(i.astype(np.int32), j.astype(np.int32), report)


def _exhaustive(rows: Ints) -> Candidates:
    i, j = np.triu_indices(len(rows), 1)
    return Candidates(rows[i].astype(np.int32), rows[j].astype(np.int32), [Block("all", len(i), 0, 0, 0)])


def _pairs(name: str, entries: Entries, inside: Mask, total: int, size: int, only: Mask | None) -> tuple[Longs, Block]:
    """Each pair as one number, i * total + j; the blocks from the smallest up, as long as the rule may."""
    rows, keys = entries
    kept = (keys >= 0) & inside[rows]
    rows, keys = rows[kept], keys[kept]
    order = np.argsort(keys)
    rows, keys = rows[order], keys[order]
    starts = (
        np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, dtype=np.int64)
    )
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    most = _largest(sizes, size) if only is None else LARGEST_BLOCK
    big = sizes > most
    of_each = np.repeat(np.where(big, 0, sizes), sizes)
    if only is not None:
        touched = np.add.reduceat(only[rows], starts) if len(starts) else starts
        of_each[np.repeat(touched == 0, sizes)] = 0
        big &= touched > 0
    ends = np.repeat(starts, sizes) + of_each
    position = np.flatnonzero(of_each > 1)
    parts = []
    for step in range(1, int(of_each.max(initial=0))):
        position = position[position + step < ends[position]]
        left, right = rows[position].astype(np.int64), rows[position + step].astype(np.int64)
        if only is not None:
            touching = only[left] | only[right]
            left, right = left[touching], right[touching]
        parts.append(np.minimum(left, right) * total + np.maximum(left, right))
    codes = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
    codes = codes[codes // total != codes % total]
    skipped = sizes[big].astype(np.int64)
    return codes, Block(
        name, len(codes), len(skipped), int((skipped * (skipped - 1) // 2).sum()), int(skipped.max(initial=0))
    )


def _largest(sizes: Longs, rows: int) -> int:
    """The size of the largest blocks that the rule can afford."""
    by_size = np.bincount(np.minimum(sizes, LARGEST_BLOCK + 1), minlength=LARGEST_BLOCK + 2).astype(np.int64)
    each = np.arange(LARGEST_BLOCK + 2)
    total = np.cumsum(by_size * each * (each - 1) // 2)[: LARGEST_BLOCK + 1]
    return max(2, int(np.searchsorted(total, min(rows * PAIRS_PER_ROW, MOST_PAIRS), side="right")) - 1)
