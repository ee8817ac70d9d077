"""A point in time: a date, a time of day, or both, or so long before now."""

import datetime
import re
from functools import cache

from crmcli.normalize.dates import BadDateError, find_date, invalid_date, tidy
from crmcli.normalize.numerals import NUMERALS, chinese_number


def parse_moment(text: str, now: datetime.datetime, zone: datetime.tzinfo | None = None) -> datetime.datetime:
    """``tomorrow 9:00``, ``2026-03-01T09:00``, ``明天下午3点``, ``9:00`` (today), ``-2h``, ``now``.

    A date alone means its first minute. An offset in the text (``Z``, ``+08:00``) is converted to
    ``zone``, or to that of ``now``; without either it cannot be understood and is Invalid. The result
    is naive where ``now`` is.
    """
    if text[4:5] == "-" and (exact := _exact(text)):
        return exact.replace(tzinfo=now.tzinfo)
    try:
        found = _find(tidy(text), now, zone)
    except BadDateError as error:
        raise invalid_date(text, error.reason) from None
    except (ValueError, OverflowError):
        raise invalid_date(text, "reason_out_of_range") from None
    if found is None:
        raise invalid_date(text, "reason_no_date")
    return found


def _exact(text: str) -> datetime.datetime | None:
    """ISO without an offset, as files have it by the million."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo else found


def _find(plain: str, now: datetime.datetime, zone: datetime.tzinfo | None) -> datetime.datetime | None:
    if plain in ("now", "现在", "現在", "刚才", "刚刚"):
        return now
    if _months_or_minutes().fullmatch(plain):
        raise BadDateError("reason_minutes")
    if shifted := _shifted(plain, now):
        return shifted
    date_text, clock = _split(plain)
    date = find_date(date_text, now.date()) if date_text else now.date()
    if date is None:
        return None
    if clock is None:
        return datetime.datetime.combine(date, datetime.time(), now.tzinfo)
    time, offset = clock
    return _placed(datetime.datetime.combine(date, time), offset, now, zone)


def _placed(
    moment: datetime.datetime, offset: str, now: datetime.datetime, zone: datetime.tzinfo | None
) -> datetime.datetime:
    """The moment in the zone of ``now``; an offset in the text decides what moment that is."""
    if not offset:
        return moment.replace(tzinfo=now.tzinfo)
    target = zone or now.tzinfo
    if target is None:
        raise BadDateError("reason_offset")
    placed = moment.replace(tzinfo=_offset(offset)).astimezone(target)
    return placed.replace(tzinfo=None) if now.tzinfo is None else placed


def _offset(text: str) -> datetime.timezone:
    if text in ("z", "utc"):
        return datetime.UTC
    digits = text[1:].replace(":", "")
    delta = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return datetime.timezone(-delta if text[0] == "-" else delta)


@cache
def _shift_pattern() -> re.Pattern[str]:
    """-2h, +30min, 30 min ago; m by itself is months, as everywhere."""
    return re.compile(
        r"([+-]?)([0-9]{1,5}) ?(?:(h|hrs?|hours?)|(mins?|minutes?))( ago)?"
        rf"|([0-9]{{1,5}}|[{NUMERALS}]{{1,3}}|半)[个個]?(?:(小时|小時|钟头)|(分钟|分鐘))(以前|之前|前|以后|之后|后|後)"
    )


@cache
def _months_or_minutes() -> re.Pattern[str]:
    """30m ago: months by the rule, minutes by what everybody means."""
    return re.compile(r"- ?[0-9]+ ?m|[0-9]+ ?m ago")


def _shifted(plain: str, now: datetime.datetime) -> datetime.datetime | None:
    found = _shift_pattern().fullmatch(plain)
    if not found or (found[1] and found[5]):
        return None
    if found[2]:
        minutes = int(found[2]) * (60 if found[3] else 1)
        return now + datetime.timedelta(minutes=-minutes if found[1] == "-" or found[5] else minutes)
    amount = 0.5 if found[6] == "半" else chinese_number(found[6])
    if amount is None:
        return None
    delta = datetime.timedelta(hours=amount) if found[7] else datetime.timedelta(minutes=amount)
    return now - delta if "前" in found[9] else now + delta


@cache
def _clock_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:|(.*?)(?:t| ?))([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)? ?"
        r"(am|pm)? ?(z|utc|[+-][0-9]{2}:?[0-9]{2})?"
    )


@cache
def _chinese_clock_pattern() -> re.Pattern[str]:
    n = f"[0-9{NUMERALS}]"
    return re.compile(
        rf"(.*?)(凌晨|清晨|早上|早晨|早|上午|中午|下午|午后|傍晚|晚上|晚|夜里|深夜)?"
        rf"(?:({n}{{1,3}})(?:点钟?|點鐘?|时|時)(?:(半)|([一三1-3])刻|({n}{{1,3}})分?)?|([0-9]{{1,2}}):([0-9]{{2}}))整?"
    )


def _split(plain: str) -> tuple[str, tuple[datetime.time, str] | None]:
    """(date text, (time, offset)); no time when the text ends without one."""
    found = _clock_pattern().fullmatch(plain)
    if found and (found[3] or found[6]):
        hour = _twelve(int(found[2]), found[6])
        micros = int((found[5] or "0").ljust(6, "0")[:6])
        time = _time(hour, int(found[3] or 0), int(found[4] or 0), micros)
        # What stands between Chinese words and a time may be a part of the day.
        if not (found[1] and not found[1].isascii()):
            return (found[1] or "").strip(), (time, found[7] or "")
    if plain.isascii():
        return plain, None
    return _split_chinese(plain)


def _twelve(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise BadDateError("reason_time")
    return hour % 12 + (12 if half == "pm" else 0)


def _time(hour: int, minute: int, second: int = 0, micros: int = 0) -> datetime.time:
    try:
        return datetime.time(hour, minute, second, micros)
    except ValueError:
        raise BadDateError("reason_time") from None


def _split_chinese(plain: str) -> tuple[str, tuple[datetime.time, str] | None]:
    found = _chinese_clock_pattern().fullmatch(plain)
    if not found:
        return plain, None
    hour = chinese_number(found[3] or found[7])
    minute = _minute(found)
    if hour is None or minute is None:
        return plain, None
    return found[1], (_time(_in_part_of_day(hour, found[2] or ""), minute), "")


def _minute(found: re.Match[str]) -> int | None:
    if found[4]:
        return 30
    if found[5]:
        return 15 * (chinese_number(found[5]) or 0)
    written = found[6] or found[8]
    return chinese_number(written) if written else 0


def _in_part_of_day(hour: int, part: str) -> int:
    """下午3点 is 15; 晚上12点 is the midnight that ends the day, so it is refused: which day is meant?"""
    if part in ("下午", "午后", "傍晚", "晚上", "晚", "夜里", "深夜") and 1 <= hour < 12:
        return hour + 12 if part not in ("夜里", "深夜") or hour >= 6 else hour
    if part == "中午" and 1 <= hour <= 3:
        return hour + 12
    if part in ("晚上", "晚", "夜里", "深夜") and hour == 12:
        raise BadDateError("reason_midnight")
    return hour
