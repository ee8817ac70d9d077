"""Rows → CSV text, streaming."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from crmcli.exchange.guard import guard as guard_cell

_SUSPECTS = frozenset("=+-@\t\r'")


def write_csv(
    stream: TextIO,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    delimiter: str = ",",
    guard: bool = True,
) -> None:
    """Write the headings and all rows; None becomes an empty cell. ``guard`` disarms formulas."""
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(_guarded(rows) if guard else rows)


def _guarded(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for row in rows:
        yield [guard_cell(cell) if type(cell) is str and cell[:1] in _SUSPECTS else cell for cell in row]
