"""Rejected rows → a CSV file that can be mended and imported again."""

import os
import re
from contextlib import suppress
from types import TracebackType
from typing import IO, Any, Protocol, Self

from crmcli.errors import Invalid
from crmcli.exchange.rows import Rows
from crmcli.exchange.writer import csv_writer

_SURROGATE = re.compile("[\ud800-\udfff]")
LINE, REASON = "_line", "_reason"


class Origin(Protocol):
    """Where a row stands in its file, and what it is there."""

    @property
    def line(self) -> int: ...

    @property
    def raw(self) -> list[str]: ...

    @property
    def skip_reason(self) -> str | None: ...


class RejectsWriter:
    """Creates its file with the first rejected row, and puts it in place when it is closed.

    ``_line`` and ``_reason`` come first, so that a row with too many cells keeps its extra ones.
    """

    def __init__(self, path: str, table: Rows) -> None:
        self.path = path
        self.count = 0
        self._headings = [h for h in table.headings if h not in (LINE, REASON)]
        self._kept = [n for n, h in enumerate(table.headings) if h not in (LINE, REASON)]
        self._width = len(table.headings)
        folder, name = os.path.split(path)
        self._temporary = os.path.join(folder, f".{name}.{os.getpid()}")
        self._file: IO[str] | None = None
        self._writer: Any = None

    def write(self, row: Origin, reason: str) -> None:
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
        self._file.close()
        self._file = None
        os.replace(self._temporary, self.path)

    def cancel(self) -> None:
        """Leave nothing behind, also where an interrupt came while the file was being opened."""
        if self._file is not None:
            self._file.close()
            self._file = None
        with suppress(OSError):
            os.unlink(self._temporary)

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
        try:
            with suppress(FileNotFoundError):
                os.unlink(self._temporary)
            self._file = open(self._temporary, "x", encoding="utf-8", newline="", opener=_for_its_owner)  # noqa: SIM115
        except OSError as error:
            raise Invalid("file_unwritable", path=self.path, reason=str(error)) from error
        self._writer = csv_writer(self._file)
        self._writer.writerow([LINE, REASON, *self._headings])


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _encodable(cell: str) -> str:
    """Undecodable bytes, which the table marks by lone surrogates, as the replacement character."""
    return cell if cell.isascii() else _SURROGATE.sub("\ufffd", cell)
