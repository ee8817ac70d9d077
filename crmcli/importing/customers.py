"""A file of customers into the database, in chunks: checked, matched, stored, each row accounted for.

Rows that are plainly about somebody new (no key in common with anybody known, nor with another row of the
chunk) are stored a column at a time; only the others are looked at one by one, as a ``Person``.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import and_
from typing import Any

from crmcli.db import Repository
from crmcli.domain.customers import new_uids
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.exchange.rejects import Origin
from crmcli.fields import CUSTOMER
from crmcli.importing.account import NOTED, Account, Facts, Reject
from crmcli.importing.columns import Chunk, Memo, Parsed
from crmcli.importing.customer_inserts import CONTACT, ContactRow, insert, insert_contacts, with_primary
from crmcli.importing.customer_rows import RowReader
from crmcli.importing.keys import DEFAULT, DIRECT, by_name, kinds
from crmcli.importing.lookups import MOST, Database, Memory
from crmcli.importing.met import Met, Pending
from crmcli.importing.people import People
from crmcli.importing.person import Person
from crmcli.importing.prepared import Prepared
from crmcli.importing.unchanged import all_unchanged
from crmcli.normalize import names
from crmcli.store import bulk, indexes
from crmcli.store import customers as store

CHUNK = 2_000
ON_DUPLICATE = ("update", "fill", "skip", "create", "reject", "ask")

_KEYS = ("name", "kind", "company")
_EXTERNAL = ("source", "external", "customer_id")
_CUSTOMER = ("id", "uid", "kind", "name", "name_key", "pinyin", "company", "company_key", "created_at", "updated_at")


class CustomerImport(Account):
    """One import of customers."""

    def __init__(
        self, repo: Repository, reader: RowReader, fields: Iterable[str], facts: Facts, reject: Reject
    ) -> None:
        super().__init__(facts, reject)
        self.repo = repo
        self.reader = reader
        changeable = {f for f in fields if f in CUSTOMER and CUSTOMER[f].edit == "column"} | {*_KEYS}
        if "birthday" in changeable:
            changeable.add("lunar_birthday")
        if reader.custom:
            changeable.add("custom")
        self.columns = tuple(sorted(changeable))
        self.named_by_email = 0
        """Customers made of a row without a name."""
        self.new_uids = new_uids(facts.random)
        self.company_keys = Memo(names.company_key)
        self.tag_ids: dict[str, int] = {}
        self.asleep: list[str] = []
        """What brings back the indexes that were dropped for this load, and that it will look customers up by."""
        self.queried: list[str] = []
        """The same for those that it does not need."""
        self.refused: list[tuple[Origin, CrmError]] = []
        self.met = Met(facts.keys, numbered=reader.external is not None)

    def prepare(self, rows: Iterable[Row]) -> Iterator[Prepared]:
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            odd = [
                (row, None if row.skip_reason else CrmError(row.error or ""))
                for row in chunk
                if row.error or row.skip_reason
            ]
            good = [row for row in chunk if row.error is None and row.skip_reason is None] if odd else chunk
            lines, cells, _, raws, _ = map(list, zip(*good, strict=True)) if good else ([],) * 5
            read = self.reader.read(cells) if good else None
            self.met.read(read)
            yield Prepared(read, lines, raws, odd)

    def begin(self) -> None:
        facts = self.facts
        alone = not facts.planning and not bulk.has_customers(self.repo)
        alone = alone and not by_name(facts.keys) and kinds(facts.keys) == DIRECT
        self.memory = Memory(self.met.wanted(), with_uids=self.reader.uid is not None) if alone else None
        if self.memory:
            self.met.repeats.forget()
        lookups = self.memory or Database(self.repo, facts.source)
        self.next_id = self.first_id = bulk.next_id(self.repo, "customers")
        self.people = People(
            self.repo, lookups, facts.source, self.columns, sure=facts.sure, remember=facts.dry_run, keys=facts.keys,
            made_from=self.first_id, all_uids=self.met.all_have_uids(),
        )  # fmt: skip

    def store(self, batch: Prepared) -> None:
        if self.memory and not self.asleep and batch.size == CHUNK:
            self.asleep, self.queried = bulk.drop_indexes(self.repo, self._indexed())
        self.met.chunk += 1
        for row, error in batch.odd:
            if error is None:
                self._count(row, "skipped")
            else:
                self.refused.append((row, error))
        if chunk := batch.chunk:
            self.refused += [(batch.place(i), error) for i, error in chunk.errors.items()]
            self._take_all(chunk, batch)
            self._warn(chunk, batch.lines)
        if self.refused:
            self._refuse_all()
        if self.memory and self.memory.size >= MOST:
            self._wake()

    def _indexed(self) -> set[str]:
        return {*self.columns, "birth_date"} if "birthday" in self.columns else set(self.columns)

    def finish(self) -> None:
        late = [pending.person for pending in self.met.due(everybody=True) if self._counted(pending)]
        if not self.facts.dry_run:
            self._store([], late)
        self._wake()
        indexes.make(self.repo.connection, self.queried)
        super().finish()

    def _wake(self) -> None:
        """Have the database look up customers from here on."""
        indexes.make(self.repo.connection, self.asleep)
        self.asleep = []
        if self.memory:
            self.memory, self.people.lookups = None, Database(self.repo, self.facts.source)

    def _warn(self, chunk: Chunk, lines: list[int]) -> None:
        from crmcli.sentences import sentence

        refused = {row.line for row, _ in self.refused}
        for bad in sorted(chunk.warnings, key=lambda bad: bad.row):
            if bad.row not in chunk.errors and lines[bad.row] not in refused:
                self.tally.warned += 1
                if len(self.warned) < NOTED:
                    fact = {"line": lines[bad.row], "column": bad.heading, "value": bad.text}
                    self.warned.append({**fact, "reason": sentence(bad.error)})

    def _refuse_all(self) -> None:
        for row, error in sorted(self.refused, key=lambda pair: pair[0].line):
            self.refuse(row, error, customer_id=None, name="")
        self.refused = []

    def _asked(self, row: Origin, person: Person, facts: Parsed) -> str:
        """What the user wants done; nobody is asked about a row that changes nothing."""
        values, contacts, tags = person.missing(facts, self.columns, only_empty=False)
        if not (values or contacts or tags) or self.facts.ask is None:
            return "update"
        return self.facts.ask(row, person, facts)

    def _count(self, row: Origin, outcome: str, person: Person | None = None, **plan: Any) -> None:
        name = person.columns["name"] if person else ""
        known = person.id if person and not person.fresh else None
        self.count(row, outcome, customer_id=known, name=name, reason="", **plan)

    def _is_known(self, chunk: Chunk) -> bool:
        """Whether it takes no look at the rows to see that all of them are unchanged."""
        facts = self.facts
        plain = facts.keys == DEFAULT and facts.on_duplicate in ("update", "fill") and not facts.planning
        return plain and self.memory is None and all_unchanged(self.repo, self.people.lookups, chunk, self.columns)

    def _take_all(self, chunk: Chunk, batch: Prepared) -> None:
        several = self.met.rows(chunk)
        if not (several or self.met.pending) and self._is_known(chunk):
            self.tally.add("unchanged", chunk.size - len(chunk.errors))
            return
        known = self.people.load(chunk) if several or not self.memory else set[int]()
        doubtful = known | several.keys()
        if self.facts.planning:
            doubtful = set(range(chunk.size))
        ids = [0] * chunk.size
        fresh: list[Person] = []
        touched: dict[int, Person] = {}
        name_keys = chunk.values["name_key"]
        for i in range(chunk.size):
            if i in chunk.errors:
                continue
            if i not in doubtful:
                ids[i] = self.next_id
                self.next_id += 1
                continue
            try:
                self._take(batch.place(i), chunk.parsed(i), name_keys[i], several.get(i, -1), fresh, touched)
            except Invalid as error:
                self.refused.append((batch.place(i), error))
        if plain := chunk.size - ids.count(0):
            self.tally.add("created", plain)
            self.named_by_email += sum(ids[row] > 0 for row in chunk.nameless)
            self._insert(chunk, ids)
        for pending in self.met.due():
            if self._counted(pending):
                touched[pending.person.id] = pending.person
        self.people.keep(pending.person for pending in self.met.pending.values())
        if not self.facts.dry_run:
            self._store(fresh, self.met.without(touched.values()))

    def _take(
        self, row: Origin, facts: Parsed, name_key: str, until: int, fresh: list[Person], touched: dict[int, Person]
    ) -> None:
        """``until``: the last chunk with a row that shares a key with this one."""
        person, by = self.people.match(facts, name_key)
        first = self.met.first.get(person.id) if person else None
        how = self.facts.on_duplicate
        if person is not None and how == "ask":
            how = self._asked(row, person, facts)
        if person is None or how == "create":
            person = self._make(facts, name_key)
            fresh.append(person)
            if until >= 0 and how != "create":
                self.met.first[person.id] = row.line
            self.named_by_email += facts.nameless
            self._count(row, "created", person)
        elif how == "skip":
            self._count(row, "skipped", person)
        elif how == "reject":
            raise Invalid("import.exists", id=person.id) if first is None else Invalid("import.same_row", line=first)
        else:
            self._bring(row, facts, person, by, until, touched, only_empty=how == "fill")

    def _bring(
        self, row: Origin, facts: Parsed, person: Person, by: str, until: int, touched: dict[int, Person],
        *, only_empty: bool,
    ) -> None:  # fmt: skip
        """Bring what a row says to a customer who is here, or whom a row before it brought."""
        changes = self._apply(person, facts, only_empty=only_empty)
        if changes and not person.fresh:
            touched[person.id] = person
        first = self.met.first.get(person.id)
        if first is not None and (person.id >= self.first_id or person.id in self.met.pending):
            self._unite(row, first, by, person)
            return
        if person.id < self.first_id:
            until = self.met.until(person, facts, until)
        if until >= 0:
            self.met.wait(person, row, until, by)
        else:
            self._count_known(row, person, changes)

    def _counted(self, pending: Pending) -> bool:
        """Count a row that waited for others about the same customer; True if they changed anything."""
        changes = pending.person.changes()
        if not changes and pending.first != pending.row.line:
            self._unite(pending.row, pending.first, pending.by, pending.person)
        else:
            self._count_known(pending.row, pending.person, changes)
        return bool(changes)

    def _count_known(self, row: Origin, person: Person, changes: list[str]) -> None:
        if changes:
            self._count(row, "updated", person, changes=changes)
        else:
            self._count(row, "unchanged", person)

    def _unite(self, row: Origin, first: int, by: str, person: Person) -> None:
        known = None if person.fresh else person.id
        how = "customer" if person.formers else by  # the rows may be about two who were merged since
        self.unite(row, first, how, customer_id=known, name=person.columns["name"])

    # -- one person ------------------------------------------------------------------------------

    def _make(self, facts: Parsed, name_key: str) -> Person:
        uid = facts.uid or next(self.new_uids)
        person = Person(self.next_id, uid, name_key, facts.columns, fresh=True)
        self.next_id += 1
        for contact in facts.contacts:
            if (key := (contact[0], contact[2])) not in person.keys:
                person.keys.add(key)
                person.added.append(contact)
        person.tags.update(facts.tags)
        self._number(person, facts.external)
        self.people.add(person)
        return person

    def _number(self, person: Person, external: str) -> bool:
        """Note what the source calls somebody; False if that is known."""
        if not external or external in self.people.by_external:
            return False
        person.externals.append(external)
        person.numbers.add(external)
        return True

    def _apply(self, person: Person, facts: Parsed, *, only_empty: bool) -> list[str]:
        """Bring the row's values to a person; empty cells never take anything away. The names of what changed."""
        values, contacts, tags = person.missing(facts, self.columns, only_empty=only_empty)
        if only_empty and person.id < self.first_id:
            filled = {kind for kind, _ in person.keys}
            contacts = [contact for contact in contacts if contact[0] not in filled]
            tags = [] if person.tags else tags
        person.take(facts, values)
        if "name" in values or "kind" in values:
            person.rename()
        person.keys.update((kind, key) for kind, _, key, _ in contacts)
        person.added += contacts
        person.tags.update(tags)
        changed = [*values, *dict.fromkeys(contact[0] for contact in contacts), *(["tags"] if tags else [])]
        if self._number(person, facts.external):
            changed.append("external_id")
        if changed:
            person.news.update(dict.fromkeys(changed))
            self.people.index(person)
        return changed

    # -- storing what is plainly new -------------------------------------------------------------

    def _insert(self, chunk: Chunk, ids: list[int]) -> None:
        """The rows that got an id, as customers."""
        values = chunk.values
        kinds = [kind or "person" for kind in values["kind"]]
        same = {"updated_at": self.stamp}
        columns: dict[str, Sequence[Any]] = {
            "id": ids,
            "uid": self._uids(chunk),
            "name": values["name"],
            "name_key": values["name_key"],
            "pinyin": list(map(names.pinyin, (name or "" for name in values["name"]), kinds)),
        }
        if any(values["kind"]):
            columns["kind"] = kinds
        else:
            same["kind"] = "person"
        if "created_at" in values:
            columns["created_at"] = [at or self.stamp for at in values["created_at"]]
        else:
            same["created_at"] = self.stamp
        if "company" in values:
            columns["company"] = values["company"]
            columns["company_key"] = self.company_keys.all([company or "" for company in values["company"]])
        fields = [field for field in self.columns if field in values and field not in columns and field not in same]
        columns.update((field, values[field]) for field in fields)
        insert(self.repo, "customers", same, columns, ids)
        insert_contacts(self.repo, chunk, ids)
        bulk.insert(self.repo, "customer_tags", ("customer_id", "tag_id"), list(self._tags(chunk, ids)))
        numbered = list(map(and_, map(bool, chunk.externals), map(bool, ids)))
        numbers: dict[str, Sequence[Any]] = {"external": chunk.externals, "customer_id": ids}
        insert(self.repo, "external_ids", {"source": self.facts.source}, numbers, numbered)
        if self.memory:
            self.memory.note_all(chunk, ids, columns["uid"], DIRECT)

    def _uids(self, chunk: Chunk) -> list[str]:
        """Those of the file; for rows without one, new ones that nobody has."""
        found = [uid or next(self.new_uids) for uid in chunk.uids]
        if self.memory and not self.memory.with_uids:
            return found
        here, buried = self.people.lookups.uids({new for new, old in zip(found, chunk.uids, strict=True) if not old})
        return [next(self.new_uids) if uid in here or uid in buried else uid for uid in found]

    def _tags(self, chunk: Chunk, ids: list[int]) -> Iterator[tuple[int, int]]:
        for row, tags in chunk.tags.items():
            if ids[row]:
                for tag in {tag.casefold(): tag for tag in sorted(tags)}.values():
                    yield ids[row], self._tag_id(tag)

    # -- storing persons -------------------------------------------------------------------------

    def _store(self, fresh: list[Person], touched: list[Person]) -> None:
        if fresh:
            self._insert_persons(fresh)
        for person in touched:
            self._update(person)
        everyone = fresh + touched
        bulk.insert(self.repo, "contact_points", CONTACT, self._contact_rows(everyone))
        bulk.insert(self.repo, "customer_tags", ("customer_id", "tag_id"), list(self._tag_rows(everyone)))
        numbers = ((self.facts.source, external, p.id) for p in everyone for external in p.externals)
        bulk.insert(self.repo, "external_ids", _EXTERNAL, numbers)
        for person in everyone:
            if self.memory:
                added = [(kind, key) for kind, _, key, _ in person.added if kind in DIRECT]
                self.memory.note(person.id, person.uid, person.externals, added)
            person.added, person.externals, person.stored, person.fresh = [], [], dict(person.columns), False
            person.news = {}

    def _insert_persons(self, fresh: list[Person]) -> None:
        # Only --on-duplicate create meets a uid that is somebody's: the copy gets one of its own.
        taken = self.people.lookups.uids({p.uid for p in fresh})
        fields = [name for name in self.columns if name not in ("created_at", *_KEYS)]
        here: set[str] = set()
        stamp, pinyin, company_key = self.stamp, names.pinyin, names.company_key

        def row(p: Person) -> tuple[Any, ...]:
            get = p.columns.get
            name, company, kind = get("name") or "", get("company"), get("kind") or "person"
            if p.uid in taken[0] or p.uid in taken[1] or p.uid in here:
                p.uid = next(self.new_uids)
            here.add(p.uid)
            return (
                p.id, p.uid, kind, name, p.name_key, pinyin(name, kind), company,
                company_key(company) if company else None, get("created_at") or stamp, stamp, *map(get, fields),
            )  # fmt: skip

        bulk.insert(self.repo, "customers", (*_CUSTOMER, *fields), map(row, fresh))

    def _update(self, person: Person) -> None:
        values = {f: v for f, v in person.columns.items() if person.stored.get(f) != v}
        if not values:
            return
        if "name" in values or "kind" in values:
            values["name_key"] = person.name_key
            values["pinyin"] = names.pinyin(person.columns["name"], person.columns.get("kind") or "person")
        if values.get("company"):
            values["company_key"] = names.company_key(values["company"])
        self.repo.update("customers", person.id, {**values, "updated_at": self.stamp})

    def _contact_rows(self, people: list[Person]) -> Iterator[ContactRow]:
        for person in people:
            if person.added:
                added = {(kind, key) for kind, _, key, _ in person.added}
                old = {kind for kind, key in person.keys if (kind, key) not in added}
                yield from with_primary(person.id, person.added, old)

    def _tag_rows(self, people: list[Person]) -> Iterator[tuple[int, int]]:
        for person in people:
            if person.tags:
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
