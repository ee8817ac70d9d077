"""What is likely to be a slip of the hand in a query, and would silently find the wrong people."""

import re

from crmcli.errors import Invalid
from crmcli.fields import lookup

FIELD = re.compile(r"([^\W\d]\w*(?:[-.]\w+)*)(!=|>=|<=|[:=><~≥≤≠])")
OPERATOR = re.compile(r"!=|[:=><~≥≤≠]+")
ABOUT = frozenset(("has", "有", "no", "无", "没有", "segment", "分群"))
"""What stands before a colon without being a field."""
_NOT = re.compile(r"不是|不|非")
_JOINING = re.compile(r"或者|并且|或|且|和")


def known(name: str) -> bool:
    """Whether a name is that of a built-in field."""
    return _meant(name) is not None


def not_before(name: str) -> str:
    """The 不 that is written together with a field's name (``不是标签:vip``); "" where there is none."""
    found = _NOT.match(name)
    if not found or known(name):
        return ""
    rest = name[found.end() :]
    return found[0] if rest.lower() in ABOUT or (rest and known(rest)) else ""


def nothing(field: str, at: int, *, listed: bool) -> Invalid:
    """Nothing where a value belongs: everybody's text contains nothing."""
    if field.lower() in ABOUT:
        return Invalid("query.no_name", field=field, at=at)
    return Invalid("query.empty_item" if listed else "query.no_value", field=field, at=at)


def check(field: str, op: str, value: str, at: int, *, first: bool, before: str) -> None:
    """One unquoted value; ``before`` is the character that follows it."""
    if doubled := OPERATOR.match(value):
        raise Invalid("query.two_operators", field=field, op=op + doubled[0], at=at)
    for joint in _JOINING.finditer(value):
        rest = value[joint.end() :]
        if _is_condition(rest) or (not rest and before == "("):
            raise Invalid("query.joined", word=joint[0], at=at + joint.start())
    if not first and _is_condition(value) and _meant(field) != "tags":
        raise Invalid("query.condition_in_list", text=value, field=field, at=at)


def _meant(name: str) -> str | None:
    try:
        return lookup(name)
    except Invalid:
        return None


def star(field: str, value: str, at: int) -> None:
    """``Lon*`` looks for a star."""
    if value[0] == "*" or value[-1] == "*":
        raise Invalid("query.star", field=field, value=value, at=at)


def _is_condition(text: str) -> bool:
    found = FIELD.match(text)
    if not found:
        return False
    return found[1].lower() in ABOUT or known(found[1]) or bool(not_before(found[1]))
