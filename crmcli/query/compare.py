"""One comparison of one field, by the field's type: → SQL. The clock and the currency are arguments."""

import json
import re
from typing import Any

from crmcli.errors import Invalid
from crmcli.fields import CUSTOMER, Field
from crmcli.i18n import has, language, t
from crmcli.query import values
from crmcli.query.clauses import Clause, all_of, any_of, has_case, like, none_of
from crmcli.query.tree import Span, Term
from crmcli.query.world import World

_ORDER = {">": ">", ">=": ">=", "<": "<", "<=": "<="}
_FEW = 8
"""So many numbers are compared one by one."""


def compare(field: Field, term: Term, world: World) -> Clause:
    """Raises Invalid for an operator or a value that the field cannot have."""
    if term.op == "!=":
        return none_of(compare(field, term._replace(op="="), world))
    if term.op in _ORDER and (len(term.values) > 1 or term.values[0].ranged):
        raise Invalid("query.one_value", field=term.field, op=term.op, at=term.at)
    read = _BY_TYPE.get(field.type, _text)
    try:
        if len(term.values) > _FEW and (listed := _among(field, term, world)) is not None:
            return listed
        return any_of([read(field, term, value, world) for value in term.values])
    except Invalid as error:
        raise _placed(error, term) from None


def _placed(error: Invalid, term: Term) -> Invalid:
    """The same mistake, with the column of the term it was made in."""
    if "at" in error.facts:
        return error
    if error.code == "query.swapped_ends":
        low, high = error.facts["low"], error.facts["high"]
        return Invalid("query.swapped", low=low, high=high, field=term.field, at=term.at)
    if error.code == "not_a_choice":
        choices = ", ".join(_in_words(error.facts["option"], word) for word in error.facts["choices"].split(", "))
        return Invalid("query.not_a_choice", field=term.field, value=error.facts["value"], at=term.at, choices=choices)
    from_value = error.facts.get("value", "")
    return Invalid(
        "query.bad_value", field=term.field, value=from_value, at=term.at, reason=error.facts.get("reason", "")
    )


def _in_words(field: str, value: str) -> str:
    """A choice as it is called in the user's language, if it can be written so too."""
    from crmcli.domain.customers import choice

    key = f"words.{value}"
    word = t(key) if language() == "zh" and has(key) else value
    try:
        return word if field in CUSTOMER and choice(field, word) == value else value
    except Invalid:
        return value


def _refuse(field: Field, term: Term, op: str = "") -> Invalid:
    kind = f"query.type_{field.type}"
    return Invalid("query.bad_operator", field=term.field, op=op or term.op, at=term.at, type=kind)


def _single(field: Field, term: Term, value: Span) -> str:
    """The value of a field that neither has an order nor a part; Invalid for any other question."""
    if term.op not in (":", "="):
        raise _refuse(field, term)
    if value.ranged:
        raise _refuse(field, term, "..")
    return value.low


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
    if term.op == "~":
        return matches(field.sql, value.text, term)
    if term.op == "=":
        return equals(field.sql, value.text)
    if term.op == ":":
        return contains(field.sql, value.text)
    raise _refuse(field, term)


def matches(sql: str, pattern: str, term: Term) -> Clause:
    try:
        re.compile(pattern)
    except re.error as error:
        raise Invalid("query.bad_regex", value=pattern, at=term.at, reason=str(error)) from None
    return Clause(f"{sql} REGEXP ?", (pattern,))


def _choice(field: Field, term: Term, value: Span, _: World) -> Clause:
    wanted = _single(field, term, value)
    if field.edit == "custom":
        from crmcli.domain.custom_fields import choice as own_choice

        return Clause(f"{field.sql} = ?", (own_choice(field.name, list(field.choices), wanted),))
    from crmcli.domain.customers import choice

    return Clause(f"{field.sql} = ?", (choice(field.name, wanted),))


_YES = frozenset(("yes", "true", "1", "是", "有"))
_NO = frozenset(("no", "false", "0", "否", "无"))


def _bool(field: Field, term: Term, value: Span, _: World) -> Clause:
    word = _single(field, term, value).casefold()
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
    low, high = read(value.low) if value.low else None, read(value.high) if value.high else None
    if low is not None and high is not None and low > high:
        raise Invalid("query.swapped_ends", low=value.low, high=value.high)
    parts = [Clause(f"{field.sql} >= ?", (low,))] if low is not None else []
    parts += [Clause(f"{field.sql} <= ?", (high,))] if high is not None else []
    return all_of(parts)


def _among(field: Field, term: Term, world: World) -> Clause | None:
    """A long list of numbers as one set; None for anything else."""
    if field.type not in ("int", "id", "number", "money") or term.op not in (":", "=") or _any_ranged(term):
        return None
    amount = field.type == "money"
    read = (values.money(v.low, world.currency) if amount else values.whole_or_decimal(v.low) for v in term.values)
    return Clause(f"{field.sql} IN (SELECT value FROM json_each(?))", (json.dumps(list(read)),))


def _any_ranged(term: Term) -> bool:
    return any(value.ranged for value in term.values)


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
    found = values.days(value.low, world.today, ahead=field.name in values.AHEAD)
    if term.op in (":", "="):
        if found.first == found.last:
            return Clause(f"{sql} = ?", (found.first,))
        return Clause(f"{sql} BETWEEN ? AND ?", (found.first, found.last))
    edge = found.first if term.op in ("<", ">=") else found.last
    return Clause(f"{sql} {term.op} ?", (edge,))


def _birthday(field: Field, term: Term, value: Span, world: World) -> Clause:
    """By day and month unless a year is given; a range may go over the turn of the year."""
    sql, lunar = field.sql, field.name == "lunar_birthday"
    if term.op == "~":
        raise _refuse(field, term)
    if value.ranged:
        if not (value.low and value.high):
            raise Invalid("query.open_birthday", field=term.field, at=term.at)
        low = values.season(value.low, world.today, lunar=lunar)
        return _between(sql, low, values.season(value.high, world.today, lunar=lunar), value)
    found = values.season(value.low, world.today, lunar=lunar)
    if term.op in (":", "="):
        return _between(sql, found, found, value)
    if not found.dated:
        raise Invalid("query.birthday_needs_year", field=term.field, op=term.op, at=term.at)
    edge = found.first if term.op in ("<", ">=") else found.last
    return Clause(f"({sql} GLOB '[0-9]*' AND {sql} {term.op} ?)", (edge,))


def _between(sql: str, low: values.Season, high: values.Season, value: Span) -> Clause:
    if low.dated and high.dated:
        if low.first > high.last:
            raise Invalid("query.swapped_ends", low=value.low, high=value.high)
        return Clause(f"{sql} BETWEEN ? AND ?", (low.first, high.last))
    if low.days and high.days and high.days.last - low.days.first >= _A_YEAR:
        return Clause(f"{sql} IS NOT NULL")
    first, last, day = low.first[-5:], high.last[-5:], f"substr({sql}, -5)"
    if first <= last:
        return Clause(f"{day} BETWEEN ? AND ?", (first, last))
    return Clause(f"({day} >= ? OR {day} <= ?)", (first, last))


_A_YEAR = 365
"""Every day of the year is in a stretch that goes so far beyond its first day."""


def _rfm(field: Field, term: Term, value: Span, _: World) -> Clause:
    """``rfm:555`` (x for any digit) or one of the eleven names."""
    from crmcli.domain import rfm

    text = _single(field, term, value).strip().lower()
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
