"""Files of facts about customers (contact log, complaints): one row, one record, in chunks.

Such rows seldom carry an id of their own. A row without one is known by a fingerprint of its cells, so the
same file again changes nothing, and two equal rows of one file stay two.
"""

import hashlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import Any, ClassVar, NamedTuple

from crmcli.db import Repository
from crmcli.domain import complaints, interactions
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.importing.account import Account, Facts, Reject, Rows, plain
from crmcli.importing.buyers import OWN_SOURCE, Buyer, Buyers
from crmcli.importing.cells import meant
from crmcli.importing.clock import moment_of
from crmcli.importing.customer_rows import external_id
from crmcli.importing.tally import Tally
from crmcli.normalize.days import to_day
from crmcli.store import bulk, bulk_sales

CHUNK = 5_000
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

    @abstractmethod
    def record(self, cells: list[str]) -> tuple[Any, ...]:
        """The values of ``columns``; None for what the row does not say. Raises Invalid with the reason."""

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

    def changed(self, number: int, new: dict[str, Any]) -> None:
        """What else a change brings."""

    def prepare(self, rows: Iterable[Row]) -> Iterator[Rows]:
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            yield Rows(map(self._read, chunk))

    def _read(self, row: Row) -> Sound | tuple[Row, CrmError | None]:
        """The row, or why it cannot be; None for one that is skipped."""
        if row.skip_reason:
            return row, None
        try:
            if row.error:
                raise CrmError(row.error)
            key, buyer, country = self._key(row), self.buyer(row.cells), self.cell(row.cells, "country")
            values = dict(zip(self.columns, self.record(row.cells), strict=True))
        except CrmError as error:
            return row, plain(error)
        return Sound(row._replace(cells=[]), key, buyer, country, values)

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
        present = self._present(sound)
        stored = bulk.records(self.repo, self.table, ("customer_id", *self.columns), present.values())
        made: list[tuple[int, tuple[Any, ...]]] = []
        numbers: list[tuple[str, str, int]] = []
        for row, key, _, _, values in sound:
            try:
                known = present.get(key)
                if known is not None and self.facts.on_duplicate != "create":
                    outcome = self._known(known, stored.get(known), values)
                    self.count(row, outcome, reason="")
                    continue
                made.append((self.next_id, tuple(self.defaults(values).values())))
                if known is None:
                    present[key] = self.next_id
                    numbers.append((self._source, key, self.next_id))
                self.next_id += 1
                self.count(row, "created", reason="")
            except CrmError as error:
                self.refuse(row, error)
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
        new = {c: v for c, v in said.items() if stored[c] != v and (how == "update" or stored[c] is None)}
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
        for field in fields:
            parts = [meant(cells[i]) for i in self.at.get(field, ())]
            if text := "\n".join(part for part in parts if part):
                if len(text) > LONGEST:
                    raise Invalid("too_long", field=field, n=len(text), limit=LONGEST)
                return text
        return ""

    def moment(self, cells: list[str], field: str) -> tuple[str, int]:
        """ISO local time and day number."""
        text = self.cell(cells, field)
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
        return "row:" + hashlib.sha256(repr((facts, self.seen[facts])).encode()).hexdigest()[:20]

    def buyer(self, cells: list[str]) -> Buyer:
        return Buyer(
            external_id(self.cell(cells, "customer_external_id")), self.cell(cells, "customer_phone"),
            self.cell(cells, "customer_email"), self.cell(cells, "customer"),
            self.cell(cells, "customer_uid").lower(),
        )  # fmt: skip

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


_DIRECTIONS = {
    **dict.fromkeys(("in", "inbound", "incoming", "received", "来电", "呼入", "客户发起", "被动"), "in"),
    **dict.fromkeys(("out", "outbound", "outgoing", "sent", "去电", "呼出", "我方发起", "主动"), "out"),
}


class ContactImport(RecordImport):
    """The contact log. An unknown direction is left empty; a kind of ``note`` stays one."""

    FIELDS = frozenset((
        *_WHO, *_OWN, "country", "date", "kind", "channel", "direction", "subject", "content", "outcome", "place",
        "participants", "duration", "satisfaction", "number", "external_id",
    ))  # fmt: skip
    kind, table, external = "contacts", "interactions", "interaction_id"
    columns = ("customer_id", "kind", "at", "day", "channel", "direction", "subject", "content", "outcome",
               "place", "participants", "duration", "satisfaction", "created_at")  # fmt: skip

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        at, day = self.moment(cells, "date")
        kind = self.cell(cells, "kind")
        channel = self.cell(cells, "channel") or (kind if kind not in ("contact", "note", "social") else "")
        content, subject = self.cell(cells, "content"), self.cell(cells, "subject")
        if not (content or subject or channel or self.cell(cells, "outcome")):
            raise Invalid("import.nothing_said")
        if kind.casefold() not in ("note", "social") or (kind.casefold() == "social" and not self.own):
            kind = "contact"
        return (
            None, kind.casefold(), at, day, interactions.channel_name(channel) if channel else None,
            self._direction(self.cell(cells, "direction")), subject or None, content or None,
            self.cell(cells, "outcome") or None, self.cell(cells, "place") or None,
            self.cell(cells, "participants") or None, _whole(self.cell(cells, "duration")),
            self._stars(self.cell(cells, "satisfaction")), self._noted(cells),
        )  # fmt: skip

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        return values

    def created(self, cells: list[str]) -> str:
        return self.cell(cells, "own_created")

    def _noted(self, cells: list[str]) -> str:
        """When it was noted, which our own export says."""
        try:
            return datetime.fromisoformat(self.cell(cells, "own_created")).isoformat(timespec="seconds")
        except ValueError:
            return self.stamp

    def _direction(self, text: str) -> str | None:
        direction = _DIRECTIONS.get(text.casefold())
        if text and direction is None:
            self.left_out[f"direction '{text[:40]}'"] += 1
        return direction


_PRIORITIES = {"medium": "normal", "critical": "urgent"}
_STATUSES = {
    "new": "open", "waiting_on_us": "in_progress", "waiting_on_contact": "in_progress", "pending": "in_progress",
    "solved": "resolved", "escalated": "in_progress", "on_hold": "in_progress",
}  # fmt: skip


class ComplaintImport(RecordImport):
    """Complaints, each with the events that its own dates tell."""

    FIELDS = frozenset((
        *_WHO, *_OWN, "country", "number", "date", "category", "priority", "status", "channel", "subject", "content",
        "resolution", "resolved_at", "owner", "due", "satisfaction", "sku", "external_id", "own_sale",
    ))  # fmt: skip
    kind, table, external = "complaints", "complaints", "complaint_id"
    columns = ("number", "customer_id", "sale_id", "product_id", "category", "priority", "status", "channel", "content",
               "resolution", "satisfaction", "owner", "opened_at", "due_at", "resolved_at", "updated_at")  # fmt: skip
    kept = RecordImport.kept | {"opened_at"}
    kept_at = "opened_at"

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        at, _ = self.moment(cells, "date")
        content = self.cell(cells, "content", "subject", "category")
        if not content:
            raise Invalid("import.nothing_said")
        return (
            self.cell(cells, "number")[:200] or None, None, self.cell(cells, "own_sale"),
            self.cell(cells, "sku") or None,
            self.cell(cells, "category") or None,
            self.word("priority", self.cell(cells, "priority"), _PRIORITIES, complaints.priority),
            self.word("status", self.cell(cells, "status"), _STATUSES, complaints.status),
            self.cell(cells, "channel") or None, content, self.cell(cells, "resolution") or None,
            self._stars(self.cell(cells, "satisfaction")), self.cell(cells, "owner") or None, at,
            self._due(cells),
            self.moment(cells, "resolved_at")[0] if self.cell(cells, "resolved_at") else None, self.stamp,
        )  # fmt: skip

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        values["priority"] = values["priority"] or "normal"
        values["status"] = values["status"] or "open"
        over = values["status"] in ("resolved", "closed")
        if over and not self.own:
            values["resolved_at"] = values["resolved_at"] or values["opened_at"]
        return values

    def _due(self, cells: list[str]) -> str | None:
        """A day alone means its end."""
        text = self.cell(cells, "due")
        if not text:
            return None
        at, _ = self.moment(cells, "due")
        return at if ":" in text else f"{at[:10]}T23:59:59"

    def created(self, cells: list[str]) -> str:
        return self.moment(cells, "date")[0]

    def after(self, made: list[tuple[int, tuple[Any, ...]]]) -> None:
        names = {name: i for i, name in enumerate(self.columns)}
        events = []
        for number, values in made:
            events.append((number, values[names["opened_at"]], "opened", values[names["content"]]))
            if values[names["resolved_at"]]:
                events.append((number, values[names["resolved_at"]], "resolved", values[names["resolution"]]))
        bulk.insert(self.repo, "complaint_events", ("complaint_id", "at", "kind", "content"), events)

    def changed(self, number: int, new: dict[str, Any]) -> None:
        """A status that the other system brings: it is resolved from now on, or open again."""
        status = new.get("status")
        if status is None:
            return
        over = status in ("resolved", "closed")
        if over and "resolved_at" not in new:
            self.repo.update("complaints", number, {"resolved_at": self.stamp})
        elif not over:
            self.repo.update("complaints", number, {"resolved_at": None})
        kind = status if over else "changed"
        event = (number, new.get("resolved_at") or self.stamp, kind, new.get("resolution"))
        bulk.insert(self.repo, "complaint_events", ("complaint_id", "at", "kind", "content"), [event])

    def settle(self, values: dict[str, Any]) -> None:
        values["product_id"] = self._product(values["product_id"])
        sale = values["sale_id"] or ""
        known = sale.isdecimal() and len(sale) < 19
        values["sale_id"] = bulk_sales.own(self.repo, int(sale), values["customer_id"]) if known else None
        if sale and values["sale_id"] is None:
            self.left_out[f"sale_id '{sale[:40]}'"] += 1

    def _product(self, sku: str | None) -> int | None:
        if not sku:
            return None
        if self._skus is None:
            self._skus = bulk_sales.products(self.repo)[0]
        return self._skus.get(sku.casefold())

    _skus: dict[str, int] | None = None


def _whole(text: str) -> int | None:
    digits = text.partition(".")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 7 else None
