"""SQL about tasks."""

import json
from collections.abc import Iterator
from typing import Any

from crmcli.db import Repository

_SELECT = """
SELECT t.id, t.customer_id, c.name AS customer, t.title, t.due_day, t.due_time, t.priority, t.recurrence,
  t.origin, t.note, t.done_at, t.created_at
FROM tasks t LEFT JOIN customers c ON c.id = t.customer_id WHERE
"""


def one(repo: Repository, number: int) -> dict[str, Any]:
    """The task with the name of its customer."""
    row = repo.row(f"{_SELECT} t.id = ?", (number,))
    assert row is not None
    return row


def listed(
    repo: Repository, *, customers: list[int] | None, finished: bool, before: int | None
) -> Iterator[dict[str, Any]]:
    """Tasks by due date, those without one after them, finished ones last; none of the trash's customers.

    ``finished`` lists those too; ``before`` keeps those due before a day.
    """
    where = ["c.deleted_at IS NULL"]
    if not finished:
        where.append("t.done_at IS NULL")
    if customers is not None:
        where.append("t.customer_id IN (SELECT value FROM json_each(:customers))")
    if before is not None:
        where.append("t.due_day < :before")
    order = "t.done_at IS NOT NULL, t.due_day IS NULL, t.due_day, t.due_time, t.id"
    params = {"customers": json.dumps(customers), "before": before}
    return repo.rows(f"{_SELECT} {' AND '.join(where)} ORDER BY {order}", params)
