"""The pipeline: open deals by stage, and what became of those that were closed."""

from typing import Any

from crmcli.db import Repository
from crmcli.domain.deals import OPEN
from crmcli.reports.chosen import Ids, only, params
from crmcli.reports.deal_list import WEIGHTED

Row = dict[str, Any]


def stages(repo: Repository, today: str, ids: Ids) -> list[Row]:
    """Every open stage: count, amount and weighted in minor units, average age and time in the stage in days."""
    sql = (
        f"SELECT d.stage, count(*) AS deals, coalesce(sum(d.amount), 0) AS amount, sum({WEIGHTED}) AS weighted, "
        "avg(julianday(:today) - julianday(substr(d.opened_at, 1, 10))) AS age, "
        "avg(julianday(:today) - julianday(substr(d.moved_at, 1, 10))) AS days_in_stage "
        f"{_FROM} AND d.closed_at IS NULL {only(ids, 'd.customer_id')} GROUP BY d.stage"
    )
    found = {row["stage"]: row for row in repo.rows(sql, {"today": today, **params(ids)})}
    nothing = {"deals": 0, "amount": 0, "weighted": 0, "age": None, "days_in_stage": None}
    return [{"stage": stage, **found.get(stage, nothing)} for stage in OPEN]


def closed(repo: Repository, since: str | None, until: str | None, ids: Ids) -> dict[str, Row]:
    """``won`` and ``lost`` between two ISO days: count, amount, average days from the beginning to the end."""
    sql = (
        "SELECT d.stage, count(*) AS deals, coalesce(sum(d.amount), 0) AS amount, "
        "avg(julianday(substr(d.closed_at, 1, 10)) - julianday(substr(d.opened_at, 1, 10))) AS age "
        f"{_FROM} AND d.closed_at IS NOT NULL {only(ids, 'd.customer_id')} "
        "AND (:since IS NULL OR d.closed_at >= :since) AND (:until IS NULL OR substr(d.closed_at, 1, 10) <= :until) "
        "GROUP BY d.stage"
    )
    found = {row["stage"]: row for row in repo.rows(sql, {"since": since, "until": until, **params(ids)})}
    return {stage: found.get(stage, {"stage": stage, "deals": 0, "amount": 0, "age": None}) for stage in _ENDS}


_ENDS = ("won", "lost")
_FROM = "FROM deals d JOIN customers c ON c.id = d.customer_id WHERE c.deleted_at IS NULL"
