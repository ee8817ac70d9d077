"""Merging two customers' records: every row of the one who goes moves to the one who stays."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from crmcli.db import Repository
from crmcli.store import journal
from crmcli.store.references import Redirected, redirect, references

__all__ = ["Redirected", "kinds", "make_primary", "primary_key", "records", "retire", "total", "unite"]

_HISTORY = ("merges",)
"""Tables that say what happened at the time; their rows stay as they are."""


def unite(repo: Repository, keep: int, lost: int) -> Redirected:
    """Move all rows that refer to ``lost`` inside the operation under way; what ``keep`` has is not doubled.

    Whoever was merged into ``lost`` before is merged into ``keep`` now.
    """
    _yield_primaries(repo, keep, lost)
    with journal.quietly(repo.connection):
        done = redirect(repo, "customers", lost, keep, but=_HISTORY)
    repo.execute("UPDATE customers SET company_id = NULL WHERE id = ? AND company_id = id", (keep,))
    return done


def _yield_primaries(repo: Repository, keep: int, lost: int) -> None:
    """A primary phone stays primary only if the survivor has no primary phone, or an unverified one and it is not."""
    verified = (
        "UPDATE contact_points SET is_primary = 0 WHERE customer_id = :keep AND is_primary AND "
        "(verified_at IS NULL OR bounced_at IS NOT NULL) AND EXISTS (SELECT 1 FROM contact_points x "
        "WHERE x.customer_id = :lost AND x.kind = contact_points.kind AND x.is_primary AND x.verified_at IS NOT NULL "
        "AND x.bounced_at IS NULL AND NOT EXISTS (SELECT 1 FROM contact_points y "
        "WHERE y.customer_id = :keep AND y.kind = x.kind AND y.key = x.key))"
    )
    repo.execute(verified, {"keep": keep, "lost": lost})
    sql = (
        "UPDATE contact_points SET is_primary = 0 WHERE customer_id = ? AND is_primary AND kind IN "
        "(SELECT kind FROM contact_points WHERE customer_id = ? AND is_primary)"
    )
    repo.execute(sql, (lost, keep))


def records(repo: Repository, ids: list[int]) -> Counter[str]:
    """Table → rows that refer to one of these customers."""
    found: Counter[str] = Counter()
    for link in references(repo, "customers"):
        if link.table not in _HISTORY:
            sql = f"SELECT count(*) FROM {link.table} WHERE {link.column} IN (SELECT value FROM json_each(?))"
            found[link.table] += repo.value(sql, (json.dumps(ids),))
    return +found


def kinds(repo: Repository, ids: list[int]) -> list[str]:
    sql = "SELECT DISTINCT kind FROM contact_points WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY 1"
    return repo.column(sql, (json.dumps(ids),))


def retire(repo: Repository, keep: int, lost: int, at: str, choices: Mapping[str, Any]) -> None:
    """The one who goes leads to the one who stays from now on."""
    repo.update("customers", lost, {"deleted_at": at, "merged_into": keep})
    text = json.dumps(choices, ensure_ascii=False, separators=(",", ":"))
    repo.insert("merges", {"kept": keep, "lost": lost, "at": at, "choices": text})


def primary_key(repo: Repository, customer: int, kind: str) -> str | None:
    """Key of the customer's primary contact point of a kind."""
    found: str | None = repo.value(
        "SELECT key FROM contact_points WHERE customer_id = ? AND kind = ? ORDER BY is_primary DESC, id LIMIT 1",
        (customer, kind),
    )
    return found


def make_primary(repo: Repository, customer: int, kind: str, key: str) -> None:
    sql = (
        "UPDATE contact_points SET is_primary = (key = ?) "
        "WHERE customer_id = ? AND kind = ? AND is_primary <> (key = ?)"
    )
    repo.execute(sql, (key, customer, kind, key))


def total(parts: list[Redirected]) -> Redirected:
    """What several moves did together."""
    return Redirected(sum((part.moved for part in parts), Counter()), sum((part.dropped for part in parts), Counter()))
