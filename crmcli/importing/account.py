"""What every import keeps account of: each row counted once, those that cannot be handed on with a reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from crmcli.errors import CrmError
from crmcli.exchange.careful import Row
from crmcli.importing.tally import Tally

Reject = Callable[[Row, str], None]
_NAMED = 20
"""So many rejected rows are told one by one."""


class Facts(NamedTuple):
    """What one import goes by."""

    source: str
    sure: bool
    """Was the source named, or is it just the file's name?"""
    on_duplicate: str
    at: datetime
    random: Any
    dry_run: bool


class Account:
    """The counts of one import; ``planned`` is what a dry run would do, row by row."""

    FIELDS: ClassVar[frozenset[str]] = frozenset()
    """The fields that are read; all, if there are none here."""

    def __init__(self, facts: Facts, reject: Reject, tally: Tally | None = None) -> None:
        self.facts = facts
        self.reject = reject
        self.tally = tally or Tally()
        self.planned: list[dict[str, Any]] = []
        self.first_refused: list[dict[str, Any]] = []

    @property
    def stamp(self) -> str:
        return self.facts.at.isoformat(timespec="seconds")

    def count(self, row: Row, outcome: str, **plan: Any) -> None:
        """One row more; ``plan`` is what a dry run says of it besides."""
        self.tally.add(outcome)
        if self.facts.dry_run:
            self.planned.append({"line": row.line, "outcome": outcome, **plan})

    def refuse(self, row: Row, error: CrmError, **plan: Any) -> None:
        from crmcli.sentences import sentence

        text = sentence(error)
        self.tally.reasons[error.code] += 1
        self.reject(row, text)
        if len(self.first_refused) < _NAMED:
            self.first_refused.append({"line": row.line, "reason": text})
        self.count(row, "rejected", **plan, reason=text)
