"""Indexes that step aside while many rows change: made anew from all rows at the end, which is much quicker.

Dropped and made again inside one transaction, as ``triggers`` are.
"""

import json
import sqlite3
from collections.abc import Iterable


def drop(db: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """Drop those of the indexes that there are; name → the statement that makes it (for ``make``)."""
    sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN (SELECT value FROM json_each(?))"
    found = dict(db.execute(sql, (json.dumps(list(names)),)).fetchall())
    for name in found:
        db.execute(f'DROP INDEX "{name}"')
    return found


def make(db: sqlite3.Connection, statements: Iterable[str]) -> None:
    for sql in statements:
        db.execute(sql)


def of(db: sqlite3.Connection, table: str) -> list[str]:
    """The indexes of a table that were made by name."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    return [name for (name,) in db.execute(sql, (table,))]
