"""Tree → (sql, params): a condition on ``c`` (customers) and ``s`` (customer_stats).

No text of a query ever becomes SQL text: names are looked up in the catalogue, values are parameters.
"""

from collections.abc import Callable

from crmcli.errors import Conflict, Invalid
from crmcli.fields import OWN_LINES, ROWS, SCORED, SOLD, Field, expression, lookup
from crmcli.query import scores
from crmcli.query.clauses import Clause, all_of, any_of, escaped, none_of
from crmcli.query.compare import compare, contains, equals, matches
from crmcli.query.tree import And, Has, Node, Not, Or, Saved, Term, Word, column
from crmcli.query.values import spread
from crmcli.query.world import Own, World

Search = Callable[[str], Clause]
"""A bare word → the condition that finds it."""
SavedQuery = Callable[[str], Node | Clause]
"""A segment's name → its tree, or the condition to be on its list; raises NotFound."""


class Compiler:
    """One query against one file: its custom fields, its segments, today."""

    def __init__(self, world: World, custom: dict[str, Own], search: Search, saved: SavedQuery) -> None:
        self.world = world
        self.custom = custom
        self.search = search
        self.saved = saved
        self._open: list[str] = []
        self._depth = 0

    def where(self, node: Node) -> Clause:
        """Raises Invalid ``query.too_deep`` for more levels than SQLite can read."""
        while isinstance(node, Not) and isinstance(node.item, Not):
            node = node.item.item
        if self._depth > _DEEPEST:
            raise Invalid("query.too_deep", at=column(node))
        self._depth += 1
        try:
            return self._where(node)
        finally:
            self._depth -= 1

    def _where(self, node: Node) -> Clause:
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
            found = lookup(name, {own: told.label for own, told in self.custom.items()})
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
        if field.name in SPECIAL and field.edit != "custom":
            return Clause(f"EXISTS ({_rows(field.name)})")
        if field.edit == "contact":
            return Clause(f"EXISTS ({_POINTS})", (field.name,))
        if field.name in ("phones", "emails"):
            return Clause(f"EXISTS ({_POINTS})", (field.name.removesuffix("s"),))
        if field.type in ("int", "money") and field.edit != "column" and field.name not in _SCORES:
            return Clause(f"{field.sql} <> 0")
        return Clause(f"{field.sql} IS NOT NULL")

    def _term(self, term: Term) -> Clause:
        field = self.field(term.field, term.at)
        term = spread(field, term)
        if field.name in SPECIAL and field.edit != "custom":
            return self._about_rows(field, term)
        if field.edit == "contact" or field.name in ("phones", "emails"):
            return self._contact(field, term)
        if field.name in SCORED and field.edit != "custom":
            if term.op == "!=":
                return none_of(scores.clause(field, term._replace(op="="), self.world))
            return scores.clause(field, term, self.world)
        return compare(field, term, self.world)

    def _about_rows(self, field: Field, term: Term) -> Clause:
        """A text field of rows that belong to the customer: tags, products bought, sales channels, likes, campaigns."""
        if term.op == "!=":
            return none_of(self._about_rows(field, term._replace(op="=")))
        if term.op not in (":", "=", "~"):
            raise Invalid("query.bad_operator", field=term.field, op=term.op, at=term.at, type="query.type_text")
        texts = SPECIAL[field.name][1]
        tests = [self.text_test(sql, value.text, field, term) for value in term.values for sql in texts]
        if field.name not in ("bought", "category"):
            return _exists(_rows(field.name), any_of(tests))
        # The products are looked up once, not with every line of every customer.
        products = any_of([test for test in tests if "p." in test.sql])
        among = Clause(f"+l.product_id IN (SELECT p.id FROM products p WHERE {products.sql})", products.params)
        items = [test for test in tests if "l.item" in test.sql]
        return _exists(f"SELECT 1 FROM {_BOUGHT}", any_of([*items, among]))

    def text_test(self, sql: str, text: str, field: Field, term: Term) -> Clause:
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
            test = self._point(kind, value.text, term)
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


_DEEPEST = 16
_POINTS = "SELECT 1 FROM contact_points p WHERE p.customer_id = c.id AND p.kind = ?"
_BOUGHT = f"{SOLD} WHERE {OWN_LINES}"
_SCORES = ("nps", "csat")
"""Numbers that zero is a value of, not the lack of one."""
_TEXTS: dict[str, tuple[str, ...]] = {
    "tags": ("t.name",),
    "bought": ("l.item", "p.sku", "p.name"),
    "category": ("p.category",),
    "channel": ("o.channel",),
    "likes": ("x.text",),
    "campaign": ("t.name",),
}
SPECIAL = {name: (ROWS[name], texts) for name, texts in _TEXTS.items()}
"""Field → rows of the customer, and the texts in them that a value is held against."""


def _exists(rows: str, test: Clause) -> Clause:
    return Clause(f"EXISTS ({rows} AND {test.sql})", test.params)


def _rows(name: str) -> str:
    present = f" AND {SPECIAL[name][1][0]} IS NOT NULL" if name in ("category", "channel") else ""
    return f"SELECT 1 FROM {SPECIAL[name][0]}{present}"


def _custom(name: str, own: Own) -> Field:
    """A custom field, comparable by the type it was made with."""
    field, kind = expression(f"custom.{name}"), own.type
    if kind == "choice":
        return field._replace(type="choice", choices=own.choices)
    if kind == "money":
        return field._replace(sql=f"CAST({field.sql} AS REAL)", type="number")
    types = {"date": "moment", "number": "number", "bool": "bool"}
    return field._replace(type=types.get(kind, "text"))
