"""Rejected rows → a CSV file that can be mended and imported again."""

import csv
import os
import re
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import IO, Any, Self

from crmcli.errors import Invalid
from crmcli.exchange.table import Row, Table

_SURROGATE = re.compile("[\ud800-\udfff]")
LINE, REASON = "_line", "_reason"


class RejectsWriter:
    """Creates its file with the first rejected row, and puts it in place when it is closed.

    ``_line`` and ``_reason`` come first, so that a row with too many cells keeps its extra ones.
    """

    def __init__(self, path: str, table: Table) -> None:
        self.path = path
        self.count = 0
        self._headings = [h for h in table.headings if h not in (LINE, REASON)]
        self._kept = [n for n, h in enumerate(table.headings) if h not in (LINE, REASON)]
        self._width = len(table.headings)
        self._file: IO[str] | None = None
        self._writer: Any = None

    def write(self, row: Row, reason: str) -> None:
        """``reason`` is the sentence for the user."""
        if self._file is None:
            self._open()
        raw = row.raw
        cells = [raw[n] for n in self._kept if n < len(raw)] + raw[self._width :]
        self._writer.writerow([_encodable(cell) for cell in (str(row.line), reason, *cells)])
        self.count += 1

    def close(self) -> None:
        if self._file is None:
            return
        temporary = self._file.name
        self._file.close()
        self._file = None
        os.replace(temporary, self.path)

    def cancel(self) -> None:
        """Leave nothing behind."""
        if self._file is None:
            return
        self._file.close()
        os.unlink(self._file.name)
        self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.cancel()

    def _open(self) -> None:
        folder, name = os.path.split(self.path)
        try:
            self._file = NamedTemporaryFile(  # noqa: SIM115
                "w", encoding="utf-8", newline="", dir=folder or ".", prefix=f".{name}.", delete=False
            )
        except OSError as error:
            raise Invalid("file_unwritable", path=self.path, reason=str(error)) from error
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow([LINE, REASON, *self._headings])


def _encodable(cell: str) -> str:
    """Undecodable bytes, which the table marks by lone surrogates, as the replacement character."""
    return cell if cell.isascii() else _SURROGATE.sub("\ufffd", cell)
