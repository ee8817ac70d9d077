"""Tasks and birthdays → an iCalendar file (RFC 5545).

Times are wall-clock times without a zone, as they are stored. UIDs stay the same from export to export, so
that a calendar which reads the file again changes its entries instead of doubling them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from crmcli.domain.tasks import read
from crmcli.exchange.content_lines import escape, line

_PRIORITY = {"high": "1", "normal": "5", "low": "9"}
_FREQUENCY = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_HALF_HOUR = timedelta(minutes=30)


class Clock(NamedTuple):
    """When the file is made, and where its wall clocks hang (None: on this machine)."""

    now: datetime
    zone: tzinfo | None

    def utc(self, moment: datetime) -> str:
        there = moment.replace(tzinfo=self.zone) if self.zone else moment
        return f"{there.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def calendar(entries: Iterable[bytes], version: str) -> Iterator[bytes]:
    """The whole file around its entries; ``version`` is the program's."""
    yield line("BEGIN", "VCALENDAR") + line("VERSION", "2.0") + line("PRODID", f"-//crmcli//crm {version}//EN")
    yield line("CALSCALE", "GREGORIAN")
    yield from entries
    yield line("END", "VCALENDAR")


def to_do(task: Mapping[str, Any], clock: Clock) -> bytes:
    """A task as VTODO. What comes back is written once: its next instance comes when this one is done."""
    return _entry("VTODO", _uid(task), clock, [
        line("SUMMARY", escape(_summary(task))),
        _when("DUE", task["due"]) if task["due"] else b"",
        line("PRIORITY", _PRIORITY[task["priority"]]),
        line("STATUS", "COMPLETED" if task["done_at"] else "NEEDS-ACTION"),
        line("COMPLETED", clock.utc(datetime.fromisoformat(task["done_at"]))) if task["done_at"] else b"",
        line("DESCRIPTION", escape(task["note"])) if task["note"] else b"",
    ])  # fmt: skip


def event(task: Mapping[str, Any], clock: Clock) -> bytes:
    """A task with a day as VEVENT: all day, or half an hour; what comes back repeats for good."""
    return _entry("VEVENT", _uid(task), clock, [
        line("SUMMARY", escape(_summary(task))),
        _when("DTSTART", task["due"]),
        _end(task["due"]),
        line("RRULE", rule(task["recurrence"], task["due"])) if task["recurrence"] else b"",
        line("DESCRIPTION", escape(task["note"])) if task["note"] else b"",
    ])  # fmt: skip


def birthday(uid: str, summary: str, day: date, clock: Clock, *, yearly: bool, leap: bool = False) -> bytes:
    """An all-day event; ``yearly`` for good, one of 29 February (``leap``) on the 28th of common years."""
    repeat = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1" if leap else "FREQ=YEARLY"
    return _entry("VEVENT", uid, clock, [
        line("SUMMARY", escape(summary)),
        _when("DTSTART", day.isoformat()),
        _end(day.isoformat()),
        line("RRULE", repeat) if yearly else b"",
        line("TRANSP", "TRANSPARENT"),
    ])  # fmt: skip


def rule(recurrence: str, due: str) -> str:
    """A task's recurrence as RRULE. The 31st falls on the last day of a shorter month, as it does for tasks."""
    amount, unit, anchor = read(recurrence)
    parts = [f"FREQ={_FREQUENCY[unit]}"]
    if amount > 1:
        parts.append(f"INTERVAL={amount}")
    if anchor:
        parts += [f"BYMONTH={int(due[5:7])}"] if unit == "year" else []
        parts += ["BYMONTHDAY=" + ",".join(map(str, range(28, anchor + 1))), "BYSETPOS=-1"]
    return ";".join(parts)


def _entry(kind: str, uid: str, clock: Clock, lines: list[bytes]) -> bytes:
    head = line("BEGIN", kind) + line("UID", f"{uid}@crm") + line("DTSTAMP", clock.utc(clock.now))
    return head + b"".join(lines) + line("END", kind)


def _uid(task: Mapping[str, Any]) -> str:
    made = "".join(filter(str.isdecimal, task["created_at"]))
    return f"task-{task['id']}-{made}"


def _summary(task: Mapping[str, Any]) -> str:
    return f"{task['title']} ({task['customer']})" if task["customer"] else str(task["title"])


def _when(name: str, iso: str) -> bytes:
    if "T" not in iso:
        return line(name, iso.replace("-", ""), value="DATE")
    return line(name, f"{datetime.fromisoformat(iso):%Y%m%dT%H%M%S}")


def _end(iso: str) -> bytes:
    if "T" in iso:
        return _when("DTEND", (datetime.fromisoformat(iso) + _HALF_HOUR).isoformat())
    return _when("DTEND", (date.fromisoformat(iso) + timedelta(days=1)).isoformat())
