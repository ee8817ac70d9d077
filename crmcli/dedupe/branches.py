"""What tells offices of one company apart, and schools of one town: the town and the number in their names."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache, partial
from itertools import accumulate

import numpy as np
from rapidfuzz.distance import Postfix, Prefix

from crmcli.dedupe.addresses import CITIES
from crmcli.dedupe.columns import Column, Ints, Mask
from crmcli.dedupe.levels import once
from crmcli.dedupe.name_forms import SEPARATOR
from crmcli.dedupe.records import Records
from crmcli.normalize.names import pinyin

_CHINESE = re.compile("|".join(sorted(map(re.escape, {place[:-1] for place in CITIES}))))
_NUMBER = re.compile(r"第[〇零一二三四五六七八九十百]+|\d+")
_LONGEST = 3
"""Words that the name of a town has at most."""
_SHORT = 4
"""Fewer letters than these may be anything."""

BRAND = 4
"""Characters that a Chinese brand has at most, beside what the company makes."""
_OFFICES = ("支行", "分行", "分公司", "子公司", "营业部", "办事处", "分部", "分校", "分院")
_SHOPS = (*_OFFICES, "店", "校区", "院区", "专柜")


def towns(records: Records) -> Column:
    """Of companies, the towns that their names name: Chinese ones, and those in letters that the list has for towns."""
    known = {value for value in records.columns["city"].values if value.isascii() and len(value) >= _SHORT}
    return _derived(records, "towns", lambda key: _towns(key, known))


def numbers(records: Records) -> Column:
    """第一 of a school, 12 of a shop."""
    return _derived(records, "numbers", lambda key: _joined(_NUMBER.findall(key)))


def told_apart(records: Records, i: Ints, j: Ints) -> Mask:
    """Both name towns, or numbers, and neither names all that the other does; or one is an office of the other."""
    office = _derived(records, "office", lambda key: "office" if key.endswith(_OFFICES) else "").codes
    found: Mask = office[i] != office[j]
    for column in (towns(records), numbers(records)):
        left, right = column.codes[i], column.codes[j]
        some = np.flatnonzero((left >= 0) & (right >= 0) & (left != right))
        sets = [set(value.split(",")) for value in column.values]
        found[some] |= once(left[some], right[some], partial(_neither_within, sets))
    return found


def _neither_within(sets: Sequence[set[str]], left: Ints, right: Ints) -> Mask:
    pairs = zip(left.tolist(), right.tolist(), strict=True)
    return np.array([not (sets[a] <= sets[b] or sets[b] <= sets[a]) for a, b in pairs], dtype=bool)


def other_brand(one: str, other: str) -> bool:
    """Whether two Chinese names that look alike share only what they make or where their shops are: 通润化工 and
    和美化工, 嘉正奶茶朝阳路店 and 嘉正奶茶学院路店. Brands that sound the same are one, misspelt."""
    start, end = Prefix.similarity(one, other), Postfix.similarity(one, other)
    end = min(end, min(len(one), len(other)) - start)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if not left or not right or pinyin(left, "company") == pinyin(right, "company"):
        return False
    if one.endswith(_SHOPS) and other.endswith(_SHOPS):
        return True
    left, right = one[: len(one) - end], other[: len(other) - end]
    return 0 < len(left) <= BRAND and 0 < len(right) <= BRAND and end > 1


def sounds_like(letters: str, chinese: str) -> bool:
    """Huawei Technologies and 华为技术: the first word is how the first characters are read."""
    return letters.partition(" ")[0] in _readings(chinese[:BRAND])


@lru_cache(maxsize=100_000)
def _readings(brand: str) -> frozenset[str]:
    """Of its first two characters or more."""
    return frozenset(list(accumulate(pinyin(brand, "company").split()))[1:])


def _derived(records: Records, name: str, function: Callable[[str], str]) -> Column:
    if name not in records.derived:
        records.derived[name] = records.columns["name"].derive(lambda text: function(text.partition(SEPARATOR)[0]))
    found: Column = records.derived[name]
    return found


def _towns(key: str, known: Collection[str]) -> str:
    if not key.isascii():
        return _joined(_CHINESE.findall(key))
    words = key.split()
    parts = ("".join(words[at : at + n]) for n in range(1, _LONGEST + 1) for at in range(len(words) - n + 1))
    return _joined(part for part in parts if part in known)


def _joined(found: Iterable[str]) -> str:
    return ",".join(sorted(set(found)))
