"""sale add, list, show, pay, cancel."""

from typing import Annotated, ClassVar, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import periods
from crmcli.domain import sales as domain
from crmcli.domain.customers import Customer
from crmcli.domain.products import text as checked
from crmcli.domain.sales import COUNTING, STATUS_WORDS, STATUSES, Sale
from crmcli.errors import Conflict, Invalid
from crmcli.i18n import t
from crmcli.normalize.dates import parse_date, to_day
from crmcli.normalize.money import CURRENCIES, currency_code, format_money, parse_money
from crmcli.options import Listing, Period
from crmcli.reports import listing as lists
from crmcli.reports import sale_list as report
from crmcli.result import Document, Done, Record, Rows
from crmcli.services import customers, pages, sales
from crmcli.signature import Arg, Opt
from crmcli.store import sales as store


class _Price(NamedTuple):
    discount: str | None = None
    shipping: str | None = None
    currency: str | None = None
    rate: str | None = None


class Price(_Price):
    """What besides the items makes the total."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "discount": Opt("--discount", help="sale.opt_discount", metavar="MONEY"),
        "shipping": Opt("--shipping", help="sale.opt_shipping", metavar="MONEY"),
        "currency": Opt("--currency", help="sale.opt_currency", metavar="CURRENCY"),
        "rate": Opt("--rate", help="sale.opt_rate", metavar="RATE"),
    }
    __annotations__ = _Price.__annotations__


class _Terms(NamedTuple):
    due: str | None = None
    paid: bool | None = None
    method: str | None = None


class Terms(_Terms):
    """How and when it is paid."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "due": Opt("--due", help="sale.opt_due", metavar="DATE"),
        "paid": Opt("--paid", help="sale.opt_paid"),
        "method": Opt("--method", help="sale.opt_method", metavar="TEXT"),
    }
    __annotations__ = _Terms.__annotations__

    @property
    def is_paid(self) -> bool:
        """A method of payment says that it was paid."""
        return bool(self.paid if self.paid is not None else self.method)


class Money(NamedTuple):
    """The money of a sale, read from its options."""

    currency: str
    rate: float
    discount: int
    shipping: int


def add(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    items: Annotated[list[str], Arg("sale.arg_items", "ITEM")],
    price: Price,
    terms: Terms,
    date: Annotated[str | None, Opt("--date", "-d", help="sale.opt_date", metavar="DATE")] = None,
    status: Annotated[
        str | None, Opt("--status", help="sale.opt_status", metavar="STATUS", choices=STATUSES[:5], words=STATUS_WORDS)
    ] = None,
    channel: Annotated[str | None, Opt("--channel", help="sale.opt_channel", metavar="TEXT")] = None,
    number: Annotated[str | None, Opt("--number", help="sale.opt_number", metavar="NUMBER")] = None,
    note: Annotated[str | None, Opt("--note", help="sale.opt_note", metavar="TEXT")] = None,
    returned: Annotated[bool, Opt("--return", help="sale.opt_return")] = False,
) -> Record:
    """A sale, or with --return what a customer gave back."""
    status = status or "confirmed"
    if terms.is_paid and status not in COUNTING:
        raise Invalid("sale.draft_paid")
    money = _money(ctx, price)
    day = parse_date(date, ctx.today) if date else ctx.today
    stamp = ctx.now.isoformat(timespec="seconds")
    with ctx.operation() as operation:
        customer = customers.one(ctx, who)
        kind = "return" if returned else "sale"
        _refuse_number(ctx, number, kind)
        goods = sales.basket(ctx, items, money.currency)
        sums = domain.sums(
            goods,
            discount=money.discount,
            shipping=money.shipping,
            returned=returned,
            rate=money.rate,
            shift=domain.shift_between(money.currency, ctx.currency),
        )
        sale = Sale(
            number=checked("number", number),
            customer_id=customer.id or 0,
            kind=kind,
            status=status,
            at=stamp if day == ctx.today else f"{day}T00:00:00",
            day=to_day(day),
            currency=money.currency,
            rate=money.rate,
            total=sums.total,
            base_total=sums.base_total,
            discount=money.discount,
            shipping=money.shipping,
            channel=checked("channel", channel),
            due_day=_due(ctx, customer, terms, day=to_day(day), total=sums.total),
            note=checked("note", note),
            created_at=stamp,
            updated_at=stamp,
        )
        stored = sales.put(ctx, sale, goods, sums)
        if terms.is_paid and stored.total:
            sales.pay(ctx, stored, None, day=stored.day, method=checked("method", terms.method), note=None)
        total = format_money(stored.total, stored.currency)
        operation.summary = f"+ {customer.name} {total} {stored.currency}"
        _watch_credit(ctx, customer)
    sentence = "sale.returned" if returned else "sale.added"
    data = sales.record(ctx, stored)
    return Record(data, t(sentence, id=stored.id, name=customer.name, total=total, currency=stored.currency))


def _money(ctx: Context, price: Price) -> Money:
    base = ctx.currency
    currency = currency_code(price.currency or base, base)
    if currency not in CURRENCIES:
        raise Invalid("unknown_currency", value=price.currency)
    rate = domain.check_rate(price.rate) if price.rate else 1.0
    if currency != base and not price.rate:
        raise Invalid("sale.rate_needed", currency=currency, base=base)
    if currency == base and rate != 1:
        raise Invalid("sale.rate_of_base", base=base)
    amounts = []
    for option, text in (("--discount", price.discount), ("--shipping", price.shipping)):
        amounts.append(parse_money(text, currency) if text else 0)
        if amounts[-1] < 0:
            raise Invalid("negative", field=option, value=text)
    return Money(currency, rate, *amounts)


def _refuse_number(ctx: Context, number: str | None, kind: str) -> None:
    for row in store.by_number(ctx.repo, number.strip()) if number else ():
        if row["kind"] == kind and row["status"] != "cancelled":
            raise Conflict("sale.number_taken", number=number, id=row["id"])


def _due(ctx: Context, customer: Customer, terms: Terms, *, day: int, total: int) -> int | None:
    """When the money is due: as said, else after the customer's or the usual number of days."""
    if terms.due:
        return to_day(parse_date(terms.due, ctx.today))
    if terms.is_paid or total <= 0:
        return None
    days = customer.payment_terms
    return day + (days if days is not None else ctx.config.number("payment_days"))


def _watch_credit(ctx: Context, customer: Customer) -> None:
    owed = store.balance(ctx.repo, customer.id or 0)
    if customer.credit_limit is not None and owed > customer.credit_limit:
        limit, base = format_money(customer.credit_limit, ctx.currency), ctx.currency
        sentence = "sale.over_credit"
        ctx.remark(t(sentence, name=customer.name, owed=format_money(owed, base), limit=limit, currency=base))


def list_(
    ctx: Context,
    listing: Listing,
    period: Period,
    who: Annotated[list[str] | None, Arg("sale.arg_whose", "WHO")] = None,
    status: Annotated[
        str | None, Opt("--status", help="sale.opt_only_status", choices=STATUSES, words=STATUS_WORDS)
    ] = None,
    unpaid: Annotated[bool, Opt("--unpaid", help="sale.opt_unpaid")] = False,
) -> Rows:
    """Sales, the latest first: all, or those of some customers, days or a status."""
    span = periods.read(period.since, period.until, ctx.today)
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    columns = lists.columns(listing, report.KNOWN, report.USUAL, ("paid", "number", "due", "currency"))
    order = lists.order(listing, report.KNOWN, "s.day DESC, s.id DESC")
    limit = lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))
    note = lists.shown(limit, lambda: report.count(ctx.repo, customers=ids, span=span, status=status, unpaid=unpaid))
    rows = report.sales(
        ctx.repo,
        customers=ids,
        span=span,
        status=status,
        unpaid=unpaid,
        order=order,
        limit=limit,
        base=ctx.currency,
        today=ctx.today,
    )
    return Rows(columns, rows, note)


def pay(
    ctx: Context,
    sale: Annotated[str, Arg("sale.arg_sale", "ID")],
    amount: Annotated[str | None, Arg("sale.arg_amount", "AMOUNT")] = None,
    method: Annotated[str | None, Opt("--method", help="sale.opt_pay_method", metavar="TEXT")] = None,
    date: Annotated[str | None, Opt("--date", "-d", help="sale.opt_pay_date", metavar="DATE")] = None,
    note: Annotated[str | None, Opt("--note", help="sale.opt_pay_note", metavar="TEXT")] = None,
) -> Record:
    """What a customer paid for a sale (all that is left, without AMOUNT); for a return, what was repaid."""
    day = to_day(parse_date(date, ctx.today) if date else ctx.today)
    with ctx.operation() as operation:
        found = sales.find(ctx, sale)
        wanted = parse_money(amount, found.currency) if amount is not None else None
        made = sales.pay(ctx, found, wanted, day=day, method=checked("method", method), note=checked("note", note))
        after = sales.record(ctx, found)
        shown = format_money(made.amount, made.currency)
        operation.summary = f"{after['customer']} {shown} {made.currency}"
    data = {
        **sales.payment(ctx, made),
        "customer": after["customer"],
        "paid": after["paid"],
        "unpaid": after["unpaid"],
    }
    sentence = "sale.paid_part" if _is_left(after["unpaid"]) else "sale.paid_all"
    facts = {"id": found.id, "amount": shown, "currency": made.currency, "left": after["unpaid"]}
    return Record(data, t(sentence, **facts))


def _is_left(amount: str) -> bool:
    return any(char in "123456789" for char in amount)


def cancel(
    ctx: Context,
    sale: Annotated[str, Arg("sale.arg_sale", "ID")],
    reason: Annotated[str | None, Opt("--reason", help="sale.opt_reason", metavar="TEXT")] = None,
    force: Annotated[bool, Opt("--force", help="sale.opt_force")] = False,
) -> Done:
    """Cancel a sale that is not under way yet. What was paid stays, as the customer's credit."""
    with ctx.operation() as operation:
        found = sales.find(ctx, sale)
        cancelled = domain.cancel(found, at=ctx.now, reason=checked("reason", reason), force=force)
        ctx.repo.save(cancelled)
        data = sales.record(ctx, cancelled)
        paid, _ = store.paid(ctx.repo, found.id or 0)
        operation.summary = f"✗ {data['customer']} {data['total']} {data['currency']}"
    message = t("sale.cancelled", id=found.id, name=data["customer"])
    if paid and not found.settled:
        credit = format_money(paid, found.currency)
        message += t("sale.credit_left", amount=credit, currency=found.currency, name=data["customer"])
    return Done(message, data, [found.id or 0])


def show(ctx: Context, sale: Annotated[str, Arg("sale.arg_sale", "ID")]) -> Document:
    """A sale with its lines and payments, and what is left to pay."""
    data = sales.record(ctx, sales.find(ctx, sale))
    return Document(data, pages.sale(data), pages.LINES, data["lines"])
