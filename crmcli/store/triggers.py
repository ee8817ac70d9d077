"""Triggers that step aside while many rows change.

They are dropped and made again inside one transaction: other programs never see the file without them,
and an error that ends the transaction brings them back.
"""

import json
import sqlite3
from collections.abc import Iterable


def sleep(db: sqlite3.Connection, tables: Iterable[str], names: str = "*") -> list[str]:
    """Drop the triggers of the tables whose names match a GLOB pattern; ``wake`` takes what is returned."""
    asleep = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB ? "
        "AND tbl_name IN (SELECT value FROM json_each(?))",
        (names, json.dumps(list(tables))),
    ).fetchall()
    for name, _ in asleep:
        db.execute(f'DROP TRIGGER "{name}"')
    return [sql for _, sql in asleep]


def wake(db: sqlite3.Connection, asleep: Iterable[str]) -> None:
    for sql in asleep:
        db.execute(sql)
