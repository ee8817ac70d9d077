"""Campaigns with how many members each has and how far they went; those in the trash do not count."""

from collections.abc import Iterator
from typing import Any

from crmcli.db import Repository
from crmcli.domain.campaigns import STEPS
from crmcli.normalize.days import from_day
from crmcli.normalize.money import format_money
from crmcli.reports.listing import Shown

Row = dict[str, Any]

KNOWN = (
    Shown("id", "id", "g.id"), Shown("name", sql="g.name"), Shown("status", "choice", "g.status"),
    Shown("channel", "choice", "g.channel"), Shown("query", sql="g.query"), Shown("message", sql="g.message"),
    Shown("cost", "money", "g.cost"), Shown("currency", sql="''"), Shown("starts", "date", "g.starts_day"),
    Shown("ends", "date", "g.ends_day"), Shown("members", "int"), *(Shown(step, "int") for step in STEPS),
    Shown("created_at", "moment", "g.created_at"), Shown("updated_at", "moment", "g.updated_at"),
)  # fmt: skip
USUAL = ("id", "name", "status", "channel", "starts", "ends", "cost", "members", *STEPS)
ORDER = "g.starts_day DESC NULLS LAST, g.id DESC"

_REACHED = ", ".join(f"count(m.{step}_at) AS {step}" for step in STEPS)
_SELECT = (
    "SELECT g.id, g.name, g.channel, g.query, g.message, g.cost, g.starts_day AS starts, g.ends_day AS ends, g.status, "
    f"count(m.id) AS members, {_REACHED}, g.created_at, g.updated_at FROM campaigns g LEFT JOIN "
    "(campaign_members m JOIN customers c ON c.id = m.customer_id AND c.deleted_at IS NULL) ON m.campaign_id = g.id "
    "WHERE {where} GROUP BY g.id"
)
_MOMENTS = ", ".join(f"m.{step}_at" for step in STEPS)


def campaigns(repo: Repository, *, status: str | None, order: str, limit: int | None, currency: str) -> Iterator[Row]:
    sql = _SELECT.format(where="1" if status is None else "g.status = :status")
    bound = {"status": status, "limit": -1 if limit is None else limit}
    for row in repo.rows(f"{sql} ORDER BY {order} LIMIT :limit", bound):
        yield _row(row, currency)


def one(repo: Repository, number: int, currency: str) -> Row:
    row = repo.row(_SELECT.format(where="g.id = ?"), (number,))
    assert row is not None
    return _row(row, currency)


def _row(row: Row, currency: str) -> Row:
    for name in ("starts", "ends"):
        row[name] = None if row[name] is None else from_day(row[name]).isoformat()
    row["cost"] = None if row["cost"] is None else format_money(row["cost"], currency)
    return {**row, "currency": currency}


def members(repo: Repository, number: int) -> list[Row]:
    """The members of a campaign and when each step was, those who went farthest first."""
    far = ", ".join(f"m.{step}_at IS NULL" for step in reversed(STEPS))
    sql = (
        f"SELECT m.customer_id, c.name AS customer, m.joined_at, {_MOMENTS}, m.sale_id FROM campaign_members m "
        "JOIN customers c ON c.id = m.customer_id WHERE m.campaign_id = ? AND c.deleted_at IS NULL "
        f"ORDER BY {far}, m.customer_id"
    )
    return list(repo.rows(sql, (number,)))
