"""Birthdays: YYYY-MM-DD, or --MM-DD where the year is not known; lunar ones in the same form."""

import re
from datetime import date
from functools import cache

from crmcli.errors import Invalid
from crmcli.normalize.dates import BadDateError, invalid_date, make_date, named_month, tidy, year_last
from crmcli.normalize.numerals import NUMERALS, chinese_number

# A leap year: 29 February is somebody's birthday.
_SOME_YEAR = 2000
# What address books write for "year unknown".
_NO_YEARS = frozenset([0, 1604])
_FIRST_YEAR = 1000


def parse_birthday(text: str) -> str:
    """``1990-05-12``, ``1990.5.12``, ``1990年5月12日``, ``--05-12``, ``5月12日`` …; else Invalid."""
    if len(text) == 10 and text[4] == "-" and (exact := _exact(text)):
        return exact
    try:
        found = _find(tidy(text))
    except BadDateError as error:
        raise _invalid(text, error.reason) from None
    if found is None:
        raise _invalid(text, "reason_lunar" if looks_lunar(text) else "reason_no_date")
    return found


def _exact(text: str) -> str | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found.isoformat() if found.year >= _FIRST_YEAR and found.year not in _NO_YEARS else None


def _invalid(text: str, reason: str) -> Invalid:
    return invalid_date(text, reason, "invalid_birthday")


def _find(plain: str) -> str | None:
    if found := _year_first().fullmatch(plain):
        return _written(found[1] or found[4], found[2] or found[5], found[3] or found[6])
    if found := _without_year().fullmatch(plain):
        return _written(None, found[1] or found[3] or found[5], found[2] or found[4] or found[6])
    if found := _year_behind().fullmatch(plain):
        return _of(year_last(int(found[1]), int(found[3]), int(found[4] or _SOME_YEAR)), bool(found[4]))
    if named := named_month(plain, date(_SOME_YEAR, 1, 1)):
        return _of(named, plain[-4:].isdigit())
    return None


@cache
def _year_first() -> re.Pattern[str]:
    return re.compile(
        r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号號]?(?:[t ][0-9]{1,2}:[0-9]{2}.*)?"
        r"|([0-9]{4})([0-9]{2})([0-9]{2})"
    )


@cache
def _without_year() -> re.Pattern[str]:
    n = f"[0-9{NUMERALS}]{{1,3}}"
    return re.compile(rf"--([0-9]{{2}})-?([0-9]{{2}})|([0-9]{{1,2}})-([0-9]{{1,2}})|({n})月({n})[日号號]")


@cache
def _year_behind() -> re.Pattern[str]:
    return re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}))?")


def _written(year: str | None, month: str, day: str) -> str | None:
    month_number, day_number = chinese_number(month), chinese_number(day)
    if month_number is None or day_number is None:
        return None
    known = year is not None and int(year) not in _NO_YEARS
    return _of(make_date(int(year or 0) if known else _SOME_YEAR, month_number, day_number), known)


def _of(found: date, year_known: bool) -> str:
    if not year_known:
        return f"--{found.month:02}-{found.day:02}"
    if found.year < _FIRST_YEAR:
        raise BadDateError("reason_year")
    return found.isoformat()


_LUNAR = r"(?:农历|農曆|阴历|陰曆|旧历|lunar ?:?)"
_LUNAR_WORDS = (
    "农历",
    "農曆",
    "阴历",
    "陰曆",
    "旧历",
    "lunar",
    "正月",
    "冬月",
    "腊月",
    "臘月",
    "初",
    "廿",
    "闰",
)


def looks_lunar(text: str) -> bool:
    """Whether it can only be meant by the lunar calendar: 农历…, lunar:…, 腊月…, …初五."""
    plain = tidy(text)
    return any(word in plain for word in _LUNAR_WORDS)


@cache
def _lunar_pattern() -> re.Pattern[str]:
    n = f"[0-9{NUMERALS}]"
    return re.compile(
        rf"{_LUNAR}?(?:({n}{{4}})[年-])?{_LUNAR}?(闰|閏)?"
        rf"(?:(正|冬|腊|臘|{n}{{1,3}})月(?:初?({n}{{1,3}}))[日号號]?|([0-9]{{1,2}})-([0-9]{{1,2}}))"
    )


_MONTH_NAMES = {"正": 1, "冬": 11, "腊": 12, "臘": 12}


def parse_lunar_birthday(text: str) -> str:
    """``农历八月十五``, ``腊月廿三``, ``lunar:08-15``, ``1990年农历八月十五`` → ``--08-15``, ``1990-08-15``.

    Month and day are those of the lunar calendar. A leap month has no place in this form, and is
    celebrated in the plain month of its number: Invalid, saying so.
    """
    found = _lunar_pattern().fullmatch(tidy(text).replace("lunar: ", "lunar:"))
    if not found:
        raise _invalid(text, "reason_no_date")
    if found[2]:
        raise _invalid(text, "reason_leap_month")
    month = _MONTH_NAMES.get(found[3]) or chinese_number(found[3] or found[5])
    day = chinese_number(found[4] or found[6])
    year = chinese_number(found[1]) if found[1] else None
    if not month or not 1 <= month <= 12:
        raise _invalid(text, "reason_month")
    if not day or not 1 <= day <= 30:
        raise _invalid(text, "reason_lunar_day")
    if year is not None and year < _FIRST_YEAR:
        raise _invalid(text, "reason_year")
    return f"{year or '-'}-{month:02}-{day:02}"
