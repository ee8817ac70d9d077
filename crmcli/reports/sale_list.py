"""Sales one a row: what was bought, what is paid, what is left."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from crmcli.db import Repository
from crmcli.domain.periods import Span
from crmcli.domain.sales import ADJUSTMENT
from crmcli.migrations.statistics import COUNTS
from crmcli.normalize.days import from_day, to_day
from crmcli.normalize.money import format_money
from crmcli.reports import chosen
from crmcli.reports.listing import Shown

Row = dict[str, Any]

KNOWN = (
    Shown("id", "id", "s.id"), Shown("number", sql="s.number"), Shown("date", "date", "s.day"),
    Shown("customer"), Shown("customer_id", "id", "s.customer_id"), Shown("items"),
    Shown("total", "money", "s.base_total"), Shown("currency", sql="s.currency"),
    Shown("base_total", "money", "s.base_total"), Shown("base_currency", sql="''"),
    Shown("paid", "money", "base_paid"), Shown("unpaid", "money"), Shown("due", "date", "s.due_day"),
    Shown("overdue", sql="s.due_day"), Shown("status", "choice", "s.status"),
    Shown("kind", "choice", "s.kind"), Shown("channel", sql="s.channel"), Shown("note", sql="s.note"),
)  # fmt: skip
USUAL = ("id", "number", "date", "customer", "items", "total", "currency", "paid", "unpaid", "due", "status")

_ITEMS_SHOWN = 3

_PAID = "(SELECT coalesce(sum({0}), 0) FROM payments p WHERE p.sale_id = s.id)"
_LEFT = f"CASE WHEN s.{COUNTS} AND NOT s.settled THEN s.total - {_PAID.format('amount')} ELSE 0 END"
_NAMED = f"l.sale_id = s.id AND l.item <> '{ADJUSTMENT}'"
_ITEMS = (
    "(SELECT json_group_array(json_array(item, quantity)) FROM "
    f"(SELECT l.item, l.quantity FROM sale_lines l WHERE {_NAMED} ORDER BY l.id LIMIT {_ITEMS_SHOWN}))"
)
_MORE = f"(SELECT count(*) FROM sale_lines l WHERE {_NAMED}) - {_ITEMS_SHOWN}"


def sales(
    repo: Repository,
    *,
    customers: Sequence[int] | None,
    span: Span,
    status: str | None,
    unpaid: bool,
    order: str,
    limit: int | None,
    base: str,
    today: date,
) -> Iterator[Row]:
    """Sales of the customers (all, for None) in the span of days; ``unpaid`` keeps those not paid in full."""
    where, params = _where(customers, span, status, unpaid)
    sql = (
        "SELECT s.id, s.number, s.day, s.customer_id, c.name AS customer, s.kind, s.status, s.total, "
        f"s.currency, s.base_total, s.settled, {_PAID.format('amount')} AS paid, "
        f"{_PAID.format('base_amount')} AS base_paid, {_LEFT} AS unpaid, s.due_day, s.channel, s.note, "
        f"{_ITEMS} AS items, {_MORE} AS more "
        f"FROM sales s JOIN customers c ON c.id = s.customer_id WHERE {where} ORDER BY {order} LIMIT :limit"
    )
    for row in repo.rows(sql, {**params, "limit": -1 if limit is None else limit}):
        yield _row(row, base, to_day(today))


def count(repo: Repository, *, customers: Sequence[int] | None, span: Span, status: str | None, unpaid: bool) -> int:
    where, params = _where(customers, span, status, unpaid)
    return int(repo.value(f"SELECT count(*) FROM sales s WHERE {where}", params))


def _where(customers: Sequence[int] | None, span: Span, status: str | None, unpaid: bool) -> tuple[str, dict[str, Any]]:
    first, last = span.bounds
    params: dict[str, Any] = {"first": first, "last": last}
    where = ["s.day BETWEEN :first AND :last"]
    if customers is not None:
        where.append(chosen.among("s.customer_id"))
        params |= chosen.params(customers)
    if status is not None:
        where.append("s.status = :status")
        params["status"] = status
    if unpaid:
        where.append(f"{_LEFT} > 0")
    return " AND ".join(where), params


def _row(row: Row, base: str, today: int) -> Row:
    money = row["currency"]
    paid = row["total"] if row["settled"] else row["paid"]
    due = row["due_day"]
    return {
        "id": row["id"],
        "number": row["number"],
        "date": from_day(row["day"]).isoformat(),
        "customer_id": row["customer_id"],
        "customer": row["customer"],
        "items": summary(json.loads(row["items"]), row["more"]),
        "kind": row["kind"],
        "status": row["status"],
        "total": format_money(row["total"], money),
        "paid": format_money(paid, money),
        "unpaid": format_money(row["unpaid"], money),
        "currency": money,
        "base_total": format_money(row["base_total"], base),
        "base_currency": base,
        "due": None if due is None else from_day(due).isoformat(),
        "overdue": due is not None and due < today and row["unpaid"] > 0,
        "channel": row["channel"],
        "note": row["note"],
    }


def summary(items: Sequence[tuple[str, float]], more: int) -> str:
    """``green tea×2, cup, +4``: the first items, and how many more there are."""
    parts = [name if abs(number) == 1 else f"{name}×{abs(number):g}" for name, number in items]
    return ", ".join([*parts, f"+{more}"] if more > 0 else parts)
