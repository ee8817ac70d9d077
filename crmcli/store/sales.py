"""SQL about sales that several commands share."""

from typing import Any

from crmcli.db import Repository


def paid(repo: Repository, sale_id: int) -> tuple[int, int]:
    """What the payments of a sale sum up to: in its currency, in the base currency."""
    row = repo.row(
        "SELECT coalesce(sum(amount), 0) AS amount, coalesce(sum(base_amount), 0) AS base "
        "FROM payments WHERE sale_id = ?",
        (sale_id,),
    )
    assert row is not None
    return row["amount"], row["base"]


def by_number(repo: Repository, number: str) -> list[dict[str, Any]]:
    """id, kind, status and day of the sales of this number."""
    return list(repo.rows("SELECT id, kind, status, day FROM sales WHERE number = ? ORDER BY id", (number,)))


def lines(repo: Repository, sale_id: int) -> list[dict[str, Any]]:
    """The lines with their product's sku and unit."""
    sql = (
        "SELECT l.id, l.product_id, p.sku, l.item, l.quantity, p.unit, l.price, l.amount, l.base_amount "
        "FROM sale_lines l LEFT JOIN products p ON p.id = l.product_id WHERE l.sale_id = ? ORDER BY l.id"
    )
    return list(repo.rows(sql, (sale_id,)))


def balance(repo: Repository, customer_id: int) -> int:
    """What the customer owes, in the base currency."""
    return int(repo.value("SELECT balance FROM customer_stats WHERE customer_id = ?", (customer_id,)) or 0)
