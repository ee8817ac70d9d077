"""Tables of another program's SQLite file, read without writing a byte to it or beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

UNREADABLE = (sqlite3.Error, sqlite3.Warning, UnicodeError)
_SYSTEM = ("sqlite_", "android_metadata")


class Foreign:
    """Raises one of UNREADABLE for what cannot be read."""

    def __init__(self, path: str, *, copied: bool) -> None:
        """A file that is no copy of ours is taken as it lies: nothing is locked, rolled back or tidied."""
        uri = Path(path).absolute().as_uri()
        self._db = sqlite3.connect(uri + ("?mode=rw" if copied else "?mode=ro&immutable=1"), uri=True)
        self._db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        self._db.execute("PRAGMA trusted_schema = OFF")
        self._db.execute("PRAGMA query_only = ON")

    def tables(self) -> list[str]:
        """Tables first, then views; without what SQLite or its search keeps for itself."""
        found = self._db.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') "
            "ORDER BY type = 'view', name"
        )
        return [name for (name,) in found if not name.startswith(_SYSTEM)]

    def columns(self, table: str) -> list[str]:
        with closing(self._db.execute(f"SELECT * FROM {_quoted(table)} LIMIT 0")) as cursor:
            return [column[0] for column in cursor.description]

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Bytes are blobs; a lone surrogate in a text is a byte that is no UTF-8."""
        return iter(self._db.execute(f"SELECT * FROM {_quoted(table)}"))

    def close(self) -> None:
        self._db.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
