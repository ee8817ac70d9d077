"""Numbered steps from an empty file to the present schema; a shipped step is never edited.

A step is a module with ``SQL``. After the last step the things that follow from the tables (journal and
statistics triggers, views) are made anew by ``derived``, so a new table joins journal, undo and history
by being declared. Rules for steps: columns of a journalled table are only ever *appended* (before images
are arrays in column order); a step that changes ``derived`` alone is an empty step.
"""

import sqlite3
from collections.abc import Mapping
from importlib import import_module

STEPS = (
    "m0001_the_main_job",
    "m0002_segments",
    "m0003_indexes_for_queries",
    "m0004_feedback_preferences_campaigns",
    "m0005_models",
    "m0006_deals",
)

APPLICATION_ID = 0x43524D31
"""``PRAGMA application_id`` of our files: "CRM1"."""


def latest() -> int:
    return len(STEPS)


def migrate(connection: sqlite3.Connection, *, upto: int | None = None, seed: Mapping[str, str] | None = None) -> None:
    """Bring a file to the present schema (or to step ``upto``, for tests), all in one transaction.

    An empty file gets the settings of ``seed``, before there is a journal to note them.
    """
    from crmcli.migrations import derived

    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read under the lock: another program may have migrated while this one waited for it.
        at = int(connection.execute("PRAGMA user_version").fetchone()[0])
        goal = latest() if upto is None else upto
        aside = derived.set_aside(connection) if at < goal else []
        for number in range(at + 1, goal + 1):
            _run(connection, import_module(f"crmcli.migrations.{STEPS[number - 1]}").SQL)
        if at == 0 and goal > 0:
            connection.executemany("INSERT INTO settings (key, value) VALUES (?, ?)", (seed or {}).items())
        if at < goal:
            derived.rebuild(connection)
            for sql in aside:
                connection.execute(sql)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {goal}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _run(connection: sqlite3.Connection, sql: str) -> None:
    """Run a script statement by statement (``executescript`` would commit first)."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
