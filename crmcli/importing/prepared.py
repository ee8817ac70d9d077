"""A chunk of customers on its way from the file to the database: checked, and quick to put on disk."""

import marshal
from typing import Any

from crmcli.errors import CrmError
from crmcli.exchange.careful import Row
from crmcli.importing.columns import Chunk, ContactColumn


class Place:
    """Where a row of a chunk comes from, and what it was, for the file of rejected rows."""

    __slots__ = ("_batch", "_index", "line")
    skip_reason = None

    def __init__(self, line: int, batch: "Prepared", index: int) -> None:
        self.line, self._batch, self._index = line, batch, index

    @property
    def raw(self) -> list[str]:
        return self._batch.raw(self._index)


class Prepared:
    """The rows that could be read, as columns; and those that are left out, with the reason or the error."""

    __slots__ = ("chunk", "lines", "odd", "raws")

    def __init__(
        self, chunk: Chunk | None, lines: list[int], raws: list[list[str]] | bytes,
        odd: list[tuple[Row, CrmError | None]],
    ) -> None:  # fmt: skip
        self.chunk, self.lines, self.raws, self.odd = chunk, lines, raws, odd

    @property
    def size(self) -> int:
        return len(self.lines) + len(self.odd)

    def place(self, index: int) -> Place:
        return Place(self.lines[index], self, index)

    def raw(self, index: int) -> list[str]:
        if isinstance(self.raws, bytes):
            self.raws = marshal.loads(self.raws)
        raws: Any = self.raws
        found: list[str] = raws[index]
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Columns of plain values go much faster this way than value by value."""
        raws = self.raws if isinstance(self.raws, bytes) else marshal.dumps(self.raws, 2)
        chunk = self.chunk
        if chunk is None:
            return Prepared, (None, self.lines, raws, self.odd)
        plain = (chunk.size, chunk.values, list(map(tuple, chunk.contacts)), chunk.externals, chunk.uids, self.lines)
        rest = (chunk.errors, chunk.nameless, chunk.warnings, chunk.tags)
        return _prepared, (marshal.dumps(plain, 2), rest, raws, self.odd)


def _prepared(data: bytes, rest: tuple[Any, ...], raws: bytes, odd: list[tuple[Row, CrmError | None]]) -> Prepared:
    size, values, contacts, externals, uids, lines = marshal.loads(data)
    chunk = Chunk(size)
    chunk.values, chunk.contacts = values, [ContactColumn(*contact) for contact in contacts]
    chunk.externals, chunk.uids = externals, uids
    chunk.errors, chunk.nameless, chunk.warnings, chunk.tags = rest
    return Prepared(chunk, lines, raws, odd)
