"""Tree → the sentence that says in words whom a query selects."""

from collections.abc import Callable
from datetime import date

from crmcli.errors import Invalid
from crmcli.fields import Field
from crmcli.i18n import page, t
from crmcli.normalize.days import from_day
from crmcli.query import values
from crmcli.query.tree import And, Has, Node, Not, Or, Saved, Span, Term, Word

FieldOf = Callable[[str, int], Field]
_DATES = ("date", "moment")
_AMOUNTS = ("int", "id", "number", "money")


def sentence(node: Node, field_of: FieldOf, today: date) -> str:
    """``customers whose city contains '上海' and whose spent is at least 5000``."""
    if node == And(()):
        return t("query.say_everybody")
    return t("query.say_all", what=_say(node, field_of, today))


def _say(node: Node, field_of: FieldOf, today: date) -> str:
    def say(item: Node) -> str:
        text = _say(item, field_of, today)
        return t("query.say_group", what=text) if isinstance(item, And | Or) else text

    if isinstance(node, And):
        return t("query.say_and").join(map(say, node.items))
    if isinstance(node, Or):
        return t("query.say_or").join(map(say, node.items))
    if isinstance(node, Not):
        if isinstance(node.item, Has):
            return t("query.say_no", field=_label(field_of(node.item.field, node.item.at)))
        return t("query.say_not", what=say(node.item))
    if isinstance(node, Has):
        return t("query.say_has", field=_label(field_of(node.field, node.at)))
    if isinstance(node, Word):
        return t("query.say_word", text=node.text)
    if isinstance(node, Saved):
        return t("query.say_segment", name=node.name)
    return _term(node, field_of(node.field, node.at), today)


def _term(term: Term, field: Field, today: date) -> str:
    term = values.spread(field, term)
    said = [_value(span, field, today) for span in term.values]
    key = {":": "contains" if _is_text(field) else "is", "=": "is", "!=": "is_not", "~": "matches",
           ">": "more", ">=": "at_least", "<": "less", "<=": "at_most"}[term.op]  # fmt: skip
    if field.type in (*_DATES, "birthday") and key in ("more", "less", "at_least", "at_most", "is"):
        key = {"more": "after", "less": "before", "at_least": "from", "at_most": "until", "is": "in"}[key]
    return t(f"query.say_{key}", field=_label(field), value=t("query.say_or").join(said))


def _is_text(field: Field) -> bool:
    return field.type in ("text", "contact") or field.name in ("bought", "category", "channel", "likes", "campaign")


def _value(span: Span, field: Field, today: date) -> str:
    if span.ranged and field.type in (*_DATES, *_AMOUNTS, "birthday"):
        low = _one(span.low, field, today, end="low") if span.low else "…"
        high = _one(span.high, field, today, end="high") if span.high else "…"
        return t("query.say_range", low=low, high=high)
    return _one(span.text, field, today)


def _one(text: str, field: Field, today: date, end: str = "") -> str:
    """The value; a relative date with the day it means today, of a stretch the ``end`` that a range goes to."""
    if field.type in _DATES:
        try:
            found = values.days(text, today, ahead=field.name in values.AHEAD)
        except Invalid:
            return text
        first, last = from_day(found.first).isoformat(), from_day(found.last).isoformat()
        if end:
            return first if end == "low" else last
        return first if first == last else t("query.say_range", low=first, high=last)
    if field.type in _AMOUNTS:
        return text
    return t("query.say_quoted", text=text)


def _label(field: Field) -> str:
    found = page("labels").get(field.name)
    return found if isinstance(found, str) else field.name.replace("_", " ")
