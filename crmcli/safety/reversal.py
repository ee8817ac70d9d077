"""The changes of an operation taken back, thousands at a time.

The triggers of the tables concerned step aside: what they would do for each row (journal, statistics, search
text) is done for all of them at once. Copies that follow their original need nothing: the operation journalled
what became of them, too.

Changes are taken back in runs, the last first. A run is what stands together in the journal of one kind in one
table. Rows inserted or deleted in one run were there side by side, so that their order does not matter.
"""

import gc
import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.migrations import derived
from crmcli.store import bulk, indexes, journal, triggers

_AT_ONCE = 5000
"""Changes in memory at a time."""
_MANY = 10_000
_CACHE_KIB = 64 * 1024
_THRESHOLDS = (100_000, 50, 50)
"""For the garbage collector, as in a load; the end of the operation sets them back."""


class _Run(NamedTuple):
    tbl: int
    kind: str
    first: int
    last: int
    """Numbers of changes."""


_Change = tuple[int, list[Any]]
"""A row's id, and the row before the change; shorter than the table if columns were added since."""


def reverse(repo: Repository, target: int, number: int, *, spare: bool = False) -> int:
    """Take back what operation ``target`` did, as part of operation ``number``; returns how many rows that were.

    ``spare``: all but the rows in ``temp.spared`` (see ``sparing``).
    """
    db = repo.connection
    since = journal.latest_change(db)
    runs = list(_runs(db, target))
    names: dict[int, str] = dict(db.execute("SELECT id, name FROM journalled").fetchall())
    tables = {tbl: _Table(repo, names[tbl], tbl, number, spare) for tbl in {run.tbl for run in runs}}
    if sum(run.last - run.first for run in runs) > _MANY:
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        gc.set_threshold(*_THRESHOLDS)
    asleep = triggers.sleep(db, [table.name for table in tables.values()])
    done = sum(tables[run.tbl].reverse(target, run) for run in runs)
    triggers.wake(db, asleep)
    journal.renew_statistics(db, since)
    journal.note_stale_text(db, since)
    return done


def _runs(db: sqlite3.Connection, target: int) -> Iterator[_Run]:
    """The runs of an operation's changes, the last first."""
    sql = (
        "SELECT tbl, kind, id FROM (SELECT tbl, kind, id, lag(tbl) OVER w AS t, lag(kind) OVER w AS k "
        "FROM changes WHERE operation = ? WINDOW w AS (ORDER BY id)) WHERE tbl IS NOT t OR kind IS NOT k "
        "ORDER BY id DESC"
    )
    last = db.execute("SELECT max(id) FROM changes WHERE operation = ?", (target,)).fetchone()[0]
    for tbl, kind, first in db.execute(sql, (target,)).fetchall():
        yield _Run(tbl, kind, first, last)
        last = first - 1


class _Table:
    """A table whose rows are put back and journalled without triggers."""

    def __init__(self, repo: Repository, name: str, tbl: int, number: int, spare: bool) -> None:
        self.repo, self.name, self.tbl, self.number = repo, name, tbl, number
        self.spare = spare
        images = derived.images(repo.connection, name, "x")
        self.columns = list(images)
        self.image = derived.image(images)

    def reverse(self, target: int, run: _Run) -> int:
        way = {"I": self._remove, "D": self._insert, "U": self._restore}
        return way[run.kind](target, run)

    def _remove(self, target: int, run: _Run) -> int:
        sql = f"DELETE FROM {self.name} WHERE id BETWEEN ? AND ?"
        done = 0
        dropped = self._drop_indexes(run)
        for part in self._ranges(target, run):  # in parts: images go where the rows before them were
            self._note_images("D", f"x.id BETWEEN ? AND ?{self._others('x.id')}", [part])
            done += self.repo.execute(sql + self._others("id"), part)
        indexes.make(self.repo.connection, dropped)
        return done

    def _insert(self, target: int, run: _Run) -> int:
        done, ranges = 0, _Ranges()
        dropped = self._drop_indexes(run)
        for changes in self._chunks(target, run, "ASC"):
            for width, some in groupby(changes, key=_width):
                columns = [f'"{name}"' for name in self.columns[:width]]
                bulk.insert(self.repo, self.name, columns, [image for _, image in some])
            ranges.add([row for row, _ in changes])
            done += len(changes)
        indexes.make(self.repo.connection, dropped)
        sql = "INSERT INTO changes (operation, tbl, kind, first_row, last_row) VALUES (?, ?, 'I', ?, ?)"
        self.repo.many(sql, ((self.number, self.tbl, first, last) for first, last in ranges.found))
        return done

    def _drop_indexes(self, run: _Run) -> list[str]:
        """Drop indexes that are made again quicker than filled or emptied row by row; returns how they are made.

        Those by a foreign key stay: SQLite may look there for the rows that wait for the one inserted.
        """
        rows = run.last - run.first
        if rows < _MANY or rows * 2 < self.repo.value(f"SELECT count(*) FROM {self.name}"):
            return []
        db = self.repo.connection
        names = db.execute(
            "SELECT i.name FROM pragma_index_list(?1) i "
            "WHERE i.origin = 'c' AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(?1) f "
            'JOIN pragma_index_info(i.name) c ON c.seqno = 0 AND c.name = f."from")',
            (self.name,),
        ).fetchall()
        return list(indexes.drop(db, (name for (name,) in names)).values())

    def _restore(self, target: int, run: _Run) -> int:
        done = 0
        for changes in self._chunks(target, run, "DESC"):
            batch: dict[int, _Change] = {}
            for change in changes:
                if change[0] in batch:  # changed twice: its image in between has to be journalled
                    done += self._update(batch)
                    batch = {}
                batch[change[0]] = change
            done += self._update(batch)
        return done

    def _update(self, batch: dict[int, _Change]) -> int:
        self._note_images("U", "x.id = ?", ((row,) for row in batch))
        done = 0
        for width, some in groupby(batch.values(), key=_width):
            sets = ", ".join(f'"{name}" = ?' for name in self.columns[:width])
            sql = f"UPDATE {self.name} SET {sets} WHERE id = ?"
            done += self.repo.connection.executemany(sql, ((*image, row) for row, image in some)).rowcount
        return done

    def _note_images(self, kind: str, where: str, rows: Iterable[tuple[int, ...]]) -> None:
        """Journal rows as they are before they are deleted or changed."""
        sql = (
            "INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) "
            f"SELECT {self.number}, {self.tbl}, '{kind}', x.id, x.id, {self.image} FROM {self.name} x WHERE {where}"
        )
        self.repo.many(sql, rows)

    def _ranges(self, target: int, run: _Run) -> Iterator[tuple[int, int]]:
        """The rows of an I run, side by side ones together, though not too many."""
        sql = "SELECT first_row, last_row FROM changes WHERE operation = ? AND id BETWEEN ? AND ? ORDER BY first_row"
        found = self.repo.connection.execute(sql, (target, run.first, run.last)).fetchall()
        for first, last in _joined(found):
            for start in range(first, last + 1, _AT_ONCE):
                yield start, min(start + _AT_ONCE - 1, last)

    def _others(self, row: str) -> str:
        """The condition that a row is not one of those that are left as they are."""
        if not self.spare:
            return ""
        return f" AND NOT EXISTS (SELECT 1 FROM temp.spared s WHERE s.tbl = {self.tbl} AND s.row = {row})"

    def _chunks(self, target: int, run: _Run, way: str) -> Iterator[list[_Change]]:
        """The changes of a run in order, or (DESC) backwards."""
        sql = (
            "SELECT id, first_row, before FROM changes WHERE operation = ? AND id BETWEEN ? AND ?"
            f"{self._others('first_row')} ORDER BY id {way} LIMIT {_AT_ONCE}"
        )
        first, last = run.first, run.last
        while rows := self.repo.connection.execute(sql, (target, first, last)).fetchall():
            images = json.loads(f"[{','.join(before for _, _, before in rows)}]")
            yield list(zip((row for _, row, _ in rows), images, strict=True))
            first, last = (rows[-1][0] + 1, last) if way == "ASC" else (first, rows[-1][0] - 1)


def _width(change: _Change) -> int:
    return len(change[1])


class _Ranges:
    """Ids given in any order, most of them side by side."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int]] = []

    def add(self, ids: list[int]) -> None:
        ids.sort()
        one = ids[-1] - ids[0] == len(ids) - 1
        for first, last in [(ids[0], ids[-1])] if one else _joined((number, number) for number in ids):
            if self.found and self.found[-1][1] + 1 == first:
                self.found[-1] = (self.found[-1][0], last)
            else:
                self.found.append((first, last))


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges in order, those that follow upon each other made one."""
    now: tuple[int, int] | None = None
    for first, last in ranges:
        if now and first <= now[1] + 1:
            now = (now[0], max(now[1], last))
            continue
        if now:
            yield now
        now = (first, last)
    if now:
        yield now
