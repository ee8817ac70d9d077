"""A condition as SQL with named parameters; the values of a query only ever become parameters."""

from typing import Any, NamedTuple


class Clause(NamedTuple):
    sql: str
    params: tuple[Any, ...] = ()
    """Positional, in the order of the ``?`` in ``sql``."""


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
