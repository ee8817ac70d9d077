"""How the business stands: one period beside the equally long one before it.

``sales``, ``orders`` and ``average`` as in ``reports.sales``. ``collected`` is what payments brought in (less
what went back), by their day, plus the totals of sales that were settled without payment rows, by the
sale's day. ``owed`` is what customers owe at this moment, advances not set against it. ``new_customers`` are
those whose record was made in the period.
"""

from typing import Any

from crmcli.db import Repository
from crmcli.domain import periods
from crmcli.domain.periods import Span
from crmcli.fields import STAGES, expression
from crmcli.migrations.statistics import COUNTS
from crmcli.normalize.days import from_day
from crmcli.reports import chosen, sales
from crmcli.reports.chosen import Ids
from crmcli.reports.sales import Scope

Row = dict[str, Any]

MONEY = frozenset(("sales", "average", "collected"))
TOP = 5

_PAID = """
SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id
WHERE p.day BETWEEN :first AND :last AND NOT coalesce(s.settled, 0)
"""
_SETTLED = f"SELECT coalesce(sum(base_total), 0) FROM sales WHERE day BETWEEN :first AND :last AND settled AND {COUNTS}"
_COUNTED = {
    "new_customers": "SELECT count(*) FROM customers WHERE deleted_at IS NULL AND created_at >= :since "
    "AND created_at < :after",
    "contacts": "SELECT count(*) FROM interactions WHERE day BETWEEN :first AND :last AND kind = 'contact'",
    "complaints_opened": "SELECT count(*) FROM complaints WHERE opened_at >= :since AND opened_at < :after",
    "complaints_resolved": "SELECT count(*) FROM complaints WHERE resolved_at >= :since AND resolved_at < :after",
}


def measures(repo: Repository, first: int, last: int, ids: Ids = None) -> list[Row]:
    """``measure``, ``value``, ``before`` and ``change`` (percent, None where there was nothing before)."""
    now, then = _period(repo, first, last, ids), _period(repo, *periods.before((first, last)), ids)
    return [
        {"measure": name, "value": value, "before": then[name], "change": change(value, then[name])}
        for name, value in now.items()
    ]


def _period(repo: Repository, first: int, last: int, ids: Ids) -> Row:
    days = {
        "first": first,
        "last": last,
        "since": from_day(first).isoformat(),
        "after": from_day(last + 1).isoformat(),
        **chosen.params(ids),
    }

    def value(sql: str, column: str = "customer_id") -> int:
        return int(repo.value(sql + chosen.only(ids, column), days))

    turnover = sales.total(repo, Scope(Span(first, last), ids))
    counted = {name: value(sql, "id" if name == "new_customers" else "customer_id") for name, sql in _COUNTED.items()}
    return {
        "sales": turnover["sales"],
        "orders": turnover["orders"],
        "average": turnover["average"],
        "collected": value(_PAID, "p.customer_id") + value(_SETTLED),
        **counted,
    }


def change(value: int | None, before: int | None) -> float | None:
    """Percent, one decimal."""
    if value is None or not before or before < 0:
        return None
    return round(100 * (value - before) / before, 1)


def stages(repo: Repository, ids: Ids = None) -> dict[str, int]:
    """Customers by stage, at this moment."""
    sql = (
        f"SELECT {expression('stage').sql} AS stage, count(*) AS n FROM customers c "
        f"JOIN customer_stats s ON s.customer_id = c.id WHERE c.deleted_at IS NULL{chosen.only(ids, 'c.id')} GROUP BY 1"
    )
    found = {row["stage"]: row["n"] for row in repo.rows(sql, {**repo.params, **chosen.params(ids)})}
    return {stage: found.get(stage, 0) for stage in STAGES}


def owed(repo: Repository, ids: Ids = None) -> tuple[int, int]:
    """What customers owe, and how many owe something."""
    sql = "SELECT coalesce(sum(balance), 0) AS owed, count(*) AS n FROM customer_stats WHERE balance > 0"
    row = repo.row(sql + chosen.only(ids, "customer_id"), chosen.params(ids))
    assert row is not None
    return row["owed"], row["n"]


def open_complaints(repo: Repository, ids: Ids = None) -> int:
    sql = "SELECT count(*) FROM complaints WHERE status IN ('open', 'in_progress')"
    return int(repo.value(sql + chosen.only(ids, "customer_id"), chosen.params(ids)))


def top_customers(repo: Repository, first: int, last: int, ids: Ids = None) -> list[Row]:
    """Who bought most in the period."""
    found = sales.table(repo, "customer", Scope(Span(first, last), ids))
    columns = ("customer_id", "name", "orders", "returns", "sales", "average")
    return [{name: row[name] for name in columns} for row in found.rows if row["sales"] > 0][:TOP]
