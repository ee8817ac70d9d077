"""Columns of dates: which way round they are written, and a quick reader for a million of them."""

import datetime
import re
from collections.abc import Callable
from functools import cache

from crmcli.normalize.dates import MONTHS, BadDateError, invalid_date, make_date, of_serial
from crmcli.normalize.text import decimals, fold

Reader = Callable[[str], datetime.date]

# Two digits of a year, the way POSIX reads them: 69–99 are 19.., 00–68 are 20...
_PIVOT = 69


@cache
def _parts_pattern() -> re.Pattern[str]:
    """Three parts, numbers or a month's name; a time of day behind them is let go."""
    return re.compile(
        r"([0-9]{1,4}|[a-z]{3,9})[-/.年 ]\s*([0-9]{1,2}|[a-z]{3,9})(?:st|nd|rd|th)?\.?,?[-/.月 ]?\s*"
        r"(?<![0-9])([0-9]{1,4})[日号]?(?:[t ,].*[0-9:].*)?"
    )


def _parts(text: str) -> tuple[str, str, str] | None:
    plain = text.strip()
    if len(plain) == 8 and plain.isascii() and plain.isdigit():
        return plain[:4], plain[4:6], plain[6:]
    found = _parts_pattern().fullmatch(decimals(fold(plain)))
    return (found[1], found[2], found[3]) if found else None


def guess_date_format(samples: list[str]) -> str | None:
    """``iso``, ``ymd``, ``dmy`` or ``mdy``; nothing when the samples do not tell, or contradict."""
    filled = [text.strip() for text in samples if text.strip()]
    if not filled:
        return None
    others = [text for text in filled if not _is_iso(text)]
    if not others:
        return "iso"
    allowed = {"ymd", "dmy", "mdy"}
    for text in others:
        allowed &= _orders(text)
    return allowed.pop() if len(allowed) == 1 else None


def _is_iso(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return text[4] == "-" and text[7:8] == "-" and (len(text) == 10 or text[10] in "T ")


def _orders(text: str) -> set[str]:
    """The orders in which this text is a date that exists."""
    return {order for order in ("ymd", "dmy", "mdy") if fits(text, order)}


def fits(text: str, order: str) -> bool:
    try:
        _read(text, order)
    except ValueError:
        return False
    return True


def _read(text: str, order: str) -> datetime.date:
    """The date of ``text`` in that order; BadDateError when there is none."""
    parts = _parts(text)
    if parts is None:
        raise BadDateError("reason_no_date")
    year, month, day = (parts[order.index(part)] for part in "ymd")
    if len(day) > 2 or not day.isdigit() or not year.isdigit():
        raise BadDateError("reason_order")
    return make_date(_full_year(year), _month(month), int(day))


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    if len(year) != 2:
        raise BadDateError("reason_year_digits")
    return int(year) + (1900 if int(year) >= _PIVOT else 2000)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if month := MONTHS.get(text[:3]):
        return month
    raise BadDateError("reason_month")


def date_reader(fmt: str) -> Reader:
    """A function from text to date for one of the formats of ``guess_date_format``, or for a spreadsheet's days."""
    if fmt == "iso":
        return _read_iso
    if fmt == "serial":
        return lambda text: of_serial(text.strip()) or _read_iso(text)
    if fmt not in ("ymd", "dmy", "mdy"):
        raise ValueError(fmt)

    def read(text: str) -> datetime.date:
        try:
            return _read(text, "ymd" if _is_iso(text.strip()) else fmt)
        except BadDateError as error:
            raise invalid_date(text, error.reason) from None

    return read


def _read_iso(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    plain = text.strip()
    if plain[4:5] == "-" and plain[10:11] in ("", "T", "t", " "):
        try:
            return datetime.date.fromisoformat(plain[:10])
        except ValueError:
            pass
    raise invalid_date(text, "reason_no_date")
