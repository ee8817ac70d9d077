"""What a database holds, for before-and-after comparisons."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from crmcli.store import search
from crmcli.store.journal import statistics_differences

_JOURNAL = ("operations", "changes", "journal", "journalled", "search_dirty", "sqlite_sequence")


def content(db: Path) -> dict[str, list[Any]]:
    """Every row of every table that people care about, statistics and search text included."""
    if not db.exists():
        return {}
    with closing(sqlite3.connect(db)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()
            for (name,) in names.fetchall()
            if name not in _JOURNAL and not (name.startswith("search") and name != "search_text")
        }


def check_derived(db: Path) -> None:
    """Statistics are what the records say, indexes what the text says; no foreign key dangles."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        connection.execute("INSERT INTO search_digits (search_digits) VALUES ('integrity-check')")
        connection.rollback()
        phones = connection.execute("SELECT customer_id FROM search_text WHERE digits <> ''").fetchall()
        assert connection.execute("SELECT id FROM search_digits_docsize").fetchall() == phones
        stored = connection.execute("SELECT * FROM search_text ORDER BY customer_id").fetchall()
        assert stored == sorted(search.texts(connection, "1"))
        assert statistics_differences(connection) == []
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM search_dirty").fetchone() == (0,)
