"""Statements that users write themselves: run so that SQLite refuses to write, whatever they say."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from crmcli.db import Repository
from crmcli.errors import Invalid, Refused
from crmcli.store.connection import explain

_READS = frozenset((sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE))
_HARMLESS = frozenset(("table_info", "table_list", "table_xinfo", "index_list", "index_info", "foreign_key_list"))


def run(repo: Repository, text: str) -> tuple[list[str], Iterator[dict[str, Any]]]:
    """Column names and rows. Raises Refused for anything that is not pure reading, Invalid for bad SQL."""
    refused: list[int] = []

    def judge(action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action in _READS or (action == sqlite3.SQLITE_PRAGMA and first in _HARMLESS):
            return sqlite3.SQLITE_OK
        refused.append(action)
        return sqlite3.SQLITE_DENY

    repo.connection.execute("PRAGMA query_only = ON")
    repo.connection.set_authorizer(judge)
    try:
        cursor = repo.connection.execute(text)
    except (sqlite3.Error, sqlite3.Warning) as error:
        if refused or "readonly" in str(error):
            raise Refused("sql.writes") from None
        if isinstance(error, sqlite3.OperationalError | sqlite3.ProgrammingError | sqlite3.Warning):
            raise Invalid("sql.bad", reason=str(error)) from None
        raise explain(error, repo.path) from error
    if cursor.description is None:
        raise Invalid("sql.no_rows")
    names = _unique([column[0] for column in cursor.description])
    return names, (dict(zip(names, row, strict=True)) for row in cursor)


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return out
