"""Life-cycle: how many customers are at each stage, and who moved from which to which between two days.

The stage at the end of a day comes from the sales and contacts up to then; one set by hand is taken as it is now.
None is the stage of a customer who was not there yet: made later, and without a sale up to then.

The statistics say how a customer is now. They hold for any day since the last of what they sum up; only for
customers with something later the rows are looked up.
"""

from typing import Any

from crmcli.db import Repository
from crmcli.fields import STAGES, stage
from crmcli.migrations.statistics import COUNTS
from crmcli.reports import chosen
from crmcli.reports.chosen import Ids

Flow = dict[tuple[str | None, str | None], int]
"""(stage before, stage after) → customers, those who stayed included."""

_SALES = f"sales x WHERE x.customer_id = c.id AND x.kind = 'sale' AND x.{COUNTS}"
_CONTACTS = "interactions x WHERE x.customer_id = c.id AND x"
_LAST_DAYS = {
    "sale": ("s.last_sale_day", _SALES),
    "reply": ("s.last_reply_day", f"{_CONTACTS}.direction = 'in'"),
    "contact": ("s.last_contact_day", f"{_CONTACTS}.kind = 'contact'"),
}


def _facts(day: str) -> str:
    """The columns ``orders`` and the last days, as they were at the end of a day."""
    columns = [
        f"CASE WHEN {known} > :{day} THEN (SELECT max(x.day) FROM {rows} AND x.day <= :{day}) ELSE {known} END "
        f"AS {name}_{day}"
        for name, (known, rows) in _LAST_DAYS.items()
    ]
    orders = (
        f"CASE WHEN s.first_sale_day IS NULL OR s.first_sale_day > :{day} THEN 0 WHEN s.last_sale_day <= :{day} "
        f"THEN s.orders ELSE (SELECT count(*) FROM {_SALES} AND x.day <= :{day}) END AS orders_{day}"
    )
    return ", ".join([orders, *columns])


def _stage(day: str) -> str:
    days = (f"sale_{day}", f"reply_{day}", f"contact_{day}")
    return (
        f"CASE WHEN orders_{day} = 0 AND created_at > :{day}_iso || 'T99' THEN NULL "
        f"ELSE coalesce(fixed, {stage(f'orders_{day}', 'first', days, f':{day}')}) END"
    )


def flow(repo: Repository, before: tuple[int, str], after: tuple[int, str], ids: Ids = None) -> Flow:
    """How many customers were at which stage at the end of the one day and are at the end of the other.

    A day is given as its number and its ISO date.
    """
    sql = f"""
    WITH known AS MATERIALIZED (
      SELECT c.created_at, c.stage AS fixed, s.first_sale_day AS first, {_facts("before")}, {_facts("after")}
      FROM customers c JOIN customer_stats s ON s.customer_id = c.id
      WHERE c.deleted_at IS NULL{chosen.only(ids, "c.id")})
    SELECT {_stage("before")} AS origin, {_stage("after")} AS stage, count(*) AS customers FROM known GROUP BY 1, 2
    """
    days = {"before": before[0], "before_iso": before[1], "after": after[0], "after_iso": after[1]}
    rows = repo.rows(sql, {**repo.params, **days, **chosen.params(ids)})
    return {(row["origin"], row["stage"]): row["customers"] for row in rows if row["stage"]}


def counts(found: Flow, side: int) -> dict[str, int]:
    """Customers by stage before (``side`` 0) or after (1)."""
    return {stage: sum(n for pair, n in found.items() if pair[side] == stage) for stage in STAGES}


def movements(found: Flow) -> list[dict[str, Any]]:
    """From which stage to which, and how many; those who stayed are left out, newcomers come from None."""
    order = {stage: i for i, stage in enumerate(STAGES)}
    moved = [pair for pair in found if pair[0] != pair[1]]
    moved.sort(key=lambda pair: (order.get(pair[0] or "", -1), order.get(pair[1] or "", -1)))
    return [{"from": pair[0], "to": pair[1], "customers": found[pair]} for pair in moved]
