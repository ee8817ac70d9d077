"""What customers who were merged into others had at the time: their rows, and the journal of the merges."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.store import bulk

_ATTRIBUTES = ("contact_points", "customer_tags", "external_ids")


class Had(NamedTuple):
    """A contact point, a tag or an id that somebody had who was merged."""

    customer: int
    table: str
    values: dict[str, Any]


def survivors(repo: Repository) -> set[int]:
    """Customers into whom others were merged."""
    return set(repo.column("SELECT DISTINCT merged_into FROM customers WHERE merged_into IS NOT NULL"))


def names(repo: Repository) -> dict[str, set[int]]:
    """Name keys of those who were merged, and of those who got another name by it → customers that they are now."""
    own = "SELECT id, name_key FROM customers WHERE merged_into IS NOT NULL"
    renamed = (
        "SELECT DISTINCT kept FROM merges m "
        "WHERE EXISTS (SELECT 1 FROM json_each(m.choices, '$.taken') WHERE value = 'name')"
    )
    found = dict.fromkeys(repo.connection.execute(own).fetchall())
    for number, taken, before in replaced(repo, repo.column(renamed)):
        if "name" in taken:
            found[number, before["name_key"]] = None
    here = bulk.alive(repo, (number for number, _ in found))
    called: dict[str, set[int]] = {}
    for number, key in found:
        if number in here:
            called.setdefault(key, set()).add(here[number])
    return called


def lost(repo: Repository, kept: Iterable[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Id, survivor and ``columns`` of those who were merged into some customers."""
    names = ", ".join(f'"{name}"' for name in columns)
    sql = (
        f"SELECT id, merged_into, {names} FROM customers WHERE merged_into IN (SELECT value FROM json_each(?)) "
        "ORDER BY id"
    )
    return repo.connection.execute(sql, (json.dumps(list(kept)),)).fetchall()


def operations(repo: Repository, ids: Iterable[int]) -> dict[int, int]:
    """Merged customer → the operation that merged them, where the journal still has it."""
    sql = (
        "SELECT m.lost, c.operation FROM merges m JOIN changes c ON c.first_row = m.id AND c.kind = 'I' "
        "AND c.tbl = (SELECT id FROM journalled WHERE name = 'merges') "
        "WHERE m.lost IN (SELECT value FROM json_each(?)) ORDER BY c.id"
    )
    return dict(repo.connection.execute(sql, (json.dumps(list(ids)),)).fetchall())


def had(repo: Repository, merged: Mapping[int, int]) -> Iterator[Had]:
    """What merged customers had when the operations of ``merged`` (see ``operations``) merged them."""
    facts = {"ids": json.dumps(list(merged)), "operations": json.dumps(list(set(merged.values())))}
    tags: dict[int, str] = dict(repo.connection.execute("SELECT id, name FROM tags").fetchall())
    for table in _ATTRIBUTES:
        names = repo.column("SELECT name FROM pragma_table_info(?)", (table,))
        sql = (
            "SELECT c.before FROM changes c WHERE c.operation IN (SELECT value FROM json_each(:operations)) "
            "AND c.tbl = (SELECT id FROM journalled WHERE name = :table) AND c.kind <> 'I' "
            f"AND json_extract(c.before, '$[{names.index('customer_id')}]') IN (SELECT value FROM json_each(:ids))"
        )
        for text in repo.column(sql, {**facts, "table": table}):
            values = dict(zip(names, json.loads(text), strict=False))
            yield Had(values["customer_id"], table, {**values, "tag": tags.get(values.get("tag_id", 0), "")})


def replaced(repo: Repository, kept: Iterable[int]) -> Iterator[tuple[int, list[str], dict[str, Any]]]:
    """Customers into whom others were merged: the fields they got from them, and what their row was before."""
    names = repo.column("SELECT name FROM pragma_table_info('customers')")
    sql = (
        "SELECT m.kept, m.choices, c.before FROM merges m "
        "JOIN changes i ON i.first_row = m.id AND i.kind = 'I' "
        "AND i.tbl = (SELECT id FROM journalled WHERE name = 'merges') "
        "JOIN changes c ON c.first_row = m.kept AND c.kind = 'U' AND c.operation = i.operation "
        "AND c.tbl = (SELECT id FROM journalled WHERE name = 'customers') "
        "WHERE m.kept IN (SELECT value FROM json_each(?))"
    )
    for customer, choices, before in repo.connection.execute(sql, (json.dumps(list(kept)),)):
        taken = json.loads(choices or "{}").get("taken", [])
        yield customer, taken, dict(zip(names, json.loads(before), strict=False))
