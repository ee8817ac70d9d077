"""SQL about custom fields and the values customers have in them."""

from collections.abc import Iterator
from typing import Any

from crmcli.db import Repository

_HAS = "json_type(custom, ?) IS NOT NULL"


def definitions(repo: Repository) -> Iterator[dict[str, Any]]:
    """id, name, label, type, choices (JSON or None) of the custom fields, in the order they were made."""
    return repo.rows("SELECT id, name, label, type, choices FROM fields ORDER BY id")


def path(name: str) -> str:
    """Where a custom field stands in ``customers.custom``."""
    return f'$."{name}"'


def filled(repo: Repository, name: str) -> int:
    """How many customers have a value in it, those in the trash included."""
    return int(repo.value(f"SELECT count(*) FROM customers WHERE custom IS NOT NULL AND {_HAS}", (path(name),)))


def clear(repo: Repository, name: str) -> int:
    """Take the value off every customer."""
    sql = f"UPDATE customers SET custom = nullif(json_remove(custom, ?), '{{}}') WHERE custom IS NOT NULL AND {_HAS}"
    return repo.execute(sql, (path(name), path(name)))
