"""Pairs of customers that somebody declared not to be the same."""

from collections.abc import Iterable

from crmcli.db import Repository

_PAIR = "min(a, b) = min(:a, :b) AND max(a, b) = max(:a, :b)"


def rejected_at(repo: Repository, a: int, b: int) -> str | None:
    """When these two were declared not to be the same; None if they were not."""
    found: str | None = repo.value(f"SELECT at FROM not_duplicates WHERE {_PAIR}", {"a": a, "b": b})
    return found


def reject(repo: Repository, pairs: Iterable[tuple[int, int]], at: str) -> int:
    """Note pairs inside the operation under way; returns how many were new."""
    sql = "INSERT INTO not_duplicates (a, b, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return sum(repo.execute(sql, (a, b, at)) for a, b in pairs)
