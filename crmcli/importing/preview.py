"""The first rows of a file as they would be stored: keys of phones, ISO dates, decimal money. Nothing is looked up."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from crmcli.errors import CrmError
from crmcli.exchange.careful import Row
from crmcli.fields import CUSTOMER
from crmcli.i18n import t
from crmcli.importing.buyers import Claim
from crmcli.importing.reasons import told
from crmcli.importing.sale_rows import Line
from crmcli.normalize.money import format_money
from crmcli.sentences import key


def rows(work: Any, found: Iterator[Row], count: int, *, region: str, currency: str) -> list[dict[str, Any]]:
    """``work`` is the import that would take them."""
    taken = list(islice(found, count))
    reader = {"customers": _customers, "sales": _sales, "products": _products}.get(work.kind, _records)
    values = reader(work, taken, region, currency)
    return [_told(row, one) for row, one in zip(taken, values, strict=True)]


def _told(row: Row, found: "dict[str, Any] | CrmError | None") -> dict[str, Any]:
    if row.skip_reason:
        return {"line": row.line, "outcome": "skipped", "reason": t(row.skip_reason)}
    if row.error:
        return {"line": row.line, "outcome": "rejected", "reason": t(key(row.error))}
    if isinstance(found, CrmError):
        return {"line": row.line, "outcome": "rejected", "reason": told(found)}
    said = {name: value for name, value in (found or {}).items() if value not in (None, "", [])}
    return {"line": row.line, "outcome": "sound", "reason": "", **said}


Values = list["dict[str, Any] | CrmError | None"]


def _customers(work: Any, taken: list[Row], region: str, currency: str) -> Values:
    good = [n for n, row in enumerate(taken) if not (row.error or row.skip_reason)]
    values: Values = [None] * len(taken)
    if not good:
        return values
    chunk = work.reader.read([taken[n].cells for n in good])
    for i, n in enumerate(good):
        values[n] = chunk.errors.get(i) or _customer(chunk.parsed(i), currency)
    return values


def _customer(parsed: Any, currency: str) -> dict[str, Any]:
    columns = {
        name: format_money(value, currency) if name in CUSTOMER and CUSTOMER[name].type == "money" else value
        for name, value in parsed.columns.items()
    }
    own = json.loads(columns.pop("custom", None) or "{}")
    columns.update({f"custom.{name}": value for name, value in own.items()})
    found = {"external_id": "" if parsed.external.startswith("row:") else parsed.external, "uid": parsed.uid, **columns}
    for kind, _, contact, _ in parsed.contacts:
        found[kind] = [*dict.fromkeys((*found.get(kind, ()), contact))]
    return {**found, "tags": parsed.tags}


def _each(taken: list[Row], read: Any) -> Values:
    values: Values = []
    for row in taken:
        try:
            values.append(None if row.error or row.skip_reason else read(row))
        except CrmError as error:
            values.append(error)
    return values


def _sales(work: Any, taken: list[Row], region: str, currency: str) -> Values:
    return _each(taken, lambda row: _line(work.reader.read(row.cells), region))


def _line(line: Line, region: str) -> dict[str, Any]:
    def money(minor: Any) -> str:
        return format_money(minor, line.currency)

    paid = money(line.paid) if isinstance(line.paid, int) and not isinstance(line.paid, bool) else line.paid
    return {
        "number": line.number, "date": line.at, "customer": line.buyer.name,
        "customer_external_id": line.buyer.external, **_contacts(line.buyer, region), "sku": line.sku,
        "item": line.item, "quantity": line.quantity, "price": money(line.price), "amount": money(line.amount),
        "discount": money(line.discount) if line.discount else None,
        "shipping": money(line.shipping) if line.shipping else None, "currency": line.currency,
        "status": line.status, "channel": line.channel, "category": line.category, "paid": paid,
        "payment_method": line.method, "note": line.note,
    }  # fmt: skip


def _contacts(buyer: Any, region: str) -> dict[str, str]:
    return {f"customer_{kind}": contact for kind, _, contact in Claim(buyer, region).contacts}


def _products(work: Any, taken: list[Row], region: str, currency: str) -> Values:
    def read(row: Row) -> dict[str, Any]:
        values = work.values(row.cells)
        return {f: format_money(v, currency) if f in ("price", "cost") else v for f, v in values.items()}

    return _each(taken, read)


def _records(work: Any, taken: list[Row], region: str, currency: str) -> Values:
    def read(row: Row) -> dict[str, Any]:
        buyer = work.buyer(row.cells)
        values = dict(zip(work.columns, work.record(row.cells), strict=True))
        for name in ("customer_id", "product_id", "sale_id", "day", "created_at", "updated_at"):
            values.pop(name, None)
        who = {"customer": buyer.name, "customer_external_id": buyer.external, **_contacts(buyer, region)}
        return {**who, **values}

    return _each(taken, read)
