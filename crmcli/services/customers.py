"""Customers as commands handle them: found by WHO, shown as rows, changed by field=value.

Between the commands (which never import each other) and the repository: what several of them share.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crmcli import segment
from crmcli.context import Context
from crmcli.db import Repository
from crmcli.domain import customers
from crmcli.domain.customers import ContactPoint, Customer
from crmcli.errors import Conflict, Invalid
from crmcli.fields import CUSTOMER, lookup
from crmcli.options import FieldValues
from crmcli.store import customers as store


def one(ctx: Context, who: str) -> Customer:
    """The one customer that WHO means."""
    return ctx.repo.get(Customer, segment.one(ctx.repo, who, region=ctx.region))


def several(ctx: Context, who: str, *, trashed: bool = False) -> list[Customer]:
    """All customers that WHO means (at least one)."""
    ids = segment.several(ctx.repo, who, region=ctx.region, trashed=trashed)
    return [ctx.repo.get(Customer, number) for number in ids]


class Changes:
    """What ``field=value`` words ask for, checked: columns, custom values, contact points, tags."""

    def __init__(self) -> None:
        self.columns: dict[str, Any] = {}
        self.custom: dict[str, Any] = {}
        self.contacts: list[tuple[str, str, str, str]] = []  # how, kind, value, key
        self.tags: list[tuple[str, list[str]]] = []  # how, names


def read_changes(ctx: Context, values: FieldValues) -> Changes:
    """Raises Invalid for an unknown field, one that is computed, or a value it cannot hold."""
    changes = Changes()
    own = store.custom_fields(ctx.repo)
    for given, how, text in values.items:
        name = lookup(given, own)
        if name.startswith("custom."):
            changes.custom[name.removeprefix("custom.")] = custom_value(ctx, name.removeprefix("custom."), text)
            continue
        field = CUSTOMER[name]
        if not field.edit:
            raise Invalid("computed_field", field=name)
        if field.edit == "contact":
            changes.contacts += _contact(how, name, text, ctx.region)
        elif field.edit == "tags":
            changes.tags.append((how, customers.split_tags(text)))
        elif how != "=":
            raise Invalid("single_valued", field=name)
        else:
            _column(ctx, changes, name, text)
    return changes


def _column(ctx: Context, changes: Changes, name: str, text: str) -> None:
    if name == "birthday" and any(mark in text for mark in ("农历", "阴历", "lunar")):
        name = "lunar_birthday"
    changes.columns[name] = customers.check(name, text, today=ctx.today, currency=ctx.currency)


def _contact(how: str, kind: str, text: str, region: str) -> list[tuple[str, str, str, str]]:
    from crmcli.normalize.handles import contact

    if not text.strip():
        return [("=", kind, "", "")]
    value, key = contact(kind, text, region)
    return [(how, kind, value, key)]


def custom_value(ctx: Context, name: str, text: str) -> Any:
    """A custom field's value, checked by its type; None for empty."""
    from crmcli.domain import custom_fields

    definition = store.custom_field(ctx.repo, name)
    choices = json.loads(definition["choices"]) if definition["choices"] else []
    return custom_fields.check(name, definition["type"], choices, text, today=ctx.today, currency=ctx.currency)


def merged_custom(customer: Customer, changes: Changes) -> str | None:
    values: dict[str, Any] = json.loads(customer.custom) if customer.custom else {}
    values.update(changes.custom)
    kept = {name: value for name, value in values.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None


def apply(ctx: Context, customer: Customer, changes: Changes) -> bool:
    """Store the changes of one customer inside the operation under way; False if nothing differed."""
    columns = dict(changes.columns)
    if changes.custom:
        columns["custom"] = merged_custom(customer, changes)
    revised = customers.revise(customer, columns, at=ctx.now)
    touched = revised != customer
    if touched:
        ctx.repo.save(revised)
    assert customer.id is not None
    for how, kind, value, key in changes.contacts:
        touched |= set_contact(ctx.repo, customer.id, how, kind, value, key)
    for how, names in changes.tags:
        touched |= set_tags(ctx, customer.id, how, names)
    return touched


def set_contact(repo: Repository, customer_id: int, how: str, kind: str, value: str, key: str) -> bool:
    """``=`` makes it the primary one in place of the old primary, ``+`` adds, ``-`` takes away."""
    points = list(repo.find(ContactPoint, customer_id=customer_id, kind=kind))
    same = next((p for p in points if p.key == key), None)
    primary = next((p for p in points if p.is_primary), points[0] if points else None)
    if how == "-" or not value:
        doomed = [p for p in points if p is (same if how == "-" else p)]
        for point in doomed:
            repo.delete("contact_points", point.id or 0)
        _keep_a_primary(repo, customer_id, kind)
        return bool(doomed)
    if same is not None and (how == "+" or same is primary):
        return repo.update("contact_points", same.id or 0, {"value": value})
    if how == "=" and primary is not None:
        if same is not None:
            repo.delete("contact_points", same.id or 0)
        moved = replace(primary, value=value, key=key, is_primary=1, verified_at=None, bounced_at=None)
        repo.save(moved)
        return True
    point = ContactPoint(customer_id=customer_id, kind=kind, value=value, key=key, is_primary=int(not points))
    repo.save(point)
    return True


def _keep_a_primary(repo: Repository, customer_id: int, kind: str) -> None:
    left = list(repo.find(ContactPoint, customer_id=customer_id, kind=kind))
    if left and not any(point.is_primary for point in left):
        repo.update("contact_points", left[0].id or 0, {"is_primary": 1})


def tag_id(ctx: Context, name: str) -> int:
    """The id of a tag, made if it is new."""
    found = store.tag_id(ctx.repo, name)
    stamp = ctx.now.isoformat(timespec="seconds")
    return found or ctx.repo.insert("tags", {"name": name, "created_at": stamp})


def set_tags(ctx: Context, customer_id: int, how: str, names: list[str]) -> bool:
    """``+`` adds tags, ``-`` takes away, ``=`` leaves just these; False if nothing differed."""
    touched = 0
    if how in "+=":
        touched += sum(store.add_tag(ctx.repo, customer_id, tag_id(ctx, name)) for name in names)
    if how in "-=":
        touched += store.drop_tags(ctx.repo, customer_id, names, others=how == "=")
    return touched > 0


def holders(ctx: Context, changes: Changes) -> list[tuple[str, dict[str, Any]]]:
    """Customers who already have one of the phones or e-mails: (value, candidate)."""
    found = []
    for how, kind, value, key in changes.contacts:
        if how == "-" or kind not in ("phone", "email") or not value:
            continue
        ids = store.with_contact(ctx.repo, kind, key)
        found += [(value, person) for person in segment.candidates(ctx.repo, ids)]
    return found


def refuse_duplicates(ctx: Context, changes: Changes, force: str) -> None:
    """Conflict ``duplicate_contact`` if another customer has one of the phones or e-mails; ``force`` is what would
    store it all the same."""
    found = holders(ctx, changes)
    if found:
        details = [{"id": p["id"], "name": p["name"], "contact": value} for value, p in found]
        raise Conflict("duplicate_contact", value=found[0][0], id=found[0][1]["id"], force=force, details=details)


def values(rows: Iterator[dict[str, Any]], currency: str) -> Iterator[dict[str, Any]]:
    """Database rows as scripts get them: ISO dates, decimal money, lists, custom fields by their names."""
    from crmcli.normalize.dates import from_day
    from crmcli.normalize.money import format_money

    convert = {
        "date": lambda v: from_day(v).isoformat(),
        "money": lambda v: format_money(v, currency),
        "list": lambda v: json.loads(v) if v != "[]" else [],
    }
    tools: dict[str, Any] = {}
    money = False
    for row in rows:
        if not tools:
            money = any(n in CUSTOMER and CUSTOMER[n].type == "money" for n in row)
            tools = {n: convert.get(CUSTOMER[n].type) if n in CUSTOMER else None for n in row}
        ready = {
            name.removeprefix("custom."): tools[name](value) if value is not None and tools[name] else value
            for name, value in row.items()
        }
        if money:
            ready.setdefault("currency", currency)
        yield ready


def facts(ctx: Context) -> dict[str, Any]:
    ctx.repo  # noqa: B018 - opening the file brings its settings
    return segment.facts(ctx.today, ctx.config.number)


def record(ctx: Context, number: int) -> dict[str, Any]:
    """One customer in the shape of PRODUCT section 6, with every filled field."""
    from crmcli.fields import EDITABLE, JSON_COLUMNS

    names = list(dict.fromkeys((*JSON_COLUMNS, *(n for n in EDITABLE if n not in ("phone", "email")))))
    rows = segment.select(ctx.repo, names, facts(ctx), ids=[number])
    row = next(values(rows, ctx.currency))
    row["currency"] = ctx.currency
    own = ctx.repo.get(Customer, number).custom
    row["custom"] = json.loads(own) if own else {}
    return row
