"""Tasks by due date: what is to be done by when."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from crmcli.db import Repository
from crmcli.domain.due import due_text, is_overdue
from crmcli.normalize.days import to_day
from crmcli.reports import chosen
from crmcli.reports.listing import Shown

Row = dict[str, Any]

_DUE = "t.due_day * 10000 + replace(coalesce(t.due_time, '00:00'), ':', '')"
_LATE = "t.due_day < :today OR (t.due_day = :today AND t.due_time < :time)"
_STATUS = f"CASE WHEN t.done_at IS NOT NULL THEN 'done' WHEN {_LATE} THEN 'overdue' ELSE 'open' END"
KNOWN = (
    Shown("id", "id", "t.id"), Shown("due", "moment", _DUE), Shown("status", "choice", _STATUS),
    Shown("priority", "choice", "instr('low    normal high', t.priority)"), Shown("title", sql="t.title"),
    Shown("customer", sql="coalesce(nullif(c.pinyin, ''), c.name_key)"),
    Shown("customer_id", "id", "t.customer_id"),
    Shown("recurrence", "choice"), Shown("note", sql="t.note"), Shown("origin"),
    Shown("done_at", "moment"), Shown("created_at", "moment", "t.created_at"),
)  # fmt: skip
USUAL = ("id", "due", "status", "priority", "title", "customer", "recurrence")
ORDER = "t.done_at IS NOT NULL, t.due_day IS NULL, t.due_day, t.due_time, t.id"

_SELECT = """
SELECT t.id, t.customer_id, c.name AS customer, t.title, t.due_day, t.due_time, t.priority, t.recurrence,
  t.origin, t.note, t.done_at, t.created_at
FROM tasks t LEFT JOIN customers c ON c.id = t.customer_id
"""


def one(repo: Repository, number: int, now: datetime) -> Row:
    """The task with the name of its customer, as scripts get it."""
    row = repo.row(f"{_SELECT} WHERE t.id = ?", (number,))
    assert row is not None
    return shaped(row, now)


def tasks(
    repo: Repository,
    *,
    customers: Sequence[int] | None,
    finished: bool,
    overdue: bool,
    before: int | None,
    order: str,
    now: datetime,
) -> Iterator[Row]:
    """Open tasks, but for those of customers in the trash; ``finished`` adds what is done.

    ``overdue`` keeps what is late, ``before`` what is due before a day.
    """
    where = ["c.deleted_at IS NULL"]
    if not finished or overdue:
        where.append("t.done_at IS NULL")
    if overdue:
        where.append(f"({_LATE})")
    if customers is not None:
        where.append(chosen.among("t.customer_id"))
    if before is not None:
        where.append("t.due_day < :before")
    params = {
        **chosen.params(customers), "before": before, "today": to_day(now.date()),
        "time": f"{now:%H:%M}",
    }  # fmt: skip
    sql = f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY {order}"
    return (shaped(row, now) for row in repo.rows(sql, params))


def shaped(row: Row, now: datetime) -> Row:
    """ISO ``due``, and ``status`` open, overdue or done."""
    day, time = row.pop("due_day"), row.pop("due_time")
    status = "done" if row["done_at"] else "overdue" if is_overdue(day, time, now) else "open"
    return {"id": row["id"], "due": due_text(day, time), "status": status, **row}
