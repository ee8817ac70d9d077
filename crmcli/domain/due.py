"""When something is due, and whether that has passed."""

from datetime import date, datetime

from crmcli.normalize.days import from_day, to_day


def is_overdue(due_day: int | None, due_time: str | None, now: datetime) -> bool:
    """Whether the day, or on that day the time (HH:MM), has passed."""
    if due_day is None:
        return False
    today = to_day(now.date())
    return due_day < today or (due_day == today and due_time is not None and due_time < f"{now:%H:%M}")


def due_text(due_day: int | None, due_time: str | None) -> str | None:
    """``2026-03-05``, or ``2026-03-05T14:00`` with a time."""
    if due_day is None:
        return None
    day = from_day(due_day).isoformat()
    return f"{day}T{due_time}" if due_time else day


def days_until(due: str, today: date) -> int:
    """Days from today to an ISO day or moment; negative for what has passed."""
    return (date.fromisoformat(due[:10]) - today).days


def has_passed(moment: str, now: datetime) -> bool:
    """Whether an ISO day or moment is over; a day is so when the next has begun."""
    return moment < now.isoformat()[: len(moment)]
