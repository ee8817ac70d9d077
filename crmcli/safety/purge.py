"""Deleting customers for good: with every row that is theirs, found from the schema's foreign keys.

A row is theirs if it refers to the customer, or to a row that is theirs. The exceptions only lose the
reference: a row with a customer of its own who stays (somebody else's payment for the sale), and a person
whose company goes. What is deleted is journalled like any other change.
"""

import json
from collections.abc import Iterable

from crmcli.db import Repository
from crmcli.store import journal
from crmcli.store.references import Reference, references

Doomed = dict[str, set[int]]
"""Table → ids."""


def of_others(link: Reference) -> bool:
    """Whether a row may point this way to a customer's row without being that customer's."""
    if not link.optional:
        return False
    return (link.owned and link.column != "customer_id") or (link.table, link.column) == ("customers", "company_id")


def closure(repo: Repository, ids: Iterable[int]) -> Doomed:
    """The customers, those merged into them, and all rows that are theirs."""
    doomed: Doomed = {"customers": set(ids)}
    todo = [("customers", set(doomed["customers"]))]
    while todo:
        parent, fresh = todo.pop()
        for link in references(repo, parent):
            known = doomed.setdefault(link.table, set())
            found = _referring(repo, link, fresh) - known
            if found:
                known |= found
                todo.append((link.table, found))
    return {table: rows for table, rows in doomed.items() if rows}


def _referring(repo: Repository, link: Reference, to: set[int]) -> set[int]:
    if (link.table, link.column) == ("customers", "company_id"):
        return set()
    unowned = " AND customer_id IS NULL" if of_others(link) else ""
    sql = f"SELECT id FROM {link.table} WHERE {link.column} IN (SELECT value FROM json_each(?)){unowned}"
    return {row["id"] for row in repo.rows(sql, (json.dumps(list(to)),))}


def delete(repo: Repository, doomed: Doomed) -> None:
    """Delete inside the operation under way.

    The customers go last: undo, which goes backwards, then has them before what refers to them.
    """
    repo.connection.execute("PRAGMA defer_foreign_keys = ON")
    with journal.quietly(repo.connection):
        for parent, rows in doomed.items():
            for link in references(repo, parent):
                if of_others(link):
                    _let_go(repo, link, rows, doomed.get(link.table, set()))
        for table in sorted(doomed, key=lambda name: name == "customers"):
            sql = f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
            repo.execute(sql, (json.dumps(sorted(doomed[table])),))


def _let_go(repo: Repository, link: Reference, gone: set[int], doomed: set[int]) -> None:
    sql = (
        f"UPDATE {link.table} SET {link.column} = NULL "
        f"WHERE {link.column} IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT value FROM json_each(?))"
    )
    repo.execute(sql, (json.dumps(list(gone)), json.dumps(list(doomed))))
