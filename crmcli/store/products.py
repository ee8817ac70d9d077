"""SQL about products that several commands share."""

from collections.abc import Iterator

from crmcli.db import Repository


def by_sku(repo: Repository, sku: str) -> int | None:
    found: int | None = repo.value("SELECT id FROM products WHERE sku = ?", (sku,))
    return found


def by_key(repo: Repository, key: str) -> list[dict[str, object]]:
    """id, sku and name of the products of this name."""
    return list(repo.rows("SELECT id, sku, name FROM products WHERE name_key = ? ORDER BY id", (key,)))


def names(repo: Repository) -> Iterator[str]:
    """Names and SKUs of all products."""
    for row in repo.rows("SELECT name, sku FROM products WHERE active ORDER BY id"):
        yield row["name"]
        if row["sku"]:
            yield row["sku"]
