"""Export: whole tables as rows that the importer understands; streamed, in a stable order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from crmcli import segment
from crmcli.db import Repository
from crmcli.domain.sales import ADJUSTMENT
from crmcli.fields import CONTACT_KINDS, CUSTOMER, JSON_COLUMNS
from crmcli.result import Column

KINDS = ("customers", "sales", "contacts", "complaints")

_DAY = "date({} * 86400, 'unixepoch')"
_WHO = "x.customer_id, c.uid AS customer_uid, c.name AS customer"
_FROM = "JOIN customers c ON c.id = x.customer_id AND c.deleted_at IS NULL"

_PAID = "(SELECT coalesce(sum(amount), 0) FROM payments WHERE sale_id = x.id)"

_COLUMNS: dict[str, str] = {
    "sales": (
        f"x.id AS sale_id, x.created_at, x.number, x.kind, x.status, x.at AS date, {_WHO}, p.id AS product_id, p.sku, "
        "l.item, p.category, l.quantity, l.price, l.amount, x.discount, x.shipping, x.total, x.currency, x.rate, "
        f"x.channel, CASE WHEN x.settled THEN 'settled' WHEN {_PAID} = x.total THEN 'yes' WHEN {_PAID} = 0 THEN 'no' "
        f"ELSE {_PAID} END AS paid, (SELECT method FROM payments WHERE sale_id = x.id AND method IS NOT NULL "
        f"ORDER BY id LIMIT 1) AS payment_method, {_DAY.format('x.due_day')} AS due, x.note"
    ),
    "contacts": (
        f"x.id, x.created_at, x.at AS date, {_WHO}, x.kind, x.channel, x.direction, x.subject, x.content, x.outcome, "
        "x.place, x.participants, x.duration, x.satisfaction"
    ),
    "complaints": (
        f"x.id, x.number, x.opened_at AS date, {_WHO}, x.sale_id, p.sku, x.category, x.priority, x.status, "
        "x.channel, x.content, x.resolution, x.satisfaction, x.owner, x.due_at AS due, x.resolved_at"
    ),
}
"""An order's discount and shipping are columns, so the line that carries them is left out."""
_TABLES = {
    "sales": f"sales x {_FROM} JOIN sale_lines l ON l.sale_id = x.id AND l.item <> '{ADJUSTMENT}' "
    "LEFT JOIN products p ON p.id = l.product_id",
    "contacts": f"interactions x {_FROM}",
    "complaints": f"complaints x {_FROM} LEFT JOIN products p ON p.id = x.product_id",
}
_MONEY = ("price", "amount", "discount", "shipping", "total")

_LEFT_OUT = ("company_id",)
CUSTOMER_COLUMNS = (
    "id", "uid", *(f.name for f in CUSTOMER.values() if f.edit == "column" and f.name not in ("stage", *_LEFT_OUT)),
    *CONTACT_KINDS, "tags", "created_at",
)  # fmt: skip


def customers(
    repo: Repository, params: segment.Facts, ids: Sequence[int] | None, own: tuple[str, ...], *, whole: bool
) -> tuple[list[Column], Iterator[dict[str, Any]]]:
    """Customers with every field that can be imported again; ``whole`` rows carry what is computed too."""
    names = [*CUSTOMER_COLUMNS, *(f"custom.{name}" for name in own)]
    read = list(dict.fromkeys((*names, *JSON_COLUMNS))) if whole else names
    rows = segment.select(repo, read, params, ids=ids, custom=own)
    columns = [Column(name.removeprefix("custom."), "text") for name in names]
    return columns, _with_all_points(repo, rows)


def _with_all_points(repo: Repository, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first value of each kind is there; the others join it, looked up only where there are any."""
    sql = "SELECT kind, value FROM contact_points WHERE customer_id = ? ORDER BY is_primary DESC, id"
    several = {
        row["customer_id"]
        for row in repo.rows("SELECT customer_id FROM contact_points GROUP BY customer_id, kind HAVING count(*) > 1")
    }
    for row in rows:
        if row["id"] in several:
            found: dict[str, list[str]] = {}
            for point in repo.rows(sql, (row["id"],)):
                found.setdefault(point["kind"], []).append(point["value"])
            if "phones" not in row:
                row.update((kind, ";".join(values)) for kind, values in found.items() if kind in row)
        yield row


def facts(
    repo: Repository, kind: str, ids: Sequence[int] | None, money: Callable[[int, str], str]
) -> tuple[list[Column], Iterator[dict[str, Any]]]:
    """Sales (a row a line), contacts or complaints, of all customers or of those in ``ids``.

    ``money`` writes minor units of a currency.
    """
    import json

    where = "1" if ids is None else "x.customer_id IN (SELECT value FROM json_each(:ids))"
    last = ", l.id" if kind == "sales" else ""
    sql = f"SELECT {_COLUMNS[kind]} FROM {_TABLES[kind]} WHERE {where} ORDER BY x.id{last}"
    cursor = repo.connection.execute(sql, {"ids": json.dumps(list(ids))} if ids is not None else {})
    names = [column[0] for column in cursor.description]
    columns = [Column(name, "money" if name in _MONEY else "text") for name in names]
    return columns, (_row(names, values, money) for values in cursor)


def _row(names: list[str], values: tuple[Any, ...], money: Callable[[int, str], str]) -> dict[str, Any]:
    row = dict(zip(names, values, strict=True))
    if "currency" in row:
        for name in (*_MONEY, "paid"):
            if isinstance(row[name], int):
                row[name] = money(row[name], row["currency"])
    for name in ("quantity", "rate"):
        if name in row and row[name] == int(row[name]):
            row[name] = int(row[name])
    return row
