"""Recency, frequency, monetary value: scores from 1 to 5 among those who bought, and the usual eleven names.

Scores are tie-safe quintiles: with the values in order, the cut points are those at 20, 40, 60 and 80 per cent,
and a score is one more than the number of cut points that a value exceeds. Equal values always score alike,
which NTILE does not promise (it splits ties to make the fifths equal). The best always score 5, however many share
the highest value: a cut point there is the next lower value instead. Where all values are equal, all score 1.

Or the cut points are one's own (settings ``rfm_r``, ``rfm_f``, ``rfm_m``), four ascending numbers. R counts days
since the last sale: up to the first scores 5, up to the second 4, … beyond the fourth 1. F counts orders and
M money: below the first scores 1, from the first on 2, … from the fourth on 5.

The names differ between sources and overlap; here they are an ordered list, and the first that fits applies.
``fm`` is the sum of the F and M scores (2 to 10).
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.normalize.money import exponent

Cuts = tuple[int, int, int, int]
THOUSANDTHS = 1000
"""Own cut points of M are whole thousandths of the base currency, whatever decimals it has."""
_LARGEST = {"r": 36_500, "f": 10**9, "m": 10**12}


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


def cut_points(values: Sequence[int]) -> Cuts:
    """The values at 20, 40, 60 and 80 per cent of a sorted, non-empty sequence; below the highest, if any is."""
    count, highest = len(values), values[-1]
    next_lower = next((value for value in reversed(values) if value < highest), highest)
    a, b, c, d = (min(values[place(count, k)], next_lower) for k in (1, 2, 3, 4))
    return a, b, c, d


def place(count: int, k: int) -> int:
    """Index (from 0) of the ``k``-th fifth's last value among ``count`` sorted ones."""
    return max(0, -(-count * k // 5) - 1)


def value_among(at: Callable[[int], int], place: int, left_out: Sequence[int]) -> int:
    """The value at a place (from 0) of sorted values; ``at`` looks up places with ``left_out`` (sorted) among them.

    Put those left out first among equals: then the place among all is ``place`` and as many more as are left out with
    this value or less. The first place of which that is true is approached from below.
    """
    index = place
    while True:
        value = at(index)
        meant = place + bisect_right(left_out, value)
        if meant == index:
            return value
        index = meant


def score(value: int, cuts: Sequence[int]) -> int:
    return 1 + sum(value > cut for cut in cuts)


def tidied(text: str) -> str:
    """Own cut points as they are stored: plain commas, no spaces."""
    return ",".join(part.strip() for part in text.replace("，", ",").replace("、", ",").split(","))


def read_cuts(letter: str, text: str) -> Cuts:
    """Own cut points: days, orders, or thousandths of money; Invalid says what is wrong with them."""
    key, parts = f"rfm_{letter}", tidied(text).split(",")
    if len(parts) != 4:
        raise Invalid("config.cuts_not_four", key=key, value=text, n=len(parts))
    a, b, c, d = (_number(letter, part, key) for part in parts)
    if not a < b < c < d:
        raise Invalid("config.cuts_not_ascending", key=key, value=text)
    return a, b, c, d


def _number(letter: str, part: str, key: str) -> int:
    whole, point, rest = part.partition(".")
    digits = whole + rest
    if not (part.isascii() and digits.isdecimal() and whole) or (point and not rest) or len(rest) > 3:
        raise Invalid("config.cuts_no_number", key=key, part=part)
    if letter != "m" and point:
        raise Invalid("config.cuts_not_whole", key=key, part=part)
    if len(whole) > 15 or int(digits) == 0 or int(whole) > _LARGEST[letter]:
        raise Invalid("config.cuts_out_of_range", key=key, part=part, most=f"{_LARGEST[letter]:,}")
    return int(whole + rest.ljust(3, "0")) if letter == "m" else int(whole)


def parameters(own: Mapping[str, Cuts], today: int, currency: str) -> dict[str, int]:
    """Own cut points as those that a score is one more than the number of (see ``fields``): r1 … m4."""
    found: dict[str, int] = {}
    for letter, cuts in own.items():
        for k, cut in enumerate(cuts, 1):
            if letter == "r":
                found[f"r{5 - k}"] = today - cut - 1
            elif letter == "f":
                found[f"f{k}"] = cut - 1
            else:
                found[f"m{k}"] = -(-cut * 10 ** exponent(currency) // THOUSANDTHS) - 1
    return found


def name_of(r: int, f: int, m: int) -> str:
    """Every score has exactly one name."""
    return next(n.name for n in NAMES if n.r[0] <= r <= n.r[1] and n.fm[0] <= f + m <= n.fm[1])


Box = tuple[tuple[int, int], tuple[int, int]]


def boxes(name: str) -> list[Box]:
    """The scores of a name as ranges of R and of F+M that no other name shares, the highest R first."""
    found: list[Box] = []
    for r in range(5, 0, -1):
        sums = [fm for fm in range(2, 11) if name_of(r, min(5, fm - 1), fm - min(5, fm - 1)) == name]
        if not sums:
            continue
        row = (sums[0], sums[-1])
        if found and found[-1][1] == row and found[-1][0][0] == r + 1:
            found[-1] = ((r, found[-1][0][1]), row)
        else:
            found.append(((r, r), row))
    return found


def known_name(text: str) -> str | None:
    """The name meant, in either language; None for another word."""
    wanted = text.strip().casefold().replace(" ", "_").replace("-", "_")
    return next((n.name for n in NAMES if wanted in (n.name, n.zh)), None)
