"""Rows → CSV text, streaming."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from crmcli.exchange.guard import guard as guard_cell


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


_SUSPECTS = frozenset("=+-@\t\r'")


class _Lines:
    """Rows that end in CR LF, with the line end wanted: csv.writer calls this once a row.

    It only puts quotes around a lone CR where that is part of its own line end.
    """

    def __init__(self, stream: Writable, end: str) -> None:
        self._write = stream.write
        self._end = end

    def write(self, row: str) -> object:
        return self._write(row[:-2] + self._end)


def csv_writer(stream: Writable, *, delimiter: str = ",", line_end: str = "\n") -> Any:
    """csv.writer, whose cells are read back as they were whatever they hold."""
    return csv.writer(stream if line_end == "\r\n" else _Lines(stream, line_end), delimiter=delimiter)


def write_csv(
    stream: Writable,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    delimiter: str = ",",
    line_end: str = "\n",
    guard: bool = True,
    clean: Callable[[str], str] | None = None,
) -> None:
    """Write the headings and all rows; None becomes an empty cell.

    ``guard`` disarms formulas; ``clean`` is for all text (a terminal's safety).
    """
    writer = csv_writer(stream, delimiter=delimiter, line_end=line_end)
    writer.writerow(headings)
    if clean is not None:
        rows = _cleaned(_guarded(rows) if guard else rows, clean)
    elif guard:
        rows = _guarded(rows)
    writer.writerows(rows)


def _guarded(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for row in rows:
        yield [guard_cell(cell) if type(cell) is str and cell[:1] in _SUSPECTS else cell for cell in row]


def _cleaned(rows: Iterable[Sequence[Any]], clean: Callable[[str], str]) -> Iterator[Sequence[Any]]:
    for row in rows:
        yield [clean(cell) if type(cell) is str else cell for cell in row]
