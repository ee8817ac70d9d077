"""What every reader of rows keeps account of."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from crmcli.exchange.careful import Row


class Counted(ABC):
    """The counts of a reader, which is closed at the end of its ``with``; see ``rows.Rows``."""

    def __init__(self) -> None:
        self.read = self.blank = self.errors = self.skipped = 0

    @property
    def good(self) -> int:
        return self.read - self.blank - self.errors - self.skipped

    def counted(self, rows: Iterable[Row | None]) -> Iterator[Row]:
        """The rows, each counted; None stands for a blank one."""
        for row in rows:
            self.read += 1
            if row is None:
                self.blank += 1
                continue
            self.errors += row[2] is not None
            self.skipped += row[4] is not None
            yield row

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None: ...
