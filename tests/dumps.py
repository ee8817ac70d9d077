"""The whole logical content of a file: what undo has to bring back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

Dump = dict[str, list[tuple[Any, ...]]]

DERIVED = ("customer_stats", "search_text")


def dump(path: Path | str) -> Dump:
    """Every row of every journalled table, of the statistics and of the search text."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM journalled ORDER BY name")]
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in (*names, *DERIVED)}
