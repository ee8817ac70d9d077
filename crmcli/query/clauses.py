"""A condition as SQL with named parameters; the values of a query only ever become parameters."""

from typing import Any, NamedTuple


class Clause(NamedTuple):
    sql: str
    params: tuple[Any, ...] = ()
    """Positional, in the order of the ``?`` in ``sql``."""
    ids: "tuple[Clause, ...]" = ()
    """Of a whole query: SELECTs of ids, each of which holds everybody who meets the condition."""
    stream: "tuple[str, Clause] | None" = None
    """Of a query with words: the words as the full-text index reads them, and the condition without them."""


_SIDE_BY_SIDE = 16

TRUE = Clause("1")
FALSE = Clause("0")


def any_of(clauses: list[Clause]) -> Clause:
    return _joined(clauses, " OR ", FALSE)


def all_of(clauses: list[Clause]) -> Clause:
    return _joined(clauses, " AND ", TRUE)


def none_of(clause: Clause) -> Clause:
    """Everybody else, those included for whom the answer is unknown (NULL)."""
    return Clause(f"({clause.sql}) IS NOT TRUE", clause.params)


def _joined(clauses: list[Clause], word: str, empty: Clause) -> Clause:
    if len(clauses) < 2:
        return clauses[0] if clauses else empty
    if len(clauses) > _SIDE_BY_SIDE:
        # A tree of them, not a chain: SQLite's expressions may be 1000 deep.
        size = -(-len(clauses) // _SIDE_BY_SIDE)
        parts = [clauses[i : i + size] for i in range(0, len(clauses), size)]
        return _joined([_joined(part, word, empty) for part in parts], word, empty)
    sql = "(" + word.join(clause.sql for clause in clauses) + ")"
    return Clause(sql, tuple(value for clause in clauses for value in clause.params))


def like(text: str) -> str:
    """A LIKE pattern (ESCAPE '\\') for "contains this text"."""
    return f"%{escaped(text)}%"


def escaped(text: str) -> str:
    """The text itself inside a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def has_case(text: str) -> bool:
    """Whether letters beyond ASCII have two cases here: LIKE folds ASCII only, ``fold()`` all."""
    return any(not char.isascii() and char.lower() != char.upper() for char in text)


def bound(clause: Clause, params: dict[str, Any], start: int = 0) -> str:
    """The clause with named parameters (``:q0`` …) put into ``params``, to stand beside named ones."""
    pieces = clause.sql.split("?")
    assert len(pieces) == len(clause.params) + 1, clause.sql
    out = [pieces[0]]
    for i, (value, piece) in enumerate(zip(clause.params, pieces[1:], strict=True), start):
        params[f"q{i}"] = value
        out += [f":q{i}", piece]
    return "".join(out)
