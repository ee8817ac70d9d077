"""How a table is written: its delimiter, quotes, and where its headings stand.

Each delimiter is tried with a real quoted parse; the one under which rows agree in width wins.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from crmcli.exchange.lines import physical_lines

DELIMITERS = ",;\t|"
MAX_RECORDS = 400
MAX_SPAN = 200  # physical lines of one record; a quoted cell that runs longer was never closed
# A quote inside a cell that is no JSON and no measure in inches: the cell was cut in the wrong place.
_STRAY = re.compile(r'^[^{\[]*[^{\[\d ]"(?=\S)|^[,;\t|]?"|\\"')


class Dialect(NamedTuple):
    """``preamble`` counts the physical lines before the headings."""

    delimiter: str
    quotechar: str
    escapechar: str | None
    skipinitialspace: bool
    preamble: int

    def options(self) -> dict[str, Any]:
        """Keyword arguments of csv.reader."""
        options = self._asdict()
        del options["preamble"]
        return options


class Record(NamedTuple):
    line: int  # physical lines before it
    cells: list[str]
    span: int  # physical lines of it

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell.strip())


def sniff(text_sample: str, delimiter: str | None = None) -> Dialect:
    """The dialect of the beginning of a file; a given delimiter is believed."""
    lines = physical_lines(text_sample)
    declared = _declared(lines)
    if delimiter is None and declared:
        delimiter = declared
    best, best_score = Dialect(delimiter or ",", '"', None, False, 0), -1.0
    for dialect in _candidates(text_sample, delimiter):
        score = _score(records(lines, dialect))
        if score > best_score + 1e-9:
            best, best_score = dialect, score
    return best._replace(preamble=_preamble(records(lines, best), 1 if declared else 0))


def _candidates(text: str, delimiter: str | None) -> Iterator[Dialect]:
    """All readings worth trying, the more usual ones first."""
    quotechar = _quotechar(text)
    for mark in [delimiter] if delimiter else [d for d in DELIMITERS if d in text]:
        spaced = text.count(f"{mark} {quotechar}") > text.count(f"{mark}{quotechar}")
        yield Dialect(mark, quotechar, None, spaced, 0)
        if f"\\{mark}" in text or f"\\{quotechar}" in text:
            yield Dialect(mark, quotechar, "\\", spaced, 0)


def records(lines: list[str], dialect: Dialect) -> list[Record]:
    """The first records, blank ones left out. A quote that is never closed does not swallow the rest."""
    found = list(_parsed(lines, dialect))
    if any(record.span > MAX_SPAN for record in found):
        found = [Record(n, cells, 1) for n, line in enumerate(lines) for cells in _rows([line], dialect)]
    return [record for record in found[:MAX_RECORDS] if record.filled]


def _parsed(lines: list[str], dialect: Dialect) -> Iterator[Record]:
    reader = csv.reader(lines, **dialect.options())
    before = 0
    try:
        for cells in islice(reader, MAX_RECORDS):
            yield Record(before, cells, reader.line_num - before)
            before = reader.line_num
    except csv.Error:
        return


def _rows(lines: list[str], dialect: Dialect) -> list[list[str]]:
    try:
        return list(csv.reader(lines, **dialect.options()))
    except csv.Error:
        return []


def _declared(lines: list[str]) -> str | None:
    """Excel's own first line: ``sep=;``."""
    found = re.fullmatch(r'\ufeff?"?sep=(.)"?[\r\n]*', lines[0], re.IGNORECASE) if lines else None
    return found[1] if found else None


def _quotechar(text: str) -> str:
    if '"' in text:
        return '"'
    single = len(re.findall(r"(?m)(?:^|[,;\t|])'(?:[^'\r\n]|'')*'(?=[,;\t|\r\n]|\Z)", text))
    opened = len(re.findall(r"(?m)(?:^|[,;\t|])'", text))
    return "'" if single >= 2 and single == opened else '"'


def _score(found: list[Record]) -> float:
    """Agreement of widths, wider being better; stray quotes count against a reading."""
    if not found:
        return 0.0
    body = found[heading_index(found) :]
    widths = Counter(len(record.cells) for record in body)
    width, count = max(widths.items(), key=lambda item: (item[1] * (1 - 1 / item[0]), item[0]))
    stray = sum(any(map(_STRAY.search, record.cells)) for record in body) / len(body)
    agreement = 0.7 * count / len(body) + 0.3 * count / len(found)  # headings taken for prose cost a little
    return agreement * (1 - 0.5 / width) * (width > 1) - 0.3 * stray


def _preamble(found: list[Record], least: int) -> int:
    """Physical lines before the headings; at least ``least``."""
    later = [record for record in found if record.line >= least]
    return later[heading_index(later)].line if later else least


def heading_index(found: list[Record]) -> int:
    """The index of the record with the headings: the first, unless what stands above is clearly prose."""
    most = _usual_width(found)
    if not found or most < 2:
        return 0
    for index, record in enumerate(found):
        if record.filled * 5 >= most * 3:
            return index
        if record.filled > max(1, most // 3) and not record.cells[0].startswith("#"):
            return 0
    return 0


def _usual_width(found: list[Record]) -> int:
    """How many cells the fuller rows fill, among rows of the usual width; prose rows fill one cell."""
    rows = [record for record in found[:200] if record.filled > 1]
    if not rows:
        return 0
    width = Counter(len(record.cells) for record in rows).most_common(1)[0][0]
    filled = sorted(record.filled for record in rows if len(record.cells) == width)
    return filled[len(filled) * 3 // 4]
