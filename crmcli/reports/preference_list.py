"""What customers like, dislike, need and must avoid."""

from collections.abc import Iterator, Sequence
from typing import Any

from crmcli.db import Repository
from crmcli.reports import chosen
from crmcli.reports.listing import Shown

Row = dict[str, Any]

_RANK = "instr('like need dislike avoid', p.kind)"
KNOWN = (
    Shown("id", "id", "p.id"), Shown("customer"), Shown("customer_id", "id", "p.customer_id"),
    Shown("kind", "choice", _RANK), Shown("text", sql="p.text"), Shown("source", "choice", "p.source"),
    Shown("note", sql="p.note"), Shown("at", "moment", "p.at"), Shown("created_at", "moment", "p.created_at"),
)  # fmt: skip
USUAL = ("id", "customer", "kind", "text", "source", "note")
ORDER = f"p.customer_id, {_RANK}, p.text, p.id"

_SELECT = (
    "SELECT p.id, p.customer_id, c.name AS customer, p.kind, p.text, p.source, p.note, p.at, p.created_at "
    "FROM preferences p JOIN customers c ON c.id = p.customer_id"
)


def preferences(
    repo: Repository, *, customers: Sequence[int] | None, kind: str | None, order: str, limit: int | None
) -> Iterator[Row]:
    """Preferences of the customers (of all who are not in the trash, for None), of a kind."""
    where, params = _where(customers, kind)
    sql = f"{_SELECT} WHERE {where} ORDER BY {order} LIMIT :limit"
    return repo.rows(sql, {**params, "limit": -1 if limit is None else limit})


def count(repo: Repository, *, customers: Sequence[int] | None, kind: str | None) -> int:
    where, params = _where(customers, kind)
    sql = f"SELECT count(*) FROM preferences p JOIN customers c ON c.id = p.customer_id WHERE {where}"
    return int(repo.value(sql, params))


def one(repo: Repository, number: int) -> Row:
    row = repo.row(f"{_SELECT} WHERE p.id = ?", (number,))
    assert row is not None
    return row


def _where(customers: Sequence[int] | None, kind: str | None) -> tuple[str, Row]:
    where, params = ["c.deleted_at IS NULL"], Row()
    if customers is not None:
        where = [chosen.among("p.customer_id")]
        params |= chosen.params(customers)
    if kind is not None:
        where.append("p.kind = :kind")
        params["kind"] = kind
    return " AND ".join(where), params
