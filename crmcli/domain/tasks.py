"""A task: something to do, on a day or not, for a customer or not; it may come back.

``recurrence`` is stored as words: ``daily``, ``weekly``, ``monthly``, ``yearly`` or ``every 2 weeks``, and
with `` on day 31`` where the day of the month is one that shorter months lack.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from crmcli.domain.texts import checked
from crmcli.errors import Conflict, Invalid
from crmcli.normalize.days import add_months, from_day, to_day

PRIORITIES = ("low", "normal", "high")
PRIORITY_WORDS = {"低": "low", "普通": "normal", "一般": "normal", "中": "normal", "高": "high"}
TITLE_LIMIT = 500
NOTE_LIMIT = 10_000
_MOST = 999

_SINGLE = {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}
_WORDS = {
    **{word: (1, unit) for unit, word in _SINGLE.items()},
    "annually": (1, "year"), "quarterly": (3, "month"), "fortnightly": (2, "week"),
}  # fmt: skip
_ENGLISH = re.compile(r"(?:every )?(?:(\d{1,3}) ?)?(day|week|month|year|d|w|m|y)s?")
_CHINESE = re.compile(r"每(.{0,3}?)个?(天|日|周|星期|礼拜|季度?|月|年)")
_STORED = re.compile(r"(?:(\w+ly|daily)|every (\d+) (day|week|month|year)s)(?: on day (\d+))?")
_LETTERS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_CHINESE_UNITS = {
    "天": "day", "日": "day", "周": "week", "星": "week", "礼": "week", "月": "month", "年": "year",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """``due_time`` is HH:MM; ``origin`` is manual, or what made it (``log``, ``task 12``)."""

    TABLE: ClassVar[str] = "tasks"
    id: int | None = None
    customer_id: int | None = None
    complaint_id: int | None = None
    title: str
    due_day: int | None = None
    due_time: str | None = None
    priority: str = "normal"
    recurrence: str | None = None
    origin: str = "manual"
    note: str | None = None
    done_at: str | None = None
    created_at: str


def create(
    title: str,
    *,
    now: datetime,
    due: datetime | None = None,
    customer_id: int | None = None,
    priority: str = "normal",
    repeat: str | None = None,
    note: str | None = None,
    origin: str = "manual",
) -> Task:
    """A new task. ``due`` at midnight means the whole day; one that repeats without a day starts today."""
    if repeat and due is None:
        due = datetime.combine(now.date(), datetime.min.time())
    return Task(
        customer_id=customer_id,
        title=_title(title),
        due_day=to_day(due.date()) if due else None,
        due_time=f"{due:%H:%M}" if due and (due.hour or due.minute) else None,
        priority=priority,
        recurrence=recurrence(repeat, due.date()) if repeat and due else None,
        origin=origin,
        note=checked("note", note, NOTE_LIMIT) or None if note else None,
        created_at=now.isoformat(timespec="seconds"),
    )


def done(task: Task, *, at: datetime) -> Task:
    """The task finished; Conflict ``task.already_done`` if it was."""
    if task.done_at:
        raise _done_already(task)
    return replace(task, done_at=at.isoformat(timespec="seconds"))


def _done_already(task: Task) -> Conflict:
    at = (task.done_at or "")[:16].replace("T", " ")
    return Conflict("task.already_done", id=task.id, title=task.title, at=at)


def snoozed(task: Task, to: datetime, *, now: datetime) -> Task:
    """The task put off; its time of day stays where ``to`` is a whole day. A series goes on from the new day."""
    if task.done_at:
        raise _done_already(task)
    whole_day = not (to.hour or to.minute)
    if to.date() < now.date() or (to < now and not whole_day):
        raise Invalid("task.snooze_past", value=f"{to:%Y-%m-%d}" if whole_day else f"{to:%Y-%m-%d %H:%M}")
    return replace(task, due_day=to_day(to.date()), due_time=task.due_time if whole_day else f"{to:%H:%M}")


def following(task: Task, *, now: datetime) -> Task | None:
    """The next instance of a recurring task: the first one after its due day that is not past already."""
    if not task.recurrence or task.due_day is None:
        return None
    try:
        day = next_day(from_day(task.due_day), task.recurrence, not_before=now.date())
    except (ValueError, OverflowError):  # past the year 9999
        return None
    stamp = now.isoformat(timespec="seconds")
    return replace(task, id=None, due_day=to_day(day), done_at=None, created_at=stamp, origin=f"task {task.id}")


def next_day(due: date, stored: str, *, not_before: date) -> date:
    """The first day of the series after ``due`` that is on or after ``not_before``.

    Months and years are the calendar's: the 31st falls on the last day of a shorter month, and on the
    31st again after it.
    """
    amount, unit, anchor = read(stored)
    if unit in ("day", "week"):
        length = amount * (7 if unit == "week" else 1)
        steps = max(1, -(-(not_before - due).days // length))
        return due + timedelta(days=steps * length)
    months = amount * (12 if unit == "year" else 1)
    gap = (not_before.year - due.year) * 12 + not_before.month - due.month
    steps = max(1, gap // months)
    while (day := _clipped(due, steps * months, anchor)) < not_before:
        steps += 1
    return day


def _clipped(due: date, months: int, anchor: int) -> date:
    """So many months on, on day ``anchor`` (0: the day of ``due``) or the month's last."""
    found = add_months(due.replace(day=1), months)
    return add_months(date(2000, 1, anchor or due.day), (found.year - 2000) * 12 + found.month - 1)


def recurrence(text: str, due: date) -> str:
    """What ``--repeat`` asks for, as it is stored; Invalid ``task.unknown_repeat`` otherwise."""
    amount, unit = _asked(text)
    stored = _SINGLE[unit] if amount == 1 else f"every {amount} {unit}s"
    return f"{stored} on day {due.day}" if unit in ("month", "year") and due.day > 28 else stored


def _asked(text: str) -> tuple[int, str]:
    plain = " ".join(text.casefold().split())
    if plain in _WORDS:
        return _WORDS[plain]
    found = _ENGLISH.fullmatch(plain)
    if found and (found[1] or plain.startswith("every ")):
        amount, unit = int(found[1] or 1), _LETTERS.get(found[2], found[2])
    else:
        amount, unit = _asked_in_chinese(plain.replace(" ", ""))
    if not 1 <= amount <= _MOST:
        raise Invalid("task.unknown_repeat", value=text)
    return amount, unit


def _asked_in_chinese(plain: str) -> tuple[int, str]:
    """每天, 每两周, 每3个月, 每季度, 每半年; (0, "") if it is none of these."""
    from crmcli.normalize.numerals import chinese_number

    if plain == "每半年":
        return 6, "month"
    found = _CHINESE.fullmatch(plain)
    amount = (chinese_number(found[1]) if found[1] else 1) if found else None
    if not found or amount is None:
        return 0, ""
    if found[2][0] == "季":
        return 3 * amount, "month"
    return amount, _CHINESE_UNITS[found[2][0]]


def read(stored: str) -> tuple[int, str, int]:
    """A stored recurrence as (amount, unit, day of the month it holds on to, or 0)."""
    found = _STORED.fullmatch(stored)
    if not found:
        raise Invalid("task.unknown_repeat", value=stored)
    if found[1]:
        amount, unit = _WORDS[found[1]]
    else:
        amount, unit = int(found[2]), found[3]
    return amount, unit, int(found[4] or 0)


def _title(text: str) -> str:
    title = checked("title", " ".join(text.split()), TITLE_LIMIT)
    if not title:
        raise Invalid("task.empty")
    return title
