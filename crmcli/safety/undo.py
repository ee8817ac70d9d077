"""Undo: an operation's changes reversed from the journal, or refused because something later needs them.

Undoing is itself an operation (``undoes`` names its target), so undoing an undo redoes. An operation
may be undone when no operation after it still has an effect on the rows it touched: later ones that were
undone themselves, and the undos of those, cancel out.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.errors import Conflict, NotFound
from crmcli.safety import reversal, sparing
from crmcli.store.money import holders
from crmcli.store.references import bonds, references

_STANDS = "o.undone_by IS NULL AND (o.undoes IS NULL OR o.undoes < :target)"
_ANY_LATER = (
    f"SELECT 1 FROM operations o WHERE o.id > :target AND {_STANDS} "
    "AND EXISTS (SELECT 1 FROM changes c WHERE c.operation = o.id) LIMIT 1"
)
_LATER = f"""
WITH mine AS (SELECT tbl, first_row, last_row FROM changes WHERE operation = :target),
theirs AS (
  SELECT c.operation FROM mine CROSS JOIN changes c ON c.tbl = mine.tbl
    AND c.first_row BETWEEN mine.first_row AND mine.last_row AND c.operation > :target
  UNION
  SELECT c.operation FROM changes c, mine WHERE c.last_row > c.first_row AND c.operation > :target
    AND c.tbl = mine.tbl AND mine.first_row BETWEEN c.first_row AND c.last_row
)
SELECT o.id, o.command FROM theirs JOIN operations o ON o.id = theirs.operation
WHERE {_STANDS}
ORDER BY o.id LIMIT 5
"""


_OVERLAPS = f"""
WITH mine AS (SELECT tbl, first_row, last_row FROM changes WHERE operation = :target)
SELECT c.tbl, max(mine.first_row, c.first_row), min(mine.last_row, c.last_row)
FROM mine CROSS JOIN changes c ON c.tbl = mine.tbl AND c.first_row <= mine.last_row AND c.last_row >= mine.first_row
JOIN operations o ON o.id = c.operation WHERE c.operation > :target AND {_STANDS}
"""


class Undone(NamedTuple):
    operation: int
    command: str
    changes: int
    """How many rows were put back, removed or restored."""
    redone: int | None = None
    """The operation that is in force again, if the one undone was its undo."""
    redone_command: str = ""
    left: Mapping[str, Sequence[int]] = {}
    """Table → rows that were left as they are, since something later changed them."""


def last(repo: Repository, before: int) -> int:
    """The last operation (under number ``before``) that is neither undone nor itself an undo."""
    found = repo.value(
        "SELECT max(id) FROM operations o WHERE undoes IS NULL AND undone_by IS NULL AND id < ? "
        "AND EXISTS (SELECT 1 FROM changes c WHERE c.operation = o.id)",
        (before,),
    )
    if found is None:
        raise NotFound("undo.nothing")
    return int(found)


def last_undo(repo: Repository) -> int:
    """The last undo that was not redone yet."""
    found = repo.value(
        "SELECT max(id) FROM operations WHERE undoes IS NOT NULL AND undone_by IS NULL "
        "AND undoes NOT IN (SELECT id FROM operations WHERE undoes IS NOT NULL)"
    )
    if found is None:
        raise NotFound("undo.nothing_to_redo")
    return int(found)


def check(repo: Repository, target: int) -> dict[str, Any]:
    """The operation, if it can be undone and nothing later stands on it."""
    operation = _standing(repo, target)
    later = list(repo.rows(_LATER, {"target": target})) if repo.value(_ANY_LATER, {"target": target}) else []
    if later:
        details = [{"operation": row["id"], "command": row["command"]} for row in later]
        raise Conflict("undo.changed_since", id=target, by=later[0]["id"], details=details)
    return operation


def _standing(repo: Repository, target: int) -> dict[str, Any]:
    """The operation, if it is there, and not undone or forgotten yet."""
    operation = repo.row("SELECT id, command, undoes, undone_by FROM operations WHERE id = ?", (target,))
    if operation is None:
        raise NotFound("undo.no_such_operation", id=target)
    if operation["undone_by"] is not None:
        raise Conflict("undo.already_undone", id=target, by=operation["undone_by"])
    if repo.value("SELECT 1 FROM changes WHERE operation = ? LIMIT 1", (target,)) is None:
        raise Conflict("undo.forgotten", id=target)
    return operation


def reverse(repo: Repository, target: int, number: int) -> Undone:
    """Reverse operation ``target`` inside operation ``number``, which is under way."""
    operation = check(repo, target)
    repo.connection.execute("UPDATE operations SET undoes = ? WHERE id = ?", (target, number))
    repo.connection.execute("PRAGMA defer_foreign_keys = ON")
    currency, stored = repo.settings().get("currency"), holders(repo)
    rows = reversal.reverse(repo, target, number)
    _check_foreign_keys(repo, target)
    _check_owners(repo, target)
    # Amounts that come back together with their currency were never in another.
    if stored and repo.settings().get("currency") != currency and holders(repo):
        raise Conflict("undo.currency_in_use", id=target)
    _mark(repo, target, number)
    again = operation["undoes"]
    command = repo.value("SELECT command FROM operations WHERE id = ?", (again,)) or ""
    return Undone(target, operation["command"], rows, again, command)


def reverse_unchanged(repo: Repository, target: int, number: int) -> Undone:
    """The same, but for the rows that something later changed or needs, which stay as they are.

    What is left of the target still stands, so this is no undo in the journal's sense but an operation of its
    own, which can be undone in turn.
    """
    operation = _standing(repo, target)
    changed = repo.connection.execute(_OVERLAPS, {"target": target}).fetchall()
    kept = sparing.Sparing(repo, target).find(changed)
    if not kept:
        return reverse(repo, target, number)
    repo.connection.execute("PRAGMA defer_foreign_keys = ON")
    sparing.note(repo, kept)
    rows = reversal.reverse(repo, target, number, spare=True)
    if not rows:
        check(repo, target)
        raise Conflict("undo.all_changed", id=target)
    _check_foreign_keys(repo, target)
    _check_owners(repo, target)
    left = {table: sorted(numbers) for table, numbers in sorted(kept.items()) if table not in _ASIDE}
    return Undone(target, operation["command"], rows, left=left)


_ASIDE = ("imports", "fields", "external_ids")
"""Rows that nobody ever sees as such."""


def _mark(repo: Repository, target: int, by: int | None) -> None:
    """Note that ``target`` was undone by ``by`` (or is in force again), and what follows for its own target."""
    repo.connection.execute("UPDATE operations SET undone_by = ? WHERE id = ?", (by, target))
    undoes = repo.value("SELECT undoes FROM operations WHERE id = ?", (target,))
    if undoes is not None:
        _mark(repo, undoes, target if by is None else None)


def _check_foreign_keys(repo: Repository, target: int) -> None:
    """Refuse where later rows point to rows that this undo took away, naming the operations that made them."""
    for table, removed in _removed(repo, target).items():
        for link in references(repo, table):
            sql = (
                f"SELECT x.id FROM {link.table} x WHERE x.{link.column} BETWEEN ? AND ? "
                f"AND NOT EXISTS (SELECT 1 FROM {table} p WHERE p.id = x.{link.column}) LIMIT 1"
            )
            for first, last_row in removed:
                orphan = repo.value(sql, (first, last_row))
                if orphan is not None:
                    _refuse(repo, target, link.table, orphan)


_MERGED = "p.merged_into IS NOT NULL"
_PARTED = "c.customer_id <> p.customer_id"


def _check_owners(repo: Repository, target: int) -> None:
    """Refuse where a record would be somebody's who is merged by now, or another customer's than what it names.

    Only merges make such; the operation named is that which changed the other of the two rows last.
    """
    merges = "SELECT 1 FROM changes WHERE tbl = (SELECT id FROM journalled WHERE name = 'merges') LIMIT 1"
    if repo.value(merges) is None:
        return
    links = [(link.table, link.column, "customers", _MERGED) for link in references(repo, "customers")]
    links += [(bond.table, bond.column, bond.parent, _PARTED) for bond in bonds(repo.connection)]
    for child, column, parent, wrong in links:
        for one, mine, other, theirs in ((child, "c", parent, "p"), (parent, "p", child, "c")):
            sql = (
                f"SELECT {theirs}.id FROM changes m JOIN {one} {mine} ON {mine}.id BETWEEN m.first_row AND m.last_row "
                f"JOIN {other} {theirs} ON p.id = c.{column} WHERE m.operation = ? "
                f"AND m.tbl = (SELECT id FROM journalled WHERE name = '{one}') AND {wrong} LIMIT 1"
            )
            found = repo.value(sql, (target,)) if child != "merges" else None
            if found is not None:
                _refuse(repo, target, other, found)
    sql = (  # who was merged leads to where the one who was kept has gone
        "SELECT k.id FROM changes m JOIN merges g ON g.id BETWEEN m.first_row AND m.last_row "
        "JOIN customers l ON l.id = g.lost JOIN customers k ON k.id = g.kept WHERE m.operation = ? AND m.tbl = "
        "(SELECT id FROM journalled WHERE name = 'merges') AND l.merged_into IS NOT coalesce(k.merged_into, k.id)"
    )
    led_elsewhere = repo.value(sql, (target,))
    if led_elsewhere is not None:
        _refuse(repo, target, "customers", led_elsewhere)


def _refuse(repo: Repository, target: int, child: str, row: int) -> None:
    maker = repo.row(
        "SELECT o.id, o.command FROM changes c JOIN operations o ON o.id = c.operation "
        "WHERE c.tbl = (SELECT id FROM journalled WHERE name = ?) AND ? BETWEEN c.first_row AND c.last_row "
        "ORDER BY c.id DESC LIMIT 1",
        (child, row),
    )
    details = [{"operation": maker["id"], "command": maker["command"]}] if maker else []
    raise Conflict("undo.changed_since", id=target, by=maker["id"] if maker else "?", details=details)


def _removed(repo: Repository, target: int) -> dict[str, list[tuple[int, int]]]:
    """Table → ranges of rows that the operation had made."""
    sql = (
        "SELECT j.name, c.first_row, c.last_row FROM changes c JOIN journalled j ON j.id = c.tbl "
        "WHERE c.operation = ? AND c.kind = 'I'"
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for table, first, last_row in repo.connection.execute(sql, (target,)):
        found.setdefault(table, []).append((first, last_row))
    return found
