"""A chunk of a customer file as columns of checked values: what goes to all rows at once goes fastest."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from crmcli.errors import Invalid
from crmcli.importing.reasons import together

Contact = tuple[str, str, str, str | None]
"""kind, value as entered, key, label."""

FINGERPRINT = "row:"
"""How what stands in for an id begins, in rows that have neither an id nor a phone or e-mail."""
_MEMO_LIMIT = 50_000


class Parsed(NamedTuple):
    """One row: its columns that are filled, contact points, tags, the other system's id, our uid."""

    columns: dict[str, Any]
    contacts: list[Contact]
    tags: list[str]
    external: str
    uid: str
    nameless: bool = False
    """The row gave no name; an e-mail stands in for it."""


class Memo(dict[str, Any]):
    """Text → value, worked out once for each text. Texts that have none are in ``bad``, with the reason."""

    def __init__(self, work_out: Callable[[str], Any]) -> None:
        super().__init__({"": None})
        self.work_out = work_out
        self.bad: dict[str, Invalid] = {}

    def __missing__(self, text: str) -> Any:
        try:
            value = self.work_out(text)
        except Invalid as error:
            self.bad[text] = error
            value = None
        self[text] = value
        return value

    def all(self, texts: list[str]) -> list[Any]:
        if len(self) > _MEMO_LIMIT:
            self.clear()
            self.bad.clear()
            self[""] = None
        return list(map(self.__getitem__, texts))


class ContactColumn(NamedTuple):
    """One way to reach each row's customer; None where the cell was empty."""

    kind: str
    values: list[str | None]
    keys: list[str | None]
    more: dict[int, list[tuple[str, str]]]
    """Row → what a cell with several had besides the first."""
    labels: str | Sequence[str | None] | None = None
    """What this one is called (home, work): the same in all rows, or row by row."""

    def of(self, row: int) -> Iterator[Contact]:
        key, value = self.keys[row], self.values[row]
        if key is not None and value is not None:
            label = self.label(row)
            yield self.kind, value, key, label
            for value, key in self.more.get(row, ()):
                yield self.kind, value, key, label

    def label(self, row: int) -> str | None:
        return self.labels if self.labels is None or isinstance(self.labels, str) else self.labels[row]

    def all_keys(self) -> list[str]:
        found = [key for key in self.keys if key is not None]
        found += [key for pairs in self.more.values() for _, key in pairs]
        return found


class BadCell(NamedTuple):
    """A cell with a phone or the like that cannot be one."""

    row: int
    kind: str
    heading: str
    text: str
    error: Invalid


class Chunk:
    """Rows ``0..size-1``. What a row in ``errors`` has in the columns means nothing."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.errors: dict[int, Invalid] = {}
        """Row → why it cannot be taken."""
        self.more: dict[int, list[Invalid]] = {}
        """Its further reasons, until they are joined with the first."""
        self.values: dict[str, list[Any]] = {}
        """Field → its value in each row, None for empty; ``name``, ``kind`` and ``name_key`` always."""
        self.contacts: list[ContactColumn] = []
        self.nameless: set[int] = set()
        self.bad_contacts: list[BadCell] = []
        self.warnings: list[BadCell] = []
        self.tags: dict[int, list[str]] = {}
        self.externals: list[str] = [""] * size
        self.uids: list[str] = [""] * size

    def refuse(self, row: int, error: Invalid) -> None:
        error.__traceback__ = None  # it leads back to this chunk, which is to be forgotten soon
        if self.errors.setdefault(row, error) is not error:
            self.more.setdefault(row, []).append(error)

    def join_reasons(self) -> None:
        self.errors.update((row, together([self.errors[row], *more])) for row, more in self.more.items())
        self.more.clear()

    def parsed(self, row: int) -> Parsed:
        columns = {
            field: values[row]
            for field, values in self.values.items()
            if field != "name_key" and values[row] is not None
        }
        contacts = [contact for column in self.contacts for contact in column.of(row)]
        tags, nameless = self.tags.get(row, []), row in self.nameless
        return Parsed(columns, contacts, tags, self.externals[row], self.uids[row], nameless)

    def keys(self, kind: str) -> list[str]:
        """All keys of one kind of contact point, in no order; one that several rows have comes several times."""
        return [key for column in self.contacts if column.kind == kind for key in column.all_keys()]

    def rows_with(self, kind: str, keys: set[str]) -> Iterator[int]:
        for column in self.contacts:
            if column.kind == kind:
                yield from (row for row, key in enumerate(column.keys) if key in keys)
                yield from (row for row, pairs in column.more.items() if any(key in keys for _, key in pairs))
