"""Many new records of one class at once."""

from collections.abc import Sequence
from contextlib import nullcontext

from crmcli.db import Record, Repository
from crmcli.store import bulk, journal

_MANY = 100
"""From here on statistics are made once at the end, which is quicker than row by row."""


def add(repo: Repository, records: Sequence[Record]) -> list[int]:
    """Store records that are all new and of one class; their ids, in order."""
    if not records:
        return []
    table, names = records[0].TABLE, [name for name in records[0].__slots__ if name != "id"]
    first = bulk.next_id(repo, table)
    ids = list(range(first, first + len(records)))
    rows = ((number, *(getattr(record, name) for name in names)) for number, record in zip(ids, records, strict=True))
    with journal.quietly(repo.connection) if len(records) >= _MANY else nullcontext():
        bulk.insert(repo, table, ("id", *names), rows)
    return ids
