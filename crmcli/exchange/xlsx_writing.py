"""Rows → an Excel workbook, in constant memory: dates are dates, numbers numbers, phones and ids text.

All text is written as text, so no cell is ever a formula.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from crmcli.errors import Refused
from crmcli.text import width

_ROWS = 1_048_575
"""Of a sheet, below its headings."""
_LONGEST = 32_767
"""Characters that a cell can hold."""
_EXACT = 15
"""Digits that a number of Excel keeps."""
_SAMPLED = 500
_NARROWEST, _WIDEST = 6, 50
_FORMATS = {
    "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "birthday": "yyyy-mm-dd", "money": "0.00", "bold": "",
}  # fmt: skip
_SHEET = str.maketrans("[]:*?/\\", "       ")


def write(
    stream: BinaryIO, name: str, headings: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[Any]],
    made: datetime,
) -> None:  # fmt: skip
    """``types`` are those of ``result.Column``. Rows that do not fit go on in further sheets."""
    from xlsxwriter import Workbook

    # strings_to_… are off: what looks like a formula, a number or a link is text all the same.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(stream, options)
    book.set_properties({"created": made})
    formats = {key: book.add_format({"num_format": code} if code else {"bold": True}) for key, code in _FORMATS.items()}
    source = iter(rows)
    try:
        for number in range(1, 1000):
            title = name.translate(_SHEET)[:24] or "data"
            sheet = _Sheet(book.add_worksheet(title if number == 1 else f"{title} ({number})"), formats, types)
            sheet.headings(headings)
            if sheet.fill(islice(source, _ROWS)) < _ROWS:
                break
    finally:
        book.close()


class _Sheet:
    def __init__(self, sheet: Any, formats: dict[str, Any], types: Sequence[str]) -> None:
        self._sheet = sheet
        self._formats = formats
        self._put: list[Callable[[int, int, Any], None]] = [self._of(kind) for kind in types]
        self._widths = [_NARROWEST] * len(types)
        self._types = types

    def headings(self, headings: Sequence[str]) -> None:
        self._headings = headings
        for column, heading in enumerate(headings):
            self._sheet.write_string(0, column, heading, self._formats["bold"])
            self._widths[column] = max(self._widths[column], width(heading) + 2)
        self._sheet.freeze_panes(1, 0)
        # An id that is text is meant to be text.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{_ROWS + 1}"})

    def fill(self, rows: Iterable[Sequence[Any]]) -> int:
        """Write the rows; returns how many there were."""
        at = 0
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    self._put[column](at, column, value)
            if at <= _SAMPLED:
                self._measure(row)
        for column, cells in enumerate(self._widths):
            self._sheet.set_column(column, column, min(cells, _WIDEST))
        return at

    def _measure(self, row: Sequence[Any]) -> None:
        for column, value in enumerate(row):
            if value is not None:
                cells = 17 if self._types[column] == "moment" else width(_text(value).partition("\n")[0]) + 1
                self._widths[column] = max(self._widths[column], cells)

    def _of(self, kind: str) -> Callable[[int, int, Any], None]:
        """What writes a value of a column of this type."""
        if kind in ("int", "number", "money"):
            return self._number if kind != "money" else self._money
        return {"date": self._date, "birthday": self._date, "moment": self._moment}.get(kind, self._any)

    def _any(self, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
            return
        text = _text(value)
        if len(text) > _LONGEST:
            raise Refused("export.cell_too_long", column=self._headings[column], row=row, n=len(text), limit=_LONGEST)
        self._sheet.write_string(row, column, text)

    def _number(self, row: int, column: int, value: Any, form: Any = None) -> None:
        text = str(value)
        if sum(map(str.isdigit, text)) > _EXACT and not isinstance(value, float):
            self._any(row, column, text)
            return
        try:
            self._sheet.write_number(row, column, float(text), form)
        except ValueError:
            self._any(row, column, value)

    def _money(self, row: int, column: int, value: Any) -> None:
        self._number(row, column, value, self._formats["money"] if "." in str(value) else None)

    def _date(self, row: int, column: int, value: Any) -> None:
        """A day that Excel knows; an older one, or one without a year, is text."""
        number = _serial(str(value)[:10])
        if number is None:
            self._any(row, column, value)
        else:
            self._sheet.write_number(row, column, number, self._formats["date"])

    def _moment(self, row: int, column: int, value: Any) -> None:
        text = str(value)
        number = _serial(text)
        if number is None:
            self._any(row, column, value)
        else:
            self._sheet.write_number(row, column, number, self._formats["moment" if "T" in text else "date"])


def _serial(iso: str) -> float | None:
    """Days since Excel's epoch; None before March 1900, where Excel miscounts, and for what is no date."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    if moment.date() < date(1900, 3, 1):
        return None
    return moment.toordinal() - 693_594 + (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86_400


def _text(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
