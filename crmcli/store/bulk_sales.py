"""SQL for loads of sales: what is there already, products by sku and name, a sale's lines anew."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from crmcli.db import Repository

LineFacts = tuple[str, float, int, int]
"""item, quantity, price, amount: what makes two lines of a sale the same."""


def lines_of(repo: Repository, sale_ids: Iterable[int]) -> dict[int, Counter[LineFacts]]:
    """Sale id → its lines, counted."""
    sql = (
        "SELECT sale_id, item, quantity, price, amount FROM sale_lines "
        "WHERE sale_id IN (SELECT value FROM json_each(?))"
    )
    found: dict[int, Counter[LineFacts]] = {}
    for sale, *facts in repo.connection.execute(sql, (json.dumps(list(sale_ids)),)):
        found.setdefault(sale, Counter())[tuple(facts)] += 1
    return found


def products(repo: Repository) -> tuple[dict[str, int], dict[str, int]]:
    """All products: by sku (case folded) and by name key; a name that several share is left out."""
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
    return by_sku, by_name


def drop_lines(repo: Repository, sale_id: int) -> None:
    repo.execute("DELETE FROM sale_lines WHERE sale_id = ?", (sale_id,))


def grow(repo: Repository, sale_id: int, amount: int) -> None:
    """More lines were found for a sale: its total grows by ``amount``."""
    repo.execute("UPDATE sales SET total = total + ?1, base_total = base_total + ?1 WHERE id = ?2", (amount, sale_id))


def sale_total(repo: Repository, sale_id: int) -> dict[str, Any]:
    row = repo.row("SELECT customer_id, status, total, day FROM sales WHERE id = ?", (sale_id,))
    assert row is not None
    return row
