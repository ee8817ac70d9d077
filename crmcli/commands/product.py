"""product add, product list: what is sold."""

from typing import Annotated

from crmcli.context import Context
from crmcli.domain import products as domain
from crmcli.domain.customers import money
from crmcli.errors import Conflict
from crmcli.i18n import t
from crmcli.normalize.money import format_money
from crmcli.options import Listing
from crmcli.reports import listing as lists
from crmcli.reports import product_list as report
from crmcli.result import Record, Row, Rows
from crmcli.signature import Arg, Opt
from crmcli.store import products as store


def add(
    ctx: Context,
    name: Annotated[list[str], Arg("product.arg_name", "NAME")],
    sku: Annotated[str | None, Opt("--sku", help="product.opt_sku", metavar="SKU")] = None,
    price: Annotated[str | None, Opt("--price", help="product.opt_price", metavar="MONEY")] = None,
    cost: Annotated[str | None, Opt("--cost", help="product.opt_cost", metavar="MONEY")] = None,
    category: Annotated[str | None, Opt("--category", help="product.opt_category", metavar="TEXT")] = None,
    unit: Annotated[str | None, Opt("--unit", help="product.opt_unit", metavar="TEXT")] = None,
    note: Annotated[str | None, Opt("--note", help="product.opt_note", metavar="TEXT")] = None,
) -> Record:
    """A new product; refused where another one has the SKU, or is the same by name and has none either."""
    with ctx.operation() as operation:
        made = domain.create(
            " ".join(name),
            sku=sku,
            category=category,
            price=_money(ctx, "price", price),
            cost=_money(ctx, "cost", cost),
            unit=unit,
            note=note,
            at=ctx.now,
        )
        _refuse_duplicate(ctx, made)
        stored = ctx.repo.save(made)
        operation.summary = f"+ {stored.name}"
    return Record(_record(ctx, stored), t("product.added", id=stored.id, name=stored.name))


def _money(ctx: Context, field: str, text: str | None) -> int | None:
    return None if text is None else money(field, text, ctx.currency)


def _refuse_duplicate(ctx: Context, made: domain.Product) -> None:
    if made.sku:
        number = store.by_sku(ctx.repo, made.sku)
        if number is not None:
            name = ctx.repo.get(domain.Product, number).name
            raise Conflict("product.sku_taken", sku=made.sku, id=number, name=name)
        return
    for row in store.by_key(ctx.repo, made.name_key):
        if row["sku"] is None:
            raise Conflict("product.name_taken", id=row["id"], name=row["name"])


def _record(ctx: Context, product: domain.Product) -> Row:
    def shown(amount: int | None) -> str | None:
        return None if amount is None else format_money(amount, ctx.currency)

    return {
        "id": product.id,
        "sku": product.sku,
        "name": product.name,
        "category": product.category,
        "price": shown(product.price),
        "cost": shown(product.cost),
        "currency": ctx.currency,
        "unit": product.unit,
        "note": product.note,
        "created_at": product.created_at,
    }


def list_(
    ctx: Context,
    listing: Listing,
    words: Annotated[list[str] | None, Arg("product.arg_words", "WORDS")] = None,
    category: Annotated[str | None, Opt("--category", help="product.opt_only_category", metavar="TEXT")] = None,
) -> Rows:
    """Products, all or those with the words, with how often and for how much they were sold."""
    columns = lists.columns(listing, report.KNOWN, report.USUAL)
    limit = lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))
    rows = report.products(
        ctx.repo,
        " ".join(words or []),
        category,
        order=lists.order(listing, report.KNOWN, "p.name_key, p.id"),
        limit=limit,
        currency=ctx.currency,
    )
    everything = report.count(ctx.repo)
    cut = limit is not None and everything > limit and not words and category is None
    return Rows(columns, rows, t("common.shown", n=limit, total=everything) if cut else "")
