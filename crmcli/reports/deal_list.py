"""Deals, those expected first: how far each has come, and what it is worth by its probability."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from crmcli.db import Repository
from crmcli.normalize.days import from_day, to_day
from crmcli.normalize.money import format_money
from crmcli.reports import chosen
from crmcli.reports.listing import Shown

Row = dict[str, Any]

_STEP = "instr('lead qualified proposal negotiation won lost', d.stage)"
WEIGHTED = "(coalesce(d.amount, 0) * d.probability + 50) / 100"
KNOWN = (
    Shown("id", "id", "d.id"), Shown("customer"), Shown("customer_id", "id", "d.customer_id"),
    Shown("title", sql="d.title"), Shown("stage", sql=_STEP), Shown("amount", "money", "d.amount"),
    Shown("currency", sql="''"), Shown("probability", "int", "d.probability"), Shown("weighted", "money", WEIGHTED),
    Shown("expected", "date", "d.expected_day"), Shown("overdue", sql="d.expected_day"),
    Shown("days_in_stage", "int", "julianday(:today) - julianday(substr(d.moved_at, 1, 10))"),
    Shown("source", sql="d.source"), Shown("owner", sql="d.owner"), Shown("note", sql="d.note"),
    Shown("reason", sql="d.reason"), Shown("sale_id", "id", "d.sale_id"), Shown("opened_at", "moment", "d.opened_at"),
    Shown("moved_at", "moment", "d.moved_at"), Shown("closed_at", "moment", "d.closed_at"),
    Shown("updated_at", "moment", "d.updated_at"),
)  # fmt: skip
USUAL = ("id", "customer", "title", "stage", "amount", "probability", "weighted", "expected", "days_in_stage")
ORDER = "d.closed_at IS NOT NULL, d.closed_at DESC, d.expected_day IS NULL, d.expected_day, d.id"

_SELECT = f"""
SELECT d.id, d.customer_id, c.name AS customer, d.title, d.stage, d.amount, d.probability,
  CASE WHEN d.amount IS NOT NULL THEN {WEIGHTED} END AS weighted, d.expected_day AS expected,
  d.source, d.owner, d.note, d.reason, d.sale_id, d.opened_at, d.moved_at, d.closed_at, d.created_at, d.updated_at
FROM deals d JOIN customers c ON c.id = d.customer_id
"""


def deals(
    repo: Repository,
    *,
    customers: Sequence[int] | None,
    stage: str,
    overdue: bool,
    order: str,
    limit: int | None,
    currency: str,
    today: date,
) -> Iterator[Row]:
    """Deals of the customers (of all who are not in the trash, for None); ``stage`` may be open and all, too."""
    where, params = _where(customers, stage, overdue, today)
    sql = f"{_SELECT} WHERE {where} ORDER BY {order} LIMIT :limit"
    for row in repo.rows(sql, {**params, "limit": -1 if limit is None else limit}):
        yield told(row, currency, today)


def sums(repo: Repository, *, customers: Sequence[int] | None, stage: str, overdue: bool, today: date) -> Row:
    """``n``, ``amount`` and ``weighted`` of all of them, in minor units."""
    where, params = _where(customers, stage, overdue, today)
    found = repo.row(
        f"SELECT count(*) AS n, coalesce(sum(d.amount), 0) AS amount, coalesce(sum({WEIGHTED}), 0) AS weighted "
        f"FROM deals d JOIN customers c ON c.id = d.customer_id WHERE {where}",
        params,
    )
    assert found is not None
    return found


def one(repo: Repository, number: int, currency: str, today: date) -> Row:
    row = repo.row(f"{_SELECT} WHERE d.id = ?", (number,))
    assert row is not None
    return told(row, currency, today)


def of_customer(repo: Repository, number: int, currency: str, today: date) -> list[Row]:
    """All deals of a customer, the open ones first."""
    found = repo.rows(f"{_SELECT} WHERE d.customer_id = :customer ORDER BY {ORDER}", {"customer": number})
    return [told(row, currency, today) for row in found]


def told(row: Row, currency: str, today: date) -> Row:
    """The row for scripts: decimal money, ISO days, ``open``, ``overdue`` and ``days_in_stage``."""
    day = row["expected"]
    open_ = row["closed_at"] is None
    for name in ("amount", "weighted"):
        row[name] = None if row[name] is None else format_money(row[name], currency)
    return {
        **row,
        "currency": currency,
        "expected": None if day is None else from_day(day).isoformat(),
        "open": open_,
        "overdue": open_ and day is not None and day < to_day(today),
        "days_in_stage": (today - date.fromisoformat(row["moved_at"][:10])).days if open_ else None,
    }


def events(repo: Repository, number: int) -> list[Row]:
    """The log, in the order things happened."""
    sql = "SELECT at, kind, content FROM deal_events WHERE deal_id = ? ORDER BY at, id"
    return list(repo.rows(sql, (number,)))


def contacts(repo: Repository, number: int) -> list[Row]:
    """The contacts that were about a deal, the latest first."""
    sql = (
        "SELECT id, at, channel, direction, subject, content, outcome FROM interactions WHERE deal_id = ? "
        "ORDER BY at DESC, id DESC"
    )
    return list(repo.rows(sql, (number,)))


def _where(customers: Sequence[int] | None, stage: str, overdue: bool, today: date) -> tuple[str, Row]:
    params: Row = {"today": today.isoformat()}
    where = []
    if customers is None:
        where.append("c.deleted_at IS NULL")
    else:
        where.append(chosen.among("d.customer_id"))
        params |= chosen.params(customers)
    if stage == "open":
        where.append("d.closed_at IS NULL")
    elif stage != "all":
        where.append("d.stage = :stage")
        params["stage"] = stage
    if overdue:
        where.append("d.closed_at IS NULL AND d.expected_day < :day")
        params["day"] = to_day(today)
    return " AND ".join(where), params
