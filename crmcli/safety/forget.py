"""Forgetting: nothing of customers who were deleted for good is left in the file, its journal included.

Cannot be undone. What people wrote about them in the records of *other* customers stays, and so do
backups and exports: those are other files.
"""

import json
import sqlite3
from collections.abc import Iterator

from crmcli.db import Repository
from crmcli.errors import DatabaseError
from crmcli.safety.purge import of_others
from crmcli.store import connection as files
from crmcli.store import search
from crmcli.store.references import Reference, references

BLANK = "…"
"""What history shows instead of a command line about a forgotten customer."""


def deleted(repo: Repository) -> list[int]:
    """Customers deleted from the trash for good whose rows the journal still has."""
    at = _position(repo, "customers", "deleted_at")
    sql = (
        "SELECT DISTINCT c.first_row AS id FROM changes c WHERE c.tbl = ? AND c.kind = 'D' "
        f"AND json_extract(c.before, '$[{at}]') IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM customers p WHERE p.id = c.first_row) ORDER BY 1"
    )
    return [row["id"] for row in repo.rows(sql, (_number(repo, "customers"),))]


def forget(repo: Repository, ids: list[int], *, but: int | None = None) -> None:
    """Take the customers (no longer in the tables) out of the journal and out of the file's free space.

    ``but`` is an operation whose command line may stay: the one that deletes.
    """
    db = repo.connection
    try:
        db.execute("PRAGMA secure_delete = ON")
        db.execute("BEGIN IMMEDIATE")
        db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (tbl INTEGER, row INTEGER, PRIMARY KEY (tbl, row))")
        db.execute("DELETE FROM temp.gone")
        _collect(repo, ids)
        _blank_commands(repo, _personal_words(repo), but)
        _drop_merges(repo)
        _drop_images(repo)
        _renew_search(repo)
        db.execute("COMMIT")
        db.execute("VACUUM")
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error as error:
        raise files.explain(error, repo.path) from error
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    if busy:
        raise DatabaseError("db_locked", path=repo.path)


def _number(repo: Repository, table: str) -> int:
    return int(repo.value("SELECT id FROM journalled WHERE name = ?", (table,)))


def _position(repo: Repository, table: str, column: str) -> int:
    """Where a column stands in the journal's images of a table."""
    return int(repo.value("SELECT cid FROM pragma_table_info(?) WHERE name = ?", (table, column)))


def _collect(repo: Repository, ids: list[int]) -> None:
    """Note the customers and, from the images in the journal, every row that was theirs."""
    todo = [("customers", set(ids))]
    while todo:
        parent, fresh = todo.pop()
        rows = [(_number(repo, parent), number) for number in fresh]
        repo.connection.executemany("INSERT OR IGNORE INTO temp.gone VALUES (?, ?)", rows)
        for link in references(repo, parent):
            found = set(_once_referring(repo, link, fresh))
            if found:
                todo.append((link.table, found))


def _once_referring(repo: Repository, link: Reference, to: set[int]) -> Iterator[int]:
    """Rows not there any more, nor noted yet, that an image shows referring to one of ``to``."""
    if (link.table, link.column) == ("customers", "company_id"):
        return
    sql = (
        f"SELECT DISTINCT c.first_row AS id FROM changes c WHERE c.tbl = ? AND {_refers(repo, link)} "
        f"AND NOT EXISTS (SELECT 1 FROM {link.table} x WHERE x.id = c.first_row) "
        "AND NOT EXISTS (SELECT 1 FROM temp.gone g WHERE g.tbl = c.tbl AND g.row = c.first_row)"
    )
    if of_others(link):
        sql += f" AND json_extract(c.before, '$[{_position(repo, link.table, 'customer_id')}]') IS NULL"
    for row in repo.rows(sql, (_number(repo, link.table), json.dumps(list(to)))):
        yield row["id"]


def _refers(repo: Repository, link: Reference) -> str:
    at = _position(repo, link.table, link.column)
    return f"c.before IS NOT NULL AND json_extract(c.before, '$[{at}]') IN (SELECT value FROM json_each(?))"


def _personal_words(repo: Repository) -> list[str]:
    """Names and contact points of the forgotten, as the journal has them, the longest first."""
    words: set[str] = set()
    for table, column in (
        ("customers", "name"), ("customers", "uid"), ("customers", "id_number"),
        ("contact_points", "value"), ("contact_points", "key"),
    ):  # fmt: skip
        sql = (
            f"SELECT DISTINCT json_extract(c.before, '$[{_position(repo, table, column)}]') AS word "
            "FROM changes c JOIN temp.gone g ON g.tbl = c.tbl AND g.row = c.first_row "
            "WHERE c.tbl = ? AND c.before IS NOT NULL"
        )
        words |= {row["word"] for row in repo.rows(sql, (_number(repo, table),)) if row["word"]}
    return sorted((word for word in words if len(word) > 1), key=lambda word: (-len(word), word))


_TOUCHES = "EXISTS (SELECT 1 FROM temp.gone g WHERE g.tbl = c.tbl AND g.row BETWEEN c.first_row AND c.last_row)"
_WHOLLY = (
    "(SELECT count(*) FROM temp.gone g WHERE g.tbl = c.tbl AND g.row BETWEEN c.first_row AND c.last_row) "
    "= c.last_row - c.first_row + 1"
)


def _blank_commands(repo: Repository, words: list[str], but: int | None) -> None:
    """Operations about nobody else lose their command line; from others the personal words are cut."""
    tables = ", ".join(str(_number(repo, name)) for name in _about_customers(repo))
    sql = (
        "SELECT o.id, o.command, o.summary, EXISTS (SELECT 1 FROM changes c WHERE c.operation = o.id "
        f"AND c.tbl IN ({tables}) AND NOT {_WHOLLY}) AS shared FROM operations o "
        f"WHERE o.id IN (SELECT c.operation FROM changes c WHERE {_TOUCHES})"
    )
    for row in list(repo.rows(sql)):
        command, summary = (BLANK, "") if not row["shared"] and row["id"] != but else (row["command"], row["summary"])
        for word in words:
            command, summary = command.replace(word, BLANK), summary.replace(word, BLANK)
        repo.connection.execute(
            "UPDATE operations SET command = ?, summary = ? WHERE id = ?", (command, summary, row["id"])
        )


def _about_customers(repo: Repository) -> set[str]:
    """The tables whose rows belong to a customer, directly or through another table."""
    found, todo = {"customers"}, ["customers"]
    while todo:
        for link in references(repo, todo.pop()):
            if link.table not in found:
                found.add(link.table)
                todo.append(link.table)
    return found


_MERGES_TAKEN_BACK = f"""
WITH RECURSIVE again (id, merge) AS (
  SELECT o.id, o.id FROM operations o WHERE o.undoes IS NULL AND o.undone_by IS NOT NULL AND EXISTS
    (SELECT 1 FROM changes c WHERE c.operation = o.id AND c.kind = 'I' AND c.tbl = :merges AND {_TOUCHES})
  UNION SELECT o.id, a.merge FROM operations o JOIN again a ON o.undoes = a.id
)
SELECT id FROM again UNION
SELECT t.operation FROM (SELECT merge, max(id) AS until FROM again GROUP BY merge) m
  JOIN changes w ON w.operation = m.merge
  JOIN changes t ON t.tbl = w.tbl AND t.first_row BETWEEN w.first_row AND w.last_row
    AND t.operation BETWEEN m.merge AND m.until
"""
"""Merges with somebody forgotten that were undone: the operations themselves, their undos and those of the undos,
and what was done to the same rows while the merge was in force, all of which must have been undone before it was."""


def _drop_merges(repo: Repository) -> None:
    """Whoever survived such a merge is in the journal with what the forgotten had: as the undo found them."""
    found = [row["id"] for row in repo.rows(_MERGES_TAKEN_BACK, {"merges": _number(repo, "merges")})]
    repo.connection.executemany("DELETE FROM changes WHERE operation = ?", [(number,) for number in found])


def _drop_images(repo: Repository) -> None:
    """The changes of forgotten rows, and those of rows that stay which would bring a reference back."""
    db = repo.connection
    db.execute(f"DELETE FROM changes AS c WHERE {_TOUCHES} AND {_WHOLLY}")
    for parent in _about_customers(repo):
        gone = [n for (n,) in db.execute("SELECT row FROM temp.gone WHERE tbl = ?", (_number(repo, parent),))]
        for link in references(repo, parent) if gone else ():
            at = _position(repo, link.table, link.column)
            which = f"c.tbl = ? AND {_refers(repo, link)}"
            how = (
                f"UPDATE changes AS c SET before = json_set(before, '$[{at}]', NULL) WHERE {which}"
                if of_others(link)
                else f"DELETE FROM changes AS c WHERE {which}"
            )
            db.execute(how, (_number(repo, link.table), json.dumps(gone)))


def _renew_search(repo: Repository) -> None:
    """Both indexes made anew: a full-text index keeps deleted words until its parts are merged."""
    db = repo.connection
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    db.execute("INSERT INTO search_digits (search_digits) VALUES ('delete-all')")
    search.feed(db, 0)
    if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'").fetchone():
        db.execute("DELETE FROM sqlite_stat4")
