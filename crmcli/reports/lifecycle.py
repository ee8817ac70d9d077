"""Life-cycle: how many customers are at each stage, and who moved from which to which between two days."""

from typing import Any

from crmcli.db import Repository
from crmcli.fields import STAGES
from crmcli.migrations.statistics import COUNTS

# The stage as of a day, from the sales up to then; a stage set by hand is taken as it is now.
_AS_OF = f"""
SELECT c.id, CASE WHEN c.created_at > :at || 'T99' AND b.orders IS NULL THEN NULL
  WHEN c.stage IS NOT NULL THEN c.stage WHEN b.orders IS NULL THEN 'lead'
  WHEN b.last < :day - :stage_lost_days THEN 'lost' WHEN b.last < :day - :stage_active_days THEN 'at_risk'
  WHEN b.orders = 1 AND b.first >= :day - :stage_new_days THEN 'new' ELSE 'active' END AS stage
FROM customers c LEFT JOIN (
  SELECT customer_id, count(*) AS orders, min(day) AS first, max(day) AS last FROM sales
  WHERE kind = 'sale' AND {COUNTS} AND day <= :day GROUP BY customer_id) b ON b.customer_id = c.id
WHERE c.deleted_at IS NULL
"""


def stages(repo: Repository, day: int, at: str) -> dict[int, str | None]:
    """Customer → stage at the end of a day (``at`` is its ISO date); None where there was no such customer yet."""
    rows = repo.rows(_AS_OF, {**repo.params, "day": day, "at": at})
    return {row["id"]: row["stage"] for row in rows}


def counts(found: dict[int, str | None]) -> dict[str, int]:
    tally = dict.fromkeys(STAGES, 0)
    for stage in found.values():
        if stage:
            tally[stage] += 1
    return tally


def movements(before: dict[int, str | None], after: dict[int, str | None]) -> list[dict[str, Any]]:
    """From which stage to which, and how many; those who stayed are left out, newcomers come from None."""
    tally: dict[tuple[str | None, str | None], int] = {}
    for customer, stage in after.items():
        origin = before.get(customer)
        if origin != stage:
            tally[origin, stage] = tally.get((origin, stage), 0) + 1
    order = {stage: i for i, stage in enumerate(STAGES)}
    keys = sorted(tally, key=lambda pair: (order.get(pair[0] or "", -1), order.get(pair[1] or "", -1)))
    return [{"from": origin, "to": stage, "customers": tally[origin, stage]} for origin, stage in keys]
