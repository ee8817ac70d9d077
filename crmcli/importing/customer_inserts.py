"""The rows of a chunk that are plainly new, into their tables a column at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import and_
from typing import Any

from crmcli.db import Repository
from crmcli.importing.columns import Chunk, Contact, ContactColumn
from crmcli.store import bulk

ContactRow = tuple[int, str, str, str, str | None, int]
CONTACT = ("customer_id", "kind", "value", "key", "label", "is_primary")


def insert(
    repo: Repository, table: str, same: Mapping[str, Any], columns: Mapping[str, Sequence[Any]], wanted: Sequence[Any]
) -> None:
    """The rows that are ``wanted`` (0 or False: not)."""
    if not all(wanted):
        columns = {name: list(compress(values, wanted)) for name, values in columns.items()}
    bulk.insert_columns(repo, table, same, columns, sum(map(bool, wanted)))


def insert_contacts(repo: Repository, chunk: Chunk, ids: list[int]) -> None:
    """Contact points of the rows that got an id; the first of each kind is the primary one."""
    kinds = [column.kind for column in chunk.contacts]
    several = [c for c in chunk.contacts if kinds.count(c.kind) > 1 or c.more]
    for column in chunk.contacts:
        if column not in several:
            there = list(map(and_, map(bool, ids), map(bool, column.keys)))
            rows: dict[str, Sequence[Any]] = {"customer_id": ids, "value": column.values, "key": column.keys}
            same: dict[str, Any] = {"kind": column.kind, "is_primary": 1}
            if isinstance(column.labels, list):
                rows["label"] = column.labels
            elif column.labels:
                same["label"] = column.labels
            insert(repo, "contact_points", same, rows, there)
    if several:
        bulk.insert(repo, "contact_points", CONTACT, _contact_points(several, ids))


def _contact_points(columns: list[ContactColumn], ids: list[int]) -> Iterator[ContactRow]:
    """The same for kinds of which a row may have several."""
    for row, number in enumerate(ids):
        if number:
            contacts: dict[tuple[str, str], Contact] = {}
            for column in columns:
                for contact in column.of(row):
                    contacts.setdefault((contact[0], contact[2]), contact)
            yield from with_primary(number, contacts.values(), set())


def with_primary(number: int, contacts: Iterable[Contact], old: set[str]) -> Iterator[ContactRow]:
    """Rows of contact points; a kind that is not among ``old`` gets its primary one."""
    for kind, value, key, label in contacts:
        yield number, kind, value, key, label, int(kind not in old)
        old.add(kind)
