"""Every way a command can end, on one screen.

    CrmError            1  a bug; anything unexpected ends like this too
    ├── Invalid         2  wrong usage or an invalid value
    ├── NotFound        3  nothing there, where something was needed
    ├── Conflict        4  ambiguous, duplicate, already done, changed since
    ├── PartlyDone      5  some rows were rejected, the rest is in
    ├── DatabaseError   6  locked, damaged, newer, not ours, disk full
    ├── Refused         7  read-only, or a confirmation that could not be asked
    └── Interrupted   130  nothing half-written

An error carries a stable code and facts; the sentence stands in the catalogues under that code
(``locale/en/errors.py``, or the noun's own page for ``sale.already_cancelled``), and so does the
hint, under ``<code>.hint``, where there is one.
"""

from typing import Any


class CrmError(Exception):
    """An end of a command that the user is told about in one sentence.

    ``code`` is ``problem`` (general, catalogue page ``errors``) or ``noun.problem``. ``facts`` fill the
    sentence's placeholders. ``details`` goes to scripts (``-f json``) and is listed under the sentence.
    """

    status = 1

    def __init__(self, code: str, /, *, details: list[dict[str, Any]] | None = None, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
        self.details = details or []


class Invalid(CrmError):
    status = 2


class NotFound(CrmError):
    status = 3


class Conflict(CrmError):
    status = 4


class PartlyDone(CrmError):
    status = 5


class DatabaseError(CrmError):
    status = 6


class Refused(CrmError):
    status = 7


class Interrupted(CrmError):
    status = 130
