"""What every reader gives: rows under headings, with a reason for each row that is no good."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from crmcli.errors import Invalid
from crmcli.exchange import extras
from crmcli.exchange.careful import Row, is_clean
from crmcli.exchange.counted import Counted
from crmcli.exchange.dialect import MAX_RECORDS, Record, heading_index
from crmcli.exchange.encoding import Encoding
from crmcli.exchange.guard import TRIGGERS, guard, unguard

MOST_COLUMNS = 2_000
LONGEST_CELL = 131_072
LONGEST_TEXT = 2_000
_SUSPECTS = frozenset((*TRIGGERS, "'"))
_PLACEHOLDER = re.compile(r"(?:column|field|unnamed:?|列) ?\d+", re.IGNORECASE)
"""What a spreadsheet calls the columns of a table that has no headings; the real ones come further down."""


class Rows(Protocol):
    """``encoding`` and ``delimiter`` are known of text, ``part`` (and the names of the others) of files of
    several tables. The counts are final when an iteration has ended: ``read == good + errors + skipped +
    blank``; blank rows are not yielded."""

    @property
    def path(self) -> str: ...

    @property
    def form(self) -> str: ...

    @property
    def headings(self) -> list[str]: ...

    @property
    def encoding(self) -> Encoding | None: ...

    @property
    def delimiter(self) -> str | None: ...

    @property
    def preamble(self) -> list[str]: ...

    @property
    def part(self) -> str | None: ...

    @property
    def others(self) -> tuple[str, ...]: ...

    @property
    def read(self) -> int: ...

    @property
    def blank(self) -> int: ...

    @property
    def errors(self) -> int: ...

    @property
    def skipped(self) -> int: ...

    @property
    def good(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None: ...

    def again(self) -> "Rows":
        """The same rows from the beginning; the object asked is no longer to be used."""
        ...


class Found(NamedTuple):
    """A record as its reader found it. ``text`` is what could not be made into cells."""

    line: int
    cells: list[str]
    error: str | None = None
    text: str = ""
    skip_reason: str | None = None


class Keyed(NamedTuple):
    """The same by names of columns."""

    line: int
    values: dict[str, str]
    error: str | None = None
    text: str = ""
    skip_reason: str | None = None


class Grid(Counted):
    """Records of a reader as rows. Without headings given, they are looked for among the first records.

    ``exact`` holds where the cells are what was meant: no guard against formulas stands before them.
    """

    def __init__(
        self, path: str, form: str, records: Callable[[], Iterator[Found]], *, close: Callable[[], None],
        headings: Sequence[str] | None = None, encoding: Encoding | None = None, part: str | None = None,
        others: tuple[str, ...] = (), exact: bool = True, skip: int | None = None,
        left_out: Mapping[str, int] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.path = path
        self.form = form
        self.encoding = encoding
        self.delimiter: str | None = None
        self.part = part
        self.others = others
        self.preamble: list[str] = []
        self.left_out: Mapping[str, int] = {} if left_out is None else left_out
        """What the reader itself left out of sound records, counted when an iteration has ended."""
        self._records = records
        self._close = close
        self._exact = exact
        self._first = skip or 0  # the last line before the headings, then theirs
        self._codes: frozenset[int] = frozenset()
        self._is_sheet = headings is None
        self._is_first = skip == 0
        self._heading = list(headings) if headings is not None else self._found_headings()
        if len(self._heading) > MOST_COLUMNS:
            raise Invalid("file_too_wide", path=path, n=len(self._heading), limit=MOST_COLUMNS)
        self.headings = unique(self._heading)

    def close(self) -> None:
        self._close()

    def again(self) -> "Grid":
        self.read = self.blank = self.errors = self.skipped = 0
        return self

    def _found_headings(self) -> list[str]:
        found = [
            r for r in islice(self._records(), self._first, self._first + MAX_RECORDS) if any(map(str.strip, r.cells))
        ]
        if len(found) > 1 and all(map(_PLACEHOLDER.fullmatch, filter(None, map(str.strip, found[0].cells)))):
            del found[0]
        records = [Record(r.line, r.cells, 1) for r in found]
        if not records:
            raise Invalid("file_empty", path=self.path)
        at = 0 if self._is_first else heading_index(records)
        self.preamble = [" ".join(filter(None, r.cells)) for r in records[:at]]
        self._first = records[at].line
        below = [r.cells for r in records[at + 1 : at + 3]]
        codes = extras.code_rows(records[at].cells, below)
        self._codes = frozenset(r.line for r in records[at + 1 : at + 1 + codes])
        return records[at].cells

    def __iter__(self) -> Iterator[Row]:
        return self.counted(self._row(found) for found in self._records() if found.line > self._first)

    def _row(self, found: Found) -> Row | None:
        width = len(self._heading)
        raw = [*found.cells, *([""] * (width - len(found.cells))), *filter(None, [found.text[:LONGEST_TEXT]])]
        if not found.error and not any(map(str.strip, raw)):
            return None
        cells = found.cells
        if not _SUSPECTS.isdisjoint(cell[:1] for cell in raw):
            raw = [disarmed(cell, exact=self._exact) for cell in raw]
            cells = [kept(cell) if self._exact and cell[:1] == "'" else cell for cell in cells]
        error = found.error or unsound(raw)
        if error is None and any(cell.strip() for cell in raw[width:]):
            error = "exchange.row_too_long"
        reason = None if error else found.skip_reason or (self._skipped(found) if self._is_sheet else None)
        return Row(found.line, fitted(cells, width), error, raw, reason)

    def _skipped(self, found: Found) -> str | None:
        if found.cells == self._heading:
            return "exchange.repeated_heading"
        if found.line in self._codes:
            return "exchange.field_codes"
        return "exchange.totals" if extras.is_total(found.cells) else None


def keyed_rows(
    path: str, form: str, records: Callable[[], Iterator[Keyed]], *, close: Callable[[], None],
    encoding: Encoding | None = None, part: str | None = None, others: tuple[str, ...] = (),
    least: tuple[str, ...] = (), left_out: Mapping[str, int] | None = None,
) -> Grid:  # fmt: skip
    """Their columns in order of first appearance, from a first pass over all records; those in ``least`` always."""
    columns = {name: n for n, name in enumerate(least)}
    broken = 0
    for record in records():
        broken += record.error is not None
        for name in record.values:
            columns.setdefault(name, len(columns))
        if len(columns) > MOST_COLUMNS:
            raise Invalid("file_too_wide", path=path, n=len(columns), limit=MOST_COLUMNS)
    if not columns and broken:
        raise Invalid("exchange.nothing_sound", path=path, n=broken)
    if not columns:
        raise Invalid("file_empty", path=path)

    def found() -> Iterator[Found]:
        for line, values, error, text, reason in records():
            yield Found(line, [values.get(name, "") for name in columns], error, text, reason)

    return Grid(
        path, form, found, close=close, headings=list(columns), encoding=encoding, part=part, others=others,
        left_out=left_out,
    )  # fmt: skip


def unsound(cells: list[str]) -> str | None:
    """Why cells cannot be taken as they are, whatever their columns mean."""
    together = "".join(cells)
    if "\0" in together:
        return "exchange.nul_byte"
    if not is_clean(together):
        return "exchange.undecodable"
    if len(together) > LONGEST_CELL and max(map(len, cells)) > LONGEST_CELL:
        return "exchange.field_too_long"
    return None


def kept(cell: str) -> str:
    """A cell that the import would take for a guarded one, guarded once more, so that it stays as it is."""
    return guard(cell) if unguard(cell) != cell else cell


def disarmed(cell: str, *, exact: bool) -> str:
    """A cell as it may stand in the file of rejected rows, which a spreadsheet may open."""
    return cell if cell[:1] == "'" and not exact else guard(cell)


def unique(cells: Sequence[str]) -> list[str]:
    """Headings stripped and told apart: ``Phone``, ``Phone (2)``; an empty one is ``column 3``."""
    names = [cleaned(cell) or f"column {n}" for n, cell in enumerate(cells, 1)]
    taken = set(names)
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            while (other := f"{name} ({seen[name]})") in taken:
                seen[name] += 1
            names[index] = other
            taken.add(other)
    return names


def fitted(cells: list[str], width: int) -> list[str]:
    if len(cells) >= width:
        return cells[:width]
    return cells + [""] * (width - len(cells))


def cleaned(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").replace("\0", "").split())
