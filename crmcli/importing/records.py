"""Files of facts about customers (contact log, complaints): one row, one record, in chunks.

Such rows seldom carry an id of their own. A row without one is known by a fingerprint of its cells, so the
same file again changes nothing, and two equal rows of one file stay two.
"""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any

from crmcli.db import Repository
from crmcli.domain import complaints, interactions
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.exchange.guard import unguard
from crmcli.exchange.headings import Mapping
from crmcli.importing.buyers import Buyers
from crmcli.importing.customer_rows import external_id
from crmcli.importing.customers import Facts, Reject
from crmcli.importing.sale_rows import Buyer, time_of
from crmcli.importing.tally import Tally
from crmcli.normalize.days import to_day
from crmcli.store import bulk

CHUNK = 5_000
LONGEST = 10_000


class RecordImport(ABC):
    """What the kinds have in common; ``columns`` are those of ``table`` that ``record`` fills."""

    table: str
    external: str
    columns: tuple[str, ...]

    def __init__(
        self, repo: Repository, mapping: Mapping, buyers: Buyers, facts: Facts, reject: Reject, tally: Tally,
        read_date: Callable[[str], date],
    ) -> None:  # fmt: skip
        self.repo, self.mapping, self.buyers, self.facts, self.reject = repo, mapping, buyers, facts, reject
        self.tally, self.read_date = tally, read_date
        self.at: dict[str, list[int]] = {}
        for i, field in enumerate(mapping.fields):
            if field:
                self.at.setdefault(field, []).append(i)
        self.seen: dict[tuple[str, ...], int] = {}
        self.stamp = facts.at.isoformat(timespec="seconds")
        self.next_id = bulk.next_id(repo, self.table)
        self.planned: list[dict[str, Any]] = []

    @abstractmethod
    def record(self, cells: list[str], customer: int) -> tuple[Any, ...]:
        """The values of ``columns``. Raises Invalid with the reason."""

    def after(self, made: list[tuple[int, tuple[Any, ...]]]) -> None:  # noqa: B027 - most kinds need nothing more
        """What else a chunk of new records (id, values) brings."""

    def run(self, rows: Iterable[Row], progress: Callable[[int], None]) -> None:
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            self._chunk(chunk)
            progress(self.tally.read)

    def _chunk(self, rows: list[Row]) -> None:
        sound: list[tuple[Row, str, Buyer]] = []
        for row in rows:
            if row.skip_reason:
                self._count(row, "skipped")
                continue
            try:
                if row.error:
                    raise CrmError(row.error)
                sound.append((row, self._key(row), self._buyer(row.cells)))
            except CrmError as error:
                self._refuse(row, error)
        self.buyers.load(buyer for _, _, buyer in sound)
        present = bulk.external(self.repo, self.external, self.facts.source, (key for _, key, _ in sound))
        made: list[tuple[int, str, tuple[Any, ...]]] = []
        for row, key, buyer in sound:
            try:
                if key in present:
                    self._count(row, "unchanged")
                    continue
                made.append((self.next_id, key, self.record(row.cells, self.buyers.get(buyer))))
                present[key] = self.next_id
                self.next_id += 1
                self._count(row, "created")
            except CrmError as error:
                self._refuse(row, error)
        if made and not self.facts.dry_run:
            bulk.insert(self.repo, self.table, ("id", *self.columns), ((n, *values) for n, _, values in made))
            ids = ((self.facts.source, key, n) for n, key, _ in made)
            bulk.insert(self.repo, "external_ids", ("source", "external", self.external), ids)
            self.after([(n, values) for n, _, values in made])

    # -- cells -----------------------------------------------------------------------------------

    def cell(self, cells: list[str], *fields: str) -> str:
        """What the first of the fields that has something says; several columns of a field are joined."""
        for field in fields:
            parts = [unguard(cells[i].strip()) for i in self.at.get(field, ())]
            if text := "\n".join(part for part in parts if part):
                if len(text) > LONGEST:
                    raise Invalid("too_long", field=field, n=len(text), limit=LONGEST)
                return text
        return ""

    def moment(self, text: str) -> tuple[str, int]:
        """ISO local time and day number."""
        if not text:
            raise Invalid("import.no_date")
        day = self.read_date(text)
        return f"{day.isoformat()}T{time_of(text)}", to_day(day)

    def _key(self, row: Row) -> str:
        number = external_id(self.cell(row.cells, "number", "external_id"))
        if number:
            return number
        facts = tuple(row.cells)
        self.seen[facts] = self.seen.get(facts, 0) + 1
        return "row:" + hashlib.sha256(repr((facts, self.seen[facts])).encode()).hexdigest()[:20]

    def _buyer(self, cells: list[str]) -> Buyer:
        return Buyer(
            external_id(self.cell(cells, "customer_external_id")), self.cell(cells, "customer_phone"),
            self.cell(cells, "customer_email"), self.cell(cells, "customer"),
        )  # fmt: skip

    # -- accounts --------------------------------------------------------------------------------

    def _refuse(self, row: Row, error: CrmError) -> None:
        from crmcli.sentences import sentence

        text = sentence(error)
        self.tally.reasons[error.code] += 1
        self.reject(row, text)
        self._count(row, "rejected", reason=text)

    def _count(self, row: Row, outcome: str, reason: str = "") -> None:
        self.tally.add(outcome)
        if self.facts.dry_run:
            self.planned.append({"line": row.line, "outcome": outcome, "reason": reason})


_INWARD = frozenset(("in", "inbound", "incoming", "received", "来电", "呼入", "客户发起", "被动"))


class ContactImport(RecordImport):
    """The contact log. An unknown direction is left empty; a kind of ``note`` stays one."""

    table, external = "interactions", "interaction_id"
    columns = ("customer_id", "kind", "at", "day", "channel", "direction", "subject", "content", "outcome",
               "place", "duration", "satisfaction", "created_at")  # fmt: skip

    def record(self, cells: list[str], customer: int) -> tuple[Any, ...]:
        at, day = self.moment(self.cell(cells, "date"))
        kind = self.cell(cells, "kind")
        channel = self.cell(cells, "channel") or (kind if kind not in ("contact", "note", "social") else "")
        direction = self.cell(cells, "direction").casefold()
        content, subject = self.cell(cells, "content"), self.cell(cells, "subject")
        if not (content or subject or channel or self.cell(cells, "outcome")):
            raise Invalid("import.nothing_said")
        return (
            customer, "note" if kind.casefold() == "note" else "contact", at, day,
            interactions.channel_name(channel) if channel else None,
            ("in" if direction in _INWARD else "out") if direction else None,
            subject or None, content or None, self.cell(cells, "outcome") or None, self.cell(cells, "place") or None,
            _whole(self.cell(cells, "duration")), _stars(self.cell(cells, "satisfaction")), self.stamp,
        )  # fmt: skip


class ComplaintImport(RecordImport):
    """Complaints, each with the events that its own dates tell."""

    table, external = "complaints", "complaint_id"
    columns = ("number", "customer_id", "category", "priority", "status", "channel", "content", "resolution",
               "owner", "opened_at", "resolved_at", "updated_at")  # fmt: skip

    def record(self, cells: list[str], customer: int) -> tuple[Any, ...]:
        at, _ = self.moment(self.cell(cells, "date"))
        content = self.cell(cells, "content", "subject")
        if not content:
            raise Invalid("import.nothing_said")
        status = _word(complaints.status, self.cell(cells, "status"), "open")
        resolved = self.cell(cells, "resolved_at")
        done = self.moment(resolved)[0] if resolved else (at if status in ("resolved", "closed") else None)
        return (
            self.cell(cells, "number")[:200] or None, customer, self.cell(cells, "category") or None,
            _word(complaints.priority, self.cell(cells, "priority"), "normal"), status,
            self.cell(cells, "channel") or None, content, self.cell(cells, "resolution") or None,
            self.cell(cells, "owner") or None, at, done, self.stamp,
        )  # fmt: skip

    def after(self, made: list[tuple[int, tuple[Any, ...]]]) -> None:
        names = {name: i for i, name in enumerate(self.columns)}
        events = []
        for number, values in made:
            events.append((number, values[names["opened_at"]], "opened", values[names["content"]]))
            if values[names["resolved_at"]]:
                events.append((number, values[names["resolved_at"]], "resolved", values[names["resolution"]]))
        bulk.insert(self.repo, "complaint_events", ("complaint_id", "at", "kind", "content"), events)


def _whole(text: str) -> int | None:
    digits = text.partition(".")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 7 else None


def _stars(text: str) -> int | None:
    return int(text) if text in ("1", "2", "3", "4", "5") else None


def _word(read: Callable[[str], str], text: str, otherwise: str) -> str:
    """A status or priority in anybody's words; what is not known counts as ``otherwise``."""
    plain = text.strip().casefold().replace(" ", "_")
    plain = {"new": "open", "waiting_on_us": "in_progress", "waiting_on_contact": "in_progress",
             "solved": "resolved", "medium": "normal", "critical": "urgent"}.get(plain, plain)  # fmt: skip
    try:
        return read(plain) if plain else otherwise
    except Invalid:
        return otherwise
