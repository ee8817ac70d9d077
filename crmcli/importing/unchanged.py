"""A chunk of rows that says of known customers what is stored already: told at once, without a look at each.

Only rows with the other system's id are told so, and only a whole chunk of them: a row that changes somebody may
matter to the rows after it.
"""

from collections.abc import Sequence
from typing import Any

from crmcli.db import Repository
from crmcli.importing.columns import Chunk
from crmcli.importing.lookups import Lookups
from crmcli.store import bulk


def all_unchanged(repo: Repository, lookups: Lookups, chunk: Chunk, columns: Sequence[str]) -> bool:
    """Whether every sound row of the chunk is about somebody known by its id, and brings nothing new."""
    rows = [row for row in range(chunk.size) if row not in chunk.errors]
    known = _known(lookups, chunk, rows)
    if known is None:
        return False
    fields = [field for field in columns if field in chunk.values]
    stored = bulk.people(repo, list(set(known)), fields)
    said = list(zip(*(chunk.values[field] for field in fields), strict=True))
    if not all(_same(said[row], stored[who]) for row, who in zip(rows, known, strict=True)):
        return False
    return _has_contacts(repo, chunk, rows, known) and _has_tags(repo, chunk, rows, known)


def _known(lookups: Lookups, chunk: Chunk, rows: list[int]) -> list[int] | None:
    """Whom each row is about by its id; None where it takes more to tell, or a value is no plain one."""
    named = chunk.values["name"]
    if chunk.nameless or "custom" in chunk.values or any(chunk.uids) or not all(named[row] for row in rows):
        return None
    ids = [chunk.externals[row] for row in rows]
    if not rows or not all(ids):
        return None
    here, _ = lookups.externals(set(ids))
    found = [here.get(external) for external in ids]
    known = [who for who in found if who is not None]
    return known if len(known) == len(found) else None


def _same(said: tuple[Any, ...], stored: tuple[Any, ...]) -> bool:
    """An empty cell says nothing."""
    return said == stored or all(a is None or a == b for a, b in zip(said, stored, strict=True))


def _has_contacts(repo: Repository, chunk: Chunk, rows: list[int], known: list[int]) -> bool:
    if not chunk.contacts:
        return True
    keys = bulk.contact_keys(repo, list(set(known)))
    owner = dict(zip(rows, known, strict=True))
    for column in chunk.contacts:
        kind = column.kind
        if not all((kind, column.keys[row]) in keys.get(who, ()) for row, who in owner.items() if column.keys[row]):
            return False
        for row, pairs in column.more.items():
            if row in owner and not all((kind, key) in keys.get(owner[row], ()) for _, key in pairs):
                return False
    return True


def _has_tags(repo: Repository, chunk: Chunk, rows: list[int], known: list[int]) -> bool:
    if not chunk.tags:
        return True
    names = bulk.tag_names(repo, list(set(known)))
    owner = dict(zip(rows, known, strict=True))
    said = ((owner[row], tag) for row, tags in chunk.tags.items() if row in owner for tag in tags)
    return all(tag.casefold() in names.get(who, ()) for who, tag in said)
