"""Customers summed up by any of their fields: one SELECT with a GROUP BY, whatever is asked for.

Amounts are minor units and are summed as integers: where no customer is in two groups, the sums of the groups
add up to the sum of all exactly. Nothing is skipped: who has no value is in a group of their own (NULL).
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from crmcli import segment
from crmcli.db import Repository
from crmcli.reports.grouping_fields import Dimension, Measure

Row = dict[str, Any]


class Order(NamedTuple):
    """``what`` is d0, d1 … (what it is grouped by), m0, m1 … (what is summed up) or count."""

    what: str
    descending: bool = False


class Scope(NamedTuple):
    """Of which customers (None: all) what is summed up."""

    customers: Sequence[int] | None
    measures: Sequence[Measure]


def groups(
    repo: Repository,
    scope: Scope,
    dimensions: Sequence[Dimension],
    order: Sequence[Order] = (),
    limit: int | None = None,
) -> list[Row]:
    """A row for each group: d0 … its values, ``count``, m0 … (of an average the sum, with n0 … values),
    ``groups``: how many there are in all. Without any dimension one row for all customers."""
    params: dict[str, Any] = {**repo.params, "limit": -1 if limit is None else limit}
    params.update(one.bound for one in dimensions if one.bound)
    mine = ""
    if scope.customers is not None:
        mine = "AND c.id IN (SELECT value FROM json_each(:ids))"
        params["ids"] = json.dumps(list(scope.customers))
    keys = [f"{one.sql} AS d{i}" for i, one in enumerate(dimensions)]
    joins = " ".join(one.join.format(mine=mine) for one in dimensions if one.join)
    by = f"GROUP BY {', '.join(str(i + 1) for i in range(len(keys)))}" if keys else ""
    inner = (
        f"SELECT {', '.join([*keys, 'count(*) AS count', *_figures(scope.measures)])} "
        f"FROM customers c JOIN customer_stats s ON s.customer_id = c.id {joins} WHERE c.deleted_at IS NULL {mine} {by}"
    )
    wanted = [*order, *(Order(f"d{i}") for i in range(len(dimensions)))]
    sorting = [_term(one, dimensions, scope.measures) for one in wanted]
    sql = f"SELECT *, count(*) OVER () AS groups FROM ({inner}) ORDER BY {', '.join([*sorting, '1'])} LIMIT :limit"
    segment.bind_scores(repo, sql, params)
    return list(repo.rows(sql, params))


def _figures(measures: Sequence[Measure]) -> list[str]:
    found = []
    for i, one in enumerate(measures):
        function = "sum" if one.how in ("sum", "avg") else one.how
        found.append(f"{function}({one.field.sql}) AS m{i}")
        if one.how == "avg":
            found.append(f"count({one.field.sql}) AS n{i}")
    return found


def _term(order: Order, dimensions: Sequence[Dimension], measures: Sequence[Measure]) -> str:
    """One term of ORDER BY: choices in the order of the catalogue, nothing at all last either way."""
    kind, sql = order.what[0], order.what
    if kind == "d":
        choices = dimensions[int(sql[1:])].field.choices
        sql = f"instr('|{'|'.join(choices)}|', '|' || {order.what} || '|')" if choices else sql
    elif kind == "m" and measures[int(sql[1:])].how == "avg":
        sql = f"1.0 * {sql} / n{sql[1:]}"
    return f"{order.what} IS NULL, {sql} {'DESC' if order.descending else 'ASC'}"


def figure(measure: Measure, row: Row, i: int) -> int | float | str | None:
    """What was asked for of a group: a sum of nothing is 0, the rest None.

    Averages are in minor units, or to two decimals, half away from zero.
    """
    value: int | float | str | None = row[f"m{i}"]
    if measure.how == "sum":
        return _tidy(value or 0)
    if value is None or measure.how != "avg":
        return value
    assert not isinstance(value, str)
    n: int = row[f"n{i}"]
    if isinstance(value, float):
        return round(value / n, 2)
    return mean(value, n) if measure.field.type == "money" else mean(100 * value, n) / 100


def mean(total: int, n: int) -> int:
    """total / n, half away from zero."""
    average = (2 * abs(total) + n) // (2 * n)
    return -average if total < 0 else average


def _tidy(value: int | float | str) -> int | float | str:
    """A sum of decimals without the dust of binary fractions."""
    if not isinstance(value, float):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
