"""SQL for loads of thousands of rows: look-ups by a chunk of keys, and inserts with ids given ahead."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from crmcli.db import Repository
from crmcli.store import indexes

_TOGETHER = 50
_SCATTERED = (
    "customers_by_uid", "customers_by_name", "customers_by_company", "customers_by_birthday",
    "contact_points_by_key", "external_customers",
)  # fmt: skip
_QUERIED = frozenset((
    "birth_date", "city", "country", "district", "industry", "occupation", "owner", "postcode", "province", "source",
    "title",
))  # fmt: skip


def next_id(repo: Repository, table: str) -> int:
    """The first id that was never used in ``table``."""
    used = repo.value("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)) or 0
    return max(int(used), int(repo.value(f"SELECT max(id) FROM {table}") or 0)) + 1


def external(repo: Repository, column: str, source: str, ids: Iterable[str]) -> dict[str, int]:
    """Another system's ids → our rows; ``column`` is customer_id, sale_id …; merged customers lead on."""
    sql = (
        f"SELECT e.external, e.{column} FROM external_ids e "
        f"WHERE e.source = ? AND e.{column} IS NOT NULL AND e.external IN (SELECT value FROM json_each(?))"
    )
    return dict(repo.connection.execute(sql, (source, json.dumps(list(ids)))).fetchall())


def external_anywhere(repo: Repository, ids: Iterable[str]) -> dict[str, set[int]]:
    """Another system's customer ids, whatever the source → the customers that have them."""
    sql = (
        "SELECT e.external, e.customer_id FROM external_ids e JOIN customers c ON c.id = e.customer_id "
        "WHERE e.customer_id IS NOT NULL AND c.deleted_at IS NULL "
        "AND e.external IN (SELECT value FROM json_each(?))"
    )
    return _sets(repo.connection.execute(sql, (json.dumps(list(ids)),)))


def by_contact(repo: Repository, keys: Iterable[str]) -> dict[tuple[str, str], set[int]]:
    """(kind, key) → customers (not in the trash) with that contact point."""
    sql = (
        "SELECT p.kind, p.key, p.customer_id FROM contact_points p JOIN customers c ON c.id = p.customer_id "
        "WHERE p.key IN (SELECT value FROM json_each(?)) AND c.deleted_at IS NULL"
    )
    found: dict[tuple[str, str], set[int]] = {}
    for kind, key, customer in repo.connection.execute(sql, (json.dumps(list(keys)),)):
        found.setdefault((kind, key), set()).add(customer)
    return found


def by_name(repo: Repository, keys: Iterable[str]) -> dict[str, set[int]]:
    sql = "SELECT name_key, id FROM customers WHERE deleted_at IS NULL AND name_key IN (SELECT value FROM json_each(?))"
    return _sets(repo.connection.execute(sql, (json.dumps(list(keys)),)))


def by_uid(repo: Repository, uids: Iterable[str]) -> dict[str, int]:
    """Our uids → customers; merged ones lead to the survivor, trashed ones are left out."""
    sql = (
        "SELECT u.uid, c.id FROM customers u JOIN customers c ON c.id = coalesce(u.merged_into, u.id) "
        "WHERE c.deleted_at IS NULL AND u.uid IN (SELECT value FROM json_each(?))"
    )
    return dict(repo.connection.execute(sql, (json.dumps(list(uids)),)).fetchall())


def known_uids(repo: Repository, uids: Iterable[str]) -> set[str]:
    sql = "SELECT uid FROM customers WHERE uid IN (SELECT value FROM json_each(?))"
    return {uid for (uid,) in repo.connection.execute(sql, (json.dumps(list(uids)),))}


def alive(repo: Repository, ids: Iterable[int]) -> dict[int, int]:
    """Customer id → the customer it stands for now (itself, or the survivor of a merge); trashed left out."""
    sql = (
        "SELECT u.id, c.id FROM customers u JOIN customers c ON c.id = coalesce(u.merged_into, u.id) "
        "WHERE c.deleted_at IS NULL AND u.id IN (SELECT value FROM json_each(?))"
    )
    return dict(repo.connection.execute(sql, (json.dumps(list(ids)),)).fetchall())


def people(repo: Repository, ids: Sequence[int], columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
    """Customer id → the values of ``columns``."""
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f"SELECT id, {names} FROM customers WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: row[1:] for row in repo.connection.execute(sql, (json.dumps(list(ids)),))}


def records(repo: Repository, table: str, columns: Sequence[str], ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Id → the columns of those rows of a table that there are."""
    sql = f"SELECT id, {', '.join(dict.fromkeys(columns))} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: dict(row) for row in repo.rows(sql, (json.dumps(list(ids)),))}


def of_customers(
    repo: Repository, table: str, columns: Sequence[str], customers: Iterable[int | None]
) -> list[dict[str, Any]]:
    """Id and columns of all rows of some customers; None for the rows without one."""
    wanted = set(customers)
    nobody = " OR customer_id IS NULL" if None in wanted else ""
    sql = (
        f"SELECT id, {', '.join(columns)} FROM {table} "
        f"WHERE customer_id IN (SELECT value FROM json_each(?)){nobody} ORDER BY id"
    )
    return list(repo.rows(sql, (json.dumps(sorted(wanted - {None}, key=str)),)))


def contact_keys(repo: Repository, ids: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    """Customer id → its (kind, key) pairs."""
    sql = "SELECT customer_id, kind, key FROM contact_points WHERE customer_id IN (SELECT value FROM json_each(?))"
    found: dict[int, set[tuple[str, str]]] = {}
    for customer, kind, key in repo.connection.execute(sql, (json.dumps(list(ids)),)):
        found.setdefault(customer, set()).add((kind, key))
    return found


def tag_names(repo: Repository, ids: Sequence[int]) -> dict[int, set[str]]:
    """Customer id → its tags, case folded."""
    sql = (
        "SELECT x.customer_id, t.name FROM customer_tags x JOIN tags t ON t.id = x.tag_id "
        "WHERE x.customer_id IN (SELECT value FROM json_each(?))"
    )
    found: dict[int, set[str]] = {}
    for customer, name in repo.connection.execute(sql, (json.dumps(list(ids)),)):
        found.setdefault(customer, set()).add(name.casefold())
    return found


def numbers(repo: Repository, source: str, ids: Sequence[int]) -> dict[int, set[str]]:
    """Customer id → what the source calls it."""
    sql = (
        "SELECT customer_id, external FROM external_ids WHERE source = ? "
        "AND customer_id IN (SELECT value FROM json_each(?))"
    )
    return _sets(repo.connection.execute(sql, (source, json.dumps(list(ids)))))


def has_customers(repo: Repository) -> bool:
    """Was there ever anybody, be it in the trash?"""
    return bool(repo.value("SELECT EXISTS (SELECT 1 FROM customers) OR EXISTS (SELECT 1 FROM external_ids)"))


def drop_indexes(repo: Repository, columns: Iterable[str] | None = None) -> tuple[list[str], list[str]]:
    """Drop the indexes into which a large load of customers would put rows all over the place.

    ``columns`` are those that the load fills, if not all. Returns the statements that make the indexes anew, much
    quicker, from all rows sorted: those that a load itself looks things up by, and those that only queries need.
    """
    queried = _QUERIED if columns is None else _QUERIED.intersection(columns)
    found = indexes.drop(repo.connection, (*_SCATTERED, *(f"customers_by_{name}" for name in sorted(queried))))
    needed = [statement for name, statement in found.items() if name in _SCATTERED]
    return needed, [statement for name, statement in found.items() if name not in _SCATTERED]


def insert(repo: Repository, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Many rows of one shape."""
    _insert(repo, table, {}, columns, list(chain.from_iterable(rows)))


def insert_columns(
    repo: Repository, table: str, same: Mapping[str, Any], columns: Mapping[str, Sequence[Any]], rows: int
) -> None:
    """Many rows, given as columns of ``rows`` values each, and what is the ``same`` in all rows."""
    width = len(columns)
    values = [None] * (width * rows)
    for at, column in enumerate(columns.values()):
        values[at::width] = column
    _insert(repo, table, same, tuple(columns), values)


def _insert(repo: Repository, table: str, same: Mapping[str, Any], columns: Sequence[str], values: list[Any]) -> None:
    """Several rows to a statement, which costs half as much as one by one.

    OR FAIL: the statement need not be undone by itself, since the whole operation is if it fails.
    """
    width = len(columns)
    whole = len(values) // (width * _TOGETHER) * width * _TOGETHER
    into = f"INSERT OR FAIL INTO {table} ({', '.join((*same, *columns))}) VALUES "
    head = "".join(f"?{n + 1}, " for n in range(len(same)))
    first = list(same.values())
    for start, end, count in ((0, whole, _TOGETHER), (whole, len(values), 1)):
        step = width * count
        marks = [f"?{n + 1 + len(same)}" for n in range(step)]
        rows = (f"({head}{', '.join(marks[at : at + width])})" for at in range(0, step, width))
        sql = into + ", ".join(rows)
        repo.connection.executemany(sql, [first + values[at : at + step] for at in range(start, end, step)])


def _sets(rows: Iterable[tuple[Any, Any]]) -> dict[Any, set[Any]]:
    found: dict[Any, set[Any]] = {}
    for key, number in rows:
        found.setdefault(key, set()).add(number)
    return found
