"""What the words of a query are read against."""

from datetime import date
from typing import NamedTuple

from crmcli.db import Repository


class Own(NamedTuple):
    """A field of one's own."""

    type: str
    label: str = ""
    choices: tuple[str, ...] = ()


class World(NamedTuple):
    """Today, the base currency, and where phone numbers without a country code are at home."""

    today: date
    currency: str
    region: str


def own_fields(repo: Repository) -> dict[str, Own]:
    """The fields of one's own, by their names."""
    import json

    rows = repo.rows("SELECT name, type, label, choices FROM fields ORDER BY id")
    return {
        row["name"]: Own(row["type"], row["label"] or "", tuple(json.loads(row["choices"] or "[]"))) for row in rows
    }
