"""SQL about tags and who has them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from crmcli.db import Repository


def find(repo: Repository, name: str) -> dict[str, Any] | None:
    """id, name as stored, and how many customers have it (``customers`` without the trash, ``rows`` with)."""
    return repo.row(_COUNTED + " WHERE t.name = ?", (name,))


def counted(repo: Repository, dimension: str | None, order: str, limit: int | None) -> Iterator[dict[str, Any]]:
    """All tags, or those of a dimension ("" for tags without one)."""
    sql = f"SELECT * FROM ({_COUNTED}) WHERE :dimension IS NULL OR lower(dimension) = lower(:dimension)"
    bound = {"dimension": dimension, "limit": -1 if limit is None else limit}
    return repo.rows(f"{sql} ORDER BY {order} LIMIT :limit", bound)


def names(repo: Repository) -> list[str]:
    return [row["name"] for row in repo.rows("SELECT name FROM tags ORDER BY name")]


def lacking(repo: Repository, ids: Sequence[int], tags: Sequence[int]) -> list[int]:
    """Those of the customers who lack at least one of the tags."""
    return [row["id"] for row in repo.rows(_SOME.format(op="<", n=len(tags)), _bound(ids, tags))]


def having(repo: Repository, ids: Sequence[int], tags: Sequence[int]) -> list[int]:
    """Those of the customers who have at least one of the tags."""
    return [row["id"] for row in repo.rows(_SOME.format(op=">", n=0), _bound(ids, tags))]


def put(repo: Repository, ids: Sequence[int], tags: Sequence[int]) -> int:
    """Give the tags to the customers; how many were new."""
    sql = (
        "INSERT OR IGNORE INTO customer_tags (customer_id, tag_id) "
        "SELECT w.value, x.value FROM json_each(:ids) w, json_each(:tags) x"
    )
    return repo.execute(sql, _bound(ids, tags))


def take(repo: Repository, ids: Sequence[int], tags: Sequence[int]) -> int:
    """Take the tags off the customers; how many there were."""
    sql = (
        "DELETE FROM customer_tags WHERE tag_id IN (SELECT value FROM json_each(:tags)) "
        "AND customer_id IN (SELECT value FROM json_each(:ids))"
    )
    return repo.execute(sql, _bound(ids, tags))


def remove(repo: Repository, tag: int) -> None:
    """The tag itself, off everyone who has it."""
    repo.execute("DELETE FROM customer_tags WHERE tag_id = ?", (tag,))
    repo.delete("tags", tag)


_COUNTED = (
    "SELECT t.id, t.name, CASE WHEN instr(t.name, ':') THEN substr(t.name, 1, instr(t.name, ':') - 1) ELSE '' "
    "END AS dimension, (SELECT count(*) FROM customer_tags x JOIN customers c ON c.id = x.customer_id "
    "WHERE x.tag_id = t.id AND c.deleted_at IS NULL) AS customers, "
    "(SELECT count(*) FROM customer_tags x WHERE x.tag_id = t.id) AS rows FROM tags t"
)
_SOME = (
    "SELECT w.value AS id FROM json_each(:ids) w WHERE (SELECT count(*) FROM customer_tags x "
    "WHERE x.customer_id = w.value AND x.tag_id IN (SELECT value FROM json_each(:tags))) {op} {n}"
)


def _bound(ids: Sequence[int], tags: Sequence[int]) -> dict[str, str]:
    return {"ids": json.dumps(list(ids)), "tags": json.dumps(list(tags))}
