"""What the values of a query mean: spans of days, numbers and money, in either language."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.normalize.days import add_months, from_day, month_end, to_day


class Days(NamedTuple):
    """A stretch of days, both ends included (days since 1970-01-01)."""

    first: int
    last: int


class Period(NamedTuple):
    unit: str  # day, week, month, quarter, year
    shift: int


_THIS = {"this": 0, "last": -1, "next": 1, "本": 0, "这": 0, "今": 0, "上": -1, "去": -1, "下": 1, "明": 1}
_UNITS = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "周": "week", "个周": "week", "星期": "week", "月": "month", "个月": "month", "季度": "quarter", "年": "year",
}  # fmt: skip
_WORD = re.compile(r"(this|last|next)[-_ ]?(week|month|quarter|year)|([本这今上去下明])(周|星期|月|个月|季度|年)")
_PARTIAL = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|年)?")


def days(text: str, today: date) -> Days:
    """The days meant by one value: a day, a month (2026-03), a year, ``this-month``, 上月, ``-30d`` …"""
    word = text.strip().lower()
    named = _WORD.fullmatch(word)
    if named:
        how, unit = named[1] or named[3], named[2] or named[4]
        return stretch(Period(_UNITS[unit], _THIS[how]), today)
    partial = _PARTIAL.fullmatch(word)
    if partial and (partial[2] or len(word) <= 5):
        return _partial(int(partial[1]), partial[2], text)
    from crmcli.normalize.dates import parse_date

    day = to_day(parse_date(text, today))
    return Days(day, day)


def _partial(year: int, month: str | None, text: str) -> Days:
    if not 1900 <= year <= 2999 or (month and not 1 <= int(month) <= 12):
        raise Invalid("invalid_date", value=text)
    if month is None:
        return Days(to_day(date(year, 1, 1)), to_day(date(year, 12, 31)))
    return Days(to_day(date(year, int(month), 1)), to_day(month_end(year, int(month))))


def stretch(period: Period, today: date) -> Days:
    """The calendar week, month, quarter or year that lies ``shift`` units from today's."""
    if period.unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=period.shift)
        return Days(to_day(monday), to_day(monday) + 6)
    length = {"month": 1, "quarter": 3, "year": 12}[period.unit]
    first = date(today.year, (today.month - 1) // length * length + 1, 1)
    start = add_months(first, length * period.shift)
    return Days(to_day(start), to_day(add_months(start, length)) - 1)


def span_of_days(low: str, high: str, today: date) -> tuple[int | None, int | None]:
    """First and last day of a range; None where an end is open."""
    first = days(low, today).first if low else None
    last = days(high, today).last if high else None
    return first, last


def month_days(text: str, today: date) -> tuple[str, str, bool]:
    """What a birthday is held against: (first, last, with year), as ``MM-DD`` or ``YYYY-MM-DD``.

    ``03-05`` and ``--03-05`` are a day of any year, ``03`` or ``3月`` a month, ``this-month`` this one.
    """
    word = text.strip().lower().removeprefix("--")
    month = re.fullmatch(r"(\d{1,2})月?", word)
    if month and 1 <= int(month[1]) <= 12:
        return f"{int(month[1]):02d}-01", f"{int(month[1]):02d}-31", False
    day = re.fullmatch(r"(\d{1,2})(?:-|/|月)(\d{1,2})[日号]?", word)
    if day and 1 <= int(day[1]) <= 12 and 1 <= int(day[2]) <= 31:
        one = f"{int(day[1]):02d}-{int(day[2]):02d}"
        return one, one, False
    found = days(text, today)
    first, last = from_day(found.first), from_day(found.last)
    if re.match(r"\d{4}", word):
        return first.isoformat(), last.isoformat(), True
    return first.isoformat()[5:], last.isoformat()[5:], False


def whole_or_decimal(text: str) -> int | float:
    from crmcli.normalize.money import parse_number

    return parse_number(text)


def money(text: str, currency: str) -> int:
    from crmcli.normalize.money import parse_money

    return parse_money(text, currency, round_extra=True)
