"""Which customer a row is about: by the other system's id, our uid, a phone or e-mail with the same name.

A phone or an e-mail alone is no identity: families and offices share them, and a row must never overwrite
somebody else. Such a row becomes a customer of its own, for ``dedupe`` to show.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from crmcli.db import Repository
from crmcli.domain.birthdays import unlike
from crmcli.errors import CrmError, Invalid
from crmcli.importing import formers
from crmcli.importing.columns import FINGERPRINT, Chunk, Parsed
from crmcli.importing.keys import CONTACTS, DEFAULT, Key, by_name, finder, kinds
from crmcli.importing.lookups import Lookups
from crmcli.importing.person import Person
from crmcli.normalize import names
from crmcli.normalize.titles import contradict
from crmcli.store import bulk, merged


class People:
    """Customers known to one import, looked up a chunk of rows at a time.

    ``remember`` keeps the new ones over all chunks: a dry run stores nothing, so it cannot look them up.
    """

    def __init__(
        self, repo: Repository, lookups: Lookups, source: str, columns: tuple[str, ...], *, sure: bool, remember: bool,
        made_from: int, keys: tuple[Key, ...] = DEFAULT, all_uids: bool = False,
    ) -> None:  # fmt: skip
        """``columns`` are those the file may change; ``sure``: the source was named, its ids are trusted.

        Customers from the id ``made_from`` on are this file's; ``all_uids``: each of its rows has a uid.
        """
        self.keys = keys
        self.kinds = kinds(keys)
        self.numbered = any("external" in key for key in keys)
        self.made_from = made_from
        self.told_by_uid = all_uids and any("uid" in key for key in keys)
        self.by_name: dict[str, list[Person]] | None = {} if by_name(keys) else None
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
        self.kept: dict[int, Person] = {}
        """Those that the database does not know, or not as they are now."""
        self.survivors = merged.survivors(repo)

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
        for kind in self.kinds:
            keys = chunk.keys(kind)
            wanted = set(keys)
            found = self.lookups.contacts(kind, wanted)
            contacts.update(found)
            shared = {key for _, key in found} | _repeated(keys, wanted)
            if shared:
                doubtful.update(chunk.rows_with(kind, shared))
        self._load(externals, uids, contacts)
        if self.by_name is not None:
            doubtful |= self._load_names(self.by_name, chunk.values["name_key"])
        return doubtful

    @cached_property
    def former_names(self) -> dict[str, set[int]]:
        return merged.names(self.repo) if self.survivors else {}

    def _load_names(self, by_name: dict[str, list[Person]], names: list[str]) -> set[int]:
        found = bulk.by_name(self.repo, set(names) - {""})
        for name in self.former_names.keys() & set(names):
            found.setdefault(name, set()).update(self.former_names[name])
        for person in self._fetch([n for n in set().union(*found.values()) if n not in self.loaded]):
            self.loaded[person.id] = person
        for name, numbers in found.items():
            known = by_name.setdefault(name, [])
            known += [self.loaded[n] for n in sorted(numbers) if self.loaded[n] not in known]
        return _rows_with(names, set(by_name))

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
        for store in (self.by_external, self.by_contact, self.by_uid, self.loaded, self.by_name or {}):
            store.clear()
        for person in self.kept.values():
            self.loaded[person.id] = person
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
        if self.survivors:
            joined = {person.id: person for person in found if person.id in self.survivors}
            formers.recall(self.repo, self.source, self.columns, joined)
        return found

    def index(self, person: Person) -> None:
        """Let later rows find a person."""
        for external in person.externals:
            self.by_external.setdefault(external, person)
        self.by_uid.setdefault(person.uid, person)
        for key in person.keys:
            if key[0] in self.kinds:
                known = self.by_contact.setdefault(key, [])
                if person not in known:
                    known.append(person)
        if self.by_name is not None and person not in (known := self.by_name.setdefault(person.name_key, [])):
            known.append(person)

    def add(self, person: Person) -> None:
        self.loaded[person.id] = person
        self.index(person)
        if self.remember:
            self.kept[person.id] = person

    def keep(self, people: Iterable[Person]) -> None:
        """Those that the database does not know as they are now; in a dry run the new ones stay, too."""
        self.kept = {number: person for number, person in self.kept.items() if self.remember and person.fresh}
        self.kept.update((person.id, person) for person in people)

    def match(self, row: Parsed, name_key: str) -> tuple[Person | None, str]:
        """Whom the row is about, and by what; None for somebody new. Raises Invalid where that cannot be told."""
        self.unlike: CrmError | None = None
        for key in self._keys_for(row):
            person = self._by(key, row, name_key)
            if person is not None:
                self._check_number(person, row, finder(key))
                return person, finder(key)
        if self.unlike:
            raise self.unlike
        return None, ""

    def _keys_for(self, row: Parsed) -> tuple[Key, ...]:
        """Those that were asked for; where the row has nothing of them, the usual ones: it is not new every time."""
        if self.keys is DEFAULT:
            return DEFAULT
        said = {"external": row.external, "uid": row.uid, "company": row.columns.get("company")}
        has = {part for part, value in said.items() if value} | {"" if row.nameless else "name"}
        has |= {contact[0] for contact in row.contacts}
        return self.keys if any(key <= has for key in self.keys) else DEFAULT

    def _by(self, key: Key, row: Parsed, name_key: str) -> Person | None:
        part = finder(key)
        if part == "external":
            return self._by_number(key, row, name_key)
        if part == "uid":
            if row.uid in self.buried_uids:
                raise Invalid("import.in_trash", id=row.uid)
            found = [self.by_uid[row.uid]] if row.uid and row.uid in self.by_uid else []
        elif part == "name":
            found = (self.by_name or {}).get(name_key, []) if not row.nameless else []
        else:
            keys = [(kind, contact) for kind, _, contact, _ in row.contacts if kind == part]
            found = [person for contact in keys for person in self.by_contact.get(contact, ())]
        fitting = {person.id: person for person in found if self._fits(person, key, row, name_key)}
        if len(fitting) > 1:
            raise Invalid("import.ambiguous", ids=", ".join(map(str, fitting)))
        return next(iter(fitting.values()), None)

    def _by_number(self, key: Key, row: Parsed, name_key: str) -> Person | None:
        if not row.external:
            return None
        if row.external in self.buried:
            raise Invalid("import.in_trash", id=row.external)
        person = self.by_external.get(row.external)
        if person is None or not self._fits(person, key, row, name_key):
            return None
        self._check_same(person, row, name_key)
        return person

    def _fits(self, person: Person, key: Key, row: Parsed, name_key: str) -> bool:
        """They, or somebody who was merged into them."""
        if self._agrees(person, key, row, name_key):
            return True
        if finder(key) not in ("external", "uid") and self.numbered and self._is_other(person, row):
            return False
        return any(self._agrees(former, key, row, name_key) for former in person.formers)

    def _agrees(self, person: Person, key: Key, row: Parsed, name_key: str) -> bool:
        """In all that the key asks for besides what found them."""
        part = finder(key)
        if part not in ("external", "uid"):
            if self.numbered and self._is_other(person, row):
                return False
            if self.told_by_uid and person.id >= self.made_from and row.uid != person.uid:
                return False
        if "name" in key and not (person.is_called(row, name_key) and self._may_be(person, row)):
            return False
        if row.nameless and part == "phone":
            return "name" not in key
        if "company" in key and not _same_company(person.columns.get("company"), row.columns.get("company")):
            return False
        mine = {(kind, contact) for kind, _, contact, _ in row.contacts}
        return all(any(c[0] == kind for c in mine & person.keys) for kind in key.intersection(CONTACTS))

    def _may_be(self, person: Person, row: Parsed) -> bool:
        """Families share phones and names: Mr and Mrs Green, John Carter II and III, father and son by birthday.

        Another birthday of somebody who was here before may be a correction: it is for the user to say.
        """
        said = row.columns.get("birthday")
        images = [person.columns, *({**person.columns, **image} for image in person.earlier)]
        images = [image for image in images if not contradict(image.get("name") or "", row.columns["name"])]
        if any(not unlike(image.get("birthday"), said) for image in images):
            return True
        if images and person.id < self.made_from:
            known = images[0].get("birthday")
            self.unlike = Invalid("import.other_birthday", customer=person.id, known=known, value=said)
        return False

    def _check_same(self, person: Person, row: Parsed, name_key: str) -> None:
        """An id of a source nobody named (it is the file's name) must not be trusted blindly."""
        if not (self.sure or any(one.is_called(row, name_key) for one in (person, *person.formers))):
            raise Invalid("import.other_person", id=row.external, customer=person.id, source=self.source)

    def _check_number(self, person: Person, row: Parsed, by: str) -> None:
        """Keys without the id: somebody with another id of the same system is nobody to write over, nor to double."""
        if by not in ("external", "uid") and self._is_other(person, row):
            known = ", ".join(sorted(_ids(person.numbers)))
            raise Invalid(
                "import.other_id", by=by, customer=person.id, known=known, id=row.external, source=self.source
            )

    def _is_other(self, person: Person, row: Parsed) -> bool:
        """The source has this person under another id: two records there stay two here."""
        known = _ids(person.numbers)
        return bool(known and _ids({row.external}) - known)


def _ids(numbers: set[str]) -> set[str]:
    """Those that another system gave."""
    return {number for number in numbers if number and not number.startswith(FINGERPRINT)}


def _same_company(one: str | None, other: str | None) -> bool:
    return bool(one and other) and names.company_key(one or "") == names.company_key(other or "")


def _repeated(texts: list[str], each: set[str]) -> set[str]:
    """Those that come more than once; ``each`` is all of them."""
    if len(each) == len(texts):
        return set()
    return {text for text, times in Counter(texts).items() if times > 1}


def _rows_with(texts: list[str], known: set[str]) -> set[int]:
    """Rows whose text is known, or that of another row too; empty texts are nobody's."""
    wanted = (known | _repeated(texts, set(texts))) - {""}
    return {row for row, text in enumerate(texts) if text in wanted} if wanted else set()
