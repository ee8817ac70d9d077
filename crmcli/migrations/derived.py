"""What follows from the tables: triggers for journal, statistics and search, and the views.

All of it is dropped and made anew after every migration, from the schema as it then stands.
"""

import sqlite3

from crmcli.migrations.statistics import statistics_triggers
from crmcli.migrations.views import VIEWS

UNJOURNALLED = frozenset(
    ("customer_stats", "search_text", "search_dirty", "operations", "changes", "journal", "journalled")
)
"""Derived tables and the journal itself; every other table is journalled."""

_HIGHEST = 9223372036854775807


def rebuild(connection: sqlite3.Connection) -> None:
    """Drop and make anew all our triggers and views, and register new tables with the journal."""
    for kind, name, _ in _made(connection, ours=True):
        connection.execute(f'DROP {kind} "{name}"')
    for table in journalled_tables(connection):
        connection.execute("INSERT OR IGNORE INTO journalled (name) VALUES (?)", (table,))
    for sql in statements(connection):
        connection.execute(sql)


def set_aside(connection: sqlite3.Connection) -> list[str]:
    """Drop the views and triggers that the owner of the file made, which could stand in a step's way.

    Returns the statements that bring them back.
    """
    found = _made(connection, ours=False)
    for kind, name, _ in found:
        connection.execute(f'DROP {kind} "{name}"')
    return [sql for _, _, sql in found]


def _made(connection: sqlite3.Connection, *, ours: bool) -> list[tuple[str, str, str]]:
    """(kind, name, SQL) of views and triggers, views first made first."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type = 'view' OR type = 'trigger' ORDER BY type DESC, rowid"
    )
    views = {sql.split()[2] for sql in VIEWS}
    return [
        (kind, name, sql)
        for kind, name, sql in rows.fetchall()
        if (name in views if kind == "view" else name.startswith(_TRIGGERS)) is ours
    ]


_TRIGGERS = ("journal_", "stats_", "search_", "follow_")
"""How the names of our triggers begin."""


def statements(connection: sqlite3.Connection) -> list[str]:
    """What makes every trigger and view that the tables call for."""
    numbers = dict(connection.execute("SELECT name, id FROM journalled").fetchall())
    out = []
    for table, number in numbers.items():
        out += journal_triggers(table, number, images(connection, table))
    return [*out, *statistics_triggers(numbers), *search_triggers(numbers), *FOLLOWERS, *VIEWS]


def journalled_tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return sorted(
        name
        for (name,) in names
        if name not in UNJOURNALLED and not name.startswith("sqlite_") and not name.startswith("search")
    )


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def images(connection: sqlite3.Connection, table: str, row: str = "old") -> dict[str, str]:
    """Column → SQL that puts its value in ``row`` into a JSON array without loss.

    SQLite writes a REAL into JSON with 15 digits; a double needs 17 to come back the same.
    """
    exact = "CASE WHEN {0} IS NULL THEN NULL ELSE json(printf('%!.17g', {0})) END"
    rows = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
    return {name: (exact if kind == "REAL" else "{0}").format(f'{row}."{name}"') for name, kind in rows}


def image(names: dict[str, str]) -> str:
    """The row as the journal keeps it."""
    return f"json_array({', '.join(names.values())})"


def below_mark(row: str, number: int) -> str:
    """The condition that a row is not covered by the range of a bulk operation under way."""
    return f"{row}.id <= (SELECT mark FROM journalled WHERE id = {number})"


def journal_triggers(table: str, number: int, names: dict[str, str]) -> list[str]:
    """Insert, update and delete triggers that write one change a row."""
    before = image(names)
    # To the byte: a column that ignores case must not hide a change of case from undo.
    same = " AND ".join(f'old."{name}" COLLATE BINARY IS new."{name}"' for name in names)

    def change(kind: str, row: str, image: str) -> str:
        return (
            "INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES "
            f"((SELECT operation FROM journal), {number}, '{kind}', {row}.id, {row}.id, {image});"
        )

    return [
        f"CREATE TRIGGER journal_{table}_insert AFTER INSERT ON {table} WHEN {below_mark('new', number)} "
        f"BEGIN {change('I', 'new', 'NULL')} END",
        f"CREATE TRIGGER journal_{table}_update AFTER UPDATE ON {table} "
        f"WHEN {below_mark('new', number)} AND NOT ({same}) BEGIN {change('U', 'old', before)} END",
        f"CREATE TRIGGER journal_{table}_delete AFTER DELETE ON {table} WHEN {below_mark('old', number)} "
        f"BEGIN {change('D', 'old', before)} END",
    ]


def search_triggers(numbers: dict[str, int]) -> list[str]:
    """Triggers that note whose search text must be written anew, and feed it to the two indexes."""
    out = []
    for table, owner, extra in (
        ("customers", "id", ""),
        ("contact_points", "customer_id", ""),
        ("interactions", "customer_id", " AND {row}.kind = 'note'"),
    ):
        number = numbers[table]
        for event, rows in (("INSERT", ("new",)), ("DELETE", ("old",)), ("UPDATE", ("old", "new"))):
            marks = " ".join(f"INSERT OR IGNORE INTO search_dirty VALUES ({row}.{owner});" for row in rows)
            when = below_mark(rows[0], number) + extra.format(row=rows[-1])
            of = " OF name, company, note, pinyin, city" if (table, event) == ("customers", "UPDATE") else ""
            out.append(
                f"CREATE TRIGGER search_{table}_{event.lower()} AFTER {event}{of} ON {table} WHEN {when} "
                f"BEGIN {marks} END"
            )
    return [*out, *_INDEX_TRIGGERS]


_PUT = (
    "INSERT INTO search (rowid, name, pinyin, other) "
    "VALUES (new.customer_id, new.name, new.pinyin, new.other); "
    "INSERT INTO search_digits (rowid, digits) SELECT new.customer_id, new.digits WHERE new.digits <> '';"
)
_TAKE = (
    "INSERT INTO search (search, rowid, name, pinyin, other) "
    "VALUES ('delete', old.customer_id, old.name, old.pinyin, old.other); "
    "INSERT INTO search_digits (search_digits, rowid, digits) "
    "SELECT 'delete', old.customer_id, old.digits WHERE old.digits <> '';"
)
# A bulk load writes the text, then rebuilds the indexes: its rows are above the mark of customers.
_INDEX_TRIGGERS = (
    "CREATE TRIGGER search_text_insert AFTER INSERT ON search_text "
    "WHEN new.customer_id <= (SELECT mark FROM journalled WHERE name = 'customers') "
    f"BEGIN {_PUT} END",
    f"CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN {_TAKE} END",
    "CREATE TRIGGER search_text_update AFTER UPDATE ON search_text WHEN NOT (old.name IS new.name "
    "AND old.pinyin IS new.pinyin AND old.other IS new.other AND old.digits IS new.digits) "
    f"BEGIN {_TAKE} {_PUT} END",
)

# Copies that follow their original: a line carries its sale's customer and day.
FOLLOWERS = (
    "CREATE TRIGGER follow_sales_update AFTER UPDATE OF customer_id, day ON sales "
    "WHEN NOT (old.customer_id IS new.customer_id AND old.day IS new.day) "
    "BEGIN UPDATE sale_lines SET customer_id = new.customer_id, day = new.day "
    "WHERE sale_id = new.id AND NOT (customer_id IS new.customer_id AND day IS new.day); END",
)
