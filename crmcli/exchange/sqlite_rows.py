"""A table or view of a SQLite file → rows; a line is the number of the row as it is read."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from shutil import copyfile, copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

from crmcli.errors import Invalid
from crmcli.exchange.rows import Found, Grid
from crmcli.exchange.sheets import text_of
from crmcli.exchange.source import Source, on_disk, unreadable
from crmcli.store.foreign import UNREADABLE, Foreign

_COMPANIONS = ("-wal", "-journal")


def open_sqlite(source: Source, asked: str | None) -> Grid:
    """``asked`` is a table's name; it may be left out where there is only one."""
    closing = ExitStack()
    try:
        path, copied = _at_rest(source, closing)
        db = Foreign(path, copied=copied)
        closing.callback(db.close)
        tables = db.tables()
        table = _chosen(tables, asked, source.path)
        headings = db.columns(table)
    except UNREADABLE as error:
        closing.close()
        raise Invalid("exchange.broken_database", path=source.path, reason=str(error)) from error
    except BaseException:
        closing.close()
        raise
    closing.callback(source.close)
    return Grid(
        source.path, "sqlite", lambda: _found(db, table, source.path), close=closing.close, headings=headings,
        part=table, others=tuple(other for other in tables if other != table),
    )  # fmt: skip


def _at_rest(source: Source, closing: ExitStack) -> tuple[str, bool]:
    """A path that SQLite can read without touching the user's file: that file, or a copy where it came
    through a pipe or packed, or where a journal beside it holds a part of what was committed."""
    direct = on_disk(source)
    companions = [end for end in _COMPANIONS if direct and _has_bytes(source.path + end)]
    if direct and not companions:
        return source.path, False
    try:
        folder = closing.enter_context(TemporaryDirectory(prefix="crm-"))
        copy = os.path.join(folder, "copy.db")
        with open(copy, "wb") as file:
            copyfileobj(source.stream, file, 1 << 20)
        for end in companions:
            copyfile(source.path + end, copy + end)
    except OSError as error:
        raise unreadable(source.path, error) from error
    return copy, True


def _has_bytes(path: str) -> bool:
    return os.path.isfile(path) and os.path.getsize(path) > 0


def _chosen(tables: list[str], asked: str | None, path: str) -> str:
    if asked is None and len(tables) == 1:
        return tables[0]
    if asked is None and tables:
        raise Invalid("exchange.several_tables", path=path, names=", ".join(tables))
    if asked is None:
        raise Invalid("file_empty", path=path)
    same = [name for name in tables if name == asked] or [n for n in tables if n.casefold() == asked.casefold()]
    if len(same) != 1:
        raise Invalid("exchange.no_such_table", path=path, name=asked, names=", ".join(tables))
    return same[0]


def _found(db: Foreign, table: str, path: str) -> Iterator[Found]:
    try:
        for line, values in enumerate(db.rows(table), 1):
            is_blob = any(isinstance(value, bytes) for value in values)
            yield Found(line, list(map(_text, values)), "exchange.blob" if is_blob else None)
    except UNREADABLE as error:
        raise Invalid("exchange.broken_database", path=path, reason=str(error)) from error


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if isinstance(value, bytes) else text_of(value)
