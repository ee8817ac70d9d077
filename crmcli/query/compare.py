"""One comparison of one field, by the field's type: → SQL. The clock and the currency are arguments."""

import re
from typing import Any

from crmcli.errors import Invalid
from crmcli.fields import Field
from crmcli.query import values
from crmcli.query.clauses import Clause, all_of, any_of, has_case, like, none_of
from crmcli.query.tree import Span, Term
from crmcli.query.world import World

_ORDER = {">": ">", ">=": ">=", "<": "<", "<=": "<="}


def compare(field: Field, term: Term, world: World) -> Clause:
    """Raises Invalid for an operator or a value that the field cannot have."""
    if term.op == "!=":
        return none_of(compare(field, term._replace(op="="), world))
    if term.op in _ORDER and (len(term.values) > 1 or term.values[0].ranged):
        raise Invalid("query.one_value", field=term.field, op=term.op, at=term.at)
    read = _BY_TYPE.get(field.type, _text)
    try:
        return any_of([read(field, term, value, world) for value in term.values])
    except Invalid as error:
        raise _placed(error, term) from None


def _placed(error: Invalid, term: Term) -> Invalid:
    """The same mistake, with the column of the term it was made in."""
    if "at" in error.facts:
        return error
    if error.code == "not_a_choice":
        choices = error.facts["choices"]
        return Invalid("query.not_a_choice", field=term.field, value=error.facts["value"], at=term.at, choices=choices)
    from_value = error.facts.get("value", "")
    return Invalid(
        "query.bad_value", field=term.field, value=from_value, at=term.at, reason=error.facts.get("reason", "")
    )


def _refuse(field: Field, term: Term) -> Invalid:
    return Invalid("query.bad_operator", field=term.field, op=term.op, at=term.at, type=f"query.type_{field.type}")


# -- text ------------------------------------------------------------------------------------------


def contains(sql: str, text: str) -> Clause:
    if has_case(text):
        return Clause(f"instr(fold({sql}), ?) > 0", (text.casefold(),))
    return Clause(f"{sql} LIKE ? ESCAPE '\\'", (like(text),))


def equals(sql: str, text: str) -> Clause:
    if has_case(text):
        return Clause(f"fold({sql}) = ?", (text.casefold(),))
    return Clause(f"{sql} = ? COLLATE NOCASE", (text,))


def _text(field: Field, term: Term, value: Span, _: World) -> Clause:
    text = value.low if not value.ranged else f"{value.low}..{value.high}"
    if term.op == "~":
        return matches(field.sql, text, term)
    if term.op == "=":
        return equals(field.sql, text)
    if term.op == ":":
        return contains(field.sql, text)
    raise _refuse(field, term)


def matches(sql: str, pattern: str, term: Term) -> Clause:
    try:
        re.compile(pattern)
    except re.error as error:
        raise Invalid("query.bad_regex", value=pattern, at=term.at, reason=str(error)) from None
    return Clause(f"{sql} REGEXP ?", (pattern,))


def _choice(field: Field, term: Term, value: Span, _: World) -> Clause:
    from crmcli.domain.customers import choice

    if term.op not in (":", "="):
        raise _refuse(field, term)
    return Clause(f"{field.sql} = ?", (choice(field.name, value.low),))


_YES = frozenset(("yes", "true", "1", "是", "有"))
_NO = frozenset(("no", "false", "0", "否", "无"))


def _bool(field: Field, term: Term, value: Span, _: World) -> Clause:
    word = value.low.casefold()
    if term.op not in (":", "="):
        raise _refuse(field, term)
    if word not in _YES | _NO:
        raise Invalid("query.bad_value", field=term.field, value=value.low, at=term.at)
    return Clause(f"{field.sql} = ?", (int(word in _YES),))


# -- numbers and money -----------------------------------------------------------------------------


def _number(field: Field, term: Term, value: Span, _: World) -> Clause:
    return ordered(field, term, value, values.whole_or_decimal)


def _money(field: Field, term: Term, value: Span, world: World) -> Clause:
    return ordered(field, term, value, lambda text: values.money(text, world.currency))


def ordered(field: Field, term: Term, value: Span, read: Any) -> Clause:
    """Numbers: ``:`` and ``=`` equal, a range holds both ends."""
    if term.op == "~":
        raise _refuse(field, term)
    if term.op in _ORDER:
        return Clause(f"{field.sql} {term.op} ?", (read(value.low),))
    if not value.ranged:
        return Clause(f"{field.sql} = ?", (read(value.low),))
    parts = [Clause(f"{field.sql} >= ?", (read(value.low),))] if value.low else []
    parts += [Clause(f"{field.sql} <= ?", (read(value.high),))] if value.high else []
    return all_of(parts)


# -- days ------------------------------------------------------------------------------------------


def _date(field: Field, term: Term, value: Span, world: World) -> Clause:
    return day_clause(field.sql, field, term, value, world)


def _moment(field: Field, term: Term, value: Span, world: World) -> Clause:
    """A moment compares by its day."""
    return day_clause(f"CAST(julianday(substr({field.sql}, 1, 10)) - 2440587.5 AS INTEGER)", field, term, value, world)


def day_clause(sql: str, field: Field, term: Term, value: Span, world: World) -> Clause:
    """A month or a year is a stretch: before it, in it, after it."""
    if term.op == "~":
        raise _refuse(field, term)
    if value.ranged:
        first, last = values.span_of_days(value.low, value.high, world.today)
        parts = [Clause(f"{sql} >= ?", (first,))] if first is not None else []
        parts += [Clause(f"{sql} <= ?", (last,))] if last is not None else []
        return all_of(parts)
    found = values.days(value.low, world.today)
    if term.op in (":", "="):
        if found.first == found.last:
            return Clause(f"{sql} = ?", (found.first,))
        return Clause(f"{sql} BETWEEN ? AND ?", (found.first, found.last))
    edge = found.first if term.op in ("<", ">=") else found.last
    return Clause(f"{sql} {term.op} ?", (edge,))


def _birthday(field: Field, term: Term, value: Span, world: World) -> Clause:
    """By day and month unless a year is given; a range may go over the turn of the year."""
    sql = field.sql
    if term.op == "~":
        raise _refuse(field, term)
    if value.ranged:
        if not (value.low and value.high):
            raise Invalid("query.open_birthday", field=term.field, at=term.at)
        low, high = values.month_days(value.low, world.today), values.month_days(value.high, world.today)
        if low[2] and high[2]:
            return Clause(f"{sql} BETWEEN ? AND ?", (low[0], high[1]))
        return _season(sql, low[0][-5:], high[1][-5:])
    first, last, dated = values.month_days(value.low, world.today)
    if term.op in (":", "="):
        return Clause(f"{sql} BETWEEN ? AND ?", (first, last)) if dated else _season(sql, first, last)
    if not dated:
        raise Invalid("query.birthday_needs_year", field=term.field, op=term.op, at=term.at)
    edge = first if term.op in ("<", ">=") else last
    return Clause(f"({sql} GLOB '[0-9]*' AND {sql} {term.op} ?)", (edge,))


def _season(sql: str, first: str, last: str) -> Clause:
    day = f"substr({sql}, -5)"
    if first <= last:
        return Clause(f"{day} BETWEEN ? AND ?", (first, last))
    return Clause(f"({day} >= ? OR {day} <= ?)", (first, last))


def _rfm(field: Field, term: Term, value: Span, _: World) -> Clause:
    """``rfm:555`` (x for any digit) or one of the eleven names."""
    from crmcli.domain import rfm

    text = value.low.strip().lower()
    if term.op not in (":", "="):
        raise _refuse(field, term)
    if len(text) == 3 and all(char in "12345x" for char in text):
        code = f"CAST({field.sql} AS TEXT)"
        return Clause(f"{code} LIKE ?", (text.replace("x", "_"),))
    name = rfm.known_name(text)
    if name is None:
        raise Invalid("query.bad_rfm", value=value.low, at=term.at, names=", ".join(n.name for n in rfm.NAMES))
    codes = [
        f"{r}{f}{m}" for r in range(1, 6) for f in range(1, 6) for m in range(1, 6) if rfm.name_of(r, f, m) == name
    ]
    marks = ", ".join("?" * len(codes))
    return Clause(f"{field.sql} IN ({marks})", tuple(map(int, codes)))


_BY_TYPE = {
    "text": _text,
    "choice": _choice,
    "int": _number,
    "id": _number,
    "number": _number,
    "money": _money,
    "date": _date,
    "moment": _moment,
    "birthday": _birthday,
    "bool": _bool,
    "rfm": _rfm,
}
