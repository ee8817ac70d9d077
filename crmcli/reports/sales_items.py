"""Turnover by product or category: sums of lines, and what the lines do not say.

Sales are read first and their lines by index: the other way round SQLite looks up a sale for every line.
"""

from collections.abc import Mapping

from crmcli.db import Repository
from crmcli.domain.sales import ADJUSTMENT
from crmcli.reports.sales import Row, Scope, with_average

UNITEMISED = "(without items)"

_FROM = "FROM sales s CROSS JOIN sale_lines l ON l.sale_id = s.id WHERE {where}"
_AMOUNTS = (
    "sum(l.quantity) AS quantity, sum(l.base_amount) AS sales, "
    "sum(CASE WHEN s.kind = 'return' THEN l.base_amount ELSE 0 END) AS returns"
)
_GOODS = "(l.product_id IS NOT NULL OR l.item <> :adjustment)"
_BARE = (
    "SELECT coalesce(sum(s.base_total), 0) FROM sales s WHERE {where} "
    "AND NOT EXISTS (SELECT 1 FROM sale_lines l WHERE l.sale_id = s.id)"
)
_COUNTS = (
    "count(DISTINCT CASE WHEN s.kind = 'sale' THEN s.id END) AS orders, "
    "count(DISTINCT CASE WHEN s.kind = 'sale' THEN s.customer_id END) AS customers"
)


def rows(repo: Repository, by: str, scope: Scope, total: int) -> tuple[list[Row], list[Row]]:
    """Rows of the products or categories, and the rows that make up the difference to ``total``."""
    found = _products(repo, scope) if by == "product" else _categories(repo, scope)
    bare = int(repo.value(_BARE.format(where=scope.where), scope.params))
    adjusted = total - bare - sum(row["sales"] for row in found)
    others = ((ADJUSTMENT, adjusted), (UNITEMISED, bare))
    return [_tidy(row) for row in found], [_rest(found, name, amount) for name, amount in others if amount]


def _tidy(row: Row) -> Row:
    number = row["quantity"]
    return with_average({**row, "quantity": int(number) if number == int(number) else round(number, 6)})


def _rest(found: list[Row], name: str, amount: int) -> Row:
    empty: Row = dict.fromkeys(found[0]) if found else {}
    return {**empty, "name": name, "orders": None, "customers": None, "quantity": None, "returns": None,
            "sales": amount, "average": None}  # fmt: skip


def _products(repo: Repository, scope: Scope) -> list[Row]:
    """Known products, and what was sold by name only."""
    sql = f"SELECT l.product_id, {_COUNTS}, {_AMOUNTS} {_FROM.format(where=scope.where)} GROUP BY l.product_id"
    names = _catalogue(repo)
    known = [
        {**names[row["product_id"]], **row} for row in repo.rows(sql, scope.params) if row["product_id"] is not None
    ]
    free = (
        f"SELECT NULL AS sku, l.item AS name, NULL AS category, NULL AS product_id, {_COUNTS}, {_AMOUNTS} "
        "FROM sale_lines l CROSS JOIN sales s ON s.id = l.sale_id "
        f"WHERE l.product_id IS NULL AND {_GOODS} AND {scope.where} GROUP BY l.item"
    )
    return [*known, *repo.rows(free, {**scope.params, "adjustment": ADJUSTMENT})]


def _catalogue(repo: Repository) -> dict[int, Row]:
    return {row.pop("id"): row for row in repo.rows("SELECT id, sku, name, category FROM products")}


def _categories(repo: Repository, scope: Scope) -> list[Row]:
    """Products summed up by category; orders and customers counted once each."""
    category = {number: row["category"] or None for number, row in _catalogue(repo).items()}
    found: dict[str | None, Row] = {}
    for row in _product_amounts(repo, scope):
        name = category.get(row["product_id"])
        into = found.setdefault(name, {"name": name, "quantity": 0, "sales": 0, "returns": 0})
        for key in ("quantity", "sales", "returns"):
            into[key] += row[key]
    counts = _buyers(repo, scope, {str(number): name for number, name in category.items()})
    return [_counted(row, counts.get(name, (0, set()))) for name, row in found.items()]


def _counted(row: Row, buyers: tuple[int, set[int]]) -> Row:
    """The row with its columns in the usual order."""
    return {"name": row["name"], "orders": buyers[0], "customers": len(buyers[1]),
            "quantity": row["quantity"], "returns": row["returns"], "sales": row["sales"]}  # fmt: skip


def _product_amounts(repo: Repository, scope: Scope) -> list[Row]:
    """Sums by product; those without one are the row None, if there are any."""
    sql = f"SELECT l.product_id, {_AMOUNTS} {_FROM.format(where=scope.where)} GROUP BY l.product_id"
    known = [row for row in repo.rows(sql, scope.params) if row["product_id"] is not None]
    free = (
        f"SELECT NULL AS product_id, {_AMOUNTS} FROM sale_lines l CROSS JOIN sales s ON s.id = l.sale_id "
        f"WHERE l.product_id IS NULL AND {_GOODS} AND {scope.where} HAVING count(*) > 0"
    )
    return [*known, *repo.rows(free, {**scope.params, "adjustment": ADJUSTMENT})]


def _buyers(
    repo: Repository, scope: Scope, category: Mapping[str, str | None]
) -> dict[str | None, tuple[int, set[int]]]:
    """Category → orders that had something of it, and their customers.

    One row a sale: counting DISTINCT over all lines would take SQLite longer than all the rest.
    """
    sql = (
        "SELECT s.customer_id, group_concat(coalesce(l.product_id, 0)) AS products "
        f"FROM sales s NOT INDEXED CROSS JOIN sale_lines l ON l.sale_id = s.id WHERE {scope.where} "
        f"AND s.kind = 'sale' AND {_GOODS} GROUP BY s.id"
    )
    orders: dict[str | None, int] = {}
    customers: dict[str | None, set[int]] = {}
    for row in repo.rows(sql, {**scope.params, "adjustment": ADJUSTMENT}):
        for name in {category.get(number) for number in row["products"].split(",")}:
            orders[name] = orders.get(name, 0) + 1
            customers.setdefault(name, set()).add(row["customer_id"])
    return {name: (n, customers[name]) for name, n in orders.items()}
