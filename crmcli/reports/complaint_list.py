"""Complaints, the most urgent first: what is to be resolved by when."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from crmcli.db import Repository
from crmcli.domain.complaints import UNRESOLVED, is_overdue, time_left
from crmcli.reports.listing import Shown

Row = dict[str, Any]

_RANK = "instr('low    normal high   urgent', {0}) * -1"
KNOWN = (
    Shown("id", "id"), Shown("number"), Shown("customer"), Shown("customer_id", "id"), Shown("content"),
    Shown("category"), Shown("priority", "choice", _RANK.format("priority")), Shown("status", "choice"),
    Shown("channel"), Shown("owner"), Shown("opened_at", "moment"), Shown("due_at", "moment"),
    Shown("state", sql="due_at"), Shown("resolved_at", "moment"), Shown("resolution"),
    Shown("satisfaction", "int"), Shown("reopened", "int"), Shown("sale_id", "id"), Shown("product"),
)  # fmt: skip
USUAL = ("id", "priority", "status", "customer", "content", "category", "owner", "due_at", "state")

_SELECT = """
SELECT k.id, k.number, k.customer_id, c.name AS customer, k.content, k.category, k.priority, k.status,
  k.channel, k.owner, k.sale_id, k.product_id, p.name AS product, k.opened_at, k.due_at, k.resolved_at,
  k.resolution, k.satisfaction, k.reopened, k.updated_at
FROM complaints k JOIN customers c ON c.id = k.customer_id LEFT JOIN products p ON p.id = k.product_id
"""
_PENDING = f"status IN {UNRESOLVED}"
ORDER = f"NOT ({_PENDING}), due_at IS NULL, due_at, {_RANK.format('priority')}, id"


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
    """``status`` None means those not resolved yet, "all" all; ``overdue`` leaves those past their due time."""
    where, params = ["1"], dict[str, Any]()
    if status is None:
        where.append(f"k.{_PENDING}")
    elif status != "all":
        where.append("k.status = :status")
        params["status"] = status
    if customers is not None:
        where.append("k.customer_id IN (SELECT value FROM json_each(:customers))")
        params["customers"] = json.dumps(list(customers))
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
