"""Whom to contact today, and why: due tasks, birthdays, open complaints and deals; how much each matters.

The score puts them in order. It starts from

    80  a complaint past its due time
    70  a birthday today
    60  a task past its due time
    50  a task due today
    45  a deal past the day on which it was to be decided
    40  any other open complaint; a deal to be decided today
    35  a deal that has not moved for so many days as ``deal_quiet_days`` says, whose customer nobody contacted since
    30  a task, birthday or deal to come

to which come one point a day late (9 at most), or for what is to come one less a day ahead (1 at
least); then, but for birthdays, +10 for urgent, +5 for high and -5 for low priority.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from crmcli.db import Repository
from crmcli.domain import birthdays
from crmcli.normalize.days import to_day

Row = dict[str, Any]

_BASE = {
    ("complaint", "overdue"): 80, ("birthday", "today"): 70, ("task", "overdue"): 60,
    ("task", "today"): 50, ("complaint", "today"): 40, ("complaint", "coming"): 40,
    ("task", "coming"): 30, ("birthday", "coming"): 30,
    ("deal", "overdue"): 45, ("deal", "today"): 40, ("deal", "quiet"): 35, ("deal", "coming"): 30,
}  # fmt: skip
_PRIORITY = {"urgent": 10, "high": 5, "normal": 0, "low": -5}


def score(kind: str, when: str, days: int, priority: str = "normal") -> int:
    """``when`` is overdue, today or coming, of a deal also quiet; ``days`` how many days late or ahead."""
    points = _BASE[kind, when]
    if when == "overdue":
        points += min(days, 9)
    elif when == "coming" and kind != "complaint":
        points = max(1, points - days)
    return max(1, points + _PRIORITY[priority])


def tasks(repo: Repository, until: int) -> Iterator[Row]:
    """Open tasks due up to a day."""
    return repo.rows(
        "SELECT t.id, t.customer_id, c.name AS customer, t.title, t.due_day, t.due_time, t.priority "
        "FROM tasks t LEFT JOIN customers c ON c.id = t.customer_id "
        "WHERE t.done_at IS NULL AND t.due_day <= ? AND c.deleted_at IS NULL",
        (until,),
    )


def complaints(repo: Repository) -> Iterator[Row]:
    """Complaints that are not resolved yet."""
    return repo.rows(
        "SELECT k.id, k.customer_id, c.name AS customer, k.content, k.priority, k.opened_at, k.due_at "
        "FROM complaints k JOIN customers c ON c.id = k.customer_id "
        "WHERE k.status IN ('open', 'in_progress') AND c.deleted_at IS NULL"
    )


def deals(repo: Repository, today: int, until: int, quiet_days: int) -> list[Row]:
    """Open deals that are expected up to a day, or have been ``quiet_since`` an ISO day; the most valuable first.

    A deal whose customer has a task to come is not left alone.
    """
    return list(repo.rows(_DEALS, {"today": today, "until": until, "quiet": quiet_days}))


_TOUCHED = "substr(max(d.moved_at, coalesce(s.last_contact_at, '')), 1, 10)"
_DEALS = f"""
SELECT d.id, d.customer_id, c.name AS customer, d.title, d.stage, d.amount, d.expected_day, {_TOUCHED} AS quiet_since
FROM deals d JOIN customers c ON c.id = d.customer_id JOIN customer_stats s ON s.customer_id = c.id
WHERE d.closed_at IS NULL AND c.deleted_at IS NULL AND (d.expected_day <= :until
  OR (julianday({_TOUCHED}) - julianday('1970-01-01') <= :today - :quiet AND NOT EXISTS (SELECT 1 FROM tasks t
  WHERE t.customer_id = d.customer_id AND t.done_at IS NULL AND t.due_day >= :today)))
ORDER BY coalesce(d.amount, 0) * d.probability DESC, d.expected_day IS NULL, d.expected_day, d.id
"""


_CELEBRATED = """
SELECT c.id AS customer_id, c.name AS customer, c.{column} AS born, c.preferred_channel,
  (SELECT group_concat(DISTINCT kind) FROM contact_points WHERE customer_id = c.id
   AND opted_out_at IS NULL AND bounced_at IS NULL) AS reachable,
  (SELECT group_concat(DISTINCT kind) FROM contact_points WHERE customer_id = c.id
   AND (opted_out_at IS NOT NULL OR bounced_at IS NOT NULL)) AS unreachable,
  EXISTS (SELECT 1 FROM interactions WHERE customer_id = c.id AND day = :today AND kind = 'contact'
   AND direction = 'out') AS contacted
FROM customers c WHERE c.{column} IS NOT NULL AND c.deleted_at IS NULL
  AND substr(c.{column}, -5) IN (SELECT value FROM json_each(:days))
"""
_PLANNED = """
SELECT customer_id, due_day FROM tasks WHERE done_at IS NULL AND due_day BETWEEN ? AND ?
  AND (title LIKE '%birthday%' OR title LIKE '%生日%')
"""


def celebrated(repo: Repository, today: date, days: int) -> Iterator[Row]:
    """Birthdays within so many days: customer_id, customer, born, day, turning (or None), lunar, ….

    Left out are who was contacted on the day, and whose birthday there is a task for on the day.
    """
    first = to_day(today)
    planned = {(row["customer_id"], row["due_day"]) for row in repo.rows(_PLANNED, (first, first + days))}
    for row in (*_solar(repo, today, days), *_lunar(repo, today, days)):
        greeted = row["contacted"] and row["day"] == today
        if not greeted and (row["customer_id"], to_day(row["day"])) not in planned:
            yield row


def _solar(repo: Repository, today: date, days: int) -> Iterator[Row]:
    found = birthdays.solar_days(today, days)
    for row in _born(repo, "birthday", today, list(found)):
        day = found[row["born"][-5:]]
        yield {**row, "day": day, "turning": birthdays.years(row["born"], day.year), "lunar": False}


def _lunar(repo: Repository, today: date, days: int) -> Iterator[Row]:
    """Only where somebody has a lunar birthday is the calendar for it loaded."""
    sql = "SELECT 1 FROM customers WHERE lunar_birthday IS NOT NULL AND deleted_at IS NULL LIMIT 1"
    if not repo.value(sql):
        return
    found = birthdays.lunar_days(today, days)
    for row in _born(repo, "lunar_birthday", today, list(found)):
        day, year = found[row["born"][-5:]]
        yield {**row, "day": day, "turning": birthdays.years(row["born"], year), "lunar": True}


def _born(repo: Repository, column: str, today: date, days: list[str]) -> Iterator[Row]:
    return repo.rows(_CELEBRATED.format(column=column), {"today": to_day(today), "days": json.dumps(days)})
