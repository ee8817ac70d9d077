"""SQL for loads of sales: what is there already, products by sku and name, a sale's lines anew."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from crmcli.db import Repository
from crmcli.domain.sales import ADJUSTMENT

LineFacts = tuple[str, float, int, int]
"""item, quantity, price, amount: what makes two lines of a sale the same."""


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


def drop_lines(repo: Repository, sale_id: int) -> None:
    repo.execute("DELETE FROM sale_lines WHERE sale_id = ?", (sale_id,))


def move_payments(repo: Repository, sale_id: int, customer_id: int) -> None:
    """What was paid for a sale goes to another customer with it."""
    repo.execute("UPDATE payments SET customer_id = ? WHERE sale_id = ?", (customer_id, sale_id))
