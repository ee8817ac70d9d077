"""A CSV file as rows under headings, with a reason for each row that is no good.

Well-formed stretches stay in C: a block of lines goes through csv.reader at once and its widths are
checked at once. Otherwise its records are looked at one by one, and any doubt about the text or its
quoting sends a record through ``careful``.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, count, repeat
from operator import itemgetter
from typing import BinaryIO

from crmcli.errors import Invalid
from crmcli.exchange import encoding as encodings
from crmcli.exchange import extras
from crmcli.exchange.careful import CarefulReader, Record, Row, is_clean, padding, swallowed
from crmcli.exchange.counted import Counted
from crmcli.exchange.dialect import MAX_SPAN, Dialect, sniff
from crmcli.exchange.encoding import Encoding
from crmcli.exchange.lines import LIMIT, Lines, physical_lines
from crmcli.exchange.rows import cleaned, fitted, unique
from crmcli.exchange.source import UNREADABLE, Source, open_source, refuse_binary, refuse_wide, unreadable

__all__ = ["Row", "Table", "open_table"]

SAMPLE_CHARACTERS = 1 << 14
_FORMULA = re.compile(r'="([^"]*)"')
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Table(Counted):
    """Iterate over it once. The counts are final when the iteration has ended:
    ``read == good + errors + skipped + blank``; blank rows are not yielded."""

    part: str | None = None
    others: tuple[str, ...] = ()

    def __init__(self, source: Source, encoding: Encoding, delimiter: str | None, skip: int | None = None) -> None:
        """``skip``: lines to pass over before the headings are looked for; 0 says that they are the first line."""
        super().__init__()
        self._source = source
        self._begin = source.stream.tell()
        self._asked = delimiter, skip
        self._lines = Lines(source.stream, encoding.name, source.path)
        self.path = source.path
        self.encoding = encoding
        self.dialect = self._sniff(delimiter, skip)
        self.delimiter = self.dialect.delimiter
        self.form = "tsv" if self.delimiter == "\t" else "csv"
        self._options = {**self.dialect.options(), "strict": True}
        self._padding = padding(self.dialect)
        self.preamble = [(self._lines.one() or "").rstrip("\r\n") for _ in range((skip or 0) + self.dialect.preamble)]
        self._careful = CarefulReader(self._lines, self.dialect)
        self._heading = self._heading_cells()
        self.headings = unique(self._heading)
        self._telltale = self._telltale_of_heading()
        self._codes = self._code_records()
        self._is_ragged = False  # was the last block?
        self._decodes = encoding.name == "utf-8" and encoding.readable == 1  # checked to the last byte

    def __iter__(self) -> Iterator[Row]:
        rows = chain.from_iterable(self._batches())
        return map(_without_formulas, rows) if self._has_formulas else rows

    def share(self) -> float | None:
        """How much of the bytes has been read; None where that cannot be told."""
        stream = self._source.stream
        try:
            at = stream.tell()
            self._size = self._size or stream.seek(0, 2)
            stream.seek(at)
        except (OSError, ValueError):
            return None
        return at / self._size if self._size else None

    _size = 0

    def close(self) -> None:
        """Release the file; a stream that the caller handed in stays open."""
        self._source.close()

    def again(self) -> "Table":
        """The same rows from the beginning; this table is no longer to be used."""
        self._source.stream.seek(self._begin)
        return Table(self._source, self.encoding, *self._asked)

    def _sniff(self, delimiter: str | None, skip: int | None) -> Dialect:
        text = self._lines.block()
        while len(text) < SAMPLE_CHARACTERS and len(longer := self._lines.more(text)) > len(text):
            text = longer
        self._lines.put_back(text)
        sample = text[: 2 * SAMPLE_CHARACTERS]
        self._has_formulas = '="' in sample
        found = sniff("".join(physical_lines(sample)[skip:]) if skip else sample, delimiter)
        return found._replace(preamble=0) if skip == 0 else found

    def _heading_cells(self) -> list[str]:
        """The first record that is not blank. Its own faults do not matter: it is only names."""
        self._careful.width = 0
        while record := self._careful.record():
            cells = [cleaned(cell) for cell in record.cells]
            if any(cells):
                self._careful.width = len(cells)
                return record.cells
            self.preamble += [line.rstrip("\r\n") for line in record.taken]
        raise Invalid("file_empty", path=self.path)

    def _code_records(self) -> list[Record]:
        """The records right under the headings that only say once more what the columns are."""
        found: list[Record] = []
        while len(found) < 2 and (record := self._careful.record()):
            found.append(record)
        sound = [record.cells for record in found if not record.error]
        codes = extras.code_rows(self._heading, sound) if len(sound) == len(found) else 0
        self._lines.put_back("".join(line for record in found[codes:] for line in record.taken))
        return found[:codes]

    def _telltale_of_heading(self) -> str:
        """A text that is in the file wherever the headings are repeated."""
        longest = max(self._heading, key=len)
        return longest if longest.isalnum() else ""

    def _batches(self) -> Iterator[Iterable[Row]]:
        yield self.counted(
            Row(record.line, fitted(record.cells, len(self._heading)), None, record.cells, "exchange.field_codes")
            for record in self._codes
        )
        while True:
            before = self._lines.number
            text = self._lines.block()
            if not text:
                return
            if len(text) >= LIMIT or "\0" in text or not (self._decodes or is_clean(text)):
                until = self._lines.number
                self._lines.put_back(text)
                yield self._careful_rows(until)
            elif rows := [] if self._is_ragged else self._plain(text):
                self.read += len(rows)
                facts = zip(count(before + 1), rows, repeat(None), rows, repeat(None), strict=False)
                yield map(tuple.__new__, repeat(Row), facts)
            else:
                yield self._ragged(text, before)

    def _plain(self, text: str) -> list[list[str]]:
        """All rows, where every line is a whole record of the right width, and none blank; else none."""
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        try:
            rows = list(csv.reader(lines, **self._options))
        except csv.Error:
            return []
        if len(rows) != len(lines) or set(map(len, rows)) != {len(self._heading)}:
            return []
        if self._telltale in text and self._heading in rows:
            return []
        first = list(map(itemgetter(0), rows))
        filled = all(map(str.strip, first))
        if extras.may_hold_totals("\n".join(first) if filled else text) and any(map(extras.is_total, rows)):
            return []
        if filled:
            return rows
        return [] if any(map(self._is_blank, rows)) else rows

    def _ragged(self, text: str, before: int) -> Iterable[Row]:
        """Clean text with cells of several lines, or rows of any width. ``before`` lines precede it.

        Stops where the quoting does not hold together, or a record may go on in the next block: from
        there on the block is read carefully.
        """
        lines = physical_lines(text)
        reader = csv.reader(lines, **self._options)
        heading, width, start = self._heading, len(self._heading), 0
        rows: list[Row] = []
        suspect = extras.may_hold_totals(text)
        total = odd = 0
        try:
            for cells in reader:
                end = reader.line_num
                if end - start > 1 and self._is_doubtful(cells, lines[start:end]):
                    break
                total += 1
                plain = len(cells) == width and cells[0].strip() and cells != heading
                if plain and not (suspect and extras.is_total(cells)):
                    rows.append(tuple.__new__(Row, (before + start + 1, cells, None, cells, None)))
                else:
                    odd += 1
                    rows += self.counted([self._row(before + start + 1, cells)])
                start = end
        except csv.Error:
            pass
        self.read += total - odd
        self._is_ragged = odd > 0 or total < len(lines)
        if start == len(lines):
            return rows
        self._lines.put_back("".join(lines[start:]))
        return chain(rows, self._careful_rows(before + len(lines)))

    def _is_doubtful(self, cells: list[str], taken: list[str]) -> bool:
        return len(taken) > MAX_SPAN or swallowed(cells, taken, len(self._heading), self.delimiter)

    def _careful_rows(self, until: int) -> Iterator[Row]:
        """Records up to and including the one on physical line ``until``."""
        return self.counted(self._judged(record) for record in self._careful.records(until))

    def _judged(self, record: Record) -> Row | None:
        if record.error:
            return Row(record.line, fitted(record.cells, len(self._heading)), record.error, record.cells)
        return self._row(record.line, record.cells)

    def _is_blank(self, cells: list[str]) -> bool:
        return not "".join(cells).strip(self._padding)

    def _row(self, line: int, raw: list[str]) -> Row | None:
        """A record in sound text: fitted to the headings, skipped, too long, or None for blank."""
        if self._is_blank(raw):
            return None
        if raw == self._heading:
            return Row(line, raw, None, raw, "exchange.repeated_heading")
        if extras.is_total(raw):
            return Row(line, fitted(raw, len(self._heading)), None, raw, "exchange.totals")
        width = len(self._heading)
        too_long = any(cell.strip() for cell in raw[width:])
        return Row(line, fitted(raw, width), "exchange.row_too_long" if too_long else None, raw)


def _without_formulas(row: Row) -> Row:
    """``="0012"``, as some shops keep Excel from taking an id for a number, is 0012."""
    if not any(cell[:2] == '="' for cell in row.cells):
        return row
    return row._replace(cells=[found[1] if (found := _FORMULA.fullmatch(cell)) else cell for cell in row.cells])


def open_table(
    source: str | BinaryIO, *, encoding: str | None = None, delimiter: str | None = None, skip: int | None = None
) -> Table:
    """Open a CSV file for reading; close the table, or use it in ``with``.

    Raises NotFound("file_missing") and Invalid("file_is_directory", "file_empty", "file_not_csv",
    "file_unreadable", "file_undecodable", "encoding_unknown", "delimiter_invalid").
    """
    delimiter = delimiter_of(delimiter)
    found = open_source(source)
    try:
        return Table(found, encoding_of(found, encoding), delimiter, skip)
    except UNREADABLE as error:
        found.close()
        raise unreadable(found.path, error) from error
    except BaseException:
        found.close()
        raise


def encoding_of(source: Source, given: str | None) -> Encoding:
    """The encoding of the source; also refuses what is no text at all, and an empty file."""
    start = source.stream.tell()
    head = source.stream.read(encodings.HEAD)
    source.stream.seek(start)
    if not head:
        raise Invalid("file_empty", path=source.path)
    known = encodings.of_head(head)
    if known is None and (given is None or not given.lower().startswith(("utf-16", "utf16"))):
        refuse_binary(head, source.path)
    if known is not None and known.name.startswith("utf-16"):
        refuse_wide(head.decode(known.name, "replace"), source.path)
    if given is not None:
        return Encoding(_codec(given), bom=known is not None and known.bom, certain=True, readable=0.0)
    found = known or encodings.detect_stream(source.stream)
    if found.readable < encodings.CLEARLY_MEANT:
        raise Invalid("file_undecodable", path=source.path)
    return found


def _codec(name: str) -> str:
    try:
        b"".decode(name)
        codecs.getincrementaldecoder(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise Invalid("encoding_unknown", encoding=name) from error


def delimiter_of(given: str | None) -> str | None:
    if given is None:
        return None
    delimiter = _DELIMITERS.get(given.lower(), given)
    if len(delimiter) != 1 or delimiter in '\r\n"\0':
        raise Invalid("delimiter_invalid", delimiter=given)
    return delimiter
