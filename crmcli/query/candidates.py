"""Tree → whom an index can name: a SELECT of ids that holds everybody whom a part of the query may select.

The whole condition is still held against each of them, so a candidate too many is harmless and one too few is a
fault. What has no index, or too many different values to look through, has no candidates (None).
"""

import json
from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import Any

from crmcli.errors import Invalid
from crmcli.fields import AVERAGE, CUSTOMER, SCORED, Field
from crmcli.migrations.statistics import STATISTICS, Index
from crmcli.normalize.days import from_day
from crmcli.query import values
from crmcli.query.clauses import Clause, any_of
from crmcli.query.compare import compare
from crmcli.query.compile import SPECIAL, Compiler
from crmcli.query.scores import stretches
from crmcli.query.tree import And, Has, Node, Or, Saved, Term, Word
from crmcli.query.words import digits_match, phrase, selects

Read = Callable[[str, Sequence[Any]], list[Any]]
"""Runs a SELECT and gives its first column."""

DICTIONARY = frozenset(
    ("city", "province", "district", "industry", "occupation", "title", "source", "owner", "country", "company_size",
     "income_level", "preferred_channel", "postcode")
)  # fmt: skip
"""Text columns of customers with an index (of those who have one): their different values are mostly few."""

_FEW = 20_000
"""So many different values are looked through to find those that a text is in."""

_WITHIN = {
    **{field.name: (field.sql, STATISTICS[field.sql]) for field in CUSTOMER.values() if field.sql in STATISTICS},
    "avg_order": (AVERAGE, Index("stats_by_avg_order", "s.orders > 0")),
}
"""Field → the indexed statistic, and its index."""

_PHRASES = {"name": "name", "company": "other", "note": "other", "email": "other", "wechat": "other"}
"""Field → the column of the full-text index that its text is in."""

_OWN = {"credit_limit", "payment_terms"}
_NAMED = {"tags": ("customer_tags", "tag_id", "tags"), "campaign": ("campaign_members", "campaign_id", "campaigns")}
"""Field → the rows of customers that name something, their column for it, and where its name is."""
_PRESENT = {
    "likes": "SELECT x.customer_id FROM preferences x WHERE x.kind = 'like' OR x.kind = 'need'",
    "campaign": "SELECT x.customer_id FROM campaign_members x",
}
"""Field → everybody who has one."""


class Candidates:
    """For one query: what the compiler knows, and a way to ask the file."""

    def __init__(self, compiler: Compiler, read: Read) -> None:
        self.compiler = compiler
        self.world = compiler.world
        self.read = read

    def of(self, node: Node) -> list[Clause]:
        """Each part of a conjunction that has candidates; any one of them holds everybody."""
        if isinstance(node, And):
            return [clause for item in node.items for clause in self.of(item)]
        found = self._one(node)
        return [found] if found is not None else []

    def _one(self, node: Node) -> Clause | None:
        if isinstance(node, Or):
            return self._either(node)
        if isinstance(node, Word):
            return _all_of_them(selects(node.text)) or _NOBODY
        if isinstance(node, Saved):
            found = self.compiler.saved(node.name)
            return next(iter(found.ids if isinstance(found, Clause) else self.of(found)), None)
        if isinstance(node, Has):
            return self._has(self.compiler.field(node.field, node.at))
        if isinstance(node, Term) and node.op != "!=":
            field = self.compiler.field(node.field, node.at)
            return self._term(field, values.spread(field, node))
        return None

    def _either(self, node: Or) -> Clause | None:
        """All of the parts need candidates."""
        parts = [next(iter(self.of(item)), None) for item in node.items]
        found = [part for part in parts if part is not None]
        if len(found) < len(parts) or not found:
            return None
        return _all_of_them(found)

    def _has(self, field: Field) -> Clause | None:
        if field.edit == "custom":
            return _CUSTOM
        if field.name in DICTIONARY | _OWN or field.name in ("birthday", "lunar_birthday", "id_number"):
            return Clause(f"SELECT c.id FROM customers c WHERE {field.sql} IS NOT NULL")
        if field.name in _WITHIN:
            return Clause(f"SELECT s.customer_id FROM customer_stats s WHERE {_WITHIN[field.name][1].within}")
        if field.edit == "contact" and field.name not in ("phone", "email"):
            return Clause(f"SELECT p.customer_id FROM contact_points p WHERE {_RARE}", (field.name,))
        if field.name == "overdue":
            return Clause(_UNSETTLED)
        if field.name in _PRESENT:
            return Clause(_PRESENT[field.name])
        return None

    def _term(self, field: Field, term: Term) -> Clause | None:
        name = field.name
        if field.edit == "custom":
            return _CUSTOM
        if name in DICTIONARY:
            return self._in_dictionary("customers", "id", name, field, term)
        if name in _WITHIN:
            return self._statistic(field, term)
        if name in SPECIAL:
            return self._about_rows(name, field, term)
        if field.edit == "contact":
            return self._contact(name, term)
        if name in _PHRASES and term.op in (":", "="):
            return self._phrases(name, term)
        special = _SPECIAL.get(name)
        return special(self, field, term) if special is not None else None

    # -- values of a column ------------------------------------------------------------------------

    def _matching(self, table: str, column: str, field: Field, term: Term) -> list[Any] | None:
        """The values of an indexed column that the term selects; None where there are too many to look through."""
        test = compare(field._replace(sql="d.v", type="text"), term, self.world)
        sql = (
            f"WITH RECURSIVE d(v) AS (SELECT min({column}) FROM {table} WHERE {column} IS NOT NULL UNION ALL "
            f"SELECT (SELECT min({column}) FROM {table} WHERE {column} > d.v) FROM d WHERE d.v IS NOT NULL), "
            f"few(v, n) AS MATERIALIZED (SELECT v, 1 FROM d LIMIT {_FEW}) "
            f"SELECT d.v FROM few d WHERE v IS NOT NULL AND {test.sql} "
            f"UNION ALL SELECT NULL WHERE (SELECT count(*) FROM few) = {_FEW}"
        )
        found = self.read(sql, test.params)
        return None if found and found[-1] is None else found

    def _in_dictionary(self, table: str, owner: str, column: str, field: Field, term: Term) -> Clause | None:
        if (found := self._matching(table, column, field, term)) is None:
            return None
        if not found:
            return _NOBODY
        values_found = json.dumps(found, ensure_ascii=False)
        return Clause(
            f"SELECT {owner} FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (values_found,)
        )

    # -- statistics --------------------------------------------------------------------------------

    def _statistic(self, field: Field, term: Term) -> Clause | None:
        """A stretch of an indexed statistic; None where zero, which the index leaves out, is within it."""
        if field.type == "moment":
            return _moments(self, field, term)
        column, index = _WITHIN[field.name]
        test = compare(field._replace(sql=column), term, self.world)
        if not index.nullable:
            zero = compare(field._replace(sql="0"), term, self.world)
            if any(self.read(f"SELECT {zero.sql}", zero.params)):
                return None
        return Clause(f"SELECT s.customer_id FROM customer_stats s WHERE {index.within} AND {test.sql}", test.params)

    # -- rows of the customer ----------------------------------------------------------------------

    def _about_rows(self, name: str, field: Field, term: Term) -> Clause | None:
        if term.op not in (":", "=", "~"):
            return None
        if name == "channel":
            return self._in_dictionary("sales", "customer_id", "channel", field, term)
        if name == "likes":
            return self._in_dictionary("preferences", "customer_id", "text", field, term)
        if name in _NAMED:
            # The condition itself names the tags: those that it is true of, one by one, are few.
            rows, column, names = _NAMED[name]
            test = any_of([self.compiler.text_test("t.name", value.text, field, term) for value in term.values])
            wanted = f"SELECT t.id FROM {names} t WHERE {test.sql}"
            return Clause(f"SELECT x.customer_id FROM {rows} x WHERE x.{column} IN ({wanted})", test.params)
        columns = ("p.category",) if name == "category" else ("p.sku", "p.name")
        test = any_of(
            [self.compiler.text_test(sql, value.text, field, term) for value in term.values for sql in columns]
        )
        lines = (
            "SELECT l.customer_id FROM sale_lines l WHERE l.product_id IN "
            f"(SELECT p.id FROM products p WHERE {test.sql})"
        )
        if name == "category":
            return Clause(lines, test.params)
        items = self._in_dictionary("sale_lines", "customer_id", "item", field._replace(name="bought"), term)
        if items is None:
            return None
        return Clause(f"{lines} UNION ALL {items.sql}", (*test.params, *items.params))

    def _contact(self, kind: str, term: Term) -> Clause | None:
        if term.op == "~":
            return self._rare(kind)
        found: list[Clause] = []
        for value in term.values:
            one = self._point(kind, value.text, term.op)
            if one is None:
                return self._rare(kind)
            found.append(one)
        return _all_of_them(found)

    def _rare(self, kind: str) -> Clause | None:
        if kind in ("phone", "email"):
            return None
        return Clause(f"SELECT p.customer_id FROM contact_points p WHERE {_RARE}", (kind,))

    def _point(self, kind: str, text: str, op: str) -> Clause | None:
        from crmcli.normalize.handles import contact

        if op == "=":
            try:
                key = contact(kind, text, self.world.region)[1]
            except Invalid:
                return None
            return Clause("SELECT p.customer_id FROM contact_points p WHERE p.key = ? AND p.kind = ?", (key, kind))
        if kind in ("phone", "whatsapp", "fax"):
            # A number as entered may begin with a 0 that its key has not.
            digits = digits_match(text) if text.isdecimal() and text.isascii() and text[0] != "0" else ""
            sql = "SELECT rowid FROM search_digits WHERE search_digits MATCH ?"
            return Clause(sql, (digits,)) if digits else None
        wanted = phrase(text, "other")
        return Clause("SELECT rowid FROM search WHERE search MATCH ?", (wanted,)) if wanted else None

    def _phrases(self, name: str, term: Term) -> Clause | None:
        wanted = [phrase(value.text, _PHRASES[name]) for value in term.values]
        if not all(wanted):
            return None
        return _all_of_them([Clause("SELECT rowid FROM search WHERE search MATCH ?", (one,)) for one in wanted])


def _all_of_them(selects: Sequence[Clause]) -> Clause | None:
    """Several SELECTs of ids as one; SQLite takes 500 side by side."""
    if len(selects) > _SIDE_BY_SIDE:
        size = max(_SIDE_BY_SIDE, -(-len(selects) // _SIDE_BY_SIDE))
        parts = (_all_of_them(selects[i : i + size]) for i in range(0, len(selects), size))
        selects = [Clause(f"SELECT * FROM ({part.sql})", part.params) for part in parts if part is not None]
    params = tuple(value for select in selects for value in select.params)
    return Clause(" UNION ALL ".join(select.sql for select in selects), params) if selects else None


_SIDE_BY_SIDE = 400
_NOBODY = Clause("SELECT 0 WHERE 0")
_RARE = "p.kind = ? AND p.kind <> 'phone' AND p.kind <> 'email'"
_UNSETTLED = "SELECT o.customer_id FROM sales o WHERE NOT o.settled AND o.due_day < :today"
_GAVE_BACK = "SELECT s.customer_id FROM customer_stats s WHERE s.spent = 0 AND s.orders <> 0"
_CUSTOM = Clause("SELECT c.id FROM customers c WHERE c.custom IS NOT NULL")


def _ages(self: Candidates, field: Field, term: Term) -> Clause | None:
    """Years of birth around the ages asked for."""
    parts = []
    year = self.world.today.year
    for value in term.values:
        low, high = _span(term.op, value.low, value.high, value.ranged)
        first = "0" if high is None else f"{min(9_999, max(0, year - high - 1)):04d}"
        last = ":" if low is None else f"{min(9_999, max(0, year - low)):04d}-~"
        parts.append(Clause("(c.birthday >= ? AND c.birthday < ?)", (first, last)))
    test = any_of(parts)
    return Clause(f"SELECT c.id FROM customers c WHERE {test.sql}", test.params)


def _span(op: str, low: str, high: str, ranged: bool) -> tuple[int | None, int | None]:
    """The whole numbers around what is asked for; None for an open end."""
    first = values.whole_or_decimal(low) if low else None
    last = values.whole_or_decimal(high) if high else None
    if not ranged:
        last = first if op in (":", "=", "<", "<=") else None
        first = first if op in (":", "=", ">", ">=") else None
    return None if first is None else floor(first), None if last is None else ceil(last)


def _birthdays(self: Candidates, field: Field, term: Term) -> Clause | None:
    test = compare(field, term, self.world)
    return Clause(f"SELECT c.id FROM customers c WHERE {field.sql} IS NOT NULL AND {test.sql}", test.params)


def _moments(self: Candidates, field: Field, term: Term) -> Clause | None:
    """Days as the ISO text that moments are kept in."""
    if term.op == "~":
        return None
    parts: list[Clause] = []
    for value in term.values:
        if value.ranged:
            first, last = values.span_of_days(value.low, value.high, self.world.today)
        else:
            found = values.days(value.low, self.world.today)
            first = {">": found.last, "<": None, "<=": None}.get(term.op, found.first)
            last = {"<": found.first, ">": None, ">=": None}.get(term.op, found.last)
        low = from_day(first).isoformat() if first is not None else ""
        high = from_day(last).isoformat() + "~" if last is not None else "a"
        parts.append(Clause(f"({field.sql} >= ? AND {field.sql} < ?)", (low, high)))
    test = any_of(parts)
    table = "c.id FROM customers c" if field.sql.startswith("c.") else "s.customer_id FROM customer_stats s"
    return Clause(f"SELECT {table} WHERE {test.sql}", test.params)


def _scores(self: Candidates, field: Field, term: Term) -> Clause | None:
    """Scores as stretches of an indexed statistic."""
    within = STATISTICS[SCORED[field.name]].within
    parts = [f"SELECT s.customer_id FROM customer_stats s WHERE {within}{run}" for run in stretches(field, term)]
    # The index of what was spent leaves out those who gave all back.
    more = [_GAVE_BACK] if field.name == "m" else []
    return Clause(" UNION ALL ".join([*parts, *more])) if parts else _NOBODY


def _own_column(self: Candidates, field: Field, term: Term) -> Clause | None:
    test = compare(field, term, self.world)
    return Clause(f"SELECT c.id FROM customers c WHERE {field.sql} IS NOT NULL AND {test.sql}", test.params)


def _literal(self: Candidates, field: Field, term: Term) -> Clause | None:
    """The rare words of a choice, each with an index of its own."""
    from crmcli.domain.customers import choice

    wanted = {choice(field.name, value.low) for value in term.values}
    rare = {"kind": {"company"}, "gender": {"other"}}[field.name]
    if not wanted <= rare:
        return None
    return Clause(" UNION ALL ".join(f"SELECT id FROM customers WHERE {field.name} = '{word}'" for word in rare))


def _overdue(self: Candidates, field: Field, term: Term) -> Clause | None:
    """Those whose unsettled sales that are due come to as much as is asked for, before what was paid."""
    zero = compare(field._replace(sql="0"), term, self.world)
    if any(self.read(f"SELECT {zero.sql}", zero.params)):
        return None
    if not all(value.low for value in term.values):
        return _NOBODY
    low = min(values.money(value.low, self.world.currency) for value in term.values)
    most = f"{_UNSETTLED} GROUP BY o.customer_id HAVING sum(max(0, o.base_total)) >= ?"
    # Whoever was paid back something may owe more than was sold.
    return Clause(f"{most} UNION ALL SELECT p.customer_id FROM payments p WHERE p.base_amount < 0", (low,))


_SPECIAL: dict[str, Callable[[Candidates, Field, Term], Clause | None]] = {
    "id": _own_column,
    "age": _ages,
    "birthday": _birthdays,
    "lunar_birthday": _birthdays,
    "created_at": _moments,
    "updated_at": _moments,
    "credit_limit": _own_column,
    "payment_terms": _own_column,
    "r": _scores,
    "f": _scores,
    "m": _scores,
    "kind": _literal,
    "gender": _literal,
    "overdue": _overdue,
}
