"""Records read one at a time, for stretches of a file that are not plainly well-formed.

A quote that is never closed makes csv.reader swallow the rest of the file. Here a record that runs on
for too long, or whose quoting does not hold together, costs one error row: the physical line it began
on. Reading resumes on the next physical line.
"""

import csv
from collections.abc import Callable, Iterator
from typing import NamedTuple

from crmcli.exchange.dialect import MAX_SPAN, Dialect
from crmcli.exchange.lines import LIMIT, Lines

_SPACE = " \t\r\n\v\f\xa0\u3000"


class Row(NamedTuple):
    """One record. ``line`` is the physical line it begins on, from 1. ``cells`` fit the headings;
    ``raw`` are the cells as they stood. ``error`` and ``skip_reason`` are keys of the catalogue."""

    line: int
    cells: list[str]
    error: str | None
    raw: list[str]
    skip_reason: str | None = None


class Record(NamedTuple):
    line: int
    cells: list[str]
    taken: list[str]  # its physical lines
    error: str | None


class Feed:
    """Hands csv.reader the physical lines of one record and remembers them."""

    def __init__(self, one: Callable[[], str | None]) -> None:
        self._one = one
        self.taken: list[str] = []
        self.starved = False  # asked for more lines than there were: a quote was left open

    def start(self) -> None:
        self.taken = []
        self.starved = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._one() if len(self.taken) < MAX_SPAN else None
        if line is None:
            self.starved = bool(self.taken)
            raise StopIteration
        self.taken.append(line)
        return line


def padding(dialect: Dialect) -> str:
    """The characters a blank row may consist of."""
    return _SPACE + dialect.delimiter + dialect.quotechar


class CarefulReader:
    def __init__(self, lines: Lines, dialect: Dialect) -> None:
        self._lines = lines
        self._dialect = dialect
        self._feed = Feed(lines.one)
        self._reader = csv.reader(self._feed, **dialect.options())
        self.width = 0  # of the headings; 0 until they are known

    def record(self) -> Record | None:
        """The next record, whole or with its error; None at the end of the file."""
        line = self._lines.number + 1
        self._feed.start()
        try:
            cells = next(self._reader, None)
        except csv.Error:
            return self._oversized(line)
        taken = self._feed.taken
        if cells is None or not taken:
            return None
        if self._feed.starved or (len(taken) > 1 and self._is_broken(cells, taken)):
            return self._unclosed(line)
        return Record(line, cells, taken, fault(taken))

    def records(self, until: int) -> Iterator[Record]:
        """Up to and including the one on physical line ``until``."""
        while self._lines.number < until and (record := self.record()):
            yield record

    def _unclosed(self, line: int) -> Record:
        first, rest = self._feed.taken[0], self._feed.taken[1:]
        self._lines.put_back("".join(rest))
        return Record(line, self._unquoted(first), [first], fault([first]) or "exchange.unclosed_quote")

    def _oversized(self, line: int) -> Record:
        """A cell over the limit of the csv module; the record ends where its quotes balance."""
        taken = self._feed.taken
        quotes = sum(text.count(self._dialect.quotechar) for text in taken)
        while quotes % 2:
            more = self._lines.one() if len(taken) < MAX_SPAN else None
            if more is None:
                return self._unclosed(line)
            taken.append(more)
            quotes += more.count(self._dialect.quotechar)
        return Record(line, self._unquoted(taken[0]), taken, fault(taken) or "exchange.field_too_long")

    def _unquoted(self, line: str) -> list[str]:
        """One physical line split at every delimiter, its quotes taken literally."""
        return line.rstrip("\r\n").split(self._dialect.delimiter)

    def _is_broken(self, cells: list[str], taken: list[str]) -> bool:
        """Quotes that close and go on belong to a line that was broken, not to a cell of several lines."""
        try:
            list(csv.reader(taken, **self._dialect.options(), strict=True))
        except csv.Error:
            return True
        return swallowed(cells, taken, self.width, self._dialect.delimiter)


def swallowed(cells: list[str], taken: list[str], width: int, delimiter: str) -> bool:
    """Does this record of several lines look like whole rows caught between two stray quotes?"""
    if width < 3:
        return False
    alike = sum(line.count(delimiter) == width - 1 for line in taken[1:-1])
    return alike >= (2 if len(cells) == width else 1)


def fault(taken: list[str]) -> str | None:
    """What is wrong with the text of a record, whatever its cells."""
    text = "".join(taken)
    if len(text) >= LIMIT and max(map(len, taken)) >= LIMIT:
        return "exchange.line_too_long"
    if "\0" in text:
        return "exchange.nul_byte"
    return None if is_clean(text) else "exchange.undecodable"


def is_clean(text: str) -> bool:
    """No undecodable byte; those are marked by lone surrogates, which do not encode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
