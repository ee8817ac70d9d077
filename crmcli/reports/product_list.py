"""Products with how often and for how much they were sold."""

from collections.abc import Iterator
from typing import Any

from crmcli.db import Repository
from crmcli.domain.products import key
from crmcli.migrations.statistics import COUNTS
from crmcli.normalize.money import format_money
from crmcli.reports.listing import Shown

Row = dict[str, Any]

KNOWN = (
    Shown("id", "id", "p.id"), Shown("sku", sql="p.sku"), Shown("name", sql="p.name_key"),
    Shown("category", sql="p.category"), Shown("price", "money", "p.price"), Shown("cost", "money", "p.cost"),
    Shown("unit", sql="p.unit"), Shown("sold", "number", "coalesce(x.sold, 0)"),
    Shown("orders", "int", "coalesce(x.orders, 0)"), Shown("revenue", "money", "coalesce(x.revenue, 0)"),
    Shown("note", sql="p.note"), Shown("created_at", "moment", "p.created_at"),
)  # fmt: skip
USUAL = ("id", "sku", "name", "category", "price", "sold", "orders", "revenue")

# Sales first: the join the other way round reads the sales once a line, in no order.
_SOLD = f"""
SELECT l.product_id, sum(l.quantity) AS sold,
  count(DISTINCT CASE WHEN s.kind = 'sale' THEN s.id END) AS orders, sum(l.base_amount) AS revenue
FROM sales s CROSS JOIN sale_lines l ON l.sale_id = s.id
WHERE s.{COUNTS} AND l.product_id IS NOT NULL GROUP BY l.product_id
"""


def products(
    repo: Repository, words: str, category: str | None, *, order: str, limit: int | None, currency: str
) -> Iterator[Row]:
    """Products that have all the words in name, SKU or category; those of a category."""
    where, params = ["p.active"], dict[str, Any]()
    for i, word in enumerate(words.split()):
        params[f"w{i}"] = key(word)
        where.append(
            f"instr(p.name_key || ' ' || lower(coalesce(p.sku, '') || ' ' || coalesce(p.category, '')), :w{i})"
        )
    if category is not None:
        params["category"] = category.strip()
        where.append("lower(p.category) = lower(:category)")
    sql = (
        "SELECT p.id, p.sku, p.name, p.category, p.price, p.cost, p.unit, coalesce(x.sold, 0.0) AS sold, "
        "coalesce(x.orders, 0) AS orders, coalesce(x.revenue, 0) AS revenue, p.note, p.created_at "
        f"FROM products p LEFT JOIN ({_SOLD}) x ON x.product_id = p.id "
        f"WHERE {' AND '.join(where)} ORDER BY {order} LIMIT :limit"
    )
    for row in repo.rows(sql, {**params, "limit": -1 if limit is None else limit}):
        for name in ("price", "cost", "revenue"):
            row[name] = None if row[name] is None else format_money(row[name], currency)
        sold = row["sold"]
        yield {**row, "sold": int(sold) if sold == int(sold) else sold, "currency": currency}


def count(repo: Repository) -> int:
    return int(repo.value("SELECT count(*) FROM products WHERE active"))
