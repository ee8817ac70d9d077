"""Names of companies compared: without legal form and town, with their words in any order."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from crmcli.dedupe import levels
from crmcli.dedupe.addresses import company_core
from crmcli.dedupe.branches import other_brand, sounds_like, told_apart
from crmcli.dedupe.columns import Column, Ints, Levels, Mask
from crmcli.dedupe.name_forms import SEPARATOR
from crmcli.dedupe.records import Records

SHORT = 4
"""In a Chinese name of so few characters another character makes another name."""
WHOLE, WORDS, NEAR = 0.92, 90.0, 0.80

_OF_EMPLOYER = np.array((0, 1, 2, 2, 3, 3), dtype=np.uint8)
"""The levels of a person's company for those of a company itself."""


def cores(records: Records, name: str) -> Column:
    key = ("core", name)
    if key not in records.derived:
        records.derived[key] = records.columns[name].derive(core)
    found: Column = records.derived[key]
    return found


def core(value: str) -> str:
    return company_core(value.partition(SEPARATOR)[0])


def company_names(name: str) -> Callable[[Records, Ints, Ints], Levels]:
    """Of a company itself: same, close, part (one holds all words of the other), near, differ (offices of one
    company in two towns, too); of the company that a person works for: same, close (with part), differ."""
    steps = 5 if name == "name" else 3

    def compare(records: Records, i: Ints, j: Ints) -> Levels:
        column = cores(records, name)
        if ("texts", "core", name) not in records.derived:
            records.derived["texts", "core", name] = column.texts()
            is_short = (not text.isascii() and len(text) <= SHORT for text in column.values)
            records.derived["short", "core", name] = np.fromiter(is_short, dtype=bool, count=len(column.values))
            is_latin = (text.isascii() for text in column.values)
            records.derived["latin", "core", name] = np.fromiter(is_latin, dtype=bool, count=len(column.values))
        texts, short, latin = (records.derived[part, "core", name] for part in ("texts", "short", "latin"))

        def refine(a: Ints, b: Ints) -> Levels:
            out = np.full(len(a), 5, dtype=np.uint8)
            scores = levels.alike(texts, a, b)
            out[scores >= NEAR] = 4
            unsure = np.flatnonzero(scores < WHOLE)
            words = levels.alike(texts, a[unsure], b[unsure], fuzz.token_set_ratio)
            order = levels.alike(texts, a[unsure], b[unsure], fuzz.token_sort_ratio)
            out[unsure[words >= 100.0]] = 3
            out[unsure[order >= WORDS]] = 2
            out[scores >= WHOLE] = 2
            out[short[a] & short[b]] = 5
            _by_brand(texts, latin, a, b, out)
            return out if steps == 5 else _OF_EMPLOYER[out]

        out = levels.stepped(column.codes[i], column.codes[j], steps, refine)
        if steps == 5:
            alike = np.flatnonzero((out > 0) & (out < 5))
            out[alike[told_apart(records, i[alike], j[alike])]] = 5
        return out

    return compare


def _by_brand(texts: NDArray[Any], latin: Mask, a: Ints, b: Ints, out: Levels) -> None:
    """Two Chinese names that share but their trade are two; one in letters is in part the same by the sound of its
    first word, and otherwise may be a translation, of which nothing can be said."""

    def each(judge: Callable[[str, str], bool]) -> Callable[[Ints, Ints], Mask]:
        return lambda a, b: np.array(list(map(judge, texts[a], texts[b])), dtype=bool)

    both = np.flatnonzero((out < 5) & ~latin[a] & ~latin[b])
    out[both[levels.once(a[both], b[both], each(other_brand))]] = 5
    one = np.flatnonzero(latin[a] != latin[b])
    letters, chinese = np.where(latin[a[one]], (a[one], b[one]), (b[one], a[one]))
    out[one] = np.where(levels.once(letters, chinese, each(sounds_like)), 3, 0)
