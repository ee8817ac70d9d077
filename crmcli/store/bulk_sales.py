"""SQL for loads of sales: what is there already, products by sku and name, a sale's lines anew."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from crmcli.db import Repository
from crmcli.domain.sales import ADJUSTMENT
from crmcli.store import indexes

LineFacts = tuple[str, float, int, int]
"""item, quantity, price, amount: what makes two lines of a sale the same."""


_SCATTERED = (
    "sale_lines_by_customer", "sale_lines_by_item", "sale_lines_by_product", "sales_by_channel", "sales_by_customer",
    "sales_by_day",
)  # fmt: skip


def has_sales(repo: Repository) -> bool:
    return bool(repo.value("SELECT EXISTS (SELECT 1 FROM sales)"))


def drop_indexes(repo: Repository) -> list[str]:
    """Drop the indexes that a large load of sales does not need; returns the statements that make them anew."""
    return list(indexes.drop(repo.connection, _SCATTERED).values())


def stored(repo: Repository, sale_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Sale id → its row, what is ``paid`` of it, and its ``lines`` counted (without that of the adjustment)."""
    ids = json.dumps(list(sale_ids))
    sql = (
        "SELECT *, (SELECT coalesce(sum(amount), 0) FROM payments WHERE sale_id = sales.id) AS paid "
        "FROM sales WHERE id IN (SELECT value FROM json_each(?))"
    )
    found = {row["id"]: {**row, "lines": Counter()} for row in repo.rows(sql, (ids,))}
    sql = (
        "SELECT sale_id, item, quantity, price, amount FROM sale_lines "
        "WHERE sale_id IN (SELECT value FROM json_each(?)) AND item <> ?"
    )
    for sale, *facts in repo.connection.execute(sql, (ids, ADJUSTMENT)):
        found[sale]["lines"][tuple(facts)] += 1
    return found


def made(repo: Repository, sale_ids: Iterable[int]) -> list[tuple[int, str, int]]:
    """id, created_at and customer of those sales that there are."""
    sql = "SELECT id, created_at, customer_id FROM sales WHERE id IN (SELECT value FROM json_each(?))"
    return repo.connection.execute(sql, (json.dumps(list(sale_ids)),)).fetchall()


def products(repo: Repository) -> tuple[dict[str, int], dict[str, int], set[str]]:
    """All products: by sku (case folded) and by name key; and the names that several share, left out there."""
    by_sku: dict[str, int] = {}
    by_name: dict[str, int] = {}
    shared: set[str] = set()
    for number, sku, name_key in repo.connection.execute("SELECT id, sku, name_key FROM products ORDER BY id"):
        if sku:
            by_sku[sku.casefold()] = number
        if name_key in by_name:
            shared.add(name_key)
        by_name[name_key] = number
    for name_key in shared:
        del by_name[name_key]
    return by_sku, by_name, shared


def called(repo: Repository, source: str, numbers: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """What orders are called, here or in the source → the sales of that name and whose they are."""
    names = json.dumps(list(numbers))
    sql = (
        "SELECT number, id, customer_id FROM sales WHERE number IN (SELECT value FROM json_each(:names)) UNION "
        "SELECT e.external, s.id, s.customer_id FROM external_ids e JOIN sales s ON s.id = e.sale_id "
        "WHERE e.source = :source AND e.external IN (SELECT value FROM json_each(:names)) ORDER BY 2"
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for name, sale, customer in repo.connection.execute(sql, {"names": names, "source": source}):
        found.setdefault(name, []).append((sale, customer))
    return found


def own(repo: Repository, number: int, customer: int, table: str = "sales") -> int | None:
    """The customer's sale (or complaint) that had this id in the file it was exported from, be it this one."""
    sql = (
        f"SELECT x.id FROM external_ids e JOIN {table} x ON x.id = e.{table.removesuffix('s')}_id "
        "WHERE e.source = 'crm' AND e.external GLOB :number || '@*' AND x.customer_id = :customer UNION ALL "
        f"SELECT id FROM {table} WHERE id = :number AND customer_id = :customer LIMIT 1"
    )
    found: int | None = repo.value(sql, {"number": number, "customer": customer})
    return found


def open_sales(repo: Repository, customer: int) -> list[tuple[int, int]]:
    """The customer's sales that are not paid, and what is left of each."""
    sql = (
        "SELECT id, total - (SELECT coalesce(sum(amount), 0) FROM payments WHERE sale_id = sales.id) AS open "
        "FROM sales WHERE customer_id = ? AND NOT settled AND status NOT IN ('draft', 'cancelled', 'returned')"
    )
    return [(row["id"], row["open"]) for row in repo.rows(sql, (customer,)) if row["open"]]


def stand_ins(repo: Repository, sale: int) -> list[int]:
    """Payments that an import of sales made because its file called the sale paid."""
    sql = (
        "SELECT p.id FROM payments p JOIN sales s ON s.id = p.sale_id WHERE s.id = ? AND p.day = s.day "
        "AND p.created_at IN (SELECT at FROM imports WHERE kind = 'sales')"
    )
    return repo.column(sql, (sale,))


def drop_lines(repo: Repository, sale_id: int) -> None:
    repo.execute("DELETE FROM sale_lines WHERE sale_id = ?", (sale_id,))


def move_payments(repo: Repository, sale_id: int, customer_id: int) -> None:
    """What was paid for a sale goes to another customer with it."""
    repo.execute("UPDATE payments SET customer_id = ? WHERE sale_id = ?", (customer_id, sale_id))
