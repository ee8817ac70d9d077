"""The files of ``export --all``: stored values ↔ cells that people can read, and the manifest beside them.

Nothing is lost on the way. In CSV an empty cell is NULL (or the empty text, in a column that must have
one); a text that is empty or begins with ``\\`` has a ``\\`` in front of it, and one that a spreadsheet
would run as a formula is guarded.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO, NamedTuple, TextIO

from crmcli.exchange.guard import guard, unguard
from crmcli.exchange.writer import csv_writer
from crmcli.normalize.days import from_day, to_day
from crmcli.normalize.money import exponent, format_money
from crmcli.store.dump import DumpColumn

FORMS = ("csv", "ndjson", "json")
MANIFEST = "manifest.json"
FORMAT = 1
"""Of manifest and files; a reader refuses a higher one."""
_LONGEST = 1 << 30
"""Characters of a cell."""
Convert = Callable[[Any, Any], Any]
"""(value, the currency of its row) → value."""


class Listed(NamedTuple):
    """A file as the manifest has it."""

    table: str
    file: str
    rows: int
    last_id: int
    sha256: str
    columns: tuple[DumpColumn, ...]

    def as_json(self) -> dict[str, Any]:
        columns = [{k: v for k, v in c._asdict().items() if v != c._field_defaults.get(k)} for c in self.columns]
        return {**self._asdict(), "kind": self.table, "columns": columns}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Listed":
        columns = tuple(DumpColumn(**column) for column in data["columns"])
        return cls(data["table"], data["file"], data["rows"], data["last_id"], data["sha256"], columns)


# -- values ----------------------------------------------------------------------------------------


def _to_day(text: Any, _: Any) -> int:
    return to_day(date.fromisoformat(text))


def _minor(text: Any, currency: str) -> int:
    """Exactly what ``format_money`` wrote."""
    whole, _, rest = str(text).partition(".")
    if len(rest) != exponent(currency):
        raise ValueError(text)
    return int(whole + rest)


def _marked(text: Any, _: Any) -> str:
    return guard("\\" + text if text == "" or text[0] == "\\" else text)


def _unmarked(cell: Any, _: Any) -> str:
    text = unguard(cell)
    return text[1:] if text[:1] == "\\" else text


_WRITE: dict[str, Convert] = {"day": lambda value, _: from_day(value).isoformat(), "money": format_money}
_READ: dict[str, Convert] = {"day": _to_day, "money": _minor}
_WRITE_CSV: dict[str, Convert] = {**_WRITE, "text": _marked, "real": lambda value, _: repr(value)}
_READ_CSV: dict[str, Convert] = {
    **_READ, "text": _unmarked, "real": lambda cell, _: float(cell), "int": lambda cell, _: int(cell),
}  # fmt: skip


class _Tool(NamedTuple):
    column: int
    convert: Convert
    currency: int
    """Column of the currency, or -1 for that of the file."""
    empty: Any
    """What the empty text becomes."""


def _converted(
    columns: Sequence[DumpColumn], rows: Iterable[Sequence[Any]], by_kind: Mapping[str, Convert], base: str,
    empty: Callable[[DumpColumn], Any],
) -> Iterator[list[Any]]:  # fmt: skip
    """Rows with each value converted by the kind of its column; NULL stays, the ``empty`` text is as said."""
    names = [column.name for column in columns]
    tools = [
        _Tool(i, by_kind[column.kind], names.index("currency") if column.currency else -1, empty(column))
        for i, column in enumerate(columns)
        if column.kind in by_kind
    ]
    for row in rows:
        cells = list(row)
        for i, convert, currency, nothing in tools:
            value = cells[i]
            if value == "":
                cells[i] = nothing
            elif value is not None:
                cells[i] = convert(value, row[currency] if currency >= 0 else base)
        yield cells


def _nothing(column: DumpColumn) -> Any:
    """An empty cell of CSV is NULL, but in a column that must have a text."""
    return "" if column.required else None


# -- writing ---------------------------------------------------------------------------------------


class _Hashed:
    """A stream that is hashed as it is written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def write(self, text: str) -> int:
        data = text.encode()
        self.sha256.update(data)
        self._stream.write(data)
        return len(text)


def write_table(
    stream: BinaryIO, form: str, columns: Sequence[DumpColumn], rows: Iterable[Sequence[Any]], base: str
) -> tuple[int, str]:
    """All rows in one of ``FORMS``; how many there were, and the SHA-256 of the file."""
    out = _Hashed(stream)
    write = _write_csv if form == "csv" else _write_json
    return write(out, form, columns, rows, base), out.sha256.hexdigest()


def _write_csv(out: Any, _: str, columns: Sequence[DumpColumn], rows: Iterable[Sequence[Any]], base: str) -> int:
    writer = csv_writer(out)
    writer.writerow([column.name for column in columns])
    count = 0
    # An empty text is written as one backslash where an empty cell would mean NULL.
    ready = _converted(columns, rows, _WRITE_CSV, base, lambda column: "" if column.required else "\\")
    for count, cells in enumerate(ready, 1):  # noqa: B007 - it is the result
        writer.writerow(cells)
    return count


def _write_json(out: Any, form: str, columns: Sequence[DumpColumn], rows: Iterable[Sequence[Any]], base: str) -> int:
    """One object a line, in an array or not."""
    names = [column.name for column in columns]
    count = 0
    out.write("[\n" if form == "json" else "")
    for count, cells in enumerate(_converted(columns, rows, _WRITE, base, lambda _: ""), 1):
        text = json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False)
        between = ",\n" if form == "json" else "\n"
        out.write(text if count == 1 else between + text)
    out.write(("\n" if count else "") + ("]\n" if form == "json" else ""))
    return count


# -- reading ---------------------------------------------------------------------------------------


def read_table(stream: TextIO, form: str, columns: Sequence[DumpColumn], base: str) -> Iterator[list[Any]]:
    """The rows as they were stored; ValueError for what was never written so."""
    names = [column.name for column in columns]
    if form != "csv":
        lines = (line.strip().rstrip(",") for line in stream)
        found = (json.loads(line) for line in lines if line not in ("", "[", "]"))
        yield from _converted(columns, ([row[name] for name in names] for row in found), _READ, base, lambda _: "")
        return
    before = csv.field_size_limit(_LONGEST)  # holds for the whole process
    try:
        reader = csv.reader(stream, strict=True)
        if next(reader, None) != names:
            raise ValueError("headings")
        yield from _converted(columns, reader, _READ_CSV, base, _nothing)
    finally:
        csv.field_size_limit(before)


def sha256(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
