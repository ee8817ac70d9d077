"""A file of customers into the database, in chunks: checked, matched, stored, each row accounted for."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.domain.customers import new_uid
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.fields import CUSTOMER
from crmcli.importing.customer_rows import Parsed, RowReader
from crmcli.importing.people import People, Person
from crmcli.importing.tally import Tally
from crmcli.normalize import names
from crmcli.store import bulk
from crmcli.store import customers as store

CHUNK = 5_000
ON_DUPLICATE = ("update", "fill", "skip", "create", "reject")

_KEYS = ("name", "kind", "company")
Reject = Callable[[Row, str], None]


class Facts(NamedTuple):
    """What one import goes by."""

    source: str
    sure: bool
    on_duplicate: str
    at: datetime
    random: Any
    dry_run: bool


class CustomerImport:
    """One import of customers; ``run`` takes the rows, ``tally`` has the counts."""

    def __init__(self, repo: Repository, reader: RowReader, fields: Iterable[str], facts: Facts, reject: Reject) -> None:
        self.repo = repo
        self.reader = reader
        self.facts = facts
        self.reject = reject
        self.tally = Tally()
        changeable = {f for f in fields if f in CUSTOMER and CUSTOMER[f].edit == "column"} | {*_KEYS}
        if "birthday" in changeable:
            changeable.add("lunar_birthday")
        self.columns = tuple(sorted(changeable))
        self.people = People(repo, facts.source, self.columns, sure=facts.sure, remember=facts.dry_run)
        self.stamp = facts.at.isoformat(timespec="seconds")
        self.next_id = bulk.next_id(repo, "customers")
        self.tag_ids: dict[str, int] = {}
        self.planned: list[dict[str, Any]] = []
        """What a dry run would do, row by row."""

    def run(self, rows: Iterable[Row], progress: Callable[[int], None]) -> None:
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            self._chunk(chunk)
            progress(self.tally.read)

    def _chunk(self, rows: list[Row]) -> None:
        parsed = list(self._parsed(rows))
        self.people.load(row for _, row in parsed)
        fresh: list[Person] = []
        touched: dict[int, Person] = {}
        for row, facts in parsed:
            try:
                self._take(row, facts, fresh, touched)
            except Invalid as error:
                self._refuse(row, error)
        if not self.facts.dry_run:
            self._store(fresh, list(touched.values()))

    def _parsed(self, rows: list[Row]) -> Iterator[tuple[Row, Parsed]]:
        read = self.reader.read
        for row in rows:
            if row.error is None and row.skip_reason is None:
                try:
                    yield row, read(row.cells)
                except Invalid as error:
                    self._refuse(row, error)
            elif row.skip_reason:
                self._count(row, "skipped")
            else:
                self._refuse(row, CrmError(row.error or "unexpected"))

    def _refuse(self, row: Row, error: CrmError) -> None:
        from crmcli.sentences import sentence

        text = sentence(error)
        self.tally.reasons[error.code] += 1
        self.reject(row, text)
        self._count(row, "rejected", reason=text)

    def _count(self, row: Row, outcome: str, person: Person | None = None, reason: str = "") -> None:
        self.tally.add(outcome)
        if self.facts.dry_run:
            name = person.columns["name"] if person else ""
            known = person.id if person and not person.fresh else None
            self.planned.append({"line": row.line, "outcome": outcome, "customer_id": known, "name": name, "reason": reason})

    def _take(self, row: Row, facts: Parsed, fresh: list[Person], touched: dict[int, Person]) -> None:
        columns = facts.columns
        kind = columns.get("kind", "person")
        name_key = names.company_key(columns["name"]) if kind == "company" else names.name_key(columns["name"])
        person = self.people.match(facts, name_key)
        how = self.facts.on_duplicate
        if person is None or how == "create":
            person = self._make(facts, name_key)
            fresh.append(person)
            self._count(row, "created", person)
        elif how == "skip":
            self._count(row, "skipped", person)
        elif how == "reject":
            raise Invalid("import.exists", id=person.id)
        elif self._apply(person, facts, name_key, only_empty=how == "fill"):
            if not person.fresh:
                touched[person.id] = person
            self._count(row, "updated", person)
        else:
            self._count(row, "unchanged", person)

    # -- one person ------------------------------------------------------------------------------

    def _make(self, facts: Parsed, name_key: str) -> Person:
        uid = facts.uid or new_uid(self.facts.random)
        person = Person(self.next_id, uid, name_key, facts.columns, fresh=True)
        self.next_id += 1
        for contact in facts.contacts:
            if (key := (contact[0], contact[2])) not in person.keys:
                person.keys.add(key)
                person.added.append(contact)
        person.tags.update(facts.tags)
        if facts.external and facts.external not in self.people.by_external:
            person.externals.append(facts.external)
        self.people.add(person)
        return person

    def _apply(self, person: Person, facts: Parsed, name_key: str, *, only_empty: bool) -> bool:
        """Bring the row's values to a person; empty cells never take anything away. True if it changed."""
        changed = False
        for field, value in facts.columns.items():
            if field not in self.columns:
                continue  # created_at: only of use to somebody new
            if person.columns.get(field) != value and not (only_empty and person.columns.get(field)):
                person.columns[field] = value
                changed = True
                if field == "name":
                    person.name_key = name_key
        for contact in facts.contacts:
            if (key := (contact[0], contact[2])) not in person.keys:
                person.keys.add(key)
                person.added.append(contact)
                changed = True
        for tag in facts.tags:
            if tag not in person.tags and tag.casefold() not in person.tags:
                person.tags.add(tag)
                changed = True
        if facts.external and facts.external not in self.people.by_external:
            person.externals.append(facts.external)
            changed = True
        if changed:
            self.people.index(person)
        return changed

    # -- storing a chunk -------------------------------------------------------------------------

    def _store(self, fresh: list[Person], touched: list[Person]) -> None:
        if fresh:
            self._insert(fresh)
        for person in touched:
            self._update(person)
        everyone = fresh + touched
        bulk.insert(
            self.repo,
            "contact_points",
            ("customer_id", "kind", "value", "key", "is_primary"),
            self._contact_rows(everyone),
        )
        bulk.insert(self.repo, "customer_tags", ("customer_id", "tag_id"), list(self._tag_rows(everyone)))
        bulk.insert(
            self.repo,
            "external_ids",
            ("source", "external", "customer_id"),
            ((self.facts.source, external, p.id) for p in everyone for external in p.externals),
        )
        for person in everyone:
            person.added, person.externals, person.stored, person.fresh = [], [], dict(person.columns), False

    def _insert(self, fresh: list[Person]) -> None:
        # Only --on-duplicate create meets a uid that is somebody's: the copy gets one of its own.
        taken = bulk.known_uids(self.repo, (p.uid for p in fresh))
        fields = [name for name in self.columns if name not in ("created_at", "kind", "name", "company")]
        columns = ("id", "uid", "kind", "name", "name_key", "pinyin", "company", "company_key", "created_at",
                   "updated_at", *fields)  # fmt: skip
        stamp, pinyin, company_key = self.stamp, names.pinyin, names.company_key
        random = self.facts.random

        def row(p: Person) -> tuple[Any, ...]:
            get = p.columns.get
            name, company, kind = get("name"), get("company"), get("kind") or "person"
            uid = p.uid if p.uid not in taken else new_uid(random)
            return (
                p.id, uid, kind, name, p.name_key, pinyin(name, kind), company,
                company_key(company) if company else None, get("created_at") or stamp, stamp, *map(get, fields),
            )  # fmt: skip

        bulk.insert(self.repo, "customers", columns, map(row, fresh))

    def _update(self, person: Person) -> None:
        values = {f: v for f, v in person.columns.items() if person.stored.get(f) != v}
        if not values:
            return
        if "name" in values:
            values["name_key"] = person.name_key
            values["pinyin"] = names.pinyin(values["name"], person.columns.get("kind") or "person")
        if values.get("company"):
            values["company_key"] = names.company_key(values["company"])
        self.repo.update("customers", person.id, {**values, "updated_at": self.stamp})

    def _contact_rows(self, people: list[Person]) -> Iterator[tuple[int, str, str, str, int]]:
        for person in people:
            if person.added:
                old = {kind for kind, _ in person.keys} if not person.fresh else set()
                if old:
                    old = {kind for kind, key in person.keys if not any(kind == a[0] and key == a[2] for a in person.added)}
                for kind, value, key in person.added:
                    yield person.id, kind, value, key, int(kind not in old)
                    old.add(kind)

    def _tag_rows(self, people: list[Person]) -> Iterator[tuple[int, int]]:
        for person in people:
            if person.tags and (person.fresh or person.columns is not None):
                stored = set() if person.fresh else bulk.tag_names(self.repo, [person.id]).get(person.id, set())
                for tag in sorted(person.tags):
                    if tag.casefold() not in stored:
                        stored.add(tag.casefold())
                        yield person.id, self._tag_id(tag)

    def _tag_id(self, name: str) -> int:
        found = self.tag_ids.get(name.casefold())
        if found is None:
            found = store.tag_id(self.repo, name)
            if found is None:
                found = self.repo.insert("tags", {"name": name, "created_at": self.stamp})
            self.tag_ids[name.casefold()] = found
        return found
