"""A complaint and its process log: open → in_progress → resolved → closed. Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from crmcli.domain.customers import plain
from crmcli.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    TABLE: ClassVar[str] = "complaints"
    id: int | None = None
    number: str | None = None
    customer_id: int
    sale_id: int | None = None
    product_id: int | None = None
    category: str | None = None
    priority: str = "normal"
    status: str = "open"
    channel: str | None = None
    content: str
    resolution: str | None = None
    satisfaction: int | None = None
    owner: str | None = None
    opened_at: str
    due_at: str | None = None
    resolved_at: str | None = None
    reopened: int = 0
    updated_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the process log."""

    TABLE: ClassVar[str] = "complaint_events"
    id: int | None = None
    complaint_id: int
    at: str
    kind: str
    content: str | None = None


class Note(NamedTuple):
    """An event that is not stored yet: its kind and text."""

    kind: str
    content: str | None


PRIORITIES = ("low", "normal", "high", "urgent")
STATUSES = ("open", "in_progress", "resolved", "closed")
UNRESOLVED = ("open", "in_progress")
_PRIORITY_WORDS = {
    "低": "low",
    "普通": "normal",
    "一般": "normal",
    "中": "normal",
    "高": "high",
    "紧急": "urgent",
}
_STATUS_WORDS = {
    "待处理": "open", "未处理": "open", "处理中": "in_progress", "已解决": "resolved", "已关闭": "closed",
}  # fmt: skip

_NEXT = {"open": ("in_progress", "closed"), "in_progress": ("closed",), "resolved": ("closed",), "closed": ()}
"""Where ``update`` may take a complaint; ``resolve`` and ``reopen`` have their own rules."""


def priority(text: str) -> str:
    return _choice("--priority", text, PRIORITIES, _PRIORITY_WORDS)


def status(text: str, allowed: tuple[str, ...] = STATUSES) -> str:
    return _choice("--status", text, allowed, _STATUS_WORDS)


def _choice(option: str, text: str, allowed: tuple[str, ...], other: Mapping[str, str]) -> str:
    wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
    value = other.get(wanted, wanted)
    if value not in allowed:
        raise Invalid("not_a_choice", option=option, value=text, choices=", ".join(allowed))
    return value


def words(field: str, texts: list[str] | None) -> str:
    """Free text from the command line, "" where there is none."""
    return plain(field, " ".join(texts or []).strip())


def default_due(opened_at: str, days: int) -> str:
    return (datetime.fromisoformat(opened_at) + timedelta(days=days)).isoformat(timespec="seconds")


def file(customer_id: int, content: str, *, opened_at: datetime, at: datetime, values: Mapping[str, Any]) -> Complaint:
    """A new complaint, opened at ``opened_at`` (not in the future), written down at ``at``."""
    if not content:
        raise Invalid("complaint.no_text")
    if opened_at > at:
        raise Invalid("complaint.in_future", value=opened_at.isoformat(sep=" ", timespec="minutes"))
    return Complaint(
        customer_id=customer_id,
        content=content,
        opened_at=opened_at.isoformat(timespec="seconds"),
        updated_at=at.isoformat(timespec="seconds"),
        **values,
    )


def update(complaint: Complaint, values: Mapping[str, Any], *, at: datetime) -> tuple[Complaint, list[Note]]:
    """The complaint with other values, and a note for each that differs.

    Conflict for a status that it has already, or cannot have next.
    """
    wanted = values.get("status")
    if wanted is not None and wanted == complaint.status:
        raise Conflict("complaint.already_so", id=complaint.id, status=f"words.{wanted}")
    if wanted is not None and wanted not in _NEXT[complaint.status]:
        raise Conflict("complaint.must_reopen", id=complaint.id, status=f"words.{complaint.status}")
    notes = [
        Note("closed" if (name, value) == ("status", "closed") else "changed", _changed(complaint, name, value))
        for name, value in values.items()
        if value != getattr(complaint, name)
    ]
    if not notes:
        return complaint, notes
    return replace(complaint, **values, updated_at=at.isoformat(timespec="seconds")), notes


def _changed(complaint: Complaint, name: str, value: Any) -> str:
    return f"{name}: {getattr(complaint, name) or '-'} → {value or '-'}"


def resolve(complaint: Complaint, how: str, *, satisfaction: int | None, at: datetime) -> tuple[Complaint, list[Note]]:
    if complaint.status not in UNRESOLVED:
        raise Conflict("complaint.already_so", id=complaint.id, status=f"words.{complaint.status}")
    if not how:
        raise Invalid("complaint.no_text")
    if satisfaction is not None and not 1 <= satisfaction <= 5:
        raise Invalid("complaint.satisfaction", value=satisfaction)
    stamp = at.isoformat(timespec="seconds")
    solved = replace(
        complaint,
        status="resolved",
        resolution=how,
        satisfaction=satisfaction,
        resolved_at=stamp,
        updated_at=stamp,
    )
    return solved, [Note("resolved", how)]


def reopen(complaint: Complaint, why: str, *, days: int, at: datetime) -> tuple[Complaint, list[Note]]:
    """Open again, with ``days`` anew to resolve it; what was done before stays in the log."""
    if complaint.status in UNRESOLVED:
        raise Conflict("complaint.not_resolved", id=complaint.id, status=f"words.{complaint.status}")
    stamp = at.isoformat(timespec="seconds")
    again = replace(
        complaint,
        status="open",
        resolution=None,
        satisfaction=None,
        resolved_at=None,
        due_at=default_due(stamp, days),
        reopened=complaint.reopened + 1,
        updated_at=stamp,
    )
    return again, [Note("reopened", why or None)]


def is_overdue(state: str, due_at: str | None, now: datetime) -> bool:
    return state in UNRESOLVED and due_at is not None and due_at < now.isoformat(timespec="seconds")


def time_left(state: str, due_at: str | None, now: datetime) -> tuple[str, int] | None:
    """How the due time is said: ("late_days", 2), ("in_hours", 5) …; None where nothing is due.

    Whole units, rounded down: 47 hours are one day.
    """
    if state not in UNRESOLVED or due_at is None:
        return None
    seconds = int((datetime.fromisoformat(due_at) - now).total_seconds())
    way, hours = ("late", -seconds // 3600) if seconds < 0 else ("in", seconds // 3600)
    if hours >= 24:
        return f"{way}_days", hours // 24
    return (f"{way}_hours", hours) if hours else (f"{way}_soon", 0)
