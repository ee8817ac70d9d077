"""Stretches of days as people say them: 近30天, 7天内, ``last-30d``, 2026-Q3, 2026年3季度, 2026-W40, -3个月."""

import re
from datetime import date

from crmcli.errors import Invalid
from crmcli.normalize.dates import tidy
from crmcli.normalize.days import add_months, add_units, to_day
from crmcli.normalize.numerals import NUMERALS, chinese_number

_AMOUNT = rf"(?P<n>\d{{1,5}}|半|[{NUMERALS}]{{1,3}})(?P<unit>[个個]?(?:天|日|周|週|星期|礼拜|月|年))"
_LATELY = (
    (re.compile(rf"(?:最近|近|过去){_AMOUNT}(?:内|以来|来)?"), "back"),
    (re.compile(rf"(?:未来|今后|接下来){_AMOUNT}内?"), "ahead"),
    (re.compile(rf"{_AMOUNT}[之以]?内"), ""),
    (re.compile(r"(?:last|past)[-_ ]?(?P<n>\d{1,5})[-_ ]?(?P<unit>[dwmy]|days?|weeks?|months?|years?)"), "back"),
    (re.compile(r"next[-_ ]?(?P<n>\d{1,5})[-_ ]?(?P<unit>[dwmy]|days?|weeks?|months?|years?)"), "ahead"),
)
_SHIFT = re.compile(rf"(?P<sign>[+-]){_AMOUNT}")
_QUARTER = re.compile(r"(\d{4})(?:年|[-/. ])?(?:q([1-4])|第?([1-4一二三四])季度?)")
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
_LETTERS = {"天": "d", "日": "d", "周": "w", "週": "w", "星": "w", "礼": "w", "月": "m", "年": "y"}
_HALVES = {"年": (6, "m"), "月": (15, "d")}


def around(text: str, today: date, *, ahead: bool) -> tuple[int, int] | None:
    """First and last day; None for what is none of these. ``ahead`` says where 7天内 lies."""
    plain = tidy(text)
    try:
        return _lately(plain, today, ahead) or _shifted(plain, today) or _quarter(plain) or _week(plain)
    except (ValueError, OverflowError):
        raise Invalid("invalid_date", value=text, reason="normalize.reason_out_of_range") from None


def _lately(plain: str, today: date, ahead: bool) -> tuple[int, int] | None:
    for pattern, way in _LATELY:
        if found := pattern.fullmatch(plain):
            forward = way == "ahead" or (not way and ahead)
            end = to_day(_far(found, today, 1 if forward else -1))
            return (to_day(today), end) if forward else (end, to_day(today))
    return None


def _shifted(plain: str, today: date) -> tuple[int, int] | None:
    found = _SHIFT.fullmatch(plain)
    if not found:
        return None
    day = to_day(_far(found, today, -1 if found["sign"] == "-" else 1))
    return day, day


def _far(found: re.Match[str], today: date, sign: int) -> date:
    unit = found["unit"].lstrip("个個")
    if found["n"] == "半":
        amount, letter = _HALVES.get(unit[0], (None, ""))
    else:
        amount, letter = chinese_number(found["n"]), _LETTERS.get(unit[0], unit[0])
    if amount is None:
        raise ValueError(found[0])
    return add_units(today, sign * amount, letter)


def _quarter(plain: str) -> tuple[int, int] | None:
    found = _QUARTER.fullmatch(plain)
    if not found:
        return None
    number = chinese_number(found[2] or found[3])
    assert number is not None
    first = date(int(found[1]), 3 * number - 2, 1)
    return to_day(first), to_day(add_months(first, 3)) - 1


def _week(plain: str) -> tuple[int, int] | None:
    found = _WEEK.fullmatch(plain)
    if not found:
        return None
    monday = to_day(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    return monday, monday + 6
