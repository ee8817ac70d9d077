"""SQL about saved segments: found by name, their members, who entered and who left."""

from collections.abc import Iterable
from typing import Any

from crmcli.db import Repository
from crmcli.errors import NotFound


def find(repo: Repository, name: str) -> dict[str, Any]:
    """id, name, query, frozen, updated_at of a segment; NotFound with the likeliest name."""
    row = repo.row("SELECT id, name, query, frozen, updated_at FROM segments WHERE name = ?", (name,))
    if row is None:
        from difflib import get_close_matches

        names = [found["name"] for found in repo.rows("SELECT name FROM segments")]
        like = next(iter(get_close_matches(name, names, 1)), "")
        raise NotFound("segment.not_found", name=name, like=like)
    return row


def exists(repo: Repository, name: str) -> int | None:
    found: int | None = repo.value("SELECT id FROM segments WHERE name = ?", (name,))
    return found


def everything(repo: Repository) -> list[dict[str, Any]]:
    return list(repo.rows("SELECT id, name, query, frozen, note, updated_at FROM segments ORDER BY name"))


def queries(repo: Repository) -> list[dict[str, Any]]:
    """Every stored query: home (the table), id, name, query."""
    segments = "SELECT 'segments' AS home, id, name, query FROM segments WHERE NOT frozen"
    campaigns = "SELECT 'campaigns', id, name, query FROM campaigns WHERE query IS NOT NULL"
    return list(repo.rows(f"{segments} UNION ALL {campaigns} ORDER BY 1 DESC, name"))


def members(repo: Repository, segment: int, kind: str) -> list[int]:
    sql = "SELECT customer_id FROM segment_members WHERE segment_id = ? AND kind = ? ORDER BY customer_id"
    return [row["customer_id"] for row in repo.rows(sql, (segment, kind))]


def set_members(repo: Repository, segment: int, kind: str, ids: Iterable[int]) -> tuple[list[int], list[int]]:
    """Make these the members; (who is new, who is gone)."""
    before, now = set(members(repo, segment, kind)), set(ids)
    for number in sorted(before - now):
        sql = "DELETE FROM segment_members WHERE segment_id = ? AND kind = ? AND customer_id = ?"
        repo.execute(sql, (segment, kind, number))
    for number in sorted(now - before):
        repo.insert("segment_members", {"segment_id": segment, "customer_id": number, "kind": kind})
    return sorted(now - before), sorted(before - now)


def clear(repo: Repository, segment: int) -> None:
    repo.execute("DELETE FROM segment_members WHERE segment_id = ?", (segment,))
