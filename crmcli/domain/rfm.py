"""Recency, frequency, monetary value: scores from 1 to 5 among those who bought, and the usual eleven names.

Scores are tie-safe quintiles: with the values in order, the cut points are those at 20, 40, 60 and 80 per cent,
and a score is one more than the number of cut points that a value exceeds. Equal values always score alike,
which NTILE does not promise (it splits ties to make the fifths equal).

The names differ between sources and overlap; here they are an ordered list, and the first that fits applies.
``fm`` is the sum of the F and M scores (2 to 10).
"""

from collections.abc import Sequence
from typing import NamedTuple


class Name(NamedTuple):
    name: str
    r: tuple[int, int]
    fm: tuple[int, int]
    zh: str


NAMES: tuple[Name, ...] = (
    Name("champions", (4, 5), (8, 10), "冠军客户"),
    Name("loyal", (3, 5), (6, 10), "忠诚客户"),
    Name("cannot_lose", (1, 2), (9, 10), "不能失去"),
    Name("at_risk", (1, 2), (6, 8), "有流失风险"),
    Name("new", (5, 5), (2, 3), "新客户"),
    Name("promising", (4, 4), (2, 3), "有潜力"),
    Name("potential_loyalists", (4, 5), (4, 5), "潜力忠诚"),
    Name("need_attention", (3, 3), (4, 5), "需要关注"),
    Name("about_to_sleep", (3, 3), (2, 3), "即将沉睡"),
    Name("hibernating", (2, 2), (2, 5), "沉睡"),
    Name("lost", (1, 1), (2, 5), "已流失"),
)


def cut_points(values: Sequence[int]) -> tuple[int, int, int, int]:
    """The values at 20, 40, 60 and 80 per cent of a sorted, non-empty sequence."""
    count = len(values)
    a, b, c, d = (values[place(count, k)] for k in (1, 2, 3, 4))
    return a, b, c, d


def place(count: int, k: int) -> int:
    """Index (from 0) of the ``k``-th fifth's last value among ``count`` sorted ones."""
    return max(0, -(-count * k // 5) - 1)


def score(value: int, cuts: Sequence[int]) -> int:
    return 1 + sum(value > cut for cut in cuts)


def name_of(r: int, f: int, m: int) -> str:
    """Every score has exactly one name."""
    return next(n.name for n in NAMES if n.r[0] <= r <= n.r[1] and n.fm[0] <= f + m <= n.fm[1])


def known_name(text: str) -> str | None:
    """The name meant, in either language; None for another word."""
    wanted = text.strip().casefold().replace(" ", "_").replace("-", "_")
    return next((n.name for n in NAMES if wanted in (n.name, n.zh)), None)
