"""On which day a birthday is celebrated.

29 February is celebrated on the 28th in common years. A lunar birthday is celebrated in the plain month
of its number, not in the leap month that may follow it, and one on the 30th falls on the 29th where the
month has no more days.
"""

from datetime import date, timedelta

MOST_DAYS = 366
"""How far ahead one can look: every birthday comes within a year (a lunar one may come later)."""
_FULL = len("1990-03-04")


def unlike(one: str | None, other: str | None) -> bool:
    """Two birthdays, unlike in year and in day: no slip of the pen."""
    full = one and other and len(one) == len(other) == _FULL
    return bool(full and one and other and one[:4] != other[:4] and one[4:] != other[4:])


def window(today: date, days: int) -> list[date]:
    """Today and the ``days`` days after it."""
    return [today + timedelta(days=n) for n in range(min(days, MOST_DAYS) + 1)]


def solar_days(today: date, days: int) -> dict[str, date]:
    """Which ``MM-DD`` are celebrated in the window, and on which day first."""
    found: dict[str, date] = {}
    for day in window(today, days):
        found.setdefault(f"{day:%m-%d}", day)
        if (day.month, day.day) == (2, 28) and not _leap(day.year):
            found.setdefault("02-29", day)
    return found


def lunar_days(today: date, days: int) -> dict[str, tuple[date, int]]:
    """The same for lunar birthdays: ``MM-DD`` of the lunar calendar → (day, lunar year)."""
    from lunar_python import LunarMonth, Solar

    found: dict[str, tuple[date, int]] = {}
    for day in window(today, days):
        lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
        year, month, number = lunar.getYear(), lunar.getMonth(), lunar.getDay()
        if month < 0:  # a leap month
            continue
        found.setdefault(f"{month:02}-{number:02}", (day, year))
        if number == 29 and LunarMonth.fromYm(year, month).getDayCount() == 29:
            found.setdefault(f"{month:02}-30", (day, year))
    return found


def years(birthday: str, year: int) -> int | None:
    """How old somebody becomes in ``year``; None where the year of birth is not known."""
    if birthday.startswith("-"):
        return None
    return year - int(birthday[:4])


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def lunar_dates(month_day: str, today: date, count: int) -> list[tuple[date, int]]:
    """The next ``count`` days on which a lunar birthday is celebrated, each with its lunar year."""
    from lunar_python import Lunar, LunarMonth, Solar

    month, number = int(month_day[:2]), int(month_day[3:])
    year = Solar.fromYmd(today.year, today.month, today.day).getLunar().getYear()
    found: list[tuple[date, int]] = []
    while len(found) < count:
        last = LunarMonth.fromYm(year, month).getDayCount()
        solar = Lunar.fromYmd(year, month, min(number, last)).getSolar()
        day = date(solar.getYear(), solar.getMonth(), solar.getDay())
        if day >= today:
            found.append((day, year))
        year += 1
    return found
