"""What customers are expected to be worth: by tenths, the best of them, and how well that would have been foretold."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from crmcli import segment
from crmcli.db import Repository
from crmcli.domain.value import YEAR, Buyer, Model, repeats
from crmcli.fields import COUNTS, CUSTOMER
from crmcli.reports import chosen
from crmcli.reports.chosen import Ids
from crmcli.store.scores import BOUGHT
from crmcli.store.value import sampled, share

Row = dict[str, Any]

TOP = 10
_BRIEF = 60
"""A history of fewer days says nothing about itself."""
_GROUPS = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 9), (10, None))
"""Purchases made when the forecast begins."""

_CLV, _CHURN = CUSTOMER["clv"].sql, CUSTOMER["churn"].sql
_FROM = "customers c JOIN customer_stats s ON s.customer_id = c.id WHERE c.deleted_at IS NULL AND s.orders > 0"


def tenths(repo: Repository, ids: Ids = None) -> list[Row]:
    """The customers in ten parts, the most valuable first: how many, what is expected of them, how many are gone."""
    sql = f"""
    WITH scored AS MATERIALIZED (
      SELECT c.id, {_CLV} AS clv, {_CHURN} AS churn, s.spent, s.last_sale_day > s.first_sale_day AS again
      FROM {_FROM}{chosen.only(ids, "c.id")}),
    placed AS (SELECT *, ntile(10) OVER (ORDER BY clv DESC, id) AS tenth FROM scored)
    SELECT tenth, count(*) AS customers, sum(clv) AS clv, min(clv) AS at_least, avg(churn) AS churn,
      sum(spent) AS spent, sum(again) AS again
    FROM placed GROUP BY tenth ORDER BY tenth
    """
    found = list(repo.rows(sql, _bound(repo, sql, ids)))
    total = sum(row["clv"] for row in found)
    return [
        {**row, "churn": round(row["churn"], 3), "share": round(row["clv"] / total, 4) if total else 0.0}
        for row in found
    ]


def top(repo: Repository, ids: Ids = None) -> list[Row]:
    sql = f"""
    SELECT c.id AS customer_id, c.name, s.orders, s.spent, s.last_sale_day AS last_sale, {_CLV} AS clv,
      {_CHURN} AS churn
    FROM {_FROM}{chosen.only(ids, "c.id")} ORDER BY clv DESC, c.id LIMIT {TOP:d}
    """
    return list(repo.rows(sql, _bound(repo, sql, ids)))


def _bound(repo: Repository, sql: str, ids: Ids) -> Row:
    params = {**repo.params, **chosen.params(ids)}
    segment.bind_scores(repo, sql, params)
    return params


# -- the forecast of what is known by now ----------------------------------------------------------


class Seen(NamedTuple):
    """A customer as known when the forecast begins, and what came after."""

    buyer: Buyer
    orders: int
    spent: int


class Check(NamedTuple):
    cut: int
    end: int
    groups: list[Row]
    total: Row


def check(repo: Repository, ids: Ids = None) -> Check | None:
    """The model fitted to the sales up to a year before the last one, or to the first half of a shorter history.

    What it foretold for the time since is held against what happened; for a sample, as the fit. None for a history
    that is too short.
    """
    today = repo.params["today"]
    first = repo.value(f"SELECT min(s.first_sale_day) FROM {BOUGHT}")
    last = repo.value(f"SELECT max(s.last_sale_day) FROM {BOUGHT}")
    if first is None or (end := min(last, today)) - first < _BRIEF:
        return None
    cut = end - YEAR if end - first >= 2 * YEAR else (first + end) // 2
    everybody = list(_seen(repo, None, cut, end))
    model = Model([one.buyer for one in everybody], cut, repo.params["stage_lost_days"])
    mine = everybody if ids is None else list(_seen(repo, ids, cut, end))
    groups = [_group(model, low, high, mine, end - cut) for low, high in _GROUPS]
    return Check(cut, end, [row for row in groups if row["customers"]], _group(model, 1, None, mine, end - cut))


def _seen(repo: Repository, ids: Ids, cut: int, end: int) -> Iterator[Seen]:
    """A sample of those who had bought by the day ``cut``."""
    buyers = len(ids) if ids is not None else int(repo.value(f"SELECT count(*) FROM {BOUGHT}"))
    sql = f"""
    SELECT s.customer_id, x.day, x.kind, x.base_total
    FROM customer_stats s CROSS JOIN sales x ON x.customer_id = s.customer_id
    WHERE s.orders > 0 AND s.first_sale_day <= :cut AND {sampled("s.customer_id")}{chosen.only(ids, "s.customer_id")}
      AND x.{COUNTS} AND x.day <= :end
      AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = s.customer_id AND c.deleted_at IS NOT NULL)
    ORDER BY s.customer_id, x.day
    """
    rows = repo.connection.execute(sql, {"cut": cut, "end": end, **share(buyers), **chosen.params(ids)})
    for _, sales in groupby(rows, key=lambda row: row[0]):
        yield _one(sales, cut)


def _one(sales: Iterable[tuple[int, int, str, int]], cut: int) -> Seen:
    days: list[int] = []
    spent = orders = later = 0
    for _, day, kind, amount in sales:
        if day > cut:
            orders += kind == "sale"
            later += amount
        else:
            spent += amount
            if kind == "sale":
                days.append(day)
    second = next((day for day in days if day > days[0]), None)
    return Seen(Buyer(len(days), days[0], days[-1], spent, second), orders, later)


def _group(model: Model, low: int, high: int | None, everybody: list[Seen], days: int) -> Row:
    """Those with so many purchases: orders and money expected and had, and who was thought gone and stayed away."""
    mine = [one for one in everybody if low <= _count(one) <= (high or _count(one))]
    known = [one.buyer for one in mine]
    gone = sum(model.churn(*buyer[:3]) for buyer in known)
    return {
        "purchases": _span(low, high), "customers": len(mine),
        "orders_expected": round(sum(model.expected(*buyer[:3], days) for buyer in known), 1),
        "orders": sum(one.orders for one in mine),
        "spent_expected": sum(model.value(*buyer[:4], days) for buyer in known),
        "spent": sum(one.spent for one in mine),
        "churn": round(gone / len(mine), 3) if mine else None,
        "stayed_away": round(sum(not one.orders for one in mine) / len(mine), 3) if mine else None,
    }  # fmt: skip


def _count(one: Seen) -> int:
    return 1 + repeats(*one.buyer[:3])


def _span(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"
