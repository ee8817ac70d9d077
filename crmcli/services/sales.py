"""Sales as commands handle them: put together from typed items, found, shown as JSON."""

from collections.abc import Sequence
from typing import Any

from crmcli.context import Context
from crmcli.domain import payments, sale_items
from crmcli.domain import sales as domain
from crmcli.domain.customers import Customer
from crmcli.domain.payments import Payment
from crmcli.domain.sales import Goods, Sale, SaleLine
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import t
from crmcli.normalize.dates import from_day
from crmcli.normalize.money import format_money
from crmcli.services import products
from crmcli.store import sales as store


def basket(ctx: Context, items: Sequence[str], currency: str) -> list[Goods]:
    """What the items mean. Raises Invalid for an unknown product without a price."""
    return [_goods(ctx, text, currency) for text in items]


def _goods(ctx: Context, text: str, currency: str) -> Goods:
    whole = products.find(ctx.repo, text)
    item = sale_items.Item(text.strip()) if whole else sale_items.parse(text, currency)
    product = whole or products.find(ctx.repo, item.name)
    if product is None:
        if item.price is None:
            raise Invalid("sale.unknown_product", name=item.name, like=products.nearest(ctx.repo, item.name))
        like = products.nearest(ctx.repo, item.name)
        if like:
            ctx.remark(t("sale.free_item", name=item.name, like=like))
        return Goods(None, products.clean(item.name), item.quantity, item.price)
    if item.price is None and product.price is None:
        raise Invalid("sale.no_price", name=product.name)
    if item.price is None and currency != ctx.currency:
        raise Invalid("sale.price_in_base", name=product.name, currency=currency, base=ctx.currency)
    price = item.price if item.price is not None else product.price
    assert price is not None
    return Goods(product.id, product.name, item.quantity, price)


def put(ctx: Context, sale: Sale, goods: Sequence[Goods], sums: domain.Sums) -> Sale:
    """Store a sale with its lines, inside the operation under way."""
    stored = ctx.repo.save(sale)
    assert stored.id is not None
    sign = -1 if sale.kind == "return" else 1
    rows = list(goods)
    if sums.adjusted:
        rows.append(Goods(None, domain.ADJUSTMENT, 0, 0))
    for line, amount, base in zip(rows, sums.amounts, sums.base_amounts, strict=True):
        ctx.repo.save(
            SaleLine(
                sale_id=stored.id,
                customer_id=sale.customer_id,
                day=sale.day,
                product_id=line.product_id,
                item=line.item,
                quantity=float(sign * line.quantity),
                price=line.price,
                amount=amount,
                base_amount=base,
            )
        )
    return stored


def pay(ctx: Context, sale: Sale, amount: int | None, *, day: int, method: str | None, note: str | None) -> Payment:
    """Store a payment for the sale (see ``domain.payments.pay``), inside the operation under way."""
    paid, base_paid = store.paid(ctx.repo, sale.id or 0)
    shift = domain.shift_between(sale.currency, ctx.currency)
    made = payments.pay(
        sale,
        amount,
        paid=paid,
        base_paid=base_paid,
        shift=shift,
        day=day,
        at=ctx.now,
        method=method,
        note=note,
    )
    return ctx.repo.save(made)


def find(ctx: Context, text: str) -> Sale:
    """The sale of this id or, failing that, order number."""
    wanted = text.strip().removeprefix("#")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19:
        sale = ctx.repo.first(Sale, id=int(wanted))
        if sale is not None:
            return sale
    found = store.by_number(ctx.repo, wanted)
    if len(found) > 1:
        details = [{"id": r["id"], "date": from_day(r["day"]).isoformat(), "status": r["status"]} for r in found]
        raise Conflict("sale.ambiguous", number=wanted, n=len(found), details=details)
    if not found:
        raise NotFound("sale.none_such", id=text)
    return ctx.repo.get(Sale, found[0]["id"])


def record(ctx: Context, sale: Sale) -> dict[str, Any]:
    """One sale for scripts, with its lines and payments."""
    assert sale.id is not None
    paid = sale.total if sale.settled else store.paid(ctx.repo, sale.id)[0]

    def money(amount: int) -> str:
        return format_money(amount, sale.currency)

    rows = store.lines(ctx.repo, sale.id)
    lines = [row for row in rows if row["item"] != domain.ADJUSTMENT or row["quantity"]]
    for row in lines:
        row["quantity"] = _plain(row["quantity"])
        row["price"], row["amount"] = money(row["price"]), money(row["amount"])
        row["base_amount"] = format_money(row["base_amount"], ctx.currency)
    overdue = sale.due_day is not None and payments.left(sale, paid) > 0 and from_day(sale.due_day) < ctx.today
    return {
        "id": sale.id,
        "number": sale.number,
        "customer_id": sale.customer_id,
        "customer": ctx.repo.get(Customer, sale.customer_id).name,
        "kind": sale.kind,
        "status": sale.status,
        "date": from_day(sale.day).isoformat(),
        "at": sale.at,
        "lines": lines,
        "discount": money(sale.discount),
        "shipping": money(sale.shipping),
        "total": money(sale.total),
        "currency": sale.currency,
        "rate": sale.rate,
        "base_total": format_money(sale.base_total, ctx.currency),
        "base_currency": ctx.currency,
        "paid": money(paid),
        "unpaid": money(payments.left(sale, paid)),
        "due": from_day(sale.due_day).isoformat() if sale.due_day is not None else None,
        "overdue": overdue,
        "settled": bool(sale.settled),
        "channel": sale.channel,
        "note": sale.note,
        "payments": [payment(ctx, p) for p in ctx.repo.find(Payment, sale_id=sale.id, order="day")],
        "created_at": sale.created_at,
        "updated_at": sale.updated_at,
        "cancelled_at": sale.cancelled_at,
    }


def payment(ctx: Context, made: Payment) -> dict[str, Any]:
    return {
        "id": made.id,
        "sale_id": made.sale_id,
        "customer_id": made.customer_id,
        "date": from_day(made.day).isoformat(),
        "amount": format_money(made.amount, made.currency),
        "currency": made.currency,
        "base_amount": format_money(made.base_amount, ctx.currency),
        "method": made.method,
        "note": made.note,
    }


def _plain(number: float) -> int | float:
    """2 rather than 2.0."""
    return int(number) if number == int(number) else number
