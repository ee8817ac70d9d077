"""Custom fields: typed values that a seller adds to customers."""

import re
from datetime import date
from typing import Any

from crmcli.errors import Invalid
from crmcli.fields import CUSTOMER

TYPES = ("text", "number", "date", "bool", "choice", "money")
TYPE_WORDS = {
    "文字": "text", "文本": "text", "数字": "number", "日期": "date", "是否": "bool", "选项": "choice", "金额": "money",
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]{0,39}")
RESERVED = frozenset(
    (
        "segment",
        "has",
        "no",
        "or",
        "and",
        "not",
        "分群",
        "有",
        "无",
        "没有",
        "且",
        "并且",
        "和",
        "或",
        "或者",
        "非",
        "不",
        "不是",
    )
)
"""Words of the segment language, which would hide a field of that name."""
_SEPARATORS = str.maketrans("，、；;|", ",,,,,")
_YES = frozenset(("true", "yes", "y", "1", "是", "有", "对", "✓"))
_NO = frozenset(("false", "no", "n", "0", "否", "无", "不是", "没有"))


def field_name(text: str) -> str:
    """A name a field may have: letters, digits, ``_`` and Chinese characters, and no built-in's name."""
    name = text.strip()
    if not _NAME.fullmatch(name) or name.casefold() == "custom":
        raise Invalid("field.bad_name", value=text)
    if name.casefold() in RESERVED:
        raise Invalid("field.reserved", value=name)
    taken = {n.casefold() for f in CUSTOMER.values() for n in (f.name, f.zh, *f.aliases)}
    if name.casefold() in taken:
        raise Invalid("field.built_in", value=name)
    return name


def label(text: str | None) -> str | None:
    """What people read for the field's name."""
    shown = " ".join((text or "").split())
    if len(shown) > 60:
        raise Invalid("too_long", field="--label", n=len(shown), limit=60)
    return shown or None


def choices(kind: str, text: str | None) -> list[str]:
    """``red, green、blue`` → its words in order, none twice; [] where the type has no choices."""
    words = (text or "").translate(_SEPARATORS).split(",")
    found = list(dict.fromkeys(word for word in (" ".join(word.split()) for word in words) if word))
    if kind == "choice" and not found:
        raise Invalid("field.choices_missing")
    if kind != "choice" and text is not None:
        raise Invalid("field.choices_for_choice_only", type=kind)
    return found


def check(name: str, kind: str, choices: list[str], text: str, *, today: date, currency: str) -> Any:
    """The value as stored in JSON: text, number, ISO date, true/false, decimal string of money; None if empty."""
    text = text.strip()
    if not text:
        return None
    if kind == "number":
        from crmcli.normalize.money import parse_number

        return parse_number(text)
    if kind == "date":
        from crmcli.normalize.dates import parse_date

        return parse_date(text, today).isoformat()
    if kind == "money":
        from crmcli.normalize.money import format_money, parse_money

        return format_money(parse_money(text, currency), currency)
    if kind == "bool":
        return _bool(name, text)
    if kind == "choice":
        return choice(name, choices, text)
    if len(text) > 10_000:
        raise Invalid("too_long", field=name, n=len(text), limit=10_000)
    return text


def _bool(name: str, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise Invalid("not_a_choice", option=name, value=text, choices="yes, no")


def choice(name: str, choices: list[str], text: str) -> str:
    for known in choices:
        if known.casefold() == text.casefold():
            return known
    raise Invalid("not_a_choice", option=name, value=text, choices=", ".join(choices))
