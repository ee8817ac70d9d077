"""Data quality: what is missing, impossible, unverified or out of date, by field and by customer."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.reports import chosen
from crmcli.reports.chosen import Ids

COLUMNS = ("birthday", "gender", "city", "address", "source", "company")
"""Columns of customers whose gaps are counted."""
KINDS = ("phone", "email")
"""Contact points whose gaps are counted, and that can be read again."""
_FULL = "CASE WHEN {0} LIKE '--%' THEN '2000' || substr({0}, 2) ELSE {0} END"
IMPOSSIBLE = (
    f"(c.birthday IS NOT NULL AND (date({_FULL.format('c.birthday')}, '+0 days') IS NOT {_FULL.format('c.birthday')} "
    "OR (c.birthday NOT LIKE '--%' AND (c.birthday > :today OR c.birthday < :oldest))))"
)
"""A day that the calendar does not have, one to come, or more than 120 years ago."""


class Days(NamedTuple):
    """ISO dates that the counts refer to."""

    today: str
    oldest: str
    """A birthday before is a mistake."""
    stale: str
    """A verification before is out of date."""


def customers(repo: Repository, ids: Ids) -> int:
    sql = f"SELECT count(*) FROM customers c WHERE c.deleted_at IS NULL{chosen.only(ids, 'c.id')}"
    return int(repo.value(sql, chosen.params(ids)))


def columns(repo: Repository, days: Days, ids: Ids) -> dict[str, dict[str, int]]:
    """Column → filled, missing, invalid. Companies have no birthday, no gender, and no company of their own."""
    persons = {"birthday", "gender", "company"}
    counts = ", ".join(
        f"sum({_given(name)} AND {_applies(name in persons)}) AS {name}, "
        f"sum(NOT {_given(name)} AND {_applies(name in persons)}) AS no_{name}"
        for name in COLUMNS
    )
    sql = (
        f"SELECT {counts}, sum({IMPOSSIBLE}) AS impossible FROM customers c "
        f"WHERE c.deleted_at IS NULL{chosen.only(ids, 'c.id')}"
    )
    row = repo.row(sql, {**days._asdict(), **chosen.params(ids)}) or {}
    return {
        name: {
            "filled": row[name] or 0,
            "missing": row[f"no_{name}"] or 0,
            "invalid": (row["impossible"] or 0) if name == "birthday" else 0,
        }
        for name in COLUMNS
    }


def _given(name: str) -> str:
    return (
        "(c.birthday IS NOT NULL OR c.lunar_birthday IS NOT NULL)" if name == "birthday" else f"(c.{name} IS NOT NULL)"
    )


def _applies(persons_only: bool) -> str:
    return "c.kind = 'person'" if persons_only else "1"


def contacts(repo: Repository, days: Days, ids: Ids) -> dict[str, dict[str, int]]:
    """Kind → filled (contact points), customers (who have one), unverified, stale, bounced."""
    sql = (
        "SELECT x.kind, count(*) AS filled, count(DISTINCT x.customer_id) AS customers, "
        "sum(x.verified_at IS NULL AND x.bounced_at IS NULL) AS unverified, "
        "sum(x.verified_at < :stale AND x.bounced_at IS NULL) AS stale, sum(x.bounced_at IS NOT NULL) AS bounced "
        "FROM contact_points x JOIN customers c ON c.id = x.customer_id "
        f"WHERE c.deleted_at IS NULL{chosen.only(ids, 'c.id')} GROUP BY x.kind ORDER BY x.kind"
    )
    rows = repo.rows(sql, {"stale": days.stale, **chosen.params(ids)})
    return {row.pop("kind"): {name: value or 0 for name, value in row.items()} for row in ({**found} for found in rows)}


def to_read_again(repo: Repository, ids: Ids) -> Iterator[tuple[int, str, str]]:
    """Customer, kind and value of the contact points that have a form they could break."""
    sql = (
        "SELECT x.customer_id, x.kind, x.value FROM contact_points x JOIN customers c ON c.id = x.customer_id "
        "WHERE c.deleted_at IS NULL AND (x.kind = 'phone' OR x.kind = 'mobile' OR x.kind = 'fax' OR x.kind = 'email')"
        f"{chosen.only(ids, 'c.id')}"
    )
    for row in repo.rows(sql, chosen.params(ids)):
        yield row["customer_id"], row["kind"], row["value"]


def worst(repo: Repository, days: Days, ids: Ids, invalid: str, limit: int) -> list[dict[str, Any]]:
    """Customers with problems, the worst first: id, name, score and how many of each problem.

    ``invalid`` is a JSON object: customer → contact points that cannot be read.
    """
    sql = f"""
    WITH points AS (
      SELECT customer_id, count(*) AS n, sum(bounced_at IS NOT NULL) AS bounced,
        sum(verified_at < :stale AND bounced_at IS NULL) AS stale,
        sum(verified_at IS NULL AND bounced_at IS NULL) AS unverified
      FROM contact_points GROUP BY customer_id),
    broken AS (SELECT CAST(key AS INTEGER) AS customer_id, value AS n FROM json_each(:invalid)),
    found AS (
      SELECT c.id, c.name, coalesce(p.n, 0) = 0 AS unreachable, coalesce(b.n, 0) AS invalid,
        coalesce(p.bounced, 0) AS bounced, {IMPOSSIBLE} AS impossible, coalesce(p.stale, 0) AS stale,
        coalesce(p.unverified, 0) AS unverified
      FROM customers c LEFT JOIN points p ON p.customer_id = c.id LEFT JOIN broken b ON b.customer_id = c.id
      WHERE c.deleted_at IS NULL{chosen.only(ids, "c.id")}),
    scored AS (
      SELECT *, 8 * unreachable + 5 * invalid + 4 * bounced + 4 * impossible + 2 * stale + (unverified > 0) AS score
      FROM found)
    SELECT * FROM scored WHERE score > 0 ORDER BY score DESC, id LIMIT :limit
    """
    return list(repo.rows(sql, {**days._asdict(), **chosen.params(ids), "invalid": invalid, "limit": limit}))
