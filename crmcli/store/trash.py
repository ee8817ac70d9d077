"""The trash: customers with ``deleted_at`` who were not merged into another one."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from crmcli.db import Repository
from crmcli.fields import expression

_SHORTEST_PHONE = 7
_IN_TRASH = "c.deleted_at IS NOT NULL AND c.merged_into IS NULL"


def contents(repo: Repository, order: str, limit: int | None) -> Iterator[dict[str, Any]]:
    """id, name, company, phone, deleted_at."""
    sql = (
        f"SELECT c.id, c.name, c.company, {expression('phone').sql} AS phone, c.deleted_at "
        f"FROM customers c WHERE {_IN_TRASH} ORDER BY {order} LIMIT ?"
    )
    return repo.rows(sql, (-1 if limit is None else limit,))


def thrown_before(repo: Repository, day: str | None) -> list[int]:
    """Ids of what was thrown away before this day (ISO); of everything in the trash for None."""
    sql = f"SELECT c.id FROM customers c WHERE {_IN_TRASH} AND c.deleted_at < ? ORDER BY c.id"
    return [row["id"] for row in repo.rows(sql, (day or "9999",))]


def throw(repo: Repository, ids: Sequence[int], at: str) -> int:
    sql = "UPDATE customers SET deleted_at = ? WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
    return repo.execute(sql, (at, json.dumps(list(ids))))


def bring_back(repo: Repository, ids: Sequence[int]) -> int:
    sql = "UPDATE customers SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?))"
    return repo.execute(sql, (json.dumps(list(ids)),))


def merged_into(repo: Repository, who: str) -> int | None:
    """The survivor, if ``who`` is the id or uid of a customer that was merged."""
    text = who.strip().lower()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
    found: int | None = repo.value("SELECT merged_into FROM customers WHERE id = ? OR uid = ?", (number, text))
    return found


def names(repo: Repository, ids: Sequence[int]) -> list[str]:
    sql = "SELECT c.name FROM json_each(?) w JOIN customers c ON c.id = w.value ORDER BY w.key"
    return [row["name"] for row in repo.rows(sql, (json.dumps(list(ids)),))]


def mistaken(repo: Repository, who: str, ids: Sequence[int]) -> bool:
    """Whether a short number that is nobody's id was taken for part of a phone: too risky to act on."""
    text = who.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < _SHORTEST_PHONE and ids):
        return False
    return int(text) not in ids and merged_into(repo, text) is None
