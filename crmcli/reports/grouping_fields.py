"""What customers are grouped by, and what is summed up of a group: words of the user → SQL of the catalogue.

A word is ``FIELD`` or ``FIELD:FORM``. Text is grouped by its value without spaces around it, dates and moments
by month (or the form: year, quarter, month, week, day), birthdays by what they have of a calendar whatever the
year, numbers by value or in bands of a width, RFM by its code or its name. No word ever becomes SQL text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from crmcli.domain import rfm
from crmcli.domain.periods import UNITS
from crmcli.errors import Invalid
from crmcli.fields import Field, expression, lookup
from crmcli.query.compile import SPECIAL
from crmcli.reports.sales import BY_WORDS

NUMBERS = ("int", "money", "number")
DATES = ("date", "moment")
HOW = ("sum", "avg", "min", "max")
_FORMS = {**BY_WORDS, **{unit: unit for unit in UNITS}, "name": "name", "名称": "name", "名字": "name"}
_OWN_TYPES = {"number": "number", "money": "money", "date": "date", "bool": "bool"}
_TAKEN = frozenset(("count", "total", "currency"))
_PREFIXES = tuple(f"{how}_" for how in HOW)


class Dimension(NamedTuple):
    """What customers are grouped by. ``kind`` says what a value of ``sql`` is: the field's type, or week, period,
    band, name."""

    key: str
    field: Field
    form: str
    kind: str
    sql: str
    join: str = ""
    width: int | float = 0
    """Of a band, in the units of the database."""
    bound: tuple[str, int | float] | None = None
    """The named parameter of ``sql``."""


class Measure(NamedTuple):
    key: str
    how: str
    field: Field


class Catalogue(NamedTuple):
    """Fields of a file: its own ones with their types, and the currency of its money."""

    own: Mapping[str, str]
    currency: str

    def find(self, word: str, at: int) -> Field:
        """The field called so in either language; an own one with the type it was made with."""
        try:
            name = lookup(word, tuple(self.own))
        except Invalid as error:
            raise Invalid("query.unknown_field", field=word, at=at, like=error.facts.get("like", "")) from None
        field = expression(name)
        if field.type != "custom":
            return field
        kind = _OWN_TYPES.get(self.own[field.name], "text")
        # Money of own fields is kept with all its decimals: without the point it is minor units.
        sql = f"CAST(replace({field.sql}, '.', '') AS INTEGER)" if kind == "money" else field.sql
        return field._replace(type=kind, sql=sql)


def words(text: str, option: str) -> list[tuple[str, int]]:
    """The words between commas, with the column each starts at."""
    found = [(m[0].strip(), m.start() + 1) for m in re.finditer(r"[^,，、\s](?:[^,，、]*)", text)]
    if not found:
        raise Invalid("grouping.no_field", option=option)
    return found


def key_of(field: Field) -> str:
    """The key of a field in a row; one of one's own may have a name that is in use for something else."""
    taken = field.edit == "custom" and (field.name in _TAKEN or field.name.startswith(_PREFIXES))
    return f"custom_{field.name}" if taken else field.name


# -- what is summed up -----------------------------------------------------------------------------


def measures(fields: Catalogue, how: str, text: str) -> Iterator[Measure]:
    """``spent,orders`` after ``--sum``; Invalid for a field that has no such thing."""
    for word, at in words(text, f"--{how}"):
        field = fields.find(word, at)
        ordered = how in ("min", "max") and field.type in DATES
        if not (ordered or field.type in NUMBERS):
            kind = "grouping.type_id" if field.type == "id" else f"query.type_{field.type}"
            reason = f"grouping.reason_{how}"
            raise Invalid("grouping.no_number", option=f"--{how}", field=word, at=at, type=kind, why=reason)
        yield Measure(f"{how}_{field.name}", how, field)


# -- what it is grouped by -------------------------------------------------------------------------


def dimensions(fields: Catalogue, option: str, text: str, first: int = 0) -> list[Dimension]:
    """``city,created_at:year`` after ``--group-by``; ``first`` numbers them, for parameters and joins."""
    found: list[Dimension] = []
    for i, (word, at) in enumerate(words(text, option), first):
        name, _, form = word.replace("：", ":").partition(":")
        found.append(_dimension(fields, name.strip(), form.strip(), at, i))
    return found


def refuse_twice(dimensions: Sequence[Dimension]) -> list[Dimension]:
    """One field in two forms gets a key for each (``created_at_year``); twice the same is Invalid."""
    seen: set[tuple[str, str]] = set()
    names = [dimension.field.name for dimension in dimensions]
    for one in dimensions:
        if (one.field.name, one.form) in seen:
            raise Invalid("grouping.twice", field=one.field.name)
        seen.add((one.field.name, one.form))
    return [
        one._replace(key=f"{one.key}_{one.form}") if names.count(one.field.name) > 1 and one.form else one
        for one in dimensions
    ]


def _dimension(fields: Catalogue, name: str, form: str, at: int, i: int) -> Dimension:
    field = fields.find(name, at)
    if rows := _rows(field):
        return _of_many(field, form, at, i, *rows)
    if field.type in NUMBERS and form:
        return _band(fields, field, form, at, i)
    unit = _FORMS.get(form.casefold(), form)
    if field.type in DATES:
        unit = unit or "month"
        if unit not in UNITS:
            raise _bad(field, form, at, "date")
        kind = "week" if unit == "week" else "period"
        return Dimension(key_of(field), field, unit, kind, _PERIODS[unit].format(day=_day(field)))
    if field.type == "birthday":
        unit = unit or "month"
        if unit not in _BIRTHDAYS:
            raise _bad(field, form, at, "birthday")
        return Dimension(key_of(field), field, unit, "period", _BIRTHDAYS[unit].format(day=field.sql))
    if field.type == "rfm" and unit == "name":
        return Dimension(key_of(field), field, "name", "name", _RFM_NAME.format(code=field.sql))
    if form:
        raise _bad(field, form, at, "rfm" if field.type == "rfm" else "none")
    text = field.type in ("text", "contact", "choice")
    return Dimension(key_of(field), field, "", field.type, f"nullif(trim({field.sql}), '')" if text else field.sql)


def _bad(field: Field, form: str, at: int, ways: str) -> Invalid:
    return Invalid("grouping.bad_form", field=field.name, form=form, at=at, ways=f"grouping.ways_{ways}")


def _day(field: Field) -> str:
    """The ISO date of a built-in date, a date of one's own, or a moment."""
    built_in = field.type == "date" and field.edit != "custom"
    return f"date({field.sql} * 86400, 'unixepoch')" if built_in else f"substr({field.sql}, 1, 10)"


_PERIODS = {
    "day": "{day}",
    "week": "date({day}, 'weekday 0', '-6 days')",  # its Monday
    "month": "substr({day}, 1, 7)",
    "quarter": "substr({day}, 1, 4) || '-Q' || ((substr({day}, 6, 2) + 2) / 3)",
    "year": "substr({day}, 1, 4)",
}
_BIRTHDAYS = {
    "day": "substr({day}, -5)",
    "month": "substr({day}, -5, 2)",
    "quarter": "'Q' || ((substr({day}, -5, 2) + 2) / 3)",
    "year": "CASE WHEN {day} GLOB '[0-9]*' THEN substr({day}, 1, 4) END",
}
_PLACES = "".join(
    chr(ord("a") + [n.name for n in rfm.NAMES].index(rfm.name_of(r, f, m)))
    for r in range(1, 6) for f in range(1, 6) for m in range(1, 6)
)  # fmt: skip
"""For each code from 111 to 555 the place of its name among the eleven, as a letter."""
_RFM_NAME = (
    "(SELECT nullif(substr('" + _PLACES + "', (x / 100 - 1) * 25 + (x / 10 % 10 - 1) * 5 + x % 10, 1), '') "
    "FROM (SELECT {code} AS x))"
)


def rfm_name(letter: str) -> str:
    return rfm.NAMES[ord(letter) - ord("a")].name


# -- bands -----------------------------------------------------------------------------------------


def _band(fields: Catalogue, field: Field, form: str, at: int, i: int) -> Dimension:
    """Numbers in bands of a width, from zero up and down; the value is a band's place, 0 for the first."""
    from crmcli.normalize.money import parse_money, parse_number

    try:
        width = parse_money(form, fields.currency) if field.type == "money" else parse_number(form)
    except Invalid:
        width = 0
    if width <= 0 or (field.type == "int" and not isinstance(width, int)):
        raise _bad(field, form, at, "number")
    decimal = field.type == "number"
    # Both round down, below zero too; decimals first lose the dust of binary fractions (0.3 is three times 0.1).
    near = f"round(x / :w{i}, 9)"
    place = (
        f"CAST({near} AS INTEGER) - ({near} < CAST({near} AS INTEGER))" if decimal else f"x / :w{i} - (x % :w{i} < 0)"
    )
    sql = f"(SELECT {place} FROM (SELECT {field.sql} AS x))"
    bound = (f"w{i}", float(width) if decimal else width)
    return Dimension(key_of(field), field, form, "band", sql, width=width, bound=bound)


def ends(band: Dimension, place: int) -> tuple[int | float, int | float]:
    """The lowest and highest value of a band; of one of decimals the second is the next band's first."""
    if band.field.type == "number":
        return _tidy(place * band.width), _tidy((place + 1) * band.width)
    return place * band.width, (place + 1) * band.width - 1


def _tidy(number: float) -> int | float:
    rounded = round(number, 9)
    return int(rounded) if rounded == int(rounded) else rounded


# -- fields of which a customer can have several values --------------------------------------------


def _rows(field: Field) -> tuple[str, str] | None:
    """Rows that belong to ``c``, and the value in them."""
    if field.name in ("phones", "emails") and field.edit != "custom":
        kind = field.name.removesuffix("s")
        return f"contact_points p WHERE p.customer_id = c.id AND p.kind = '{kind}'", "p.value"
    if field.name in SPECIAL and field.edit != "custom":
        rows, texts = SPECIAL[field.name]
        return rows, "coalesce(p.name, l.item)" if field.name == "bought" else texts[0]
    return None


def _of_many(field: Field, form: str, at: int, i: int, rows: str, value: str) -> Dimension:
    """A customer is in the group of each distinct value; ``{mine}`` is for a condition on ``c``."""
    if form:
        raise _bad(field, form, at, "none")
    value = f"nullif(trim({value}), '')"
    join = (
        f"LEFT JOIN (SELECT DISTINCT c.id AS owner, {value} AS value FROM customers c JOIN {rows} "
        f"AND {value} IS NOT NULL {{mine}}) v{i} ON v{i}.owner = c.id"
    )
    return Dimension(field.name, field, "", "text", f"v{i}.value", join)
