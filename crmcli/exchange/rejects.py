"""Rejected rows → a CSV file that can be mended and imported again."""

import errno
import os
import re
from array import array
from contextlib import suppress
from io import StringIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Protocol, Self

from crmcli.errors import Refused
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


def check(path: str) -> None:
    """Refuse a place where the file cannot be written, before anything is read."""
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise _refused(path, os.strerror(errno.ENOENT))
    if os.path.isdir(path) or not os.access(path if _is_device(path) else folder, os.W_OK):
        raise _refused(path, os.strerror(errno.EISDIR if os.path.isdir(path) else errno.EACCES))


class RejectsWriter:
    """Creates its file with the first rejected row, and puts it in place, in order of lines, when it is closed.

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
        self._file: IO[bytes] | None = None
        self._lines = array("q")
        self._begins = array("q")
        """Where in the file the row of each line begins; at last where the last one ends."""

    def write(self, row: Origin, reason: str) -> None:
        """``reason`` is the sentence for the user."""
        if self._file is None:
            self._file = self._open()
            self._put([LINE, REASON, *self._headings])
        raw = row.raw
        cells = [raw[n] for n in self._kept if n < len(raw)] + raw[self._width :]
        self._lines.append(row.line)
        self._put([_encodable(cell) for cell in (str(row.line), reason, *cells)])
        self.count += 1

    def _put(self, cells: list[str]) -> None:
        assert self._file is not None
        text = StringIO()
        csv_writer(text).writerow(cells)
        try:
            self._file.write(text.getvalue().encode())
            self._begins.append(self._file.tell())
        except OSError as error:
            raise _refused(self.path, error.strerror or str(error)) from error

    def finish(self) -> None:
        """All rows are there: what may still fail is to fail before the import is final."""
        if self._file is None:
            return
        try:
            self._sort(self._file)
            self._file.flush()
        except OSError as error:
            raise _refused(self.path, error.strerror or str(error)) from error

    def close(self) -> None:
        if self._file is None:
            return
        try:
            self.finish()
            if _is_device(self.path):
                self._file.seek(0)
                with open(self.path, "wb") as place:
                    copyfileobj(self._file, place)
            else:
                os.replace(self._temporary, self.path)
        except OSError as error:
            raise _refused(self.path, error.strerror or str(error)) from error
        finally:
            self.cancel()

    def _sort(self, file: IO[bytes]) -> None:
        """Rows come in the order in which they were found to be no good."""
        order = sorted(range(len(self._lines)), key=self._lines.__getitem__)
        if order == list(range(len(order))):
            return
        with TemporaryFile() as rows:
            for n in order:
                file.seek(self._begins[n])
                rows.write(file.read(self._begins[n + 1] - self._begins[n]))
            rows.seek(0)
            file.seek(self._begins[0])
            copyfileobj(rows, file)
        self._lines = array("q", sorted(self._lines))

    def cancel(self) -> None:
        """Leave nothing else behind, also where an interrupt came while the file was being opened."""
        with suppress(OSError):
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

    def _open(self) -> IO[bytes]:
        try:
            if _is_device(self.path):
                return TemporaryFile()
            with suppress(FileNotFoundError):
                os.unlink(self._temporary)
            return open(self._temporary, "x+b", opener=_for_its_owner)
        except OSError as error:
            raise _refused(self.path, error.strerror or str(error)) from error


def _is_device(path: str) -> bool:
    """/dev/null and the like, which nothing may be put in the place of."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _refused(path: str, reason: str) -> Refused:
    return Refused("file_unwritable", path=path, reason=reason)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _encodable(cell: str) -> str:
    """Undecodable bytes, which the table marks by lone surrogates, as the replacement character."""
    return cell if cell.isascii() else _SURROGATE.sub("\ufffd", cell)
