"""Turnover by a period or by what sales have in common.

Definitions, the same in every report. A sale counts from being confirmed until it is cancelled or returned
as a whole (``migrations.statistics.COUNTS``). A return counts on its own day, with its negative total:
``returns`` is the sum of those, ``sales`` is net of them. ``orders`` and ``customers`` count sales that are
no returns, and who made them; ``average`` is ``sales`` / ``orders``, half away from zero. All amounts are in
the base currency, summed as integers, so that the rows add up to the total exactly, whatever they are by.

By product or category the rows sum up lines (see ``domain.sales``). The row ``(shipping & discount)`` is what
the totals of sales differ by from their goods; ``(without items)`` are sales that have no lines at all. One
sale can have many products: there orders and customers do not add up.
"""

from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.domain import periods
from crmcli.domain.periods import Span
from crmcli.migrations.statistics import COUNTS
from crmcli.normalize.days import from_day, to_day
from crmcli.reports import chosen
from crmcli.reports.chosen import Ids

Row = dict[str, Any]

OTHERS = "(others)"
TIMES = periods.UNITS
NAMES = ("product", "category", "customer", "channel", "city", "country", "status")
BY = ("month", "day", "week", "quarter", "year", *NAMES)
BY_WORDS = {
    "日": "day", "天": "day", "周": "week", "月": "month", "月份": "month", "季度": "quarter", "季": "quarter",
    "年": "year", "年份": "year", "商品": "product", "类别": "category", "品类": "category", "客户": "customer",
    "渠道": "channel", "城市": "city", "国家": "country", "状态": "status",
}  # fmt: skip
"""What ``BY`` is called in Chinese."""
_ITEMS = ("product", "category")

_DATE = "s.day * 86400, 'unixepoch'"
_GROUPS = {
    "day": "s.day",
    "week": "s.day - (s.day % 7 + 10) % 7",  # the Monday; day 0 was a Thursday
    "month": f"strftime('%Y-%m', {_DATE})",
    "quarter": f"strftime('%Y', {_DATE}) * 4 + (strftime('%m', {_DATE}) + 2) / 3",
    "year": f"strftime('%Y', {_DATE})",
    "customer": "s.customer_id",
    "channel": "nullif(trim(s.channel), '')",
    "city": "nullif(trim(c.city), '')",
    "country": "nullif(trim(c.country), '')",
    "status": "s.status",
}
_SUMS = (
    "coalesce(sum(s.kind = 'sale'), 0) AS orders, "
    "count(DISTINCT CASE WHEN s.kind = 'sale' THEN s.customer_id END) AS customers, "
    "coalesce(sum(CASE WHEN s.kind = 'return' THEN s.base_total ELSE 0 END), 0) AS returns, "
    "coalesce(sum(s.base_total), 0) AS sales"
)


class Scope(NamedTuple):
    """Which sales: in a span of days, of some customers (all, for None)."""

    span: Span
    customers: Ids = None

    @property
    def where(self) -> str:
        return f"s.{COUNTS} AND s.day BETWEEN :first AND :last" + chosen.only(self.customers, "s.customer_id")

    @property
    def params(self) -> dict[str, Any]:
        first, last = self.span.bounds
        return {"first": first, "last": last, **chosen.params(self.customers)}


class Table(NamedTuple):
    """``rows`` have ``period`` or ``name``; amounts are integers. ``first`` and ``last`` days
    are None where nothing bounds them."""

    rows: list[Row]
    total: Row
    first: int | None
    last: int | None


def table(repo: Repository, by: str, scope: Scope, limit: int | None = None) -> Table:
    """The report. ``limit`` keeps the last periods, or the largest rows and one for the others."""
    first, last = extent(repo, scope)
    if by in TIMES:
        if limit and first is not None and last is not None:
            start = to_day(periods.shifted(from_day(last), by, 1 - limit))
            first = max(first, start)
            scope = scope._replace(span=Span(first, last))
        return Table(_times(repo, by, scope, first, last), total(repo, scope), first, last)
    everything = total(repo, scope)
    if by in _ITEMS:
        from crmcli.reports import sales_items

        rows, rest = sales_items.rows(repo, by, scope, everything["sales"])
    else:
        rows, rest = _names(repo, by, scope), []
    rows.sort(key=lambda row: (-row["sales"], str(row["name"] or ""), row.get(f"{by}_id") or 0))
    return Table([*_cut(rows, limit, by), *rest], everything, first, last)


def total(repo: Repository, scope: Scope) -> Row:
    row = repo.row(f"SELECT {_SUMS} FROM sales s WHERE {scope.where}", scope.params)
    assert row is not None
    return with_average(row)


def extent(repo: Repository, scope: Scope) -> tuple[int | None, int | None]:
    """First and last day of the report: as asked for, else those of the sales it counts."""
    sql = f"SELECT min(s.day) AS first, max(s.day) AS last FROM sales s WHERE {scope.where}"
    row = repo.row(sql, scope.params) or {}
    first = scope.span.first if scope.span.first is not None else row["first"]
    last = scope.span.last if scope.span.last is not None else row["last"]
    if first is None or last is None:
        return first, last
    return first, max(first, last)


def _times(repo: Repository, by: str, scope: Scope, first: int | None, last: int | None) -> list[Row]:
    """A row for every period, those without sales too."""
    if first is None or last is None:
        return []
    sql = f"SELECT min(s.day) AS day, {_SUMS} FROM sales s WHERE {scope.where} GROUP BY {_GROUPS[by]}"
    found = {periods.label(from_day(row.pop("day")), by): row for row in repo.rows(sql, scope.params)}
    nothing = {"orders": 0, "customers": 0, "returns": 0, "sales": 0}
    names = periods.labels(from_day(first), from_day(last), by)
    return [with_average({"period": name, **found.get(name, nothing)}) for name in names]


def _names(repo: Repository, by: str, scope: Scope) -> list[Row]:
    name = "min(c.name)" if by == "customer" else _GROUPS[by]
    extra = "s.customer_id AS customer_id, " if by == "customer" else ""
    source = "sales s JOIN customers c ON c.id = s.customer_id" if by in ("customer", "city", "country") else "sales s"
    sql = f"SELECT {extra}{name} AS name, {_SUMS} FROM {source} WHERE {scope.where} GROUP BY {_GROUPS[by]}"
    return [with_average(row) for row in repo.rows(sql, scope.params)]


def with_average(row: Row) -> Row:
    orders, net = row["orders"], row["sales"]
    average = None
    if orders:
        average = (2 * abs(net) + orders) // (2 * orders)
        average = -average if net < 0 else average
    return {**row, "average": average}


def _cut(rows: list[Row], limit: int | None, by: str) -> list[Row]:
    """The first rows, and one for the others; it counts only what is in one row alone."""
    if not limit or len(rows) <= limit:
        return rows
    rest = rows[limit:]
    sums = ["returns", "sales"]
    sums += ["quantity"] if by in _ITEMS else ["orders"]
    sums += ["customers"] if by in ("customer", "city", "country") else []
    other: Row = {name: sum(row[name] for row in rest) if name in sums else None for name in rows[0]}
    other["name"] = OTHERS
    return [*rows[:limit], other if by in _ITEMS else with_average(other)]
