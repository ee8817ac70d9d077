"""What is known of the customers that rows may be about: asked of the database, or remembered.

Both answer the same three questions. A load into a file without customers knows everybody there is, since
it made them, so it needs no look-ups, and the database no indexes until the end.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from crmcli.db import Repository
from crmcli.importing.columns import Chunk
from crmcli.store import bulk

MOST = 900_000
"""As many keys are remembered at most; some 100 bytes each."""

Owners = dict[tuple[str, str], set[int]]
"""(kind, key) of a contact point → the customers that have it."""


class Lookups(Protocol):
    def externals(self, ids: set[str]) -> tuple[dict[str, int], set[str]]:
        """The source's ids that are known → customers; and the ids of those in the trash."""

    def uids(self, uids: set[str]) -> tuple[dict[str, int], set[str]]:
        """The same for our own uids."""

    def contacts(self, kind: str, keys: set[str]) -> Owners:
        """Who has these phones or e-mails."""


class Database:
    """Looked up with each chunk of rows."""

    def __init__(self, repo: Repository, source: str) -> None:
        self.repo = repo
        self.source = source

    def externals(self, ids: set[str]) -> tuple[dict[str, int], set[str]]:
        known = bulk.external(self.repo, "customer_id", self.source, ids) if ids else {}
        alive = bulk.alive(self.repo, set(known.values())) if known else {}
        here = {external: alive[number] for external, number in known.items() if number in alive}
        return here, known.keys() - here.keys()

    def uids(self, uids: set[str]) -> tuple[dict[str, int], set[str]]:
        known = bulk.by_uid(self.repo, uids) if uids else {}
        missing = uids - known.keys()
        return known, bulk.known_uids(self.repo, missing) if missing else set()

    def contacts(self, kind: str, keys: set[str]) -> Owners:
        found = bulk.by_contact(self.repo, keys) if keys else {}
        return {key: owners for key, owners in found.items() if key[0] == kind}


class Memory:
    """Everybody made by this import, where nobody was there before, by those of their keys that come again."""

    def __init__(self, wanted: Mapping[str, Container[int]], *, with_uids: bool) -> None:
        """``wanted``: kind by kind, hashes of the keys that will be asked for."""
        self.wanted = wanted
        self.with_uids = with_uids
        """Only a file that has uids asks for them."""
        self.by_external: dict[str, int] = {}
        self.by_uid: dict[str, int] = {}
        self.by_contact: dict[str, dict[str, int]] = {}
        """Kind → key → the first customer that has it."""
        self.shared: Owners = {}
        """All customers of the keys that several have."""

    @property
    def size(self) -> int:
        return sum(map(len, (self.by_external, self.by_uid, *self.by_contact.values())))

    def externals(self, ids: set[str]) -> tuple[dict[str, int], set[str]]:
        return {external: self.by_external[external] for external in self.by_external.keys() & ids}, set()

    def uids(self, uids: set[str]) -> tuple[dict[str, int], set[str]]:
        return {uid: self.by_uid[uid] for uid in self.by_uid.keys() & uids}, set()

    def contacts(self, kind: str, keys: set[str]) -> Owners:
        known = self.by_contact.get(kind, {})
        return {(kind, key): self.shared.get((kind, key)) or {known[key]} for key in known.keys() & keys}

    def note_all(self, chunk: Chunk, ids: list[int], uids: Iterable[str], kinds: Iterable[str]) -> None:
        """The rows of a chunk that became customers ``ids`` (0: did not), all with keys of their own."""
        if self.with_uids:
            self.by_uid.update(self._pairs("uid", uids, ids))
        self.by_external.update(self._pairs("external", chunk.externals, ids))
        for column in chunk.contacts:
            if column.kind in kinds:
                known = self.by_contact.setdefault(column.kind, {})
                known.update(self._pairs(column.kind, column.keys, ids))
                for row, pairs in column.more.items():
                    known.update(self._pairs(column.kind, [key for _, key in pairs], [ids[row]] * len(pairs)))

    def _pairs(self, kind: str, keys: Iterable[str | None], ids: Sequence[int]) -> Iterator[tuple[str, int]]:
        """The wanted keys of the rows that got an id."""
        if wanted := self.wanted.get(kind):
            for key, number in zip(keys, ids, strict=True):
                if key and number and hash(key) in wanted:
                    yield key, number

    def note(self, number: int, uid: str, externals: Iterable[str], keys: Iterable[tuple[str, str]]) -> None:
        """One customer, new or with new keys."""
        if self.with_uids:
            self.by_uid[uid] = number
        self.by_external.update((external, number) for external in externals)
        for kind, key in keys:
            first = self.by_contact.setdefault(kind, {}).setdefault(key, number)
            if first != number:
                self.shared.setdefault((kind, key), {first}).add(number)
