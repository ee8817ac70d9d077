"""Operations and their journal: what begins and ends every write.

The triggers made by ``migrations.derived`` write the changes; here an operation is opened, bulk rows are
journalled as ranges, and what is derived (statistics, search text) is brought up to date before commit.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from crmcli.db import Operation
from crmcli.migrations.statistics import COLUMNS, GROUPS, SOURCES, assignments, selection
from crmcli.store import indexes, search, triggers

_HIGHEST = 9223372036854775807
_MANY = 200_000
"""After so many new records most of the statistics are others."""


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
    tables = [name for (name,) in db.execute("SELECT name FROM journalled")]
    return triggers.sleep(db, tables, "*_insert")


@contextmanager
def quietly(db: sqlite3.Connection) -> Iterator[None]:
    """Many changes of records: the statistics triggers step aside, and what they would do is done once at the end.

    Each of them looks at all records of the customer, who may have thousands. The changes themselves are
    journalled as ever. Within another one it leaves all of that to the outer one.
    """
    since = latest_change(db)
    asleep = triggers.sleep(db, SOURCES, "stats_*")
    yield
    if asleep:
        triggers.wake(db, asleep)
        renew_statistics(db, since)


def finish(db: sqlite3.Connection, operation: Operation) -> None:
    """Close the operation; one that changed nothing leaves no trace."""
    settle(db, operation)
    db.execute("UPDATE journal SET operation = NULL")
    if db.execute("SELECT 1 FROM changes WHERE operation = ? LIMIT 1", (operation.number,)).fetchone():
        db.execute("UPDATE operations SET summary = ? WHERE id = ?", (operation.summary, operation.number))
        return
    db.execute("DELETE FROM operations WHERE id = ?", (operation.number,))
    operation.changed = False


def settle(db: sqlite3.Connection, operation: Operation) -> None:
    """What follows from the rows is made; a bulk load ends here, and what is changed from here on is journalled
    row by row."""
    if operation.asleep is None:
        search.refresh(db)
    else:
        asleep, operation.asleep = operation.asleep, None
        _end_bulk(db, operation, asleep)


def _end_bulk(db: sqlite3.Connection, operation: Operation, asleep: list[str]) -> None:
    triggers.wake(db, asleep)
    marks: dict[str, int] = dict(db.execute("SELECT name, mark FROM journalled").fetchall())
    _make_statistics(db, marks)
    search.after_bulk(db, marks)
    for table, mark in marks.items():
        db.execute(
            "INSERT INTO changes (operation, tbl, kind, first_row, last_row) "
            f"SELECT ?1, (SELECT id FROM journalled WHERE name = ?2), 'I', first, (SELECT max(id) FROM {table}) "
            f"FROM (SELECT min(id) AS first FROM {table} WHERE id > ?3) WHERE first IS NOT NULL",
            (operation.number, table, mark),
        )
    db.execute("UPDATE journalled SET mark = ?", (_HIGHEST,))


def _make_statistics(db: sqlite3.Connection, marks: dict[str, int]) -> None:
    """Statistics of the customers that the bulk rows are about."""
    mark = marks["customers"]
    db.execute("INSERT INTO customer_stats (customer_id) SELECT id FROM customers WHERE id > ?", (mark,))
    new = {table: f"SELECT customer_id FROM {table} WHERE id > {marks[table]}" for table in SOURCES}
    news = [table for table in SOURCES if db.execute(f"{new[table]} LIMIT 1").fetchone()]
    many = sum(_count(db, new[table]) for table in news) > _MANY
    dropped = indexes.drop(db, indexes.of(db, "customer_stats") if many else ())
    for group in dict.fromkeys(GROUPS[table] for table in news):
        touched = " UNION ".join(new[table] for table in news if GROUPS[table] == group)
        who = "customer_stats.customer_id"
        db.execute(f"UPDATE customer_stats SET {assignments(group, who)} WHERE customer_id IN ({touched})")
    indexes.make(db, dropped.values())


def _count(db: sqlite3.Connection, select: str) -> int:
    """How many rows, as far as it matters."""
    number: int = db.execute(f"SELECT count(*) FROM ({select} LIMIT {_MANY + 1})").fetchone()[0]
    return number


def latest_change(db: sqlite3.Connection) -> int:
    number: int = db.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0]
    return number


def renew_statistics(db: sqlite3.Connection, since: int) -> None:
    """Statistics of the customers that changes after ``since`` are about, made anew."""
    db.execute(f"INSERT OR IGNORE INTO customer_stats (customer_id) {_present('customers', 'id')}", _facts(db, since))
    for group in dict.fromkeys(GROUPS.values()):
        owners = " UNION ".join(_owners(db, table) for table in SOURCES if GROUPS[table] == group)
        who = "customer_stats.customer_id"
        db.execute(
            f"UPDATE customer_stats SET {assignments(group, who)} WHERE customer_id IN ({owners})", _facts(db, since)
        )


def note_stale_text(db: sqlite3.Connection, since: int) -> None:
    """Note whose search text changes after ``since`` may have made stale, as the triggers do row by row."""
    owners = " UNION ".join(_owners(db, *table) for table in search.SOURCES.items())
    db.execute(f"INSERT OR IGNORE INTO search_dirty SELECT * FROM ({owners}) WHERE 1", _facts(db, since))


def _facts(db: sqlite3.Connection, since: int) -> dict[str, int]:
    """Parameters of ``_owners``: ``since``, and the journal's number of each table."""
    return {"since": since, **dict(db.execute("SELECT name, id FROM journalled").fetchall())}


def _owners(db: sqlite3.Connection, table: str, column: str = "customer_id") -> str:
    """SELECT of the customers whom rows changed after :since belong to, or did."""
    sql = "SELECT cid FROM pragma_table_info(?) WHERE name = ?"
    at = db.execute(sql, (table, column)).fetchone()[0]
    before = f"SELECT json_extract(c.before, '$[{at}]') FROM {_changed(table)} AND c.kind <> 'I'"
    return f"{_present(table, column)} UNION {before}"


def _present(table: str, column: str) -> str:
    """The part of ``_owners`` that is read from the rows as they are now."""
    join = f"CROSS JOIN {table} x ON x.id BETWEEN c.first_row AND c.last_row"
    return f"SELECT x.{column} FROM {_changed(table, join)} AND c.kind <> 'D'"


def _changed(table: str, join: str = "") -> str:
    return f"changes c NOT INDEXED {join} WHERE c.id > :since AND c.tbl = :{table}"


def rebuild_statistics(db: sqlite3.Connection, where: str = "1") -> None:
    """Compute the statistics of the customers that meet ``where`` from scratch."""
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
