"""Files of facts about customers (contact log, complaints): one row, one record, in chunks.

Such rows seldom carry an id of their own. A row without one is known by a fingerprint of its cells, so the
same file again changes nothing, and two equal rows of one file stay two.
"""

import hashlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Values
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import Any, ClassVar, NamedTuple

from crmcli.db import Repository
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.importing.account import Account, Facts, Reject, Rows
from crmcli.importing.buyers import OWN_SOURCE, Buyer, Buyers
from crmcli.importing.cells import meant
from crmcli.importing.clock import moment_of
from crmcli.importing.columns import FINGERPRINT
from crmcli.importing.customer_rows import external_id
from crmcli.importing.reasons import all_of, plain
from crmcli.importing.repeats import Repeats
from crmcli.importing.tally import Tally
from crmcli.normalize.days import to_day
from crmcli.store import bulk, bulk_sales

CHUNK = 5_000
_SOME_TIME = ("1970-01-01T00:00:00", 0)
LONGEST = 10_000


_WHO = ("customer", "customer_external_id", "customer_phone", "customer_email", "customer_uid")
_OWN = ("own_id", "own_created")


class Sound(NamedTuple):
    """A row that is good as far as it can be told without the database."""

    row: Row
    key: str
    buyer: Buyer
    country: str
    values: dict[str, Any]


class RecordImport(Account, ABC):
    """What the kinds have in common; ``columns`` are those of ``table`` that ``record`` fills."""

    table: str
    external: str
    """The column of ``external_ids`` that says what other systems call such a record; "" if there is none."""
    columns: tuple[str, ...]
    money: ClassVar[bool] = False
    """Has it amounts, so that it must be told the currency?"""
    kept: frozenset[str] = frozenset(("created_at", "updated_at"))
    """Columns that a row never changes once they are there."""
    bound: ClassVar[tuple[str, ...]] = ()
    """Columns that go with a ``state``: what one row says of them is nothing to a row with another state."""

    def __init__(
        self, repo: Repository, mapping: Mapping, buyers: Buyers, facts: Facts, reject: Reject, tally: Tally,
        readers: dict[int, Callable[[str], date]], zone: tzinfo | None = None,
    ) -> None:  # fmt: skip
        super().__init__(facts, reject, tally)
        self.repo, self.mapping, self.buyers = repo, mapping, buyers
        self.readers, self.zone = readers, zone
        self.at: dict[str, list[int]] = {}
        for i, field in enumerate(mapping.fields):
            if field:
                self.at.setdefault(field, []).append(i)
        self.own = "own_id" in self.at
        self.left_out: Counter[str] = Counter()
        self.seen: dict[tuple[str, ...], int] = {}
        self.repeats = Repeats()
        self.groups: dict[str, list[Sound]] = {}
        """Rows about the same record, which are taken together when all of them are known."""
        self.field = ""
        """The one that was looked at last."""
        self.passed: set[str] = set()
        """Fields known to be no good, while the others are looked through for more reasons."""

    @abstractmethod
    def record(self, cells: list[str]) -> tuple[Any, ...]:
        """The values of ``columns``; None for what the row does not say. Raises Invalid with the reason."""

    def state(self, values: Values[str, Any]) -> str | None:
        """What the record has come to; None where a row does not say."""
        return None

    def settle(self, values: dict[str, Any]) -> None:
        """Put ids in the place of what a row calls other records; ``customer_id`` is one already."""

    @abstractmethod
    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        """The same for a new record, filled up where it cannot be empty."""

    @abstractmethod
    def created(self, cells: list[str]) -> str:
        """When the record of our own export was made: with its id, what it is known by."""

    def after(self, made: list[tuple[int, tuple[Any, ...]]]) -> None:
        """What else a chunk of new records (id, values) brings."""

    def follows(self, stored: dict[str, Any], said: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """Columns that follow from the ``new`` ones, of those that the row ``said``."""
        return {}

    def changed(self, number: int, new: dict[str, Any]) -> None:
        """What else a change brings."""

    def prepare(self, rows: Iterable[Row]) -> Iterator[Rows]:
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            rows = Rows(map(self._read, chunk))
            if self.external:
                keys = [each.key for each in rows if isinstance(each, Sound) and not each.key.startswith(FINGERPRINT)]
                self.repeats.read({"number": keys})
            yield rows

    def _read(self, row: Row) -> Sound | tuple[Row, CrmError | None]:
        """The row, or why it cannot be; None for one that is skipped."""
        if row.skip_reason:
            return row, None
        try:
            if row.error:
                raise CrmError(row.error)
            return self._said(row)
        except CrmError as error:
            return row, plain(error) if row.error else self._reasons(row)

    def _said(self, row: Row) -> Sound:
        key, buyer, country = self._key(row), self.buyer(row.cells), self.cell(row.cells, "country")
        values = dict(zip(self.columns, self.record(row.cells), strict=True))
        return Sound(row._replace(cells=[]), key, buyer, country, values)

    def _reasons(self, row: Row) -> CrmError:
        left_out, self.left_out = self.left_out, Counter()
        error = all_of(self, lambda: self._said(row), left_out)
        self.passed.clear()
        self.left_out = left_out
        return error

    def begin(self) -> None:
        self.next_id = bulk.next_id(self.repo, self.table)

    def _sound(self, batch: Rows) -> list[Sound]:
        """The rows whose customer and the like are found; the others are counted or refused."""
        sound: list[Sound] = []
        for found in batch:
            if isinstance(found, Sound):
                sound.append(found)
                continue
            row, error = found
            if error is None:
                self.count(row, "skipped", reason="")
            else:
                self.refuse(row, error)
        self.buyers.load((each.buyer, each.country) for each in sound)
        return [each for each in sound if self._settled(each)]

    def store(self, batch: Rows) -> None:
        sound = self._sound(batch)
        if self.facts.on_duplicate in ("update", "fill") and (again := self.repeats.last.get("number")):
            for each in sound:
                if hash(each.key) in again:
                    self.groups.setdefault(each.key, []).append(each)
            sound = [each for each in sound if each.key not in self.groups]
        self._put(sound)

    def finish(self) -> None:
        groups = iter(self.groups.values())
        while chunk := list(islice(groups, CHUNK)):
            self._put(list(map(self._united, chunk)))
        super().finish()

    def _united(self, rows: list[Sound]) -> Sound:
        """What rows of one record say together: the later ones count, unless only what is empty is to be filled."""
        values: dict[str, Any] = {}
        for each in rows if self.facts.on_duplicate == "update" else reversed(rows):
            if values and self.state(each.values) not in (None, self.state(values)):
                values.update(dict.fromkeys(self.bound))
            values.update((c, v) for c, v in each.values.items() if v is not None or c not in values)
        return rows[0]._replace(values=values)

    def _put(self, sound: list[Sound]) -> None:
        present = self._present(sound)
        stored = bulk.records(self.repo, self.table, ("customer_id", *self.columns), present.values())
        made: list[tuple[int, tuple[Any, ...]]] = []
        numbers: list[tuple[str, str, int]] = []
        for row, key, _, _, values in sound:
            others = [each.row for each in self.groups.get(key, ())[1:]]
            try:
                known = present.get(key)
                if known is not None and self.facts.on_duplicate != "create":
                    outcome = self._known(known, stored.get(known), values)
                else:
                    outcome = "created"
                    made.append((self.next_id, tuple(self.defaults(values).values())))
                    if known is None:
                        present[key] = self.next_id
                        numbers.append((self._source, key, self.next_id))
                    self.next_id += 1
            except CrmError as error:
                for each in (row, *others):
                    self.refuse(each, error)
                continue
            self.count(row, outcome, reason="")
            for other in others:
                self.unite(other, row.line, "number")
        if made and not self.facts.dry_run:
            bulk.insert(self.repo, self.table, ("id", *self.columns), ((n, *values) for n, values in made))
            if self.external:
                bulk.insert(self.repo, "external_ids", ("source", "external", self.external), numbers)
            self.after(made)

    def _settled(self, each: Sound) -> bool:
        try:
            each.values["customer_id"] = self.customer(each.buyer)
            self.settle(each.values)
        except CrmError as error:
            self.refuse(each.row, error)
            return False
        return True

    def customer(self, buyer: Buyer) -> int | None:
        """Whose record it is."""
        return self.buyers.get(buyer)

    @property
    def _source(self) -> str:
        """Records of our own export are known by what they are called in the file that they come from."""
        return OWN_SOURCE if self.own else self.facts.source

    def _present(self, rows: list[Sound]) -> dict[str, int]:
        """Keys of rows → the records that they are already."""
        present = bulk.external(self.repo, self.external, self._source, (each.key for each in rows))
        if self.own:
            ids = [_own_id(each.key) for each in rows]
            made = bulk.records(self.repo, self.table, ("customer_id", self.kept_at), ids)
            for _, key, buyer, *_ in rows:
                found = made.get(_own_id(key), {})
                known = (found.get(self.kept_at), found.get("customer_id"))
                if known == (key.partition("@")[2], self.buyers.found[buyer]):
                    present[key] = _own_id(key)
        return present

    kept_at = "created_at"
    """The column that tells a record of this file from one of the same number elsewhere."""

    def _known(self, number: int, stored: dict[str, Any] | None, values: dict[str, Any]) -> str:
        """What becomes of a row whose record is here: see --on-duplicate."""
        how = self.facts.on_duplicate
        if how == "reject":
            raise Invalid("import.record_exists", id=number)
        if how == "skip":
            return "skipped"
        if stored is None:
            return "unchanged"  # made by an earlier row of this file
        said = {c: v for c, v in values.items() if v is not None and c not in self.kept}
        if how == "fill" and self.state(values) not in (None, self.state(stored)):
            said = {c: v for c, v in said.items() if c not in self.bound}
        new = {c: v for c, v in said.items() if stored[c] != v and (how == "update" or stored[c] is None)}
        if new:
            new.update(self.follows(stored, said, new))
        if new and not self.facts.dry_run:
            if "updated_at" in self.columns:
                new["updated_at"] = self.stamp
            self.repo.update(self.table, number, new)
            self.changed(number, new)
        stored.update(new)
        return "updated" if new else "unchanged"

    # -- cells -----------------------------------------------------------------------------------

    def cell(self, cells: list[str], *fields: str) -> str:
        """What the first of the fields that has something says; several columns of a field are joined."""
        for self.field in fields:
            parts = [] if self.field in self.passed else [meant(cells[i]) for i in self.at.get(self.field, ())]
            if text := "\n".join(part for part in parts if part):
                if len(text) > LONGEST:
                    raise Invalid("too_long", field=self.field, n=len(text), limit=LONGEST)
                return text
        return ""

    def moment(self, cells: list[str], field: str) -> tuple[str, int]:
        """ISO local time and day number."""
        text = self.cell(cells, field)
        if field in self.passed:
            return _SOME_TIME
        if not text:
            raise Invalid("import.no_date")
        at, day = moment_of(text, self.readers[self.at[field][0]](text), self.zone)
        return at, to_day(day)

    def _key(self, row: Row) -> str:
        if self.own and (own := self.cell(row.cells, "own_id")).isdecimal() and len(own) < 19:
            return f"{own}@{self.created(row.cells)}"
        number = external_id(self.cell(row.cells, "number", "external_id"))
        if number:
            return number
        facts = tuple(row.cells)
        self.seen[facts] = self.seen.get(facts, 0) + 1
        return FINGERPRINT + hashlib.sha256(repr((facts, self.seen[facts])).encode()).hexdigest()[:20]

    def buyer(self, cells: list[str]) -> Buyer:
        return Buyer(
            external_id(self.cell(cells, "customer_external_id")), self.cell(cells, "customer_phone"),
            self.cell(cells, "customer_email"), self.cell(cells, "customer"),
            self.cell(cells, "customer_uid").lower(),
        )  # fmt: skip

    def noted(self, cells: list[str]) -> str:
        """When it was noted, which our own export says."""
        try:
            return datetime.fromisoformat(self.cell(cells, "own_created")).isoformat(timespec="seconds")
        except ValueError:
            return self.stamp

    def own_record(self, table: str, text: str | None, customer: int) -> int | None:
        """The customer's sale or complaint that our own export calls so; one that is not there is left out."""
        if not text:
            return None
        known = text.isascii() and text.isdecimal() and len(text) < 19
        found = bulk_sales.own(self.repo, int(text), customer, table) if known else None
        if found is None:
            self.left_out[f"{table.removesuffix('s')}_id '{text[:40]}'"] += 1
        return found

    def _stars(self, text: str) -> int | None:
        """One to five; anything else is counted and left out."""
        whole = text.removesuffix(".0")
        if text and whole not in ("1", "2", "3", "4", "5"):
            self.left_out[f"satisfaction '{text[:40]}'"] += 1
            return None
        return int(whole) if text else None

    def word(self, field: str, text: str, words: dict[str, str], read: Callable[[str], str]) -> str | None:
        """A choice in anybody's words; one that is not known is counted and left out."""
        plain = text.strip().casefold().replace(" ", "_").replace("-", "_")
        try:
            return read(words.get(plain, plain)) if plain else None
        except Invalid:
            self.left_out[f"{field} '{text[:40]}'"] += 1
            return None


def _own_id(key: str) -> int:
    head = key.partition("@")[0]
    return int(head) if head.isdecimal() else 0
