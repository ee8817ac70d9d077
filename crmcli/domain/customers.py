"""A customer: a person or a company, at any stage. Values in, values out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar

from crmcli.errors import Invalid
from crmcli.fields import CUSTOMER
from crmcli.normalize import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    TABLE: ClassVar[str] = "customers"
    id: int | None = None
    uid: str
    kind: str = "person"
    name: str
    name_key: str
    pinyin: str = ""
    given_name: str | None = None
    family_name: str | None = None
    gender: str | None = None
    birthday: str | None = None
    lunar_birthday: str | None = None
    id_number: str | None = None
    occupation: str | None = None
    title: str | None = None
    company: str | None = None
    company_key: str | None = None
    company_id: int | None = None
    industry: str | None = None
    company_size: str | None = None
    income_level: str | None = None
    source: str | None = None
    owner: str | None = None
    preferred_channel: str | None = None
    country: str | None = None
    province: str | None = None
    city: str | None = None
    district: str | None = None
    address: str | None = None
    postcode: str | None = None
    credit_limit: int | None = None
    payment_terms: int | None = None
    stage: str | None = None
    note: str | None = None
    custom: str | None = None
    merged_into: int | None = None
    created_at: str
    updated_at: str
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    TABLE: ClassVar[str] = "contact_points"
    id: int | None = None
    customer_id: int
    kind: str
    value: str
    key: str
    label: str | None = None
    is_primary: int = 0
    opted_out_at: str | None = None
    verified_at: str | None = None
    bounced_at: str | None = None


_GENDERS = {
    "female": "female", "f": "female", "w": "female", "woman": "female", "女": "female", "女性": "female",
    "ms": "female", "mrs": "female", "女士": "female",
    "male": "male", "m": "male", "man": "male", "男": "male", "男性": "male", "mr": "male", "先生": "male",
    "other": "other", "x": "other", "其他": "other", "diverse": "other", "non-binary": "other",
}  # fmt: skip
_KINDS = {
    "person": "person", "individual": "person", "个人": "person", "人": "person",
    "company": "company", "organization": "company", "企业": "company", "公司": "company", "单位": "company",
}  # fmt: skip
_STAGES = {
    "lead": "lead", "潜在": "lead", "线索": "lead", "new": "new", "新客": "new", "新客户": "new",
    "active": "active", "活跃": "active", "at_risk": "at_risk", "风险": "at_risk", "流失风险": "at_risk",
    "lost": "lost", "流失": "lost", "已流失": "lost",
}  # fmt: skip
_CHOICES = {"gender": _GENDERS, "kind": _KINDS, "stage": _STAGES}

TEXT_LIMIT = 10_000
SHORT_LIMIT = 500


def new_uid(random: Any) -> str:
    """``c`` and 12 hex digits; never all digits, so that it cannot be taken for an id."""
    return f"c{random.getrandbits(48):012x}"


def new_uids(random: Any) -> Iterator[str]:
    """Uids without end, none of them twice."""
    value, stride = random.getrandbits(48), random.getrandbits(48) | 1
    while True:
        yield f"c{value:012x}"
        value = (value + stride) % (1 << 48)


def create(name: str, values: Mapping[str, Any], *, uid: str, at: datetime) -> Customer:
    """A customer as entered by hand: ``values`` are checked (see ``check``)."""
    stamp = at.isoformat(timespec="seconds")
    clean = names.clean_name(name)
    blank = Customer(uid=uid, name=clean, name_key="", created_at=stamp, updated_at=stamp)
    return with_keys(replace(blank, **values, name=clean))


def revise(customer: Customer, values: Mapping[str, Any], *, at: datetime) -> Customer:
    """The customer with other values; the same one if nothing differs."""
    changed = with_keys(replace(customer, **values))
    if changed == customer:
        return customer
    return replace(changed, updated_at=at.isoformat(timespec="seconds"))


def with_keys(customer: Customer) -> Customer:
    """Search and match keys follow the names."""
    name = names.clean_name(customer.name)
    return replace(
        customer,
        name=name,
        name_key=names.company_key(name) if customer.kind == "company" else names.name_key(name),
        pinyin=names.pinyin(name, customer.kind),
        company_key=names.company_key(customer.company) if customer.company else None,
    )


def check(field: str, text: str, *, today: date, currency: str) -> Any:
    """The value to store in a column for what was entered; "" means empty.

    Raises Invalid for a value that the column cannot hold.
    """
    text = text.strip()
    if field == "name":
        return names.clean_name(text)
    if not text:
        return None
    kind = CUSTOMER[field].type
    if kind == "choice":
        return choice(field, text)
    if kind == "birthday":
        return birthday(field, text, today)
    if kind == "money":
        return money(field, text, currency)
    if kind == "int":
        return whole(field, text)
    return plain(field, text)


def choice(field: str, text: str) -> str:
    known = _CHOICES[field]
    value = known.get(text.casefold())
    if value is None:
        raise Invalid("not_a_choice", option=field, value=text, choices=", ".join(CUSTOMER[field].choices))
    return value


def birthday(field: str, text: str, today: date) -> str:
    """``YYYY-MM-DD`` or ``--MM-DD``; not in the future."""
    from crmcli.normalize import dates

    if field == "lunar_birthday":
        # In its own field a lunar date needs no word for it: --08-15 is 八月十五.
        return dates.parse_lunar_birthday(text if dates.looks_lunar(text) else f"lunar:{text.removeprefix('--')}")
    value = dates.parse_birthday(text)
    if value[:1] != "-" and value > today.isoformat():
        raise Invalid("birthday_in_future", value=text)
    return value


def money(field: str, text: str, currency: str) -> int:
    from crmcli.normalize.money import parse_money

    amount = parse_money(text, currency)
    if amount < 0:
        raise Invalid("negative", field=field, value=text)
    return amount


def whole(field: str, text: str) -> int:
    if not (text.isdecimal() and len(text) <= 9):
        raise Invalid("invalid_number", value=text, option=field)
    return int(text)


def plain(field: str, text: str) -> str:
    limit = TEXT_LIMIT if field in ("note", "address") else SHORT_LIMIT
    if len(text) > limit:
        raise Invalid("too_long", field=field, n=len(text), limit=limit)
    if "\x00" in text:
        raise Invalid("bad_character", field=field)
    return text


_WHOLE = ":::"
"""What stands between whole tags, as Google writes it."""


def split_tags(text: str) -> list[str]:
    """``vip, interest:eco；老客户`` → its tags, each checked, in order, none twice.

    Between ``:::`` stand whole tags: a mark that no tag may have in it becomes a space there.
    """
    parts = [" ".join(_apart(part)) for part in text.split(_WHOLE)] if _WHOLE in text else _apart(text)
    # Google marks the groups it made itself: "* myContacts".
    return list(dict.fromkeys(tag_name(part.strip().removeprefix("* ")) for part in parts if part.strip()))


def _apart(text: str) -> list[str]:
    parts = [text]
    for mark in (";", ",", "，", "；", "、", "|"):
        parts = [piece for part in parts for piece in part.split(mark)]
    return parts


def joined_tags(tags: Iterable[str]) -> str:
    """A list of tags as one text, which ``split_tags`` takes apart where they were put together."""
    found = list(tags)
    if all(len(_apart(tag)) == 1 for tag in found):
        return ";".join(found)
    return f" {_WHOLE} ".join(found) + f" {_WHOLE}" * (len(found) == 1)


def tag_name(text: str) -> str:
    """A tag, or ``dimension:name``; Invalid ``invalid_tag`` if it cannot be one."""
    import unicodedata

    name = " ".join(unicodedata.normalize("NFKC", text).lstrip("#").split())
    if not name or len(name) > 60 or any(c in name for c in ';,"|、') or not name.isprintable():
        raise Invalid("invalid_tag", value=text)
    return name
