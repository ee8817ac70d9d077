"""Complaints, the most urgent first: what is to be resolved by when."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from crmcli.db import Repository
from crmcli.domain.complaints import UNRESOLVED, is_overdue, time_left
from crmcli.reports import chosen
from crmcli.reports.listing import Shown

Row = dict[str, Any]

_RANK = "instr('low normal high urgent', k.priority)"
_STEP = "instr('open in_progress resolved closed', k.status)"
KNOWN = (
    Shown("id", "id", "k.id"), Shown("number", sql="k.number"), Shown("customer"),
    Shown("customer_id", "id", "k.customer_id"), Shown("content", sql="k.content"),
    Shown("category", sql="k.category"), Shown("priority", "choice", _RANK),
    Shown("status", "choice", _STEP), Shown("channel", sql="k.channel"), Shown("owner", sql="k.owner"),
    Shown("opened_at", "moment", "k.opened_at"), Shown("due_at", "moment", "k.due_at"),
    Shown("state", sql="k.due_at"), Shown("resolved_at", "moment", "k.resolved_at"),
    Shown("resolution", sql="k.resolution"), Shown("satisfaction", "int", "k.satisfaction"),
    Shown("reopened", "int", "k.reopened"), Shown("sale_id", "id", "k.sale_id"), Shown("product"),
)  # fmt: skip
USUAL = ("id", "priority", "status", "customer", "content", "category", "owner", "due_at", "state")

_SELECT = """
SELECT k.id, k.number, k.customer_id, c.name AS customer, k.content, k.category, k.priority, k.status,
  k.channel, k.owner, k.sale_id, k.product_id, p.name AS product, k.opened_at, k.due_at, k.resolved_at,
  k.resolution, k.satisfaction, k.reopened, k.updated_at
FROM complaints k JOIN customers c ON c.id = k.customer_id LEFT JOIN products p ON p.id = k.product_id
"""
_PENDING = f"status IN {UNRESOLVED}"
ORDER = f"NOT (k.{_PENDING}), k.due_at IS NULL, k.due_at, {_RANK} DESC, k.id"


def complaints(
    repo: Repository,
    *,
    customers: Sequence[int] | None,
    status: str | None,
    overdue: bool,
    order: str,
    limit: int | None,
    now: datetime,
) -> Iterator[Row]:
    """``status`` None means those not resolved yet, "all" all; ``overdue`` keeps those past their time."""
    where, params = ["1"], dict[str, Any]()
    if status is None:
        where.append(f"k.{_PENDING}")
    elif status != "all":
        where.append("k.status = :status")
        params["status"] = status
    if customers is not None:
        where.append(chosen.among("k.customer_id"))
        params |= chosen.params(customers)
    if overdue:
        where.append(f"k.{_PENDING} AND k.due_at < :now")
        params["now"] = now.isoformat(timespec="seconds")
    sql = f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT :limit"
    for row in repo.rows(sql, {**params, "limit": -1 if limit is None else limit}):
        yield timed(row, now)


def one(repo: Repository, number: int, now: datetime) -> Row:
    row = repo.row(f"{_SELECT} WHERE k.id = ?", (number,))
    assert row is not None
    return timed(row, now)


def timed(row: Row, now: datetime) -> Row:
    """The row with ``overdue`` and ``time_left`` (see ``domain.complaints.time_left``)."""
    status, due = row["status"], row["due_at"]
    return {**row, "overdue": is_overdue(status, due, now), "time_left": time_left(status, due, now)}


def events(repo: Repository, number: int) -> list[Row]:
    """The process log, in the order things happened."""
    sql = "SELECT at, kind, content FROM complaint_events WHERE complaint_id = ? ORDER BY at, id"
    return list(repo.rows(sql, (number,)))
