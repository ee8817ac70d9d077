"""History: which operations there were and, row by row, what each changed."""

import json
from collections.abc import Iterator
from typing import Any

from crmcli.db import Repository
from crmcli.reports.listing import Shown
from crmcli.store.references import references

KNOWN = (
    Shown("operation", "id"), Shown("at", "moment"), Shown("user"), Shown("command"), Shown("summary"),
    Shown("changes", "int"), Shown("undone_by", "id"), Shown("undoes", "id"),
)  # fmt: skip
USUAL = ("operation", "at", "user", "command", "summary", "changes", "undone_by")
ORDER = "o.id DESC"

_OPERATIONS = """
SELECT o.id AS operation, o.at, o.user, o.command, o.summary, o.undone_by, o.undoes,
  (SELECT coalesce(sum(c.last_row - c.first_row + 1), 0) FROM changes c WHERE c.operation = o.id) AS changes
FROM operations o WHERE {where} ORDER BY {order} LIMIT :limit
"""
_ROWS_SHOWN = 200
"""Changed rows of one operation that JSON history spells out; ``changes`` counts them all."""


def operations(
    repo: Repository, *, customer: int | None, limit: int | None, with_changes: bool, order: str = ORDER
) -> Iterator[dict[str, Any]]:
    """Operations, in order; ``rows`` (table, id, before, after) with ``with_changes``."""
    where, params = "1", {"limit": limit if limit is not None else -1, "customer": customer}
    if customer is not None:
        where = f"o.id IN ({_about_customer(repo)})"
    for row in repo.rows(_OPERATIONS.format(where=where, order=order), params):
        if with_changes:
            row["rows"] = list(changed_rows(repo, row["operation"], customer))
        yield row


def _about_customer(repo: Repository) -> str:
    """Operations that touched the customer's row, or a present row of a table that refers to it."""
    parts = [_touching(repo, "customers", "SELECT :customer")]
    for link in references(repo, "customers"):
        if link.table != "customers":
            ids = f"SELECT id FROM {link.table} WHERE {link.column} = :customer"
            parts.append(_touching(repo, link.table, ids))
            parts.append(_deleted(repo, link.table, link.column))
    return " UNION ".join(parts)


def _touching(repo: Repository, table: str, ids: str) -> str:
    """Operations with a change of one of the rows, alone or in a range."""
    number = repo.value("SELECT id FROM journalled WHERE name = ?", (table,))
    return (
        f"SELECT c.operation FROM changes c WHERE c.tbl = {number} AND c.first_row IN ({ids}) "
        f"UNION SELECT c.operation FROM changes c WHERE c.tbl = {number} AND c.last_row > c.first_row "
        f"AND EXISTS (SELECT 1 FROM (SELECT NULL AS row UNION ALL {ids}) mine "
        "WHERE mine.row BETWEEN c.first_row AND c.last_row)"
    )


def _deleted(repo: Repository, table: str, column: str) -> str:
    """Operations that deleted a row of the customer: its before image still names the customer."""
    number = repo.value("SELECT id FROM journalled WHERE name = ?", (table,))
    at = repo.value("SELECT cid FROM pragma_table_info(?) WHERE name = ?", (table, column))
    return (
        f"SELECT c.operation FROM changes c WHERE c.tbl = {number} AND c.kind = 'D' "
        f"AND json_extract(c.before, '$[{at}]') = :customer"
    )


def changed_rows(repo: Repository, operation: int, customer: int | None = None) -> Iterator[dict[str, Any]]:
    """What one operation did: table, id, before and after (None where the row was not there)."""
    sql = (
        "SELECT c.id, j.name AS tbl, c.kind, c.first_row, c.last_row, c.before FROM changes c "
        "JOIN journalled j ON j.id = c.tbl WHERE c.operation = ? ORDER BY c.id LIMIT ?"
    )
    left = _ROWS_SHOWN
    for change in repo.rows(sql, (operation, _ROWS_SHOWN)):
        names = [row["name"] for row in repo.rows("SELECT name FROM pragma_table_info(?)", (change["tbl"],))]
        for number in range(change["first_row"], change["last_row"] + 1):
            if not left:
                return
            left -= 1
            before = dict(zip(names, json.loads(change["before"]), strict=False)) if change["before"] else None
            after = None if change["kind"] == "D" else _after(repo, change, number, names)
            yield {"table": change["tbl"], "id": number, "before": before, "after": after}


def _after(repo: Repository, change: dict[str, Any], number: int, names: list[str]) -> dict[str, Any] | None:
    """The row after a change: what the next change of it found, or the row as it is now."""
    following = repo.row(
        "SELECT before FROM changes WHERE tbl = (SELECT id FROM journalled WHERE name = ?) "
        "AND first_row = ? AND id > ? AND before IS NOT NULL ORDER BY id LIMIT 1",
        (change["tbl"], number, change["id"]),
    )
    if following:
        return dict(zip(names, json.loads(following["before"]), strict=False))
    return repo.row(f"SELECT * FROM {change['tbl']} WHERE id = ?", (number,))
