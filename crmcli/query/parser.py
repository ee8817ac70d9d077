"""Tokens → tree.

query  := or
or     := and ( OR and )*
and    := unary ( [AND] unary )*          side by side means AND, which binds tighter than OR
unary  := NOT unary | "(" or ")" | term   NOT is ``not``, a leading ``-`` or ``!``
term   := FIELD OP values | has:FIELD | no:FIELD | segment:NAME | WORD | "PHRASE"
values := value ( "," value )*            any of them
value  := text | low..high                either end may be left out
OP     := ":" | "=" | "!=" | ">" | ">=" | "<" | "<=" | "~"
"""

from crmcli.errors import Invalid
from crmcli.query import slips
from crmcli.query.lexer import Token, tokens
from crmcli.query.tree import EVERYBODY, And, Has, Node, Not, Or, Saved, Span, Term, Word

_DEEPEST = 200
_HAS = frozenset(("has", "有"))
_NO = frozenset(("no", "无", "没有"))
_SEGMENT = frozenset(("segment", "分群"))


def parse(text: str) -> Node:
    """The tree of a query; an empty one means everybody. Raises Invalid with the column of the mistake."""
    return _Parser(tokens(text)).query()


def is_plain(text: str) -> bool:
    """Whether the text is bare words only, such as a name, a phone or an e-mail address."""
    try:
        return all(token.kind in ("word", "end") for token in tokens(text))
    except Invalid:
        return False


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.i = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.i]

    def take(self) -> Token:
        token = self.tokens[self.i]
        self.i += 1
        return token

    def query(self) -> Node:
        if self.next.kind == "end":
            return EVERYBODY
        node = self.either()
        if self.next.kind != "end":
            raise Invalid("query.unexpected", text=self.next.text, at=self.next.at)
        return node

    def either(self) -> Node:
        items = [self.all_of()]
        while self.next.kind == "or":
            self.take()
            items.append(self.all_of())
        return items[0] if len(items) == 1 else Or(tuple(items))

    def all_of(self) -> Node:
        items = [self.unary()]
        while self.next.kind not in ("or", ")", "end"):
            if self.next.kind == "and":
                self.take()
            items.append(self.unary())
        return items[0] if len(items) == 1 else And(tuple(items))

    def unary(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Invalid("query.too_deep", at=self.next.at)
        try:
            if self.next.kind == "not":
                self.take()
                return Not(self.unary())
            if self.next.kind == "(":
                return self.group()
            return self.term()
        finally:
            self.depth -= 1

    def group(self) -> Node:
        opened = self.take()
        node = self.either()
        if self.next.kind != ")":
            raise Invalid("query.open_bracket", at=opened.at)
        self.take()
        return node

    def term(self) -> Node:
        token = self.take()
        if token.kind in ("word", "phrase"):
            return Word(token.text, token.at)
        if token.kind != "term":
            raise Invalid(
                "query.unfinished" if token.kind == "end" else "query.unexpected", text=token.text, at=token.at
            )
        name = token.field.lower()
        if token.op == ":" and name in (_HAS | _NO):
            fields = [Has(value, token.at) for value, _ in token.parts]
            some: Node = fields[0] if len(fields) == 1 else Or(tuple(fields))
            return Not(some) if name in _NO else some
        if token.op == ":" and name in _SEGMENT:
            saved = [Saved(value, token.at) for value, _ in token.parts]
            return saved[0] if len(saved) == 1 else Or(tuple(saved))
        if token.op in (":", "=", "!="):
            for value, quoted in token.parts:
                if not quoted:
                    slips.star(token.field, value, token.at)
        return Term(token.field, token.op, tuple(_span(value, quoted) for value, quoted in token.parts), token.at)


def _span(value: str, quoted: bool) -> Span:
    low, dots, high = value.partition("..")
    if quoted or not dots or value == "..":
        return Span(value, value)
    return Span(low, high, ranged=True)
