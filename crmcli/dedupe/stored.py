"""Models kept in the file, for looking at a few new customers without learning from all of them again."""

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from crmcli.db import Repository

if TYPE_CHECKING:
    from crmcli.dedupe.engine import Models

_KINDS = ("person", "company")


class Trained(NamedTuple):
    kind: str
    at: str
    rows: int


def save(repo: Repository, models: "Models", at: str) -> None:
    """In place of those before, inside the operation under way."""
    for kind in _KINDS:
        name = _name(kind)
        known = repo.value("SELECT id FROM models WHERE name = ?", (name,))
        if kind not in models:
            if known:
                repo.delete("models", known)
            continue
        values = {"model": models[kind].to_json(), "trained_at": at, "rows": models[kind].rows}
        if known:
            repo.update("models", known, values)
        else:
            repo.insert("models", {"name": name, **values})


def load(repo: Repository) -> "Models":
    """Those there are; one that another version of the program made and this one cannot read is left out."""
    from crmcli.dedupe.engine import load_model

    found: Models = {}
    for kind in _KINDS:
        text = repo.value("SELECT model FROM models WHERE name = ?", (_name(kind),))
        with suppress(KeyError, TypeError, ValueError):
            if text:
                model = load_model(kind, text)
                if model.fits():
                    found[kind] = model
    return found


def trained(repo: Repository) -> list[Trained]:
    """What there is, told without reading it."""
    sql = "SELECT name, trained_at, rows FROM models WHERE name LIKE 'dedupe.%' ORDER BY name DESC"
    return [Trained(row["name"].partition(".")[2], row["trained_at"], row["rows"]) for row in repo.rows(sql)]


def customers(repo: Repository) -> int:
    """How many there are to learn from."""
    return int(repo.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL"))


def changed_since(repo: Repository, day: str) -> list[int]:
    """Ids of customers who were added or changed on this day (ISO) or later."""
    sql = "SELECT id FROM customers WHERE deleted_at IS NULL AND (updated_at >= :day OR created_at >= :day) ORDER BY id"
    return [int(number) for number in repo.column(sql, {"day": day})]


def newest(repo: Repository) -> int:
    """The id of the customer who was added last; 0 for none."""
    return int(repo.value("SELECT max(id) FROM customers") or 0)


def added_after(repo: Repository, number: int) -> list[int]:
    return [int(one) for one in repo.column("SELECT id FROM customers WHERE id > ? ORDER BY id", (number,))]


def decided(repo: Repository) -> tuple[int, int]:
    """How many pairs were declared not to be the same, and how many customers were merged into others."""
    merged = "SELECT count(*) FROM customers WHERE merged_into IS NOT NULL"
    return repo.value("SELECT count(*) FROM not_duplicates"), repo.value(merged)


def _name(kind: str) -> str:
    return f"dedupe.{kind}"
