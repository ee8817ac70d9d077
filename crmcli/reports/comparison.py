"""What two groups of customers are like, side by side.

Shares are of all customers of the group; averages leave out those of whom nothing is known (no birthday, no
sale). Amounts are integer minor units here. A group of nobody has no shares and no averages.
"""

import json
from collections.abc import Sequence
from typing import Any

from crmcli.db import Repository
from crmcli.fields import STAGES, expression
from crmcli.migrations.statistics import COUNTS

Row = dict[str, Any]

TOP = 3
GENDERS = {"women": "female", "men": "male", "other_gender": "other"}
_PEOPLE = "json_each(:ids) w JOIN customers c ON c.id = w.value JOIN customer_stats s ON s.customer_id = c.id"
_STAGE_SUMS = ", ".join(f"sum(stage = '{stage}') AS {stage}" for stage in STAGES)
_GENDER_SUMS = ", ".join(f"sum(gender IS '{word}') AS {name}" for name, word in GENDERS.items())
_FACTS = f"""
SELECT count(*) AS customers, {_GENDER_SUMS}, sum(gender IS NULL) AS unknown_gender, avg(age) AS age,
  avg(spent) AS spent, avg(orders) AS orders, avg(days) AS days, {_STAGE_SUMS}
FROM (SELECT c.gender, {expression("age").sql} AS age, s.spent, s.orders, :today - s.last_sale_day AS days,
  {expression("stage").sql} AS stage FROM {_PEOPLE})
"""
_MEDIAN = f"SELECT avg(spent) FROM (SELECT s.spent FROM {_PEOPLE} ORDER BY s.spent LIMIT :some OFFSET :before)"
_COUNTED = {
    "city": f"SELECT c.city AS value, count(*) AS n FROM {_PEOPLE} WHERE c.city IS NOT NULL GROUP BY 1",
    "tag": "SELECT t.name AS value, count(*) AS n FROM json_each(:ids) w "
    "JOIN customer_tags x ON x.customer_id = w.value JOIN tags t ON t.id = x.tag_id GROUP BY 1",
    "category": "SELECT p.category AS value, count(DISTINCT l.customer_id) AS n FROM json_each(:ids) w "
    f"JOIN sales o ON o.customer_id = w.value AND o.kind = 'sale' AND o.{COUNTS} "
    "JOIN sale_lines l ON l.sale_id = o.id AND l.quantity <> 0 "
    "JOIN products p ON p.id = l.product_id WHERE p.category IS NOT NULL GROUP BY 1",
}
_SHARES = (*GENDERS, "unknown_gender")


def differences(repo: Repository, first: Sequence[int], second: Sequence[int]) -> list[Row]:
    """Rows of ``measure``, ``value`` (a city, a tag …), ``unit``, ``a``, ``b`` and ``difference`` (a less b).

    ``unit`` is count, share (0 to 1), number or money.
    """
    a, b = _group(repo, first), _group(repo, second)
    found = [
        _row("customers", "count", a, b),
        *(_row(name, "share", a, b) for name in _SHARES),
        _row("average_age", "number", a, b),
        _row("average_spent", "money", a, b),
        _row("median_spent", "money", a, b),
        _row("average_orders", "number", a, b),
        _row("days_since_last_sale", "number", a, b),
        *(_row("stage", "share", a, b, stage) for stage in STAGES),
    ]
    for kind in _COUNTED:
        found += [_row(kind, "share", a, b, value) for value in _leading(a[kind], b[kind])]
    return found


def _group(repo: Repository, ids: Sequence[int]) -> Row:
    """Everything of one group; ``city``, ``tag``, ``category`` and ``stage`` map a value to its share."""
    bound: Row = {**repo.params, "ids": json.dumps(list(ids))}
    facts = repo.row(_FACTS, bound)
    assert facts is not None
    size = facts["customers"]

    def share(count: int) -> float | None:
        return round(count / size, 4) if size else None

    return {
        "customers": size,
        **{name: share(facts[name]) for name in _SHARES},
        "average_age": _rounded(facts["age"], 1),
        "average_spent": _rounded(facts["spent"], 0),
        "median_spent": _rounded(_median(repo, bound, size), 0),
        "average_orders": _rounded(facts["orders"], 2),
        "days_since_last_sale": _rounded(facts["days"], 1),
        "stage": {stage: share(facts[stage]) for stage in STAGES},
        **{kind: {row["value"]: share(row["n"]) for row in repo.rows(sql, bound)} for kind, sql in _COUNTED.items()},
    }


def _median(repo: Repository, bound: Row, size: int) -> float | None:
    """The middle amount, or the mean of the two in the middle."""
    found: float | None = repo.value(_MEDIAN, {**bound, "some": 2 - size % 2, "before": max(0, size - 1) // 2})
    return found


def _rounded(value: float | None, places: int) -> float | int | None:
    if value is None:
        return None
    return round(value, places) if places else round(value)


def _leading(a: dict[str, float], b: dict[str, float]) -> list[str]:
    """The most frequent values of either group; first those that tell the groups apart the most."""
    top = {value for group in (a, b) for value in sorted(group, key=lambda v: (-group[v], v))[:TOP]}
    return sorted(top, key=lambda value: (-abs(a.get(value, 0) - b.get(value, 0)), value))


def _row(measure: str, unit: str, a: Row, b: Row, value: str | None = None) -> Row:
    if value is None:
        ours, theirs = a[measure], b[measure]
    else:
        ours, theirs = _share(a, measure, value), _share(b, measure, value)
    apart = None if ours is None or theirs is None else round(ours - theirs, 4)
    return {"measure": measure, "value": value, "unit": unit, "a": ours, "b": theirs, "difference": apart}


def _share(group: Row, measure: str, value: str) -> float | None:
    """0 for what nobody has, None in a group of nobody."""
    found: float | None = group[measure].get(value, 0.0 if group["customers"] else None)
    return found
