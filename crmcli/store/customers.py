"""SQL about customers that several commands share."""

from typing import Any

from crmcli.db import Repository


def custom_fields(repo: Repository) -> dict[str, str]:
    """The names of one's own fields, each with its label ("" for none)."""
    return {row["name"]: row["label"] or "" for row in repo.rows("SELECT name, label FROM fields ORDER BY id")}


def custom_field(repo: Repository, name: str) -> dict[str, Any]:
    """type and choices (JSON or None) of a custom field that exists."""
    row = repo.row("SELECT type, choices FROM fields WHERE name = ?", (name,))
    assert row is not None
    return row


def with_contact(repo: Repository, kind: str, key: str) -> list[int]:
    """Ids of the customers (not in the trash) who have this contact point."""
    sql = (
        "SELECT DISTINCT c.id FROM contact_points p JOIN customers c ON c.id = p.customer_id "
        "WHERE p.kind = ? AND p.key = ? AND c.deleted_at IS NULL"
    )
    return [row["id"] for row in repo.rows(sql, (kind, key))]


def tag_id(repo: Repository, name: str) -> int | None:
    found: int | None = repo.value("SELECT id FROM tags WHERE name = ?", (name,))
    return found


def add_tag(repo: Repository, customer_id: int, tag: int) -> int:
    sql = "INSERT OR IGNORE INTO customer_tags (customer_id, tag_id) VALUES (?, ?)"
    return repo.execute(sql, (customer_id, tag))


def drop_tags(repo: Repository, customer_id: int, names: list[str], *, others: bool = False) -> int:
    """Take tags off a customer: the named ones, or (``others``) all but those."""
    marks = ", ".join("?" * len(names))
    sql = (
        "DELETE FROM customer_tags WHERE customer_id = ? AND tag_id IN "
        f"(SELECT t.id FROM tags t WHERE t.name {'NOT IN' if others else 'IN'} ({marks}))"
    )
    return repo.execute(sql, (customer_id, *names))
