"""What commands return; ``render`` alone turns it into text.

Data is ready for JSON: dates are ISO strings, money is a decimal string, lists are lists.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO, NamedTuple

Row = dict[str, Any]


class Column(NamedTuple):
    """A column of a table. ``type``: text, id, contact, int, number, money, date, moment, list, choice.

    ``words`` is the catalogue page that translates a choice for people (``stage`` → ``words.active``).
    """

    name: str
    type: str = "text"
    label: str = ""
    optional: bool = False
    """May be left out of a table on a terminal too narrow for all."""


class Rows(NamedTuple):
    """A list: streamed to every format. ``rows`` may carry more keys than ``columns``; JSON has them all."""

    columns: Sequence[Column]
    rows: Iterable[Row]
    note: str = ""
    """A remark for people, on stderr ("20 of 1,041 shown")."""
    form: str = ""
    """The format where none is asked for, if it is not the usual one."""
    shown: Iterable[Row] | None = None
    """The rows as a table or Markdown shows them to people, where those differ (words, a line of totals)."""


class Cells(NamedTuple):
    """A list as long as the file holds: streamed as tuples in the order of ``columns``."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    note: str = ""
    form: str = ""


class File(NamedTuple):
    """A file of a form of its own: ``write`` puts its bytes into a stream and returns a remark for people."""

    write: Callable[[BinaryIO], str]
    binary: bool = True
    """Nothing that a terminal could show."""


class Folder(NamedTuple):
    """Several files: ``write`` puts them into an empty folder and returns a remark for people."""

    write: Callable[[str], str]


class Record(NamedTuple):
    """What one writing command wrote: the id on stdout, a sentence on stderr, all of it as JSON."""

    data: Row
    message: str
    columns: Sequence[Column] = ()
    """What a table of it has, where a key is called otherwise than elsewhere."""


class Done(NamedTuple):
    """A command on many: a sentence on stderr; ids with --quiet or -f ids; JSON has ``data``."""

    message: str
    data: Row
    ids: Sequence[int] = ()
    status: int = 0


class Title(NamedTuple):
    text: str


class Pairs(NamedTuple):
    """Labelled facts, one a line; a pair with an empty value is left out."""

    pairs: Sequence[tuple[str, str]]


class Grid(NamedTuple):
    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""


class Lines(NamedTuple):
    lines: Sequence[str]


Block = Title | Pairs | Grid | Lines


class Document(NamedTuple):
    """A page for people (``blocks``) that is one JSON object (``data``) for scripts.

    ``rows`` with ``columns`` are what csv, tsv, ndjson and ids give of it.
    """

    data: Any
    blocks: Sequence[Block]
    columns: Sequence[Column] = ()
    rows: Sequence[Row] = ()
    status: int = 0


Result = Rows | Cells | Record | Done | Document
