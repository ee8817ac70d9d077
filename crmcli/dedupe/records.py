"""What a customer looks like to the engine: columns of normalised keys, from the database or from any rows."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np

from crmcli.db import Repository
from crmcli.dedupe.addresses import address_key, company_core
from crmcli.dedupe.cities import city_key, one_script
from crmcli.dedupe.columns import Column, Longs, Mask, Several, column, several
from crmcli.dedupe.name_forms import SEPARATOR, NameForms, name_forms
from crmcli.errors import Invalid
from crmcli.normalize.birthdays import parse_birthday
from crmcli.normalize.companies import company_key, has_legal_form
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
_Value = TypeVar("_Value", bound=Hashable)
_Key = TypeVar("_Key")


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
        if kind != "company" and has_legal_form(key):
            kind, key = "company", company_key(key)
            table.by_form.append(len(table.kinds))
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


def from_columns(columns: Mapping[str, Sequence[str]], fields: Mapping[str, str], *, region: str = "CN") -> Records:
    """Any table, all its columns of one length; ``fields`` says which is what (one of ``FIELDS``), several may be the
    same.

    What a normaliser refuses (a mail address that lost its dot) is compared as it was written.
    """
    if unknown := set(fields.values()) - set(FIELDS):
        raise ValueError(min(unknown))
    cells = {name: list(map(str.strip, columns[name])) for name in fields}
    by_field = {what: [cells[name] for name in fields if fields[name] == what] for what in fields.values()}
    lengths = {len(column_) for column_ in cells.values()}
    if len(lengths) > 1:
        raise ValueError(lengths)
    table = _Table()
    table.numbers = list(range(max(lengths, default=0)))
    table.fill(by_field, region)
    return table.records()


def _keys(values: Sequence[_Value], function: Callable[[_Value], _Key | None]) -> list[_Key | None]:
    """A function of each that is not empty; worked out once for each different one."""
    known = {value: function(value) if value else None for value in dict.fromkeys(values)}
    return list(map(known.__getitem__, values))


class _Table:
    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.kinds: list[bool] = []
        self.by_form: list[int] = []
        """Rows that only their names tell to be companies."""
        self.said: set[int] = set()
        """Rows that say themselves what they are."""
        self.single: dict[str, list[str | None]] = {name: [] for name in SINGLE}
        self.several: dict[str, Entries] = {name: [] for name in SEVERAL}

    def contact(self, row: int, kind: str, key: str) -> None:
        if kind in _PHONES:
            self.several["phone"].append((row, key))
        elif kind == "email":
            self.several["email"].append((row, key))
        else:
            self.several["handle"].append((row, f"{kind}:{key}"))

    def fill(self, by_field: Mapping[str, Sequence[list[str]]], region: str) -> None:
        """From the cells of the columns of each field."""
        count = len(self.numbers)

        def texts(name: str) -> list[str]:
            columns = by_field.get(name) or [[""] * count]
            return (
                columns[0]
                if len(columns) == 1
                else [" ".join(filter(None, parts)) for parts in zip(*columns, strict=True)]
            )

        names = [texts(name) for name in ("name", "given_name", "family_name")]
        parts = (texts("kind"), *names, texts("company"))
        told = _keys(list(zip(*parts, strict=True)), partial(_who, _are_companies(by_field, parts)))
        self.kinds = [who is not None and who[0] for who in told]
        self.single["name"] = [None if who is None else who[1] for who in told]
        self.said = {row for row, kind in enumerate(parts[0]) if kind}
        self.by_form = [row for row, company in enumerate(self.kinds) if company and row not in self.said]
        for name in SINGLE[1:]:
            self.single[name] = _keys(texts(name), _KEYS.get(name, _folded))
        for name in SEVERAL:
            key_of = partial(_contact_key, name, region)
            columns = [_keys(one, key_of) for one in by_field.get(name, ())]
            self.several[name] = [
                (row, key) for row, keys in enumerate(zip(*columns, strict=True)) for key in keys if key
            ]

    def _settle_kinds(self) -> None:
        """Nobody said what they are: who is named like a company with a legal form, and of whom nothing personal is
        known, is that company."""
        if not self.by_form:
            return
        names = [(name or "").split(SEPARATOR) for name in self.single["name"]]
        cores = {company_core(names[row][0]) for row in self.by_form}
        personal = [self.single[field] for field in ("birthday", "gender", "company", "occupation")]
        for row, (key, *parts) in enumerate(names):
            known = row in self.said or any(parts) or any(values[row] for values in personal)
            if known:
                continue
            if key not in cores and (key.isascii() or len(key) <= _PERSONS_NAME):
                continue
            if company_core(own := company_key(key)) in cores:
                self.kinds[row] = True
                self.single["name"][row] = SEPARATOR.join((own, *parts))

    def records(self) -> Records:
        self._settle_kinds()
        columns = {name: column(values) for name, values in self.single.items()}
        columns["address"] = columns["address"].derive(address_key)
        for name in ("city", "district"):
            columns[name] = one_script(columns[name].derive(city_key))
        for name in ("id_number", "postcode", "occupation", "gender"):
            columns[name] = columns[name].derive(_folded)
        rows = len(self.numbers)
        return Records(
            np.array(self.numbers, dtype=np.int64), np.array(self.kinds, dtype=bool), columns,
            {name: several(entries, rows) for name, entries in self.several.items()},
        )  # fmt: skip


_PERSONAL = {"given_name", "family_name", "birthday", "gender", "occupation", "company"}
"""Columns that a list of companies does not have."""
_PERSONS_NAME = 4
"""Characters that a Chinese person's name has at most; a longer one may be a company's."""
_COMPANIES = 4
"""Where every fourth name of a list has a legal form, the others are companies, too."""


def _are_companies(by_field: Mapping[str, object], parts: tuple[list[str], ...]) -> bool:
    """Whether rows that do not say what they are, are rather companies."""
    if _PERSONAL & set(by_field):
        return False
    names = [fold(name) for name in parts[1] if name]
    return sum(map(has_legal_form, names)) * _COMPANIES > len(names)


def _who(are_companies: bool, parts: tuple[str, ...]) -> tuple[bool, str] | None:
    """(company, the name as the engine takes it apart) of kind, name, given and family name, company."""
    kind, name, given, family, company = parts
    given, family = squeeze(given), squeeze(family)
    if kind:
        is_company = fold(kind) in ("company", "公司", "企业")
    else:
        is_company = not (given or family) and (are_companies or not name or has_legal_form(fold(name)))
    name = name or f"{given} {family}".strip() or (company if is_company else "")
    if not name:
        return None
    return is_company, SEPARATOR.join(
        (name_key(name, "company" if is_company else "person"), fold(given), fold(family))
    )


def _folded(text: str) -> str:
    return squeeze(fold(text))


def _birthday(text: str) -> str:
    try:
        return parse_birthday(text)
    except Invalid:
        return _folded(text)


def _contact_key(kind: str, region: str, text: str) -> str:
    try:
        return contact(kind if kind != "handle" else "other", text, region)[1]
    except Invalid:
        return _folded(text)


_KEYS = {"birthday": _birthday, "company": company_key}
