"""E-mail addresses: as entered → key. A syntax check by hand, strict where typing errors happen."""

import re
from collections.abc import Sequence
from functools import cache

from crmcli.errors import Invalid
from crmcli.normalize.text import INVISIBLE, encodable, fold, printable

LONGEST, LONGEST_LOCAL, LONGEST_LABEL = 254, 64, 63

_FULL_WIDTH = {ord("＠"): "@", ord("．"): ".", ord("。"): ".", ord("｡"): "."} | INVISIBLE


@cache
def _plain() -> re.Pattern[str]:
    """What nearly every address looks like, in lower case; anything else takes the slower way with its reasons.

    No part can be too long in a text of ``LONGEST_LOCAL``.
    """
    return re.compile(
        r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,63}", re.A
    )


@cache
def _plain_line() -> re.Pattern[str]:
    return re.compile(f"^(?:({_plain().pattern})|.*)$", re.A | re.M)


def plain_keys(texts: Sequence[str]) -> list[str]:
    """The keys of plain addresses, found all at once; an empty one for each text that ``email`` has to look at."""
    found = _plain_line().findall("\n".join(texts).lower())
    if len(found) != len(texts):
        return [""] * len(texts)
    return [key if len(key) <= LONGEST_LOCAL else "" for key in found]


def email(text: str) -> tuple[str, str]:
    """(value as entered, key); mailto: and <…> around it are dropped.

    >>> email("<Anna@Example.COM>")
    ('Anna@Example.COM', 'anna@example.com')
    """
    if len(text) <= LONGEST_LOCAL and _plain().fullmatch(lower := text.lower()):
        return text, lower
    value = _unwrapped(text)
    if reason := _fault(value):
        raise Invalid("invalid_email", value=printable(text), reason=f"normalize.reason_{reason}")
    return value, fold(value)


def _unwrapped(text: str) -> str:
    value = text.translate(_FULL_WIDTH).strip()
    while True:
        inner = value.removeprefix("<").removesuffix(">").strip()
        if inner[:7].lower() == "mailto:":
            inner = inner[7:].strip()
        if inner == value:
            return value
        value = inner


def _fault(value: str) -> str | None:
    """What is wrong with it, as the end of a catalogue key; nothing when all is well."""
    if not value:
        return "empty"
    if not encodable(value):
        return "encoding"
    if len(value) > LONGEST:
        return "too_long_email"
    if value.count("@") > 1 and any(char in ",;，；、/| " for char in value):
        return "several_emails"
    if any(char.isspace() for char in value):
        return "space"
    if not value.isprintable():
        return "control"
    if value.count("@") != 1:
        return "no_at" if "@" not in value else "two_ats"
    local, _, domain = value.partition("@")
    return _local_fault(local) or _domain_fault(domain)


def _local_fault(local: str) -> str | None:
    good = (
        0 < len(local) <= LONGEST_LOCAL
        and ".." not in local
        and local[0] != "."
        and local[-1] != "."
        and not any(char in '()<>[]:;,\\"' for char in local)
    )
    return None if good else "local_part"


def _domain_fault(domain: str) -> str | None:
    labels = fold(domain).split(".")
    good = len(labels) > 1 and all(map(_is_label, labels)) and len(labels[-1]) > 1 and not labels[-1].isdigit()
    return None if good else "domain"


def _is_label(label: str) -> bool:
    """Letters and digits of any script with hyphens between; marks, as scripts of India need them."""
    import unicodedata

    return (
        0 < len(label) <= LONGEST_LABEL
        and label[0] != "-"
        and label[-1] != "-"
        and all(char == "-" or unicodedata.category(char)[0] in "LMN" for char in label)
    )
