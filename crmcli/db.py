"""The thin repository: records in and out, one transaction = one operation.

A record class is a frozen dataclass with ``TABLE`` and an ``id`` that is None until it is saved; the
repository is generic over them, so a new noun adds no method here. Reading for lists and reports goes
through ``rows``/``row`` (SQL of ``fields``, ``reports``, ``store``); writing through ``save``,
``insert``, ``update`` and ``delete``, all inside ``operation``.
"""

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar

from crmcli.errors import CrmError, NotFound, Refused
from crmcli.store import connection as files

if TYPE_CHECKING:
    from datetime import datetime


class Record(Protocol):
    """A frozen dataclass with slots; its fields are the columns of ``TABLE``."""

    TABLE: ClassVar[str]
    __slots__: tuple[str, ...]

    @property
    def id(self) -> int | None: ...


_BULK_CACHE_KIB = 64 * 1024
_BULK_THRESHOLDS = (100_000, 50, 50)
"""For the garbage collector, which otherwise looks through a load again and again."""

R = TypeVar("R", bound=Record)
Values = Mapping[str, Any]


class Operation:
    """One command that writes. ``summary`` is what history says of it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.summary = ""
        self.changed = True
        """False after an operation that turned out to change nothing (it leaves no trace)."""
        self.asleep: list[str] | None = None
        """While it loads in bulk: what brings back the triggers that stepped aside."""


class Repository:
    def __init__(
        self, path: str, *, write: bool, busy_ms: int = files.BUSY_TIMEOUT_MS, seed: Values | None = None,
        keep: bool = False,
    ) -> None:  # fmt: skip
        """Open the file; a new one starts with the settings of ``seed``. ``keep``: an older one stays as it is."""
        self.path = path
        self.write = write
        self.connection = files.open_file(path, write=write, busy_ms=busy_ms, seed=seed or {}, keep=keep)
        self.current: Operation | None = None
        self.world: Any = None
        """What queries are read against (``query.compare.World``); the context says it."""
        self.params: dict[str, Any] = {}
        """Named parameters of field expressions (``segment.facts``)."""
        self.failure: CrmError | None = None
        """What a function of ours could not do, of which SQLite says only that it raised an exception."""

    @classmethod
    def empty(cls, seed: Values) -> Self:
        """A file that is not there yet, as its readers see it: in memory, with nothing in it."""
        return cls(":memory:", write=False, seed=seed)

    @property
    def is_copy(self) -> bool:
        """Read in place of an older file, which was left as it is."""
        return files.is_copy(self.connection)

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _explained(self, error: sqlite3.Error) -> CrmError:
        return self.failure or files.explain(error, self.path)

    # -- reading ---------------------------------------------------------------------------------

    def rows(self, sql: str, params: Values | tuple[Any, ...] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a SELECT as dicts, streamed."""
        try:
            cursor = self.connection.execute(sql, params)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def row(self, sql: str, params: Values | tuple[Any, ...] = ()) -> dict[str, Any] | None:
        for row in self.rows(sql, params):
            return row
        return None

    def value(self, sql: str, params: Values | tuple[Any, ...] = ()) -> Any:
        """The first column of the first row, or None."""
        try:
            row = self.connection.execute(sql, params).fetchone()
        except sqlite3.Error as error:
            raise self._explained(error) from error
        return row[0] if row else None

    def column(self, sql: str, params: Values | tuple[Any, ...] = ()) -> list[Any]:
        """The first column of all rows."""
        try:
            return [value for (value, *_) in self.connection.execute(sql, params)]
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def get(self, cls: type[R], record_id: int) -> R:
        """The record with this id; NotFound ``no_such_record`` otherwise."""
        for record in self.find(cls, id=record_id):
            return record
        raise NotFound("no_such_record", noun=cls.TABLE, id=record_id)

    def find(self, cls: type[R], *, order: str = "id", **equals: Any) -> Iterator[R]:
        """Records whose columns equal the given values (None matches NULL), in column order ``order``."""
        names = cls.__slots__
        where = " AND ".join(f'"{column}" IS ?' for column in equals) or "1"
        column = order.lstrip("-")
        if column not in names:
            raise ValueError(order)
        way = "DESC" if order.startswith("-") else "ASC"
        select = ", ".join(f'"{name}"' for name in names)
        sql = f'SELECT {select} FROM {cls.TABLE} WHERE {where} ORDER BY "{column}" {way}, id'
        try:
            for row in self.connection.execute(sql, tuple(equals.values())).fetchall():
                yield cls(**dict(zip(names, row, strict=True)))
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def first(self, cls: type[R], **equals: Any) -> R | None:
        return next(self.find(cls, **equals), None)

    @property
    def data_version(self) -> int:
        """Another number once somebody else has written into the file."""
        return int(self.value("PRAGMA data_version"))

    # -- writing ---------------------------------------------------------------------------------

    @contextmanager
    def operation(self, command: str, *, at: "datetime", user: str, bulk: bool = False) -> Iterator[Operation]:
        """One transaction, journalled as one operation; any error leaves the file as it was.

        ``bulk`` journals new rows as ranges, and makes statistics and search text once at the end.
        """
        if not self.write:
            raise Refused("read_only")
        from crmcli.store import journal

        db = self.connection
        thresholds = gc.get_threshold()
        try:
            db.execute(f"PRAGMA synchronous = {'NORMAL' if bulk else 'FULL'}")
            if bulk:
                db.execute(f"PRAGMA cache_size = -{_BULK_CACHE_KIB}")
                gc.set_threshold(*_BULK_THRESHOLDS)
            db.execute("BEGIN IMMEDIATE")
            self.current = journal.begin(db, command, at.isoformat(timespec="seconds"), user)
            self.current.asleep = journal.begin_bulk(db) if bulk else None
            yield self.current
            journal.finish(db, self.current)
            db.execute("COMMIT")
            if bulk:
                # The operation is in the file's log for good; if it cannot move on now (disk full), it will later.
                with suppress(sqlite3.Error):
                    db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except sqlite3.Error as error:
            raise self._explained(error) from error
        finally:
            self.current = None
            gc.set_threshold(*thresholds)
            if db.in_transaction:
                db.execute("ROLLBACK")

    def save(self, record: R) -> R:
        """Insert (id None) or update what differs; returns the record as stored."""
        values = {name: getattr(record, name) for name in record.__slots__}
        number = values.pop("id")
        if number is None:
            number = self.insert(record.TABLE, values)
        else:
            self.update(record.TABLE, number, values)
        make: Any = type(record)
        saved: R = make(**values, id=number)
        return saved

    def insert(self, table: str, values: Values) -> int:
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        number = self._write(sql, tuple(values.values())).lastrowid
        assert number is not None
        return number

    def update(self, table: str, number: int, values: Values) -> bool:
        """Set columns of one row; False if they already were so (nothing is journalled then)."""
        sets = ", ".join(f'"{name}" = ?' for name in values)
        differs = " OR ".join(f'"{name}" COLLATE BINARY IS NOT ?' for name in values)
        sql = f"UPDATE {table} SET {sets} WHERE id = ? AND ({differs})"
        return self._write(sql, (*values.values(), number, *values.values())).rowcount > 0

    def delete(self, table: str, number: int) -> bool:
        return self._write(f"DELETE FROM {table} WHERE id = ?", (number,)).rowcount > 0

    def execute(self, sql: str, params: Values | tuple[Any, ...] = ()) -> int:
        """A writing statement of the layers that may hold SQL; returns the rows it touched."""
        return self._write(sql, params).rowcount

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        assert self.current is not None, "writes belong into an operation"
        self.connection.executemany(sql, rows)

    def _write(self, sql: str, params: Values | tuple[Any, ...]) -> sqlite3.Cursor:
        assert self.current is not None, "writes belong into an operation"
        return self.connection.execute(sql, params)

    # -- settings of the file --------------------------------------------------------------------

    def settings(self) -> dict[str, str]:
        return {row["key"]: row["value"] for row in self.rows("SELECT key, value FROM settings")}

    def set_setting(self, key: str, value: str | None) -> None:
        if value is None:
            self.execute("DELETE FROM settings WHERE key = ?", (key,))
            return
        self.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",
            (key, value),
        )
