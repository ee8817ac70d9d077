"""Whom the rows of a customer file were about, where several rows may be about one customer.

Such rows are taken together: a known customer that one of them changes waits for the others, so that what is
stored is compared with all that the file says. Otherwise two rows that differ would change it anew every time.
"""

from collections.abc import Container, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from crmcli.exchange.careful import Row
from crmcli.exchange.rejects import Origin
from crmcli.importing.columns import Chunk, Parsed
from crmcli.importing.keys import DIRECT, Key, by_name, kinds
from crmcli.importing.person import Person
from crmcli.importing.repeats import END, Repeats


class Pending(NamedTuple):
    """A known customer whose row is yet to be counted, as a change or as none."""

    person: Person
    row: Origin
    until: int
    """The last chunk with a row that may be about them, too."""
    first: int
    """The first line about them: this row's, unless that was counted already."""
    by: str


class Met:
    def __init__(self, keys: tuple[Key, ...], *, numbered: bool) -> None:
        """``numbered``: the file has a column of ids. Two rows with ids share no customer but by their ids, so
        that phones and e-mails matter only where one of the rows has none."""
        self.repeats = Repeats()
        self.kinds = kinds(keys)
        self.named = by_name(keys)
        self.numbered = numbered and keys[0] == {"external"} and self.kinds == DIRECT and not self.named
        self.chunk = -1
        self.first: dict[int, int] = {}
        """Customer → the first line about them."""
        self.pending: dict[int, Pending] = {}
        self.given = set[bool]()
        """Whether rows have uids."""

    def read(self, chunk: Chunk | None) -> None:
        """While the file is read: one more chunk."""
        keys: dict[str, list[str]] = {}
        if chunk:
            keys.update(external=chunk.externals, uid=chunk.uids)
            self.given |= {any(chunk.uids), all(uid or row in chunk.errors for row, uid in enumerate(chunk.uids))}
            if self.named:
                keys["name"] = chunk.values["name_key"]
            if not self.numbered:
                keys.update((kind, chunk.keys(kind)) for kind in self.kinds)
            elif not all(chunk.externals):
                for kind in self.kinds:
                    pairs = self._keys(chunk, kind)
                    self.repeats.read_loose(kind, [key for row, key in pairs if key and not chunk.externals[row]])
        self.repeats.read(keys)

    def all_have_uids(self) -> bool:
        """An export of ours: its customers are told apart by their uids, whatever phone they share."""
        return self.given == {True}

    def rows(self, chunk: Chunk) -> dict[int, int]:
        """Rows that share a key with another row of the file → the last chunk with one of those."""
        found: dict[int, int] = {}
        for kind, last in self.repeats.last.items():
            for row, key in self._keys(chunk, kind):
                if key and (until := last.get(hash(key), -1)) > found.get(row, -1):
                    found[row] = until
        return found

    def wanted(self) -> dict[str, Container[int]]:
        """Kind by kind, hashes of the keys that later rows ask for.

        Where only some rows have uids, those that the others get must not be any of the file's.
        """
        some = len(self.given) > 1
        return {**self.repeats.last, "uid": range(-1 << 63, 1 << 63)} if some else {**self.repeats.last}

    def _keys(self, chunk: Chunk, kind: str) -> Iterable[tuple[int, str | None]]:
        if kind not in self.kinds:
            texts = {"external": chunk.externals, "uid": chunk.uids}
            return enumerate(texts[kind] if kind in texts else chunk.values["name_key"])
        columns = [column for column in chunk.contacts if column.kind == kind]
        more = ((row, key) for column in columns for row, pairs in column.more.items() for _, key in pairs)
        return chain(more, *(enumerate(column.keys) for column in columns))

    def until(self, person: Person, row: Parsed, until: int) -> int:
        """The same for a known customer, whom another row may name by what is stored of them."""
        own = {(kind, key) for kind, _, key, _ in row.contacts}
        own |= {("external", row.external), ("uid", row.uid)}
        keys = {key for key in person.keys if key[0] in self.kinds} | {("external", n) for n in person.numbers}
        keys.add(("uid", person.uid))
        return END if self.repeats.has(keys - own) else until

    def wait(self, person: Person, row: Origin, until: int, by: str) -> None:
        place = Row(row.line, [], None, [])
        self.pending[person.id] = Pending(person, place, until, self.first.setdefault(person.id, row.line), by)

    def due(self, *, everybody: bool = False) -> Iterator[Pending]:
        """Those of whom no row comes any more, and those who are as they are stored."""
        for number, pending in list(self.pending.items()):
            if everybody or pending.until <= self.chunk or not pending.person.changes():
                yield self.pending.pop(number)

    def without(self, people: Iterable[Person]) -> list[Person]:
        """Those of them who do not wait."""
        return [person for person in people if person.id not in self.pending]
