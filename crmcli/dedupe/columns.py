"""Columns of strings as numbers: each different value once, and for each row which of them it has."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

MISSING = -1


@dataclass(eq=False)
class Column:
    """One value for each row, or none."""

    values: list[str]
    codes: Ints

    def derive(self, function: Callable[[str], str]) -> "Column":
        """The same rows with a function of their values; an empty string is missing."""
        derived, codes = encode(map(function, self.values))
        return Column(derived, pick(codes, self.codes))

    def counts(self) -> Longs:
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values)).astype(np.int64)

    @property
    def known(self) -> int:
        return int((self.codes >= 0).sum())

    def texts(self) -> NDArray[np.object_]:
        return np.array(self.values, dtype=object)


@dataclass(eq=False)
class Several:
    """Any number of values for each row: entries in the order of the rows."""

    values: list[str]
    codes: Ints
    owners: Ints
    starts: Longs
    """Where the entries of each row begin; one more at the end."""

    def derive(self, function: Callable[[str], str]) -> "Several":
        derived, codes = encode(map(function, self.values))
        mine = pick(codes, self.codes)
        kept = mine >= 0
        owners = self.owners[kept]
        return Several(derived, mine[kept], owners, starts_of(owners, len(self.starts) - 1))

    @property
    def known(self) -> int:
        return int((np.diff(self.starts) > 0).sum())

    def counts(self) -> Longs:
        return np.bincount(self.codes, minlength=len(self.values)).astype(np.int64)

    def texts(self) -> NDArray[np.object_]:
        return np.array(self.values, dtype=object)


def encode(values: Iterable[str | None]) -> tuple[list[str], Ints]:
    """(different values, for each its number); empty and None are ``MISSING``."""
    number: defaultdict[str | None, int] = defaultdict(count(2).__next__, {None: 0, "": 1})
    codes = np.fromiter(map(number.__getitem__, values), dtype=np.int32)
    return [value for value in number if value], np.maximum(codes - 2, MISSING)


def column(values: Iterable[str | None]) -> Column:
    return Column(*encode(values))


def several(entries: Sequence[tuple[int, str]], rows: int) -> Several:
    """From (row, value) in the order of the rows."""
    values, codes = encode(value for _, value in entries)
    owners = np.fromiter((row for row, _ in entries), dtype=np.int32, count=len(entries))
    kept = codes >= 0
    return Several(values, codes[kept], owners[kept], starts_of(owners[kept], rows))


def starts_of(owners: Ints, rows: int) -> Longs:
    return np.searchsorted(owners, np.arange(rows + 1)).astype(np.int64)


def pick(table: NDArray[Any], codes: Ints) -> Ints:
    """``table[codes]``, where a missing code stays missing."""
    if not len(table):
        return np.full(len(codes), MISSING, dtype=np.int32)
    found: Ints = np.where(codes >= 0, table[codes], MISSING).astype(np.int32)
    return found


def combine(parts: Sequence[Column | Longs]) -> Longs:
    """One number for each row that several columns agree on; ``MISSING`` where one of them is."""
    total: Longs | None = None
    for part in parts:
        codes = part.codes.astype(np.int64) if isinstance(part, Column) else part
        if total is None:
            total = codes
            continue
        size = int(codes.max(initial=0)) + 1
        if (int(total.max(initial=0)) + 1) * size > 1 << 62:
            total = np.where(total >= 0, np.unique(total, return_inverse=True)[1].reshape(-1), MISSING)
        total = np.where((total >= 0) & (codes >= 0), total * size + codes, MISSING)
    assert total is not None
    return total


def distinct(values: Longs) -> Longs:
    """Sorted, each once; none negative. Sorting is many times as fast as numpy's hashing for millions of numbers, and
    twice as fast again for short ones."""
    if not len(values):
        return values
    ordered = np.sort(values.astype(np.uint32) if values.max() < 1 << 32 else values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))].astype(np.int64)


_BITS = 18
_SHIFT, _SPREAD = np.uint32(32 - _BITS), np.uint32(0x9E3779B1)


def like_whom(*keys: NDArray[Any]) -> Ints:
    """For each place one where all keys are the same, for most of those alike the same one: to work out something
    once for all of them. A table with one place for each hash finds it, in a fifth of the time of sorting."""
    slot = np.zeros(len(keys[0]), dtype=np.uint32)
    for key in keys:
        slot = (slot + key.astype(np.uint32)) * _SPREAD
    slot >>= _SHIFT
    each = np.arange(len(slot), dtype=np.int32)
    held = np.empty(1 << _BITS, dtype=np.int32)
    held[slot] = each
    like = held[slot]
    alike = keys[0][like] == keys[0]
    for key in keys[1:]:
        alike &= key[like] == key
    return np.where(alike, like, each)


def tally(values: Longs) -> tuple[Longs, Longs]:
    """The distinct values, and how often each occurs."""
    values = np.sort(values)
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else values
    return values[starts], np.diff(np.concatenate((starts, [len(values)])))


def tallied(places: NDArray[Any], weights: Floats, size: int) -> Floats:
    """The sum of the weights at each place."""
    found: Floats = np.bincount(places, weights, minlength=size).astype(np.float64)
    return found
