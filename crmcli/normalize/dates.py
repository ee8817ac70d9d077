"""Dates as people type them, in both languages, relative to a given today.

A text is tried against one reader after the other; a reader answers with a date, with nothing when the
text is not its sort, or raises when the text is of its sort but names a day that does not exist.
"""

import datetime
import re
from collections.abc import Callable
from functools import cache

from crmcli.errors import Invalid
from crmcli.normalize.days import (
    add_months,
    add_units,
    from_day,
    month_end,
    next_weekday,
    to_day,
    weekday_of,
)
from crmcli.normalize.numerals import NUMERALS, chinese_number
from crmcli.normalize.text import decimals, fold, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from crmcli.normalize.birthdays import looks_lunar, parse_birthday, parse_lunar_birthday
    from crmcli.normalize.date_formats import date_reader, guess_date_format
    from crmcli.normalize.moments import parse_moment

__all__ = [
    "add_months",
    "add_units",
    "date_reader",
    "from_day",
    "guess_date_format",
    "looks_lunar",
    "parse_birthday",
    "parse_date",
    "parse_lunar_birthday",
    "parse_moment",
    "to_day",
]

# Loaded when first asked for: most commands read no date at all.
_ELSEWHERE = {
    "looks_lunar": "birthdays",
    "parse_birthday": "birthdays",
    "parse_lunar_birthday": "birthdays",
    "date_reader": "date_formats",
    "guess_date_format": "date_formats",
    "parse_moment": "moments",
}


def __getattr__(name: str) -> object:
    if name not in _ELSEWHERE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"crmcli.normalize.{_ELSEWHERE[name]}"), name)


class BadDateError(ValueError):
    """The text is a date's spelling, but no date; the reason is a name on the catalogue page."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_date(text: str, today: datetime.date) -> datetime.date:
    """``2026-11-22``, ``11-22``, ``fri``, ``eom``, ``+3d``, ``下周一``, ``月底`` …; else Invalid."""
    if len(text) == 10 and text[4] == "-":
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            pass  # the readers know why
    try:
        found = find_date(tidy(text), today)
    except BadDateError as error:
        raise invalid_date(text, error.reason) from None
    except (ValueError, OverflowError):
        raise invalid_date(text, "reason_out_of_range") from None
    if found is None:
        raise invalid_date(text, "reason_no_date")
    return found


def invalid_date(text: str, reason: str, code: str = "invalid_date") -> Invalid:
    """Five digits are more likely a spreadsheet's number of a day than anything else."""
    if day := of_serial(text.strip()):
        return Invalid("serial_date", value=printable(text), day=day.isoformat())
    return Invalid(code, value=printable(text), reason=f"normalize.{reason}")


def of_serial(text: str) -> datetime.date | None:
    """Days since the end of 1899, from 1927 to 2099."""
    found = re.fullmatch(r"([1-7][0-9]{4})(?:\.[0-9]+)?", text)
    if found is None or not 10_000 <= int(found[1]) <= 73_050:
        return None
    return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(found[1]))


def tidy(text: str) -> str:
    """Folded, plain digits, no spaces but one between words; none at all beside Chinese."""
    folded = decimals(fold(text))
    return " ".join(folded.split()) if folded.isascii() else "".join(folded.split())


def find_date(plain: str, today: datetime.date) -> datetime.date | None:
    for reader in _READERS:
        found = reader(plain, today)
        if found is not None:
            return found
    return None


def make_date(year: int, month: int, day: int) -> datetime.date:
    """A date, or BadDateError saying which part is wrong."""
    if not 1 <= month <= 12:
        raise BadDateError("reason_month")
    if not 1 <= day <= 31:
        raise BadDateError("reason_day")
    if not 1 <= year <= 9999:
        raise BadDateError("reason_year")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise BadDateError("reason_day_of_month") from None


_WORDS: dict[str, tuple[int, str]] = {
    "today": (0, "d"), "tod": (0, "d"), "今天": (0, "d"), "今日": (0, "d"),
    "tomorrow": (1, "d"), "tom": (1, "d"), "tmr": (1, "d"), "明天": (1, "d"), "明日": (1, "d"),
    "yesterday": (-1, "d"), "昨天": (-1, "d"), "昨日": (-1, "d"), "前天": (-2, "d"), "大前天": (-3, "d"),
    "后天": (2, "d"), "大后天": (3, "d"), "後天": (2, "d"), "大後天": (3, "d"),
}  # fmt: skip


def _word(plain: str, today: datetime.date) -> datetime.date | None:
    if shift := _WORDS.get(plain):
        return add_units(today, *shift)
    if plain in ("eow", "eom", "eoy"):
        return _period_end(plain[-1], today)
    return None


def _period_end(unit: str, today: datetime.date) -> datetime.date:
    if unit == "w":
        return weekday_of(today, 0, 6)
    return month_end(today.year, today.month if unit == "m" else 12)


_WEEKDAYS = {
    name: at
    for at, names in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for name in names.split()
}


def _weekday(plain: str, today: datetime.date) -> datetime.date | None:
    weekday = _WEEKDAYS.get(plain)
    return None if weekday is None else next_weekday(today, weekday)


@cache
def _relative_pattern() -> re.Pattern[str]:
    return re.compile(
        r"([+-]?) ?([0-9]{1,5}) ?"
        r"(?:(d)(?:ays?)?|(w)(?:eeks?)?|(m)(?:onths?)?|(y)(?:ears?)?)( ago)?"
    )


def _relative(plain: str, today: datetime.date) -> datetime.date | None:
    found = _relative_pattern().fullmatch(plain)
    if not found or (found[1] and found[7]):
        return None
    unit = found[3] or found[4] or found[5] or found[6]
    back = found[1] == "-" or bool(found[7])
    return add_units(today, -int(found[2]) if back else int(found[2]), unit)


@cache
def _numeric_pattern() -> re.Pattern[str]:
    """Three or two numbers, perhaps with a time of day behind, which a date has no use for."""
    return re.compile(
        r"([0-9]{1,4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,4}))?"
        r"(?:(?:t| )(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]+)?)? ?"
        r"(?:z|utc|[ap]m|[+-][0-9]{2}:?[0-9]{2})?)?"
    )


def _numeric(plain: str, today: datetime.date) -> datetime.date | None:
    found = _numeric_pattern().fullmatch(plain)
    if not found:
        return _compact(plain)
    first, mark, second, third = found[1], found[2], found[3], found[4]
    if third is None:
        return _month_day(first, mark, second, today)
    if len(first) == 4 and len(third) <= 2:
        return make_date(int(first), int(second), int(third))
    if len(third) == 4 and len(first) <= 2:
        return year_last(int(first), int(second), int(third))
    raise BadDateError("reason_year_digits")


def _month_day(first: str, mark: str, second: str, today: datetime.date) -> datetime.date | None:
    if len(first) > 2 or mark == ".":
        return None
    if mark == "-":
        return make_date(today.year, int(first), int(second))
    return year_last(int(first), int(second), today.year)


def _compact(plain: str) -> datetime.date | None:
    if len(plain) == 8 and plain.isascii() and plain.isdigit():
        return make_date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    return None


def year_last(first: int, second: int, year: int) -> datetime.date:
    """5/12/2026 is two different days in two countries; only one that cannot be mistaken is taken."""
    if first <= 12 and second <= 12 and first != second:
        raise BadDateError("reason_ambiguous")
    month, day = (second, first) if first > 12 else (first, second)
    return make_date(year, month, day)


MONTHS = {
    name: at
    for at, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_LONG_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
]


@cache
def _named_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?|([a-z]{3,9})\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?)"
        r"(?:,? ?-?([0-9]{4}))?"
    )


def named_month(plain: str, today: datetime.date) -> datetime.date | None:
    """12 Sep 2026, Sep 12, 12-Sep-2026, September 12th, 2026."""
    found = _named_pattern().fullmatch(plain)
    if not found:
        return None
    name = found[2] or found[3]
    if name not in MONTHS and name not in _LONG_MONTHS:
        return None
    year = int(found[5]) if found[5] else today.year
    return make_date(year, MONTHS[name[:3]], int(found[1] or found[4]))


@cache
def _chinese_day_pattern() -> re.Pattern[str]:
    n = f"[0-9{NUMERALS}]"
    return re.compile(
        rf"(?:({n}{{4}}|今|明|后|後|去|前)年)?"
        rf"(?:({n}{{1,3}}|本|这个|這個|上个|上個|上|下个|下個|下)月)?"
        rf"({n}{{1,3}})[日号號](?:[0-9]{{1,2}}:.*)?"
    )


_YEARS = {"前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "后": 2, "後": 2}
_NEAR = {"上": -1, "本": 0, "这": 0, "這": 0, "下": 1}


def _chinese_day(plain: str, today: datetime.date) -> datetime.date | None:
    """2026年11月22日, 11月22号, 下月5号, 22号 (of this month), 二〇二六年三月五日."""
    found = _chinese_day_pattern().fullmatch(plain)
    if not found or (found[1] and not found[2]):
        return None
    day = chinese_number(found[3])
    year = _year(found[1], today)
    if day is None or year is None:
        return None
    if found[2] and found[2][0] in _NEAR:
        first = add_months(today.replace(day=1), _NEAR[found[2][0]])
        return make_date(first.year, first.month, day)
    month = chinese_number(found[2]) if found[2] else today.month
    return None if month is None else make_date(year, month, day)


def _year(written: str | None, today: datetime.date) -> int | None:
    if not written:
        return today.year
    return today.year + _YEARS[written] if written in _YEARS else chinese_number(written)


@cache
def _chinese_week_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(上上个?|上个?|本|这个?|這個?|下下个?|下个?|下個)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天1-7])"
    )


def _chinese_week(plain: str, today: datetime.date) -> datetime.date | None:
    """下周一 is Monday of the next week; 周一 by itself is the next Monday."""
    found = _chinese_week_pattern().fullmatch(plain)
    if not found:
        return None
    weekday = 6 if found[2] in "日天7" else "一二三四五六".find(found[2])
    if weekday < 0:
        weekday = int(found[2]) - 1
    if not found[1]:
        return next_weekday(today, weekday)
    weeks = found[1].count("下") - found[1].count("上")
    return weekday_of(today, weeks, weekday)


@cache
def _chinese_edge_pattern() -> re.Pattern[str]:
    return re.compile(r"(?:(上|本|这|這|下)?[个個]?(月)|(今|明|去|本)?(年))(底|末|初)")


def _chinese_edge(plain: str, today: datetime.date) -> datetime.date | None:
    """月底, 下月初, 年底, 明年初."""
    found = _chinese_edge_pattern().fullmatch(plain)
    if not found:
        return None
    first = today.replace(day=1)
    if found[2]:
        first = add_months(first, _NEAR[found[1] or "本"])
        return first if found[5] == "初" else month_end(first.year, first.month)
    year = today.year + _YEARS[found[3] or "本"]
    return datetime.date(year, 1, 1) if found[5] == "初" else datetime.date(year, 12, 31)


@cache
def _chinese_shift_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"([0-9]{{1,5}}|[{NUMERALS}]{{1,3}}|半)[个個]?"
        r"(天|日|周|週|星期|礼拜|禮拜|月|年)(以后|之后|以後|之後|后|後|以前|之前|前)"
    )


_UNITS = {"天": "d", "日": "d", "周": "w", "週": "w", "星": "w", "礼": "w", "禮": "w", "月": "m", "年": "y"}


def _chinese_shift(plain: str, today: datetime.date) -> datetime.date | None:
    """3天后, 两周后, 三个月前, 半年后."""
    found = _chinese_shift_pattern().fullmatch(plain)
    if not found:
        return None
    unit = _UNITS[found[2][0]]
    amount = chinese_number(found[1])
    if found[1] == "半":
        halves = {"y": (6, "m"), "m": (15, "d")}
        if unit not in halves:
            return None
        amount, unit = halves[unit]
    if amount is None:
        return None
    return add_units(today, -amount if "前" in found[3] else amount, unit)


_READERS: tuple[Callable[[str, datetime.date], datetime.date | None], ...] = (
    _numeric,
    _word,
    _weekday,
    _relative,
    named_month,
    _chinese_day,
    _chinese_week,
    _chinese_edge,
    _chinese_shift,
)
