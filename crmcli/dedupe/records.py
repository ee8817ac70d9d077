"""What a customer looks like to the engine: columns of normalised keys, from the database or from any rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from crmcli.db import Repository
from crmcli.dedupe.addresses import address_key, city_key
from crmcli.dedupe.columns import Column, Longs, Mask, Several, column, several
from crmcli.dedupe.name_forms import SEPARATOR, NameForms, name_forms
from crmcli.errors import Invalid
from crmcli.normalize.birthdays import parse_birthday
from crmcli.normalize.companies import company_key
from crmcli.normalize.handles import contact
from crmcli.normalize.names import name_key
from crmcli.normalize.text import fold, squeeze

SINGLE = (
    "name", "birthday", "id_number", "company", "address", "district", "city", "postcode", "gender", "occupation",
    "external",
)  # fmt: skip
SEVERAL = ("phone", "email", "handle")
FIELDS = ("kind", "given_name", "family_name", *SINGLE, *SEVERAL)
"""What a column of any table can be said to hold."""

_PHONES = ("phone", "mobile", "fax", "whatsapp")
Entries = list[tuple[int, str]]


@dataclass
class Records:
    ids: Longs
    company: Mask
    """Which of them are companies; persons and companies are never compared with each other."""
    columns: dict[str, Column]
    several: dict[str, Several]
    rejected: Longs = field(default_factory=lambda: np.empty((0, 2), dtype=np.int64))
    """Pairs of rows declared not to be duplicates."""
    partial: bool = False
    """Only some of the customers: how frequent a value is among all of them, the model knows."""
    derived: dict[Any, Any] = field(default_factory=dict)
    """What the engine worked out once from the columns."""

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def names(self) -> NameForms:
        return name_forms(self.columns["name"])


def from_database(repo: Repository, ids: Sequence[int] | None = None) -> Records:
    """All customers who are not in the trash, or those of ``ids``."""
    import json

    where, params = "c.deleted_at IS NULL", {"ids": json.dumps(list(map(int, ids or ())))}
    if ids is not None:
        where += " AND c.id IN (SELECT value FROM json_each(:ids))"
    cursor = repo.connection.execute(
        "SELECT c.id, c.kind, c.name_key, c.given_name, c.family_name, c.birthday, c.id_number, "
        "c.company_key, c.address, c.district, c.city, c.postcode, c.gender, c.occupation "
        f"FROM customers c WHERE {where} ORDER BY c.id",
        params if ids is not None else {},
    )
    table = _Table()
    for number, kind, key, given, family, *rest in cursor:
        table.numbers.append(number)
        table.kinds.append(kind == "company")
        table.single["name"].append(f"{key}{SEPARATOR}{given or ''}{SEPARATOR}{family or ''}")
        for name, value in zip(SINGLE[1:-1], rest, strict=True):
            table.single[name].append(value)
    row_of = {number: row for row, number in enumerate(table.numbers)}
    contacts = "SELECT customer_id, kind, key FROM contact_points"
    if ids is not None:
        contacts += " WHERE customer_id IN (SELECT value FROM json_each(:ids))"
    for owner, kind, key in repo.connection.execute(
        f"{contacts} ORDER BY customer_id", params if ids is not None else {}
    ):
        if (row := row_of.get(owner)) is not None:
            table.contact(row, kind, key)
    table.single["external"] = [None] * len(table.numbers)
    records = table.records()
    pairs = [
        (row_of[a], row_of[b])
        for a, b in repo.connection.execute("SELECT a, b FROM not_duplicates")
        if a in row_of and b in row_of
    ]
    records.partial = ids is not None
    records.rejected = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return records


def from_rows(rows: Iterable[Mapping[str, str]], fields: Mapping[str, str], *, region: str = "CN") -> Records:
    """Rows of any table; ``fields`` says which column is what (one of ``FIELDS``), several may be the same.

    What a normaliser refuses (a mail address that lost its dot) is compared as it was written.
    """
    by_field: dict[str, list[str]] = {}
    for name, what in fields.items():
        if what not in FIELDS:
            raise ValueError(what)
        by_field.setdefault(what, []).append(name)
    table = _Table()
    for number, row in enumerate(rows):
        cells = {
            what: [text for name in names if (text := (row.get(name) or "").strip())]
            for what, names in by_field.items()
        }
        table.numbers.append(number)
        table.add(number, cells, region)
    return table.records()


class _Table:
    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.kinds: list[bool] = []
        self.single: dict[str, list[str | None]] = {name: [] for name in SINGLE}
        self.several: dict[str, Entries] = {name: [] for name in SEVERAL}

    def contact(self, row: int, kind: str, key: str) -> None:
        if kind in _PHONES:
            self.several["phone"].append((row, key))
        elif kind == "email":
            self.several["email"].append((row, key))
        else:
            self.several["handle"].append((row, f"{kind}:{key}"))

    def add(self, row: int, cells: dict[str, list[str]], region: str) -> None:
        kind = "company" if fold(" ".join(cells.get("kind", []))) in ("company", "公司", "企业") else "person"
        self.kinds.append(kind == "company")
        given, family = (" ".join(cells.get(part, [])) for part in ("given_name", "family_name"))
        name = " ".join(cells.get("name", [])) or squeeze(f"{given} {family}")
        parts = (name_key(name, kind), fold(squeeze(given)), fold(squeeze(family))) if name else None
        self.single["name"].append(SEPARATOR.join(parts) if parts else None)
        for field_name in SINGLE[1:]:
            text = " ".join(cells.get(field_name, []))
            self.single[field_name].append(_KEYS.get(field_name, _folded)(text) if text else None)
        for field_name in SEVERAL:
            for text in cells.get(field_name, []):
                self.several[field_name].append((row, _contact_key(field_name, text, region)))

    def records(self) -> Records:
        columns = {name: column(values) for name, values in self.single.items()}
        columns["address"] = columns["address"].derive(address_key)
        columns["city"] = columns["city"].derive(city_key)
        for name in ("id_number", "postcode", "occupation", "district", "gender"):
            columns[name] = columns[name].derive(_folded)
        rows = len(self.numbers)
        return Records(
            np.array(self.numbers, dtype=np.int64), np.array(self.kinds, dtype=bool), columns,
            {name: several(entries, rows) for name, entries in self.several.items()},
        )  # fmt: skip


def _folded(text: str) -> str:
    return squeeze(fold(text))


def _birthday(text: str) -> str:
    try:
        return parse_birthday(text)
    except Invalid:
        return _folded(text)


def _contact_key(kind: str, text: str, region: str) -> str:
    try:
        return contact(kind if kind != "handle" else "other", text, region)[1]
    except Invalid:
        return _folded(text)


_KEYS = {"birthday": _birthday, "company": company_key}
