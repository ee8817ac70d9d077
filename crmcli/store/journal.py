"""Operations and their journal: what begins and ends every write.

The triggers made by ``migrations.derived`` write the changes; here an operation is opened, bulk rows are
journalled as ranges, and what is derived (statistics, search text) is brought up to date before commit.
"""

import sqlite3

from crmcli.db import Operation
from crmcli.migrations.statistics import COLUMNS, SOURCES, selection
from crmcli.store import search

_HIGHEST = 9223372036854775807


def begin(db: sqlite3.Connection, command: str, at: str, user: str) -> Operation:
    sql = "INSERT INTO operations (at, user, command) VALUES (?, ?, ?)"
    number = db.execute(sql, (at, user, command)).lastrowid
    assert number is not None
    db.execute("UPDATE journal SET operation = ?", (number,))
    return Operation(number)


def begin_bulk(db: sqlite3.Connection) -> list[str]:
    """From here on new rows are journalled as one range a table: rows above the marks set here.

    The insert triggers step aside (looking at a mark for each row would treble the cost of a load); the
    returned statements, run by ``finish``, bring them back. All of it is part of the transaction.
    """
    for (table,) in db.execute("SELECT name FROM journalled").fetchall():
        sql = (
            f"UPDATE journalled SET mark = max(coalesce((SELECT max(id) FROM {table}), 0), "
            "coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?1), 0)) WHERE name = ?1"
        )
        db.execute(sql, (table,))
    asleep = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '*_insert' "
        "AND tbl_name IN (SELECT name FROM journalled)"
    ).fetchall()
    for name, _ in asleep:
        db.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in asleep]


def finish(db: sqlite3.Connection, operation: Operation, asleep: list[str] | None) -> None:
    """Close the operation; one that changed nothing leaves no trace. ``asleep`` is from ``begin_bulk``."""
    if asleep is not None:
        _end_bulk(db, operation, asleep)
    else:
        search.refresh(db)
    db.execute("UPDATE journal SET operation = NULL")
    if db.execute("SELECT 1 FROM changes WHERE operation = ? LIMIT 1", (operation.number,)).fetchone():
        db.execute("UPDATE operations SET summary = ? WHERE id = ?", (operation.summary, operation.number))
        return
    db.execute("DELETE FROM operations WHERE id = ?", (operation.number,))
    operation.changed = False


def _end_bulk(db: sqlite3.Connection, operation: Operation, asleep: list[str]) -> None:
    for sql in asleep:
        db.execute(sql)
    marks: dict[str, int] = dict(db.execute("SELECT name, mark FROM journalled").fetchall())
    _make_statistics(db, marks)
    search.after_bulk(db, marks)
    for table, mark in marks.items():
        db.execute(
            "INSERT INTO changes (operation, tbl, kind, first_row, last_row) "
            "SELECT ?1, (SELECT id FROM journalled WHERE name = ?2), 'I', min(id), max(id) "
            f"FROM {table} WHERE id > ?3 HAVING count(*) > 0",
            (operation.number, table, mark),
        )
    db.execute("UPDATE journalled SET mark = ?", (_HIGHEST,))


def _make_statistics(db: sqlite3.Connection, marks: dict[str, int]) -> None:
    """Statistics of the customers that the bulk rows are about."""
    mark = marks["customers"]
    db.execute("INSERT INTO customer_stats (customer_id) SELECT id FROM customers WHERE id > ?", (mark,))
    for table in SOURCES:
        touched = f"SELECT DISTINCT customer_id FROM {table} WHERE id > {marks[table]}"
        if db.execute(f"SELECT 1 FROM ({touched}) LIMIT 1").fetchone():
            rebuild_statistics(db, f"customer_id IN ({touched})")


def rebuild_statistics(db: sqlite3.Connection, where: str = "1") -> None:
    """Compute the statistics of the customers that meet ``where`` from scratch."""
    from crmcli.migrations.statistics import assignments

    db.execute(f"UPDATE customer_stats SET {assignments(None, 'customer_stats.customer_id')} WHERE {where}")


def statistics_differences(db: sqlite3.Connection) -> list[int]:
    """Ids of the customers whose stored statistics are not what their records say."""
    stored = ", ".join(f"s.{name}" for name in COLUMNS)
    computed = selection("c.id")
    sql = (
        f"SELECT id FROM (SELECT c.id AS id, {computed} FROM customers c) fresh "
        "LEFT JOIN customer_stats s ON s.customer_id = fresh.id WHERE s.customer_id IS NULL OR "
        f"({', '.join('fresh.' + n for n in COLUMNS)}) IS NOT ({stored})"
    )
    return [number for (number,) in db.execute(sql)]
