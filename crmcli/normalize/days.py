"""Days as integers, and calendar arithmetic."""

import datetime

_EPOCH = datetime.date(1970, 1, 1).toordinal()


def to_day(date: datetime.date) -> int:
    """Days since 1970-01-01."""
    return date.toordinal() - _EPOCH


def from_day(day: int) -> datetime.date:
    return datetime.date.fromordinal(day + _EPOCH)


def month_end(year: int, month: int) -> datetime.date:
    """The last day of a month; months outside 1–12 run on into other years."""
    return add_months(datetime.date(year, 1, 31), month - 1)


def add_months(date: datetime.date, months: int) -> datetime.date:
    """The same day ``months`` later, or the month's last where it has no such day."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    for day in range(date.day, 28, -1):
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:
            continue
    return datetime.date(year, month + 1, min(date.day, 28))


def add_units(date: datetime.date, amount: int, unit: str) -> datetime.date:
    """``unit`` is d, w, m or y; months and years are the calendar's."""
    if unit in "dw":
        return date + datetime.timedelta(days=amount * (7 if unit == "w" else 1))
    return add_months(date, amount * (12 if unit == "y" else 1))


def next_weekday(today: datetime.date, weekday: int) -> datetime.date:
    """The next such day, today excluded; Monday is 0."""
    return today + datetime.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_of(today: datetime.date, weeks: int, weekday: int) -> datetime.date:
    """That weekday of the week (from Monday) ``weeks`` after this one."""
    return today + datetime.timedelta(days=7 * weeks + weekday - today.weekday())
