"""Indexes that step aside while many rows change: made anew from all rows at the end, which is much quicker.

Dropped and made again inside one transaction, as ``triggers`` are.
"""

import json
import sqlite3
from collections.abc import Iterable

_SORTED_KIB = 2048


def drop(db: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """Drop those of the indexes that there are; name → the statement that makes it (for ``make``)."""
    sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN (SELECT value FROM json_each(?))"
    found = dict(db.execute(sql, (json.dumps(list(names)),)).fetchall())
    for name in found:
        db.execute(f'DROP INDEX "{name}"')
    return found


def make(db: sqlite3.Connection, statements: Iterable[str]) -> None:
    """SQLite sorts as much at a time as its cache may hold; what the processor's cache holds is sorted quicker."""
    if not (wanted := list(statements)):
        return
    before = db.execute("PRAGMA cache_size").fetchone()[0]
    db.execute(f"PRAGMA cache_size = -{_SORTED_KIB}")
    for sql in wanted:
        db.execute(sql)
    db.execute(f"PRAGMA cache_size = {before}")


def of(db: sqlite3.Connection, table: str) -> list[str]:
    """The indexes of a table that were made by name."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    return [name for (name,) in db.execute(sql, (table,))]
