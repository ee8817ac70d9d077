"""Is the file sound? Each check says ok, warning or problem; none of them writes.

A damaged file may hold anything, so a check that fails in any of the usual ways is itself a finding.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from crmcli import migrations
from crmcli.db import Repository
from crmcli.errors import CrmError
from crmcli.migrations import derived
from crmcli.store import journal, search
from crmcli.store.connection import explain
from crmcli.store.references import bonds

_HIGHEST = 9223372036854775807
_WAL_IS_LARGE = 64 << 20


class Finding(NamedTuple):
    check: str
    status: str
    """ok, warning, problem, or skipped."""
    note: str
    """Sentence on the catalogue page ``doctor``."""
    facts: dict[str, Any]


Check = Callable[[sqlite3.Connection], Finding]


def ok(check: str, note: str, **facts: Any) -> Finding:
    return Finding(check, "ok", note, facts)


def problem(check: str, note: str, **facts: Any) -> Finding:
    return Finding(check, "problem", note, facts)


def examine(db: sqlite3.Connection, path: str) -> list[Finding]:
    """All checks in order; what follows from other rows is not compared where pages are damaged."""
    found = [_guarded("schema", schema, db), _guarded("pages", pages, db)]
    sound = found[-1].status == "ok"
    for name, check in _LATER.items():
        found.append(_guarded(name, check, db) if sound else Finding(name, "skipped", "not_checked", {}))
    return found if path == ":memory:" else [*found, permissions(path), log(path)]


def _guarded(name: str, check: Check, db: sqlite3.Connection) -> Finding:
    try:
        return check(db)
    except (sqlite3.Error, CrmError, ValueError, TypeError, OverflowError) as error:
        return problem(name, "unreadable", reason=str(error))


# -- the checks ------------------------------------------------------------------------------------


def schema(db: sqlite3.Connection) -> Finding:
    application = _value(db, "PRAGMA application_id")
    version = _value(db, "PRAGMA user_version")
    if application != migrations.APPLICATION_ID:
        return problem("schema", "not_ours")
    return ok("schema", "version", version=version)


def pages(db: sqlite3.Connection) -> Finding:
    said = [row[0] for row in db.execute("PRAGMA quick_check(20)")]
    if said == ["ok"]:
        return ok("pages", "sound", n=_value(db, "PRAGMA page_count"))
    return problem("pages", "damaged", n=len(said), reason=said[0])


def references(db: sqlite3.Connection) -> Finding:
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    if not broken:
        return ok("references", "all_there")
    return problem("references", "dangling", n=len(broken), table=broken[0][0])


def owners(db: sqlite3.Connection) -> Finding:
    """A payment and its sale, a sale and the deal that it came of: what names each other is of one customer."""
    parted = []
    for one in bonds(db):
        sql = (
            f"SELECT x.id, p.id FROM {one.table} x JOIN {one.parent} p ON p.id = x.{one.column} "
            "WHERE x.customer_id <> p.customer_id"
        )
        parted += [f"{one.table} {row} → {one.parent} {parent}" for row, parent in db.execute(sql)]
    if parted:
        return problem("owners", "parted", n=len(parted), links=_first(parted))
    return ok("owners", "together")


def operations(db: sqlite3.Connection) -> Finding:
    under_way = _value(db, "SELECT count(*) FROM journal WHERE operation IS NOT NULL")
    marked = _value(db, f"SELECT count(*) FROM journalled WHERE mark <> {_HIGHEST}")
    strays = _value(
        db,
        "SELECT count(*) FROM changes c WHERE c.operation IS NULL "
        "OR NOT EXISTS (SELECT 1 FROM operations o WHERE o.id = c.operation) "
        "OR NOT EXISTS (SELECT 1 FROM journalled j WHERE j.id = c.tbl)",
    )
    if _value(db, "SELECT count(*) FROM journal") != 1 or under_way or marked:
        return problem("journal", "left_open")
    if strays:
        return problem("journal", "strays", n=strays)
    return ok("journal", "complete", n=_value(db, "SELECT count(*) FROM operations"))


def triggers(db: sqlite3.Connection) -> Finding:
    """Triggers and views against those that the tables call for; views of one's own are fine."""
    wanted = {_name(sql): sql for sql in derived.statements(db)}
    there = dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchall())
    strange = db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    odd = [name for name, sql in wanted.items() if there.get(name) != sql]
    odd += [name for (name,) in strange if name not in wanted]
    unknown = set(derived.journalled_tables(db)) - {name for (name,) in db.execute("SELECT name FROM journalled")}
    odd += sorted(unknown)
    if odd:
        return problem("triggers", "differ", n=len(odd), names=_first(odd))
    return ok("triggers", "as_made", n=len(wanted))


def statistics(db: sqlite3.Connection) -> Finding:
    wrong = journal.statistics_differences(db)
    if wrong:
        return problem("statistics", "wrong_statistics", n=len(wrong), ids=_first(wrong))
    return ok("statistics", "right_statistics", n=_value(db, "SELECT count(*) FROM customer_stats"))


def search_text(db: sqlite3.Connection) -> Finding:
    wrong = search_differences(db)
    if wrong:
        return problem("search", "wrong_search", n=wrong)
    return ok("search", "right_search")


def search_differences(db: sqlite3.Connection) -> int:
    """How many customers' search text, or entry in one of the two indexes, is not what it should be."""
    stored = {row[0]: row for row in db.execute("SELECT customer_id, name, pinyin, other, digits FROM search_text")}
    wrong: int = sum(stored.pop(fresh[0], None) != fresh for fresh in search.texts(db, "1")) + len(stored)
    for index, where in (("search", "1"), ("search_digits", "digits <> ''")):
        entries = _value(db, f"SELECT count(*) FROM {index}_docsize")
        wrong += abs(entries - _value(db, f"SELECT count(*) FROM search_text WHERE {where}"))
    return wrong + int(_value(db, "SELECT count(*) FROM search_dirty"))


_LATER: dict[str, Check] = {
    "references": references,
    "owners": owners,
    "journal": operations,
    "triggers": triggers,
    "statistics": statistics,
    "search": search_text,
}


# -- the file --------------------------------------------------------------------------------------


def permissions(path: str) -> Finding:
    mode = stat.S_IMODE(os.stat(path).st_mode)
    if mode & 0o077:
        return Finding("permissions", "warning", "open_to_others", {"mode": f"{mode:04o}", "path": path})
    return ok("permissions", "private", mode=f"{mode:04o}")


def log(path: str) -> Finding:
    """The write-ahead log is taken in now and then; a large one means that somebody never lets go."""
    size = file_size(f"{path}-wal")
    status = "warning" if size > _WAL_IS_LARGE else "ok"
    return Finding("log", status, "log_size", {"size": in_words(size)})


def file_size(path: str) -> int:
    return os.path.getsize(path) if os.path.exists(path) else 0


def in_words(size: int) -> str:
    """1536 → 1.5 KB."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


def tables(db: sqlite3.Connection) -> Iterator[tuple[str, int | None]]:
    """How many rows each journalled table has; None for one that cannot be read."""
    try:
        names = [name for (name,) in db.execute("SELECT name FROM journalled ORDER BY name").fetchall()]
    except sqlite3.Error:
        return
    for name in names:
        try:
            yield name, _value(db, f'SELECT count(*) FROM "{name}"')
        except sqlite3.Error:
            yield name, None


# -- repairs ---------------------------------------------------------------------------------------


def rebuild_statistics(repo: Repository) -> None:
    """All statistics from scratch, and the triggers that keep them where these are not as they should be."""
    _in_transaction(repo, _rebuild_statistics)


def _rebuild_statistics(db: sqlite3.Connection) -> None:
    if _guarded("triggers", triggers, db).status != "ok":
        derived.rebuild(db)
    db.execute("DELETE FROM customer_stats WHERE customer_id NOT IN (SELECT id FROM customers)")
    db.execute("INSERT OR IGNORE INTO customer_stats (customer_id) SELECT id FROM customers")
    journal.rebuild_statistics(db)


def rebuild_search(repo: Repository) -> None:
    _in_transaction(repo, search.rebuild)


def _in_transaction(repo: Repository, work: Callable[[sqlite3.Connection], None]) -> None:
    """Derived tables are not journalled: no operation is needed."""
    db = repo.connection
    try:
        db.execute("BEGIN IMMEDIATE")
        work(db)
        db.execute("COMMIT")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise explain(error, repo.path) from error
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _value(db: sqlite3.Connection, sql: str) -> Any:
    return db.execute(sql).fetchone()[0]


def _first(things: Sequence[object]) -> str:
    return ", ".join(map(str, things[:5])) + (" …" if len(things) > 5 else "")


def _name(sql: str) -> str:
    return sql.split(None, 3)[2]
