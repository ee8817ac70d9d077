"""Personal data hidden so that its shape still shows: ``138****8000``, ``z***@example.com``."""

from collections.abc import Callable
from typing import Any

from crmcli.normalize.text import all_cjk

_DIGITS_KEPT = 4
_ADDRESS_KEPT = 6


def phone(text: str) -> str:
    """The last four digits stay and four before them go; of a short number, all but the ends."""
    places = [i for i, char in enumerate(text) if char.isdigit()]
    if len(places) >= 9:
        hidden = places[-_DIGITS_KEPT - 4 : -_DIGITS_KEPT]
    else:
        hidden = places[1:-2] if len(places) > 4 else places
    return _starred(text, hidden)


def email(text: str) -> str:
    name, at, domain = text.rpartition("@")
    return f"{name[:1]}***{at}{domain}" if at else handle(text)


def id_number(text: str) -> str:
    """Its first three and last two characters stay, of a short one the last two only, or none."""
    places = [i for i, char in enumerate(text) if char.isalnum()]
    if len(places) < 5:
        return _starred(text, places)
    return _starred(text, places[3:-2] if len(places) >= 10 else places[:-2])


def name(text: str) -> str:
    """张** and A** B****: the first character of a Chinese name, and of each word of another."""
    if all_cjk(text.replace(" ", "")):
        return text[:1] + "*" * (len(text) - 1)
    return " ".join(word[:1] + "*" * (len(word) - 1) for word in text.split(" "))


def address(text: str) -> str:
    """As much of the beginning as names the town, but never more than a third."""
    return text[: min(_ADDRESS_KEPT, len(text) // 3)] + "****"


def handle(text: str) -> str:
    return f"{text[:1]}***{text[-1:] if len(text) > 3 else ''}"


_MASKS: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "phone": (phone, ("phone", "phones", "fax", "whatsapp")),
    "email": (email, ("email", "emails")),
    "id_number": (id_number, ("id_number",)),
    "name": (name, ("name", "given_name", "family_name", "customer")),
    "wechat": (handle, ("wechat", "qq")),
    "address": (address, ("address",)),
}
KINDS = tuple(_MASKS)


def by_column(kinds: list[str]) -> dict[str, Callable[[Any], Any]]:
    """Column → what hides its value, for the kinds of personal data that are to be hidden."""
    return {column: _each(_MASKS[kind][0]) for kind in kinds for column in _MASKS[kind][1]}


def _each(mask: Callable[[str], str]) -> Callable[[Any], Any]:
    """The mask for a cell: nothing, a value, several joined by ``;``, or a list of them."""

    def hide(value: Any) -> Any:
        if not value:
            return value
        if isinstance(value, list):
            return [mask(each) for each in value]
        return ";".join(map(mask, str(value).split(";")))

    return hide


def _starred(text: str, places: list[int]) -> str:
    chars = list(text)
    for place in places:
        chars[place] = "*"
    return "".join(chars)
