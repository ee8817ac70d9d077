"""Tree → (sql, params): a condition on ``c`` (customers) and ``s`` (customer_stats).

No text of a query ever becomes SQL text: names are looked up in the catalogue, values are parameters.
"""

from collections.abc import Callable
from typing import Any

from crmcli.errors import Conflict, Invalid
from crmcli.fields import Field, expression, lookup
from crmcli.migrations.statistics import COUNTS
from crmcli.query.clauses import Clause, all_of, any_of, escaped, none_of
from crmcli.query.compare import compare, contains, equals, matches
from crmcli.query.tree import And, Has, Node, Not, Or, Saved, Term, Word
from crmcli.query.world import World

Search = Callable[[str], Clause]
"""A bare word → the condition that finds it."""
SavedQuery = Callable[[str], Node | Clause]
"""A segment's name → its tree, or the condition to be on its list; raises NotFound."""


class Compiler:
    """One query against one file: its custom fields, its segments, today."""

    def __init__(self, world: World, custom: dict[str, str], search: Search, saved: SavedQuery) -> None:
        self.world = world
        self.custom = custom
        self.search = search
        self.saved = saved
        self._open: list[str] = []

    def where(self, node: Node) -> Clause:
        if isinstance(node, And):
            return all_of([self.where(item) for item in node.items])
        if isinstance(node, Or):
            return any_of([self.where(item) for item in node.items])
        if isinstance(node, Not):
            return none_of(self.where(node.item))
        if isinstance(node, Word):
            return self.search(node.text)
        if isinstance(node, Saved):
            return self._segment(node)
        return self._has(node) if isinstance(node, Has) else self._term(node)

    def field(self, name: str, at: int) -> Field:
        """The field called so in either language; Invalid with the column and a suggestion."""
        try:
            found = lookup(name, tuple(self.custom))
        except Invalid as error:
            raise Invalid("query.unknown_field", field=name, at=at, like=error.facts.get("like", "")) from None
        own = found.removeprefix("custom.")
        return _custom(own, self.custom[own]) if found != own else expression(found)

    def _segment(self, node: Saved) -> Clause:
        """A saved query in its place; one that contains itself is refused."""
        if node.name.casefold() in map(str.casefold, self._open):
            raise Conflict("query.segment_cycle", name=node.name, path=" → ".join([*self._open, node.name]))
        self._open.append(node.name)
        try:
            found = self.saved(node.name)
            return found if isinstance(found, Clause) else self.where(found)
        finally:
            self._open.pop()

    def _has(self, node: Has) -> Clause:
        field = self.field(node.field, node.at)
        if field.name in SPECIAL:
            return Clause(f"EXISTS ({_rows(field.name)})")
        if field.edit == "contact":
            return Clause(f"EXISTS ({_POINTS})", (field.name,))
        if field.name in ("phones", "emails"):
            return Clause(f"EXISTS ({_POINTS})", (field.name.removesuffix("s"),))
        if field.type in ("int", "money") and field.edit != "column":
            return Clause(f"{field.sql} <> 0")
        return Clause(f"{field.sql} IS NOT NULL")

    def _term(self, term: Term) -> Clause:
        field = self.field(term.field, term.at)
        if field.name in SPECIAL:
            return self._about_rows(field, term)
        if field.edit == "contact" or field.name in ("phones", "emails"):
            return self._contact(field, term)
        return compare(field, term, self.world)

    def _about_rows(self, field: Field, term: Term) -> Clause:
        """A text field of rows that belong to the customer: tags, products bought, sales channels."""
        if term.op == "!=":
            return none_of(self._about_rows(field, term._replace(op="=")))
        if term.op not in (":", "=", "~"):
            raise Invalid("query.bad_operator", field=term.field, op=term.op, at=term.at, type="query.type_text")
        rows, texts = _rows(field.name), SPECIAL[field.name][1]
        found = []
        for value in term.values:
            text = value.low if not value.ranged else f"{value.low}..{value.high}"
            tests = any_of([self._text(sql, text, field, term) for sql in texts])
            found.append(Clause(f"EXISTS ({rows} AND {tests.sql})", tests.params))
        return any_of(found)

    def _text(self, sql: str, text: str, field: Field, term: Term) -> Clause:
        if term.op == "~":
            return matches(sql, text, term)
        if field.name == "tags" and term.op == ":" and text.endswith(":"):
            return Clause(f"{sql} LIKE ? ESCAPE '\\'", (escaped(text) + "%",))
        if term.op == "=" or field.name == "tags":
            return equals(sql, text)
        return contains(sql, text)

    def _contact(self, field: Field, term: Term) -> Clause:
        """Any of the customer's contact points of the kind, as entered or by its key."""
        kind = field.name.removesuffix("s") if field.name in ("phones", "emails") else field.name
        if term.op == "!=":
            return none_of(self._contact(field, term._replace(op="=")))
        if term.op not in (":", "=", "~"):
            raise Invalid("query.bad_operator", field=term.field, op=term.op, at=term.at, type="query.type_text")
        found = []
        for value in term.values:
            test = self._point(kind, value.low, term)
            found.append(Clause(f"EXISTS ({_POINTS} AND {test.sql})", (kind, *test.params)))
        return any_of(found)

    def _point(self, kind: str, text: str, term: Term) -> Clause:
        from crmcli.normalize.handles import contact

        if term.op == "~":
            return matches("p.value", text, term)
        if term.op == "=":
            try:
                return Clause("p.key = ?", (contact(kind, text, self.world.region)[1],))
            except Invalid:
                return equals("p.value", text)
        digits = "".join(char for char in text if char.isdigit())
        if kind in ("phone", "whatsapp", "fax") and digits and not any(char.isalpha() for char in text):
            return any_of([contains("p.key", digits), contains("p.value", text)])
        return any_of([contains("p.value", text), contains("p.key", text)])


_POINTS = "SELECT 1 FROM contact_points p WHERE p.customer_id = c.id AND p.kind = ?"
_LINES = (
    "sale_lines l JOIN sales o ON o.id = l.sale_id AND o.kind = 'sale' AND o." + COUNTS + " "
    "LEFT JOIN products p ON p.id = l.product_id WHERE l.customer_id = c.id AND l.quantity <> 0"
)
SPECIAL: dict[str, tuple[str, tuple[str, ...]]] = {
    "tags": ("customer_tags x JOIN tags t ON t.id = x.tag_id WHERE x.customer_id = c.id", ("t.name",)),
    "bought": (_LINES, ("l.item", "p.sku", "p.name")),
    "category": (_LINES, ("p.category",)),
    "channel": (f"sales o WHERE o.customer_id = c.id AND o.{COUNTS}", ("o.channel",)),
}
"""Field → rows of the customer, and the texts in them that a value is held against."""


def _rows(name: str) -> str:
    present = f" AND {SPECIAL[name][1][0]} IS NOT NULL" if name in ("category", "channel") else ""
    return f"SELECT 1 FROM {SPECIAL[name][0]}{present}"


def _custom(name: str, kind: str) -> Field:
    """A custom field, comparable by the type it was made with."""
    field = expression(f"custom.{name}")
    if kind == "money":
        return field._replace(sql=f"CAST({field.sql} AS REAL)", type="number")
    types = {"date": "moment", "number": "number", "bool": "bool"}
    return field._replace(type=types.get(kind, "text"))


def bound(clause: Clause, params: dict[str, Any], start: int = 0) -> str:
    """The clause with named parameters (``:q0`` …) put into ``params``, to stand beside named ones."""
    pieces = clause.sql.split("?")
    assert len(pieces) == len(clause.params) + 1, clause.sql
    out = [pieces[0]]
    for i, (value, piece) in enumerate(zip(clause.params, pieces[1:], strict=True), start):
        params[f"q{i}"] = value
        out += [f":q{i}", piece]
    return "".join(out)
