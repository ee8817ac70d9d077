"""What every import keeps account of: each row counted once, those that cannot be handed on with a reason."""

from abc import ABC, abstractmethod
from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from crmcli.errors import CrmError
from crmcli.exchange.careful import Row
from crmcli.exchange.rejects import Origin
from crmcli.i18n import t
from crmcli.importing import reasons
from crmcli.importing.keys import DEFAULT, Key
from crmcli.importing.spool import Batch, Spool
from crmcli.importing.tally import Tally

Reject = Callable[[Origin, str], None]
_NAMED = 20
"""So many rejected rows are told one by one."""
NOTED = 1000
"""So many warnings and united rows are kept."""


class Facts(NamedTuple):
    """What one import goes by."""

    source: str
    sure: bool
    """Was the source named, or is it just the file's name?"""
    on_duplicate: str
    at: datetime
    random: Any
    dry_run: bool
    """Is nothing to be written?"""
    planning: bool
    """Is it to be noted what becomes of each row?"""
    keys: tuple[Key, ...] = DEFAULT
    ask: "Callable[[Origin, Any, Any], str] | None" = None
    """Told a row, the customer it is about and what it says: update, fill, skip, create or reject."""


class Rows(list[Any]):
    """A batch of rows, each checked by itself."""

    @property
    def size(self) -> int:
        return len(self)


class Account(ABC):
    """One import: its rows are checked (``prepare``), then stored; and the counts of it.

    Nothing is asked of the database before ``begin``, so that it need not be locked while the file is read.
    ``planned`` is what a dry run would do, row by row.
    """

    kind: ClassVar[str] = "customers"
    FIELDS: ClassVar[frozenset[str]] = frozenset()
    """The fields that are read; all, if there are none here."""

    def __init__(self, facts: Facts, reject: Reject, tally: Tally | None = None) -> None:
        self.facts = facts
        self.reject = reject
        self.tally = tally or Tally()
        self.planned: list[dict[str, Any]] = []
        self.first_refused: list[dict[str, Any]] = []
        """In their order, whenever they were met."""
        self.warned: list[dict[str, Any]] = []
        """The first cells that were left out of rows that were taken."""
        self.united: list[dict[str, Any]] = []
        """The first rows that say more of what another row of the file is about."""

    @property
    def stamp(self) -> str:
        return self.facts.at.isoformat(timespec="seconds")

    @abstractmethod
    def prepare(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """The rows of the file, checked, in batches that can be pickled."""

    @abstractmethod
    def begin(self) -> None:
        """Look at what the database has."""

    @abstractmethod
    def store(self, batch: Any) -> None:
        """Find out whom each row is about, and store it."""

    def finish(self) -> None:
        for facts in (self.planned, self.united):
            facts.sort(key=_line)

    def run(self, rows: Iterable[Row]) -> None:
        """All of it at once; what is read goes through a spool, as later rows may matter to earlier ones."""
        with Spool() as spool:
            for batch in self.prepare(rows):
                spool.add(batch)
            self.begin()
            for batch in spool:
                self.store(batch)
            self.finish()

    def count(self, row: Origin, outcome: str, **plan: Any) -> None:
        """One row more; ``plan`` is what a dry run says of it besides."""
        self.tally.add(outcome)
        if row.skip_reason:
            self.tally.skips[row.skip_reason] += 1
            plan["reason"] = t(row.skip_reason)
        if self.facts.planning:
            self.planned.append({"line": row.line, "outcome": outcome, **plan})

    def unite(self, row: Origin, into: int, by: str, **plan: Any) -> None:
        """A row that is about the same as the one on line ``into``, which is counted for both."""
        self.tally.merged += 1
        if len(self.united) < NOTED:
            self.united.append({"line": row.line, "into": into, "by": by})
        self.count(
            row, "unchanged", **plan, into=into, by=by, reason=t("import.united", line=into, by=t(f"import.by_{by}"))
        )

    def refuse(self, row: Origin, error: CrmError, **plan: Any) -> None:
        errors = reasons.codes(error)
        text = reasons.told(error)
        self.tally.reasons.update(set(errors.values()))
        self.reject(row, text)
        insort(self.first_refused, {"line": row.line, "reason": text}, key=_line)
        del self.first_refused[_NAMED:]
        self.count(row, "rejected", **plan, reason=text, reasons=list(errors))


def _line(fact: dict[str, Any]) -> int:
    return int(fact["line"])
