"""Money that came in for a sale, or (negative) went back."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crmcli.domain.sales import COUNTING, Sale, to_base
from crmcli.errors import Conflict, Invalid
from crmcli.normalize.money import format_money


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """In the currency of its sale; ``base_amount`` in the base currency, at the sale's rate."""

    TABLE: ClassVar[str] = "payments"
    id: int | None = None
    customer_id: int
    sale_id: int | None = None
    day: int
    currency: str
    amount: int
    base_amount: int
    method: str | None = None
    note: str | None = None
    created_at: str


def left(sale: Sale, paid: int) -> int:
    """What is still to be paid; negative where a return is to be refunded."""
    return 0 if sale.settled or sale.status not in COUNTING else sale.total - paid


def pay(
    sale: Sale,
    amount: int | None,
    *,
    paid: int,
    base_paid: int,
    shift: int,
    day: int,
    at: datetime,
    method: str | None = None,
    note: str | None = None,
) -> Payment:
    """A payment of ``amount`` (all that is left, for None); for a return it is the refund.

    ``paid`` and ``base_paid`` are what the payments so far sum up to. The last payment takes what rounding
    left, so that the base amounts of a paid sale's payments sum up to its base total.
    """
    open_amount = _payable(sale, paid)
    sign = 1 if open_amount > 0 else -1
    if amount is not None and amount <= 0:
        raise Invalid("sale.payment_not_positive")
    wanted = open_amount if amount is None else sign * amount
    if sign * wanted > sign * open_amount:
        shown = format_money(abs(open_amount), sale.currency)
        raise Invalid("sale.overpaid", id=sale.id, left=shown, currency=sale.currency)
    last = wanted == open_amount
    return Payment(
        customer_id=sale.customer_id,
        sale_id=sale.id,
        day=day,
        currency=sale.currency,
        amount=wanted,
        base_amount=sale.base_total - base_paid if last else to_base(wanted, sale.rate, shift),
        method=method,
        note=note,
        created_at=at.isoformat(timespec="seconds"),
    )


def _payable(sale: Sale, paid: int) -> int:
    """What is left of a sale that can be paid; Conflict for one that cannot."""
    if sale.status not in COUNTING:
        raise Conflict("sale.not_payable", id=sale.id, status=f"words.{sale.status}")
    open_amount = left(sale, paid)
    if open_amount == 0 or (open_amount > 0) != (sale.total > 0):
        raise Conflict("sale.already_paid", id=sale.id)
    return open_amount
