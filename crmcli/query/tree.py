"""What a query says, as a tree of frozen nodes. ``at`` is the column (from 1) it began at."""

from typing import NamedTuple

OPERATORS = (":", "=", "!=", ">", ">=", "<", "<=", "~")


class Span(NamedTuple):
    """One value of a term: a single one, or a range with either end open ("" where it is)."""

    low: str
    high: str
    ranged: bool = False

    @property
    def text(self) -> str:
        """The value as it was written, for fields that have no ranges."""
        return f"{self.low}..{self.high}" if self.ranged else self.low


class Term(NamedTuple):
    """``field op values``: any of the values."""

    field: str
    op: str
    values: tuple[Span, ...]
    at: int


class Has(NamedTuple):
    """``has:field``."""

    field: str
    at: int


class Word(NamedTuple):
    """A bare word or quoted phrase: searched for in names, pinyin, phones, e-mails, companies, notes."""

    text: str
    at: int


class Saved(NamedTuple):
    """``segment:NAME``."""

    name: str
    at: int


class Not(NamedTuple):
    item: "Node"


class And(NamedTuple):
    items: "tuple[Node, ...]"


class Or(NamedTuple):
    items: "tuple[Node, ...]"


Node = Term | Has | Word | Saved | Not | And | Or
EVERYBODY = And(())


def saved_names(node: Node) -> set[str]:
    """The segments that a query names."""
    if isinstance(node, Saved):
        return {node.name}
    if isinstance(node, Not):
        return saved_names(node.item)
    if isinstance(node, And | Or):
        return {name for item in node.items for name in saved_names(item)}
    return set()


def column(node: Node) -> int:
    """Where a query or a part of it begins."""
    while not isinstance(node, Term | Has | Word | Saved):
        if isinstance(node, And | Or) and not node.items:
            return 1
        node = node.item if isinstance(node, Not) else node.items[0]
    return node.at


def only_words(node: Node) -> bool:
    """Whether a query asks for nothing but words to be found."""
    return isinstance(node, Word) or (isinstance(node, And) and all(map(only_words, node.items)))
