"""What was read and checked, kept until the database is locked to store it: in memory, and beyond a bound on disk.

The file has no name (where the system can do that), so it is gone with the program however that ends.
"""

import gc
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile, gettempdir
from types import TracebackType
from typing import IO, Any, Protocol, Self

from crmcli.errors import CrmError, Refused

LIVE = 50_000
"""So many rows stay in memory; of more, chunk by chunk, only what is under way."""
_THRESHOLDS = (100_000, 50, 50)


@contextmanager
def on_disk() -> Iterator[None]:
    """What is written here goes where temporary files are, which the refusal names."""
    try:
        yield
    except OSError as error:
        raise Refused("cannot_write", path=gettempdir(), reason=error.strerror or str(error)) from error


class Batch(Protocol):
    """Rows of a file, checked."""

    @property
    def size(self) -> int: ...


class Spool:
    """First in, first out; every batch can be taken once."""

    def __init__(self, live: int = LIVE) -> None:
        self.rows = 0
        self._live = live
        self._here: list[Any] = []
        self._there = 0
        self._file: IO[bytes] | None = None

    def add(self, batch: Batch) -> None:
        self.rows += batch.size
        if self._file is None and self.rows <= self._live:
            self._here.append(batch)
            return
        with on_disk():
            if self._file is None:
                self._file = TemporaryFile(prefix="crm-import-")  # noqa: SIM115 - closed with the spool
            _Pickler(self._file, 5).dump(batch)
        self._there += 1

    def __iter__(self) -> Iterator[Any]:
        self._here.reverse()
        while self._here:
            yield self._here.pop()
        if self._file is not None:
            self._file.seek(0)
            while self._there:
                self._there -= 1
                yield pickle.load(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._here = []
        if self._file is not None:
            self._file.close()


class _Pickler(pickle.Pickler):
    """Errors carry facts by name, which pickle does not know how to give back."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, CrmError):
            return _error, (type(obj), obj.code, obj.details, obj.facts)
        return NotImplemented


def _error(kind: type[CrmError], code: str, details: list[dict[str, Any]], facts: dict[str, Any]) -> CrmError:
    return kind(code, details=details, **facts)


@contextmanager
def patient_collector() -> Iterator[None]:
    """The garbage collector, which otherwise looks through what was read again and again, comes more seldom."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
