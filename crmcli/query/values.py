"""What the values of a query mean: spans of days, numbers and money, in either language."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.fields import Field
from crmcli.normalize.days import add_months, from_day, month_end, to_day
from crmcli.query.tree import Span, Term


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
_SEPARATE = re.compile(r"(.*[^~至到])(?:~|至|到)([^~至到].*)")
_ORDERED = frozenset(("int", "id", "number", "money", "date", "moment", "birthday"))
AHEAD = frozenset(("next_task", "birthday", "lunar_birthday"))
"""Fields of days to come: 7天内 is the next seven days."""
_YEARS_OLD = ("周岁", "岁")


def spread(field: Field, term: Term) -> Term:
    """``30～40`` and ``1000至5000`` as the ranges they are, ``35岁`` as a number."""
    if field.type not in _ORDERED or term.op == "~":
        return term
    return term._replace(values=tuple(_aged(field, _spread(span)) for span in term.values))


def _spread(span: Span) -> Span:
    found = None if span.ranged else _SEPARATE.fullmatch(span.low)
    return Span(found[1].strip(), found[2].strip(), ranged=True) if found else span


def _aged(field: Field, span: Span) -> Span:
    if field.name != "age":
        return span
    low, high = (_without(text, _YEARS_OLD) for text in (span.low, span.high))
    return span._replace(low=low, high=high)


def _without(text: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        text = text.removesuffix(ending)
    return text


def days(text: str, today: date, *, ahead: bool = False) -> Days:
    """The days meant by one value: a day, a month (2026-03), a year, ``this-month``, 上月, ``-30d``, 近30天 …

    ``ahead``: 30天内 means the next 30 days, not the last.
    """
    word = text.strip().lower()
    named = _WORD.fullmatch(word)
    if named:
        how, unit = named[1] or named[3], named[2] or named[4]
        return stretch(Period(_UNITS[unit], _THIS[how]), today)
    partial = _PARTIAL.fullmatch(word)
    if partial and (partial[2] or len(word) <= 5):
        return _partial(int(partial[1]), partial[2], text)
    from crmcli.normalize.dates import parse_date
    from crmcli.query.stretches import around

    found = around(text, today, ahead=ahead)
    if found is not None:
        return Days(*found)
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
    """First and last day of a range; None where an end is open. Invalid ``query.swapped_ends`` for the wrong way."""
    first = days(low, today).first if low else None
    last = days(high, today).last if high else None
    if first is not None and last is not None and first > last:
        raise Invalid("query.swapped_ends", low=low, high=high)
    return first, last


class Season(NamedTuple):
    """What a birthday is held against: ``MM-DD`` of any year, or ``YYYY-MM-DD`` where it is ``dated``."""

    first: str
    last: str
    dated: bool = False
    days: Days | None = None
    """Where they were said relative to today."""


def season(text: str, today: date, *, lunar: bool = False) -> Season:
    """``03-05`` and ``--03-05`` are a day of any year, ``03`` or ``3月`` a month, ``this-month`` this one.

    Who was born on 29 February celebrates on the 28th of a common year.
    """
    word = text.strip().lower().removeprefix("--")
    month = re.fullmatch(r"(\d{1,2})月?", word)
    if month and 1 <= int(month[1]) <= 12:
        return Season(f"{int(month[1]):02d}-01", f"{int(month[1]):02d}-31")
    day = re.fullmatch(r"(\d{1,2})(?:-|/|月)(\d{1,2})[日号]?", word)
    if day:
        one = _month_day(int(day[1]), int(day[2]), text, lunar=lunar)
        return Season(one, one)
    found = days(text, today, ahead=True)
    first, last = from_day(found.first), from_day(found.last)
    if re.match(r"\d{4}", word):
        return Season(first.isoformat(), last.isoformat(), dated=True)
    shifted = not lunar and (last.month, last.day) == (2, 28) and last == month_end(last.year, 2)
    return Season(first.isoformat()[5:], "02-29" if shifted else last.isoformat()[5:], days=found)


def _month_day(month: int, day: int, text: str, *, lunar: bool) -> str:
    most = 30 if lunar else 29 if month == 2 else month_end(2000, month).day if 1 <= month <= 12 else 0
    if not 1 <= day <= most:
        raise Invalid("invalid_date", value=text)
    return f"{month:02d}-{day:02d}"


def whole_or_decimal(text: str) -> int | float:
    from crmcli.normalize.money import parse_number

    return parse_number(text)


def money(text: str, currency: str) -> int:
    from crmcli.normalize.money import parse_money

    return parse_money(text, currency, round_extra=True)
