"""The time of day that stands behind a date in a cell."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache

from crmcli.errors import Invalid


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm])?\s*(Z\b|UTC\b|[+-]\d{2}:?\d{2}(?!\d))?", re.I
    )


def moment_of(text: str, day: date, zone: tzinfo | None = None) -> tuple[str, date]:
    """ISO local time and its day; midnight where the text has no time of day.

    An offset (``Z``, ``+08:00``) is converted to ``zone``, the machine's for None, which may change the day.
    Raises Invalid for a time that does not exist.
    """
    found = _pattern().search(text)
    if not found:
        return f"{day.isoformat()}T00:00:00", day
    hour = int(found[1])
    if found[4]:
        if not 1 <= hour <= 12:
            raise _impossible(text)
        hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    try:
        moment = datetime.combine(day, time(hour, int(found[2]), int(found[3] or 0)))
        if found[5]:
            moment = moment.replace(tzinfo=_offset(found[5])).astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise _impossible(text) from None
    return moment.isoformat(timespec="seconds"), moment.date()


def _offset(text: str) -> timezone:
    if text.upper() in ("Z", "UTC"):
        return UTC
    digits = text[1:].replace(":", "")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-delta if text[0] == "-" else delta)


def _impossible(text: str) -> Invalid:
    return Invalid("invalid_date", value=text, reason="normalize.reason_time")
