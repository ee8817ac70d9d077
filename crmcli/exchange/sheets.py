"""Sheets of a workbook (xlsx, xls) → rows; a line is a row of the sheet, as its margin numbers it."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count, islice
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO

from crmcli.errors import Invalid
from crmcli.exchange.rows import Found, Grid
from crmcli.exchange.sheet_formats import Padding, column_number, padding, shown
from crmcli.exchange.source import Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_BYTES = 2 << 30
MOST_CELLS = 50_000_000
"""A workbook is laid out in memory whole, its empty cells too."""

EXACT = 1e15
"""Whole numbers below it are sure to be what was typed."""

_COLUMN = re.compile(rb"""\br=["']([A-Z]{1,3})\d""")
_ROW = re.compile(rb"""\br=["'][A-Z]{1,3}(\d{1,9})""")
_PIECE = 1 << 20


def open_sheet(source: Source, form: str, asked: str | None, skip: int | None = None) -> Grid:
    """``asked`` is a sheet's name, or its number from 1; otherwise the first visible one with rows in it."""
    if form == "xlsx":
        _refuse_bombs(source.stream, source.path)
    book = _opened(source, form)
    names = _sheet_names(book)
    tried = [_named(names, asked, source.path)] if asked is not None else names
    for name in tried:
        sheet = _sheet(book, name, source.path)
        others = tuple(other for other in names if other != name)
        if asked is not None or _has_rows(sheet, source.path):
            padded = padding(source.stream, name) if form == "xlsx" else None
            return Grid(
                source.path, form, partial(_found, sheet, source.path, padded), close=source.close, part=name,
                others=others, exact=False, skip=skip,
            )  # fmt: skip
    raise Invalid("file_empty", path=source.path)


def _opened(source: Source, form: str) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(source.stream)
    except PasswordError as error:
        raise Invalid("exchange.password", path=source.path) from error
    except BaseException as error:
        if form == "xls" and _is_locked(source):
            raise Invalid("exchange.password", path=source.path) from error
        raise _broken(source.path, error) from error


def _is_locked(source: Source) -> bool:
    """A workbook of which a stream tells only that it is none, but a path that it has a password."""
    from python_calamine import CalamineWorkbook, PasswordError

    source.stream.seek(0)
    data = source.stream.read()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    with NamedTemporaryFile(suffix=".xls") as file:
        file.write(data)
        file.flush()
        try:
            CalamineWorkbook.from_path(file.name)
        except PasswordError:
            return True
        except BaseException as error:
            if not isinstance(_broken("", error), Invalid):
                raise
    return False


def _sheet(book: "CalamineWorkbook", name: str, path: str) -> "CalamineSheet":
    try:
        return book.get_sheet_by_name(name)
    except BaseException as error:
        raise _broken(path, error) from error


def _broken(path: str, error: BaseException) -> BaseException:
    """The library is in Rust, whose panics are no Exception; an interrupt stays one."""
    if isinstance(error, KeyboardInterrupt | MemoryError | SystemExit):
        return error
    return Invalid("exchange.broken_workbook", path=path, reason=str(error).partition("\n")[0])


def _sheet_names(book: "CalamineWorkbook") -> list[str]:
    """Of sheets with cells; those that are hidden last."""
    sheets = [sheet for sheet in book.sheets_metadata if "Work" in str(sheet.typ)]
    shown = [sheet.name for sheet in sheets if str(sheet.visible).endswith(".Visible")]
    return shown + [sheet.name for sheet in sheets if sheet.name not in shown]


def _named(names: list[str], asked: str, path: str) -> str:
    if asked in names:
        return asked
    if asked.isdecimal() and 1 <= int(asked) <= len(names):
        return names[int(asked) - 1]
    folded = [name for name in names if name.casefold().strip() == asked.casefold().strip()]
    if len(folded) != 1:
        raise Invalid("exchange.no_such_sheet", path=path, name=asked, names=", ".join(names))
    return folded[0]


def _has_rows(sheet: "CalamineSheet", path: str) -> bool:
    """Two rows that say something: headings and a record."""
    filled = (found for found in _found(sheet, path, None) if any(found.cells))
    return len(list(islice(filled, 2))) == 2


def _found(sheet: "CalamineSheet", path: str, padded: Padding | None) -> Iterator[Found]:
    rows = sheet.iter_rows()
    wear = padded.rows() if padded else iter(())
    at, codes = next(wear, (0, []))
    for line in count(1):
        try:
            cells = next(rows, None)
        except BaseException as error:
            raise _broken(path, error) from error
        if cells is None:
            return
        while at and at < line:
            at, codes = next(wear, (0, []))
        if at == line:
            cells = _padded(cells, codes, sheet.start[1] if sheet.start else 0)
        yield Found(line, [text_of(cell) if type(cell) is not str or "\r" in cell else cell for cell in cells])


def _padded(cells: list[Any], codes: list[tuple[int, str]], first: int) -> list[Any]:
    """``first``: the column of the sheet, from 0, that the cells begin with."""
    found = list(cells)
    for column, code in codes:
        if 0 <= (i := column - first) < len(found):
            found[i] = shown(found[i], code) or found[i]
    return found


def text_of(value: Any) -> str:
    """A cell as it would be written by hand. Digits that a float cannot hold are not made up:
    ``1.10101199001011E+17`` is for the reader of the field to refuse."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        spelled = value.isoformat("T", "seconds")
        return spelled.removesuffix("T00:00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def _number(value: float) -> str:
    if abs(value) >= EXACT:
        digits, _, power = f"{value:.14E}".partition("E")
        return f"{digits.rstrip('0').rstrip('.')}E{power}"
    return str(int(value)) if value.is_integer() else repr(value)


def _refuse_bombs(stream: BinaryIO, path: str) -> None:
    """One cell in the last corner of a sheet would lay out 17 billion."""
    start = stream.tell()
    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise Invalid("file_too_big", path=path, limit=f"{MOST_BYTES >> 30} GB")
            for info in archive.infolist():
                if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                    with archive.open(info) as sheet:
                        _refuse_vast(sheet, path)
    except Invalid:
        raise
    except Exception as error:
        raise _broken(path, error) from error
    finally:
        stream.seek(start)


def _refuse_vast(sheet: Any, path: str) -> None:
    columns: set[bytes] = set()
    last = 0
    rest = b""
    while block := sheet.read(_PIECE):
        text = rest + block
        columns.update(_COLUMN.findall(text))
        last = max(last, max(map(int, _ROW.findall(text)), default=0))
        rest = text[-16:]
    width = max(map(column_number, columns), default=0)
    if last * width > MOST_CELLS:
        raise Invalid("exchange.vast_sheet", path=path, rows=last, columns=width)
