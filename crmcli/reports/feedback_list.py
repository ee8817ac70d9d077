"""Feedback, the latest first."""

from collections.abc import Iterator, Sequence
from typing import Any

from crmcli.db import Repository
from crmcli.domain.periods import Span
from crmcli.reports import chosen
from crmcli.reports.listing import Shown

Row = dict[str, Any]

KNOWN = (
    Shown("id", "id", "f.id"), Shown("at", "moment", "f.at"), Shown("customer"),
    Shown("customer_id", "id", "f.customer_id"), Shown("kind", "choice", "f.kind"), Shown("score", "int", "f.score"),
    Shown("comment", sql="f.comment"), Shown("channel", "choice", "f.channel"), Shown("sale_id", "id", "f.sale_id"),
    Shown("complaint_id", "id", "f.complaint_id"), Shown("created_at", "moment", "f.created_at"),
)  # fmt: skip
USUAL = ("id", "at", "customer", "kind", "score", "comment", "channel")
ORDER = "f.at DESC, f.id DESC"

_SELECT = (
    "SELECT f.id, f.customer_id, c.name AS customer, f.kind, f.score, f.comment, f.channel, f.sale_id, "
    "f.complaint_id, f.at, f.created_at FROM feedback f JOIN customers c ON c.id = f.customer_id"
)


def feedback(
    repo: Repository,
    *,
    customers: Sequence[int] | None,
    kind: str | None,
    span: Span,
    order: str,
    limit: int | None,
) -> Iterator[Row]:
    """Feedback of the customers (of all who are not in the trash, for None), of a kind, in the span of days."""
    where, params = _where(customers, kind, span)
    sql = f"{_SELECT} WHERE {where} ORDER BY {order} LIMIT :limit"
    return repo.rows(sql, {**params, "limit": -1 if limit is None else limit})


def count(repo: Repository, *, customers: Sequence[int] | None, kind: str | None, span: Span) -> int:
    where, params = _where(customers, kind, span)
    sql = f"SELECT count(*) FROM feedback f JOIN customers c ON c.id = f.customer_id WHERE {where}"
    return int(repo.value(sql, params))


def one(repo: Repository, number: int) -> Row:
    row = repo.row(f"{_SELECT} WHERE f.id = ?", (number,))
    assert row is not None
    return row


def _where(customers: Sequence[int] | None, kind: str | None, span: Span) -> tuple[str, Row]:
    first, last = span.bounds
    params: Row = {"first": first, "last": last}
    where = ["f.day BETWEEN :first AND :last"]
    if customers is None:
        where.append("c.deleted_at IS NULL")
    else:
        where.append(chosen.among("f.customer_id"))
        params |= chosen.params(customers)
    if kind is not None:
        where.append("f.kind = :kind")
        params["kind"] = kind
    return " AND ".join(where), params
