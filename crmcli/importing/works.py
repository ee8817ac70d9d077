"""The import that takes the rows of a file, by their kind."""

from collections.abc import Callable
from datetime import date, tzinfo
from functools import partial
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.domain import custom_fields
from crmcli.errors import Invalid
from crmcli.importing.account import Facts, Reject
from crmcli.importing.keys import DEFAULT
from crmcli.importing.source import Source


class World(NamedTuple):
    """Where the import takes place."""

    repo: Repository
    today: date
    zone: tzinfo | None
    currency: str
    region: str
    payment_days: int


class Wishes(NamedTuple):
    """What to do about customers and payments that the file leaves open."""

    create: bool
    anonymous: bool
    unpaid: bool
    strict: bool


def work_for(
    found: Source, world: World, wishes: Wishes, facts: Facts, reject: Reject, custom: Callable[[str, str], Any]
) -> Any:
    """``custom``: name of a custom field and a text → its value."""
    if found.mapping.kind == "customers":
        return _customers(found, world, wishes, facts, reject, custom)
    for option, used in (("--on-duplicate ask", facts.on_duplicate == "ask"), ("--key", facts.keys is not DEFAULT)):
        if used:
            raise Invalid("import.customers_only", option=option)
    if found.mapping.kind == "products":
        from crmcli.importing.products import ProductImport

        return ProductImport(world.repo, found.mapping, world.currency, facts, reject)
    return _facts_about_customers(found, world, wishes, facts, reject)


def _customers(
    found: Source, world: World, wishes: Wishes, facts: Facts, reject: Reject, custom: Callable[[str, str], Any]
) -> Any:
    from crmcli.importing.customer_rows import RowReader
    from crmcli.importing.customers import CustomerImport

    def value(name: str) -> Callable[[str], Any]:
        if name in found.new_fields:
            return lambda text: custom_fields.check(name, "text", [], text, today=world.today, currency=world.currency)
        return partial(custom, name)

    own = {
        field: value(field.removeprefix("custom."))
        for field in found.mapping.fields
        if field is not None and field.startswith("custom.")
    }
    reader = RowReader(
        found.mapping, today=world.today, region=world.region, currency=world.currency, dates=found.readers,
        custom=own, strict=wishes.strict,
    )  # fmt: skip
    return CustomerImport(world.repo, reader, filter(None, found.mapping.fields), facts, reject)


def _facts_about_customers(found: Source, world: World, wishes: Wishes, facts: Facts, reject: Reject) -> Any:
    """Sales, contacts, complaints and the like: rows that each name a customer."""
    from crmcli.importing.buyers import Buyers
    from crmcli.importing.tally import Tally

    column = next(iter(found.mapping.columns("date")), None)
    if column is None and found.mapping.kind not in ("tasks", "tags", "deals", "campaigns"):
        raise Invalid("import.no_column", field="date")
    tally = Tally()
    buyers = Buyers(
        world.repo, facts.source, world.region, create=wishes.create, anonymous=wishes.anonymous,
        at=facts.at, random=facts.random, dry_run=facts.dry_run, tally=tally, sure=facts.sure,
    )  # fmt: skip
    if found.mapping.kind != "sales":
        kind = _of(found.mapping.kind)
        if kind.money:
            kind = partial(kind, currency=world.currency)
        return kind(world.repo, found.mapping, buyers, facts, reject, tally, found.readers, world.zone)
    from crmcli.importing.sale_rows import SaleReader
    from crmcli.importing.sales import SaleImport

    sales = SaleReader(
        found.mapping, currency=world.currency, readers=found.readers, zone=world.zone, rated=found.is_rate
    )
    return SaleImport(
        world.repo, sales, buyers, facts, reject, tally, payment_days=world.payment_days, unpaid=wishes.unpaid,
        scattered=found.scattered,
    )  # fmt: skip


def _of(kind: str) -> Any:
    """The class that takes records of a kind."""
    from crmcli.importing import campaigns, complaints, contacts, deals, feedback, payments, tags, tasks

    return {
        "contacts": contacts.ContactImport, "complaints": complaints.ComplaintImport,
        "payments": payments.PaymentImport, "tasks": tasks.TaskImport, "tags": tags.TagImport,
        "feedback": feedback.FeedbackImport, "deals": deals.DealImport, "campaigns": campaigns.CampaignImport,
    }[kind]  # fmt: skip
