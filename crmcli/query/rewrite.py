"""A query's text with a segment in it named anew, all else as it was typed."""

import re
from collections.abc import Iterator

from crmcli.query.parser import parse
from crmcli.query.tree import And, Node, Not, Or, Saved, saved_names

_VALUES = re.compile(r"[^\s()（）]*")
"""From the name of the field to the end of its values: names of segments have neither spaces nor brackets."""


def renamed(text: str, old: str, new: str) -> str | None:
    """The query with one segment's name replaced; None where that would not be all that changes."""
    name = re.compile(rf"(?<=[:：=＝,，、\"“”「『'‘]){re.escape(old)}(?![^\s()（）,，、\"“”」』'’])", re.IGNORECASE)
    before = parse(text)
    changed = text
    for at in sorted({saved.at for saved in _saved(before) if saved.name.casefold() == old.casefold()}, reverse=True):
        found = _VALUES.match(changed, at - 1)
        assert found is not None
        changed = changed[: found.start()] + name.sub(lambda _: new, found[0]) + changed[found.end() :]
    wanted = {new if used.casefold() == old.casefold() else used for used in saved_names(before)}
    after = parse(changed)
    return changed if saved_names(after) == wanted and _count(after) == _count(before) else None


def _saved(node: Node) -> Iterator[Saved]:
    if isinstance(node, Saved):
        yield node
    elif isinstance(node, Not):
        yield from _saved(node.item)
    elif isinstance(node, And | Or):
        for item in node.items:
            yield from _saved(item)


def _count(node: Node) -> int:
    """How many parts a query has."""
    if isinstance(node, Not):
        return 1 + _count(node.item)
    return 1 + sum(map(_count, node.items)) if isinstance(node, And | Or) else 1
