"""A product: what is sold, at which price. Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crmcli.domain.customers import plain
from crmcli.errors import Invalid
from crmcli.normalize.text import fold, squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """``price`` and ``cost`` are minor units of the base currency; ``sku`` is unique, case aside."""

    TABLE: ClassVar[str] = "products"
    id: int | None = None
    sku: str | None = None
    name: str
    name_key: str
    category: str | None = None
    price: int | None = None
    cost: int | None = None
    unit: str | None = None
    note: str | None = None
    active: int = 1
    created_at: str


NAME_LIMIT = 200


def key(name: str) -> str:
    """What two spellings of a product's name have in common: width, case and spaces do not count."""
    return squeeze(fold(name))


def create(
    name: str,
    *,
    sku: str | None = None,
    category: str | None = None,
    price: int | None = None,
    cost: int | None = None,
    unit: str | None = None,
    note: str | None = None,
    at: datetime,
) -> Product:
    clean = squeeze(name)
    if not clean or len(clean) > NAME_LIMIT or not clean.isprintable():
        raise Invalid("invalid_name", value=name)
    return Product(
        name=clean,
        name_key=key(clean),
        sku=text("sku", sku),
        category=text("category", category),
        price=price,
        cost=cost,
        unit=text("unit", unit),
        note=text("note", note),
        created_at=at.isoformat(timespec="seconds"),
    )


def text(field: str, value: str | None) -> str | None:
    """A checked text, None where there is none; all but notes are one line without double spaces."""
    if value is None or not value.strip():
        return None
    return plain(field, value.strip() if field == "note" else squeeze(value))


def nearest(wanted: str, names: Iterable[str]) -> str:
    """The product name that was perhaps meant, or ""."""
    from difflib import get_close_matches

    by_key = {key(name): name for name in names}
    sought = key(wanted)
    parts = sorted((k for k in by_key if sought and (sought in k or (len(k) > 1 and k in sought))), key=len)
    found = parts[:1] or get_close_matches(sought, by_key, 1)
    return by_key[found[0]] if found else ""
