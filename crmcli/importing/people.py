"""Which customer a row is about: by the other system's id, our uid, a phone or e-mail with the same name.

A phone or an e-mail alone is no identity: families and offices share them, and a row must never overwrite
somebody else. Such a row becomes a customer of its own, for ``dedupe`` to show.
"""

from collections import Counter
from typing import Any

from crmcli.db import Repository
from crmcli.errors import Invalid
from crmcli.importing.columns import Chunk, Contact, Parsed
from crmcli.importing.lookups import Lookups
from crmcli.normalize import names
from crmcli.store import bulk

DIRECT = ("phone", "email")
"""Kinds of contact points that (with the name) tell who somebody is."""


class Person:
    """A customer while rows are being applied: as stored, or about to be made."""

    __slots__ = ("added", "columns", "externals", "fresh", "id", "keys", "name_key", "numbers", "stored", "tags", "uid")

    def __init__(self, number: int, uid: str, name_key: str, columns: dict[str, Any], *, fresh: bool) -> None:
        self.id = number
        self.uid = uid
        self.name_key = name_key
        self.columns = columns
        self.stored: dict[str, Any] = {} if fresh else dict(columns)
        self.keys: set[tuple[str, str]] = set()
        self.added: list[Contact] = []
        self.tags: set[str] = set()
        self.externals: list[str] = []
        """Ids in the source that are yet to be stored."""
        self.numbers: set[str] = set()
        """All its ids in the source."""
        self.fresh = fresh

    def is_called(self, row: Parsed, name_key: str) -> bool:
        """Does the row give their name, be it read as a person's or as a company's?"""
        if self.name_key == name_key:
            return True
        return self.name_key == names.name_key(row.columns["name"], self.columns.get("kind") or "person")

    def rename(self) -> None:
        """Name or kind changed, and with them the key."""
        self.name_key = names.name_key(self.columns["name"], self.columns.get("kind") or "person")


class People:
    """Customers known to one import, looked up a chunk of rows at a time.

    ``remember`` keeps the new ones over all chunks: a dry run stores nothing, so it cannot look them up.
    """

    def __init__(
        self, repo: Repository, lookups: Lookups, source: str, columns: tuple[str, ...], *, sure: bool, remember: bool
    ) -> None:
        """``columns`` are those the file may change; ``sure``: the source was named, its ids are trusted."""
        self.repo = repo
        self.lookups = lookups
        self.source = source
        self.columns = columns
        self.sure = sure
        self.remember = remember
        self.by_external: dict[str, Person] = {}
        self.by_contact: dict[tuple[str, str], list[Person]] = {}
        self.by_uid: dict[str, Person] = {}
        self.loaded: dict[int, Person] = {}
        self.buried: set[str] = set()
        self.buried_uids: set[str] = set()
        self.kept: list[Person] = []

    def load(self, chunk: Chunk) -> set[int]:
        """Look up everybody whom the rows of a chunk may be about.

        Returns the rows that may be about somebody known, or about the same one as another row of the
        chunk. All others are plainly about somebody new.
        """
        self._forget()
        externals, self.buried = self.lookups.externals(set(chunk.externals) - {""})
        uids, self.buried_uids = self.lookups.uids(set(chunk.uids) - {""})
        doubtful = _rows_with(chunk.externals, externals.keys() | self.buried)
        doubtful |= _rows_with(chunk.uids, uids.keys() | self.buried_uids)
        contacts: dict[tuple[str, str], set[int]] = {}
        for kind in DIRECT:
            keys = chunk.keys(kind)
            wanted = set(keys)
            found = self.lookups.contacts(kind, wanted)
            contacts.update(found)
            shared = {key for _, key in found} | _repeated(keys, wanted)
            if shared:
                doubtful.update(chunk.rows_with(kind, shared))
        self._load(externals, uids, contacts)
        return doubtful

    def _load(self, externals: dict[str, int], uids: dict[str, int], contacts: dict[tuple[str, str], set[int]]) -> None:
        ids = dict.fromkeys((*externals.values(), *uids.values()))
        for owners in contacts.values():
            ids.update(dict.fromkeys(owners))
        for person in self._fetch([n for n in ids if n not in self.loaded]):
            self.loaded[person.id] = person
        for external, number in externals.items():
            self.by_external.setdefault(external, self.loaded[number])
        for uid, number in uids.items():
            self.by_uid.setdefault(uid, self.loaded[number])
        for key, owners in contacts.items():
            known = self.by_contact.setdefault(key, [])
            known += [self.loaded[n] for n in sorted(owners) if self.loaded[n] not in known]

    def _forget(self) -> None:
        for store in (self.by_external, self.by_contact, self.by_uid, self.loaded):
            store.clear()
        for person in self.kept:
            self.index(person)

    def _fetch(self, ids: list[int]) -> list[Person]:
        if not ids:
            return []
        rows = bulk.people(self.repo, ids, ("uid", "name_key", *self.columns))
        keys = bulk.contact_keys(self.repo, ids)
        tags = bulk.tag_names(self.repo, ids)
        numbers = bulk.numbers(self.repo, self.source, ids)
        found = []
        for number, (uid, name_key, *values) in rows.items():
            person = Person(number, uid, name_key, dict(zip(self.columns, values, strict=True)), fresh=False)
            person.keys = keys.get(number, set())
            person.tags = tags.get(number, set())
            person.numbers = numbers.get(number, set())
            found.append(person)
        return found

    def index(self, person: Person) -> None:
        """Let later rows find a person."""
        for external in person.externals:
            self.by_external.setdefault(external, person)
        self.by_uid.setdefault(person.uid, person)
        for key in person.keys:
            if key[0] in DIRECT:
                known = self.by_contact.setdefault(key, [])
                if person not in known:
                    known.append(person)

    def add(self, person: Person) -> None:
        self.loaded[person.id] = person
        self.index(person)
        if self.remember:
            self.kept.append(person)

    def match(self, row: Parsed, name_key: str) -> Person | None:
        """Whom the row is about; None for somebody new. Raises Invalid where that cannot be told."""
        if row.external:
            if row.external in self.buried:
                raise Invalid("import.in_trash", id=row.external)
            person = self.by_external.get(row.external)
            if person is not None:
                self._check_same(person, row, name_key)
                return person
        if row.uid and row.uid in self.by_uid:
            return self.by_uid[row.uid]
        if row.uid in self.buried_uids:
            raise Invalid("import.in_trash", id=row.uid)
        for kind in DIRECT:
            found = self._by_contact(row, name_key, kind)
            if found:
                return found
        return None

    def _check_same(self, person: Person, row: Parsed, name_key: str) -> None:
        """An id of a source nobody named (it is the file's name) must not be trusted blindly."""
        if not (self.sure or person.is_called(row, name_key)):
            raise Invalid("import.other_person", id=row.external, customer=person.id, source=self.source)

    def _by_contact(self, row: Parsed, name_key: str, kind: str) -> Person | None:
        found: dict[int, Person] = {}
        for contact in row.contacts:
            if contact[0] == kind:
                for person in self.by_contact.get((kind, contact[2]), ()):
                    if person.is_called(row, name_key) and not (row.external and self._is_other(person, row)):
                        found[person.id] = person
        if len(found) > 1:
            raise Invalid("import.ambiguous", ids=", ".join(map(str, found)))
        return next(iter(found.values()), None)

    def _is_other(self, person: Person, row: Parsed) -> bool:
        """The source has this person under another id: two records there stay two here."""
        return not person.numbers <= {row.external}


def _repeated(texts: list[str], each: set[str]) -> set[str]:
    """Those that come more than once; ``each`` is all of them."""
    if len(each) == len(texts):
        return set()
    return {text for text, times in Counter(texts).items() if times > 1}


def _rows_with(texts: list[str], known: set[str]) -> set[int]:
    """Rows whose text is known, or that of another row too; empty texts are nobody's."""
    wanted = (known | _repeated(texts, set(texts))) - {""}
    return {row for row, text in enumerate(texts) if text in wanted} if wanted else set()
