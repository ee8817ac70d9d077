"""Opening the file: is it there, is it ours, is it of this version, may we write?"""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing

from crmcli import migrations
from crmcli.errors import Conflict, CrmError, DatabaseError, NotFound, Refused

BUSY_TIMEOUT_MS = 30_000
_HEADER = b"SQLite format 3\x00"
_TO_KNOW_IT = 105
"""Bytes of a file that tell whose it is (SQLite file format: header, and the root of the schema)."""


def open_file(
    path: str, *, write: bool, busy_ms: int = BUSY_TIMEOUT_MS, seed: Mapping[str, str], keep: bool = False
) -> sqlite3.Connection:
    """A checked connection in autocommit mode, foreign keys on.

    Writers create a missing file (mode 0600) with the present schema; for readers it is an error
    (``db_missing``). An older file is migrated, after a backup beside it; where it cannot be, or is to stay as it
    is (``keep``), its readers get a migrated copy instead. A reader's connection refuses writes by itself
    (``query_only``). A new file starts with the settings of ``seed``.
    """
    if path == ":memory:":
        return _empty(busy_ms, seed)
    _look(path, write=write)
    fresh = not os.path.exists(path) or os.path.getsize(path) == 0
    if fresh:
        if not write:
            raise DatabaseError("db_missing", path=path)
        _create_private(path)
    connection: sqlite3.Connection | None = None
    try:
        connection = _connect(path, busy_ms, "" if write else _how_to_read(path, keep=keep))
        _check_ours(connection, path, fresh=fresh)
        if _is_older(connection, path):
            if write or not (keep or _cannot_be_migrated(path)):
                _bring_up_to_date(connection, path, seed, fresh=fresh)
            else:
                connection = _copy_of_today(connection, seed)
        connection.execute("PRAGMA query_only = ON" if not write else "PRAGMA synchronous = FULL")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if connection is not None:
            connection.close()
        raise explain(error, path) from error
    return connection


def _empty(busy_ms: int, seed: Mapping[str, str]) -> sqlite3.Connection:
    connection = _connect(":memory:", busy_ms)
    migrations.migrate(connection, seed=seed)
    return connection


def _look(path: str, *, write: bool) -> None:
    """What can be said of the path before SQLite touches it."""
    if os.path.isdir(path):
        raise DatabaseError("db_is_directory", path=path)
    if not os.path.exists(path):
        return
    try:
        with open(path, "rb") as file:
            head = file.read(_TO_KNOW_IT)
    except PermissionError as error:
        raise DatabaseError("db_unreadable", path=path) from error
    if head and head[:16] != _HEADER:
        raise DatabaseError("db_not_sqlite", path=path)
    if _is_foreign(head):
        raise DatabaseError("db_foreign", path=path)
    if write and not os.access(path, os.W_OK):
        raise Refused("db_read_only", path=path)


def _is_foreign(head: bytes) -> bool:
    """Another mark than ours, and tables. Told from the bytes: opening could already write into the file."""
    tables = head[100:101] == b"\x05" or int.from_bytes(head[103:105], "big") > 0
    return tables and int.from_bytes(head[68:72], "big") != migrations.APPLICATION_ID


def _cannot_be_migrated(path: str) -> bool:
    """On a read-only medium, say."""
    return not (os.access(path, os.W_OK) and os.access(os.path.dirname(os.path.abspath(path)), os.W_OK))


def _how_to_read(path: str, *, keep: bool) -> str:
    """SQLite's parameters for a reader. A WAL database needs files beside it, which may not be made on a read-only
    medium; what a writer that died left in one would go into the file when its last reader has gone."""
    if not os.path.exists(f"{path}-wal"):
        return "immutable=1" if _cannot_be_migrated(path) else ""
    return "mode=ro" if keep else ""


def _create_private(path: str) -> None:
    folder = os.path.dirname(os.path.abspath(path))
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (NotADirectoryError, FileExistsError) as error:
        raise NotFound("folder_missing", path=folder) from error
    except PermissionError as error:
        raise Refused("db_read_only", path=path) from error
    except OSError as error:
        raise DatabaseError("db_disk", path=path, reason=error.strerror or str(error)) from error


def _connect(path: str, busy_ms: int, how: str = "") -> sqlite3.Connection:
    """``how``: SQLite's parameters, such as ``immutable=1``, a promise that nobody changes the file."""
    place = path if path == ":memory:" else os.path.abspath(path)  # "file:x.db" is a name, no URI
    if how:
        from urllib.parse import quote

        place = f"file:{quote(place)}?{how}"
    connection = sqlite3.connect(place, timeout=busy_ms / 1000, isolation_level=None, uri=bool(how))
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _check_ours(connection: sqlite3.Connection, path: str, *, fresh: bool) -> None:
    if fresh:
        return
    # In this order: another program may make the file ours in between, never the other way round.
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    if found != migrations.APPLICATION_ID and not (empty and found == 0):
        connection.close()
        raise DatabaseError("db_foreign", path=path)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_older(connection: sqlite3.Connection, path: str) -> bool:
    version = _version(connection)
    if version > migrations.latest():
        connection.close()
        raise DatabaseError("db_newer", path=path, version=version, known=migrations.latest())
    return version < migrations.latest()


def _bring_up_to_date(connection: sqlite3.Connection, path: str, seed: Mapping[str, str], *, fresh: bool) -> None:
    version = _version(connection)
    if not fresh and version > 0:
        copy(connection, f"{path}.before-{version + 1:04d}.bak")
    if version == 0:
        connection.execute("PRAGMA journal_mode = WAL")
    migrations.migrate(connection, seed=seed)


def _copy_of_today(connection: sqlite3.Connection, seed: Mapping[str, str]) -> sqlite3.Connection:
    """An older file as it would be once migrated, in a place that is gone afterwards."""
    with closing(connection):
        copied = sqlite3.connect("", isolation_level=None)
        connection.backup(copied)
    migrations.migrate(copied, seed=seed)
    return copied


def is_copy(connection: sqlite3.Connection) -> bool:
    """Whether it leads to no file that stays."""
    return not connection.execute("PRAGMA database_list").fetchone()[2]


def copy(connection: sqlite3.Connection, target: str) -> None:
    """All of the file as another one, for its owner's eyes only."""
    os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(os.path.abspath(target))) as other:
        connection.backup(other)


def explain(error: sqlite3.Error | UnicodeDecodeError, path: str) -> CrmError:
    """What SQLite says, as one of our errors."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseError("db_locked", path=path)
    if name.startswith("SQLITE_READONLY"):
        return Refused("db_read_only", path=path)
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return DatabaseError("db_disk", path=path, reason=str(error))
    # Text that is none, in a column or in what SQLite quotes of a damaged schema.
    undecodable = isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode to UTF-8")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or undecodable:
        return DatabaseError("db_damaged", path=path, reason=str(error))
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return Conflict("still_referred_to")
    if name in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"):
        return Conflict("there_already", what=str(error).rpartition(": ")[2])
    if name.startswith("SQLITE_CANTOPEN"):
        return DatabaseError("db_unreadable", path=path)
    return CrmError("unexpected", reason=f"{type(error).__name__}: {error}")
