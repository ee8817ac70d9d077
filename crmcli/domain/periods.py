"""Stretches of days: --since and --until, and the days, weeks, months … that reports count by."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.normalize.dates import parse_date
from crmcli.normalize.days import add_months, from_day, to_day

UNITS = ("day", "week", "month", "quarter", "year")

_PARTIAL = re.compile(r"([0-9]{4})(?:[-/.年]?(?:([0-9]{1,2})月?|[Qq]([1-4])))?年?")


class Span(NamedTuple):
    """Both days are included; None is no bound."""

    first: int | None = None
    last: int | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """First and last day for a BETWEEN."""
        return (-(10**6) if self.first is None else self.first, 10**7 if self.last is None else self.last)


def read(since: str | None, until: str | None, today: date) -> Span:
    """``2026-03``, ``2026Q1`` and ``2026`` mean from the first or to the last day of it."""
    first = to_day(_edge(since, today)[0]) if since else None
    last = to_day(_edge(until, today)[1]) if until else None
    if first is not None and last is not None and first > last:
        raise Invalid("report.since_after_until", since=from_day(first), until=from_day(last))
    return Span(first, last)


def _edge(text: str, today: date) -> tuple[date, date]:
    """First and last day of what the text names."""
    found = _PARTIAL.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) <= 2200 or (found[2] and not 1 <= int(found[2]) <= 12):
        day = parse_date(text, today)
        return day, day
    if found[2]:
        first, months = date(int(found[1]), int(found[2]), 1), 1
    elif found[3]:
        first, months = date(int(found[1]), int(found[3]) * 3 - 2, 1), 3
    else:
        first, months = date(int(found[1]), 1, 1), 12
    return first, add_months(first, months) - timedelta(days=1)


def label(day: date, unit: str) -> str:
    """2026-03-01, 2026-W09, 2026-03, 2026-Q1, 2026: they sort as they follow each other."""
    return _LABELS[unit](day)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


_LABELS: dict[str, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": _week,
    "month": lambda day: f"{day.year:04}-{day.month:02}",
    "quarter": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day.year:04}",
}


def start(day: date, unit: str) -> date:
    """The first day of the unit that the day is in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def shifted(day: date, unit: str, units: int) -> date:
    """The start of the unit so many units later."""
    first = start(day, unit)
    if unit in ("day", "week"):
        return first + timedelta(days=units * (7 if unit == "week" else 1))
    return add_months(first, units * {"month": 1, "quarter": 3, "year": 12}[unit])


def labels(first: date, last: date, unit: str) -> list[str]:
    """Labels of all units from the one of ``first`` to the one of ``last``."""
    found, day = [], start(first, unit)
    while day <= last:
        found.append(label(day, unit))
        day = shifted(day, unit, 1)
    return found


_FIRST_DAY = -719_162
"""1 January of the year 1, the first that dates can say."""


def before(span: tuple[int, int]) -> tuple[int, int]:
    """The equally long period that ends where this one begins."""
    first, last = span
    return max(_FIRST_DAY, first - (last - first + 1)), first - 1
