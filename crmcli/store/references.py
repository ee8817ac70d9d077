"""Which rows refer to which, read from the schema at run time, so that a later table is never forgotten."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from crmcli.db import Repository


class Reference(NamedTuple):
    """A foreign key of a journalled table."""

    table: str
    column: str
    optional: bool
    """The column may be NULL."""
    owned: bool
    """The table has a ``customer_id``."""


class Bond(NamedTuple):
    """A foreign key between two tables whose rows have a customer each: what it joins is one customer's."""

    table: str
    column: str
    parent: str
    optional: bool


class Redirected(NamedTuple):
    moved: Counter[str]
    """Table → rows that now refer to the other row."""
    dropped: Counter[str]
    """Table → rows that could not, because the other row had the same already."""


def references(repo: Repository, parent: str) -> list[Reference]:
    """Every foreign key that points to ``parent``; derived tables and the journal are left out."""
    sql = (
        'SELECT l.name, f."from" AS "column", NOT i."notnull" AS optional, EXISTS '
        "(SELECT 1 FROM pragma_table_info(l.name) WHERE name = 'customer_id') AS owned "
        "FROM pragma_table_list l JOIN journalled j ON j.name = l.name, pragma_foreign_key_list(l.name) f, "
        "pragma_table_info(l.name) i WHERE l.schema = 'main' AND f.\"table\" = ? COLLATE NOCASE "
        'AND i.name = f."from" ORDER BY l.name, f."from"'
    )
    return [
        Reference(row["name"], row["column"], bool(row["optional"]), bool(row["owned"]))
        for row in repo.rows(sql, (parent,))
    ]


def bonds(db: sqlite3.Connection) -> list[Bond]:
    """Every pair of journalled tables that belong together so: a payment and its sale, a task and its complaint."""
    sql = (
        'SELECT j.name, f."from", p.name, NOT i."notnull" FROM journalled j, pragma_foreign_key_list(j.name) f, '
        'pragma_table_info(j.name) i JOIN journalled p ON p.name = f."table" COLLATE NOCASE WHERE i.name = f."from" '
        "AND EXISTS (SELECT 1 FROM pragma_table_info(j.name) WHERE name = 'customer_id') "
        "AND EXISTS (SELECT 1 FROM pragma_table_info(p.name) WHERE name = 'customer_id') ORDER BY 1, 2"
    )
    return [Bond(table, column, parent, bool(optional)) for table, column, parent, optional in db.execute(sql)]


def redirect(repo: Repository, parent: str, old: int, new: int, *, but: Iterable[str] = ()) -> Redirected:
    """Make every row that refers to ``old`` refer to ``new``, tables in ``but`` excepted.

    A row that would break a UNIQUE or CHECK constraint there gives its values to the row it collides with
    where that one has none, and is deleted.
    """
    done = Redirected(Counter(), Counter())
    links = [link for link in references(repo, parent) if link.table not in but]
    for link in links:  # counted first: a trigger may move a row (lines follow their sale)
        sql = f"SELECT count(*) FROM {link.table} WHERE {link.column} = ?"
        done.moved[link.table] += repo.value(sql, (old,))
    for link in links:
        repo.execute(f"UPDATE OR IGNORE {link.table} SET {link.column} = ? WHERE {link.column} = ?", (new, old))
        for left in [r["id"] for r in repo.rows(f"SELECT id FROM {link.table} WHERE {link.column} = ?", (old,))]:
            _drop(repo, link, left, new)
            done.moved[link.table] -= 1
            done.dropped[link.table] += 1
    return Redirected(+done.moved, done.dropped)


def _drop(repo: Repository, link: Reference, left: int, new: int) -> None:
    twin = _twin(repo, link, left, new)
    if twin is not None:
        _fill(repo, link, left, twin)
        redirect(repo, link.table, left, twin)
    repo.delete(link.table, left)


def _twin(repo: Repository, link: Reference, left: int, new: int) -> int | None:
    """The row that ``left`` would collide with if it referred to ``new``."""
    indexes = repo.rows('SELECT name FROM pragma_index_list(?) WHERE "unique"', (link.table,))
    for index in [row["name"] for row in indexes]:
        columns = [row["name"] for row in repo.rows("SELECT name FROM pragma_index_info(?)", (index,))]
        if None in columns or link.column not in columns:
            continue
        same = "".join(f' AND b."{name}" = a."{name}"' for name in columns if name != link.column)
        sql = (
            f"SELECT b.id FROM {link.table} a JOIN {link.table} b ON b.id <> a.id{same} "
            f"WHERE a.id = ? AND b.{link.column} = ?"
        )
        found: int | None = repo.value(sql, (left, new))
        if found is not None:
            return found
    return None


def _fill(repo: Repository, link: Reference, left: int, twin: int) -> None:
    """What only the row to be dropped knows (that an address opted out, say) goes to its twin."""
    rows = {row["id"]: row for row in repo.rows(f"SELECT * FROM {link.table} WHERE id IN (?, ?)", (left, twin))}
    news: dict[str, Any] = {
        name: value for name, value in rows[left].items() if value is not None and rows[twin][name] is None
    }
    if news:
        repo.update(link.table, twin, news)
