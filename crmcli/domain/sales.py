"""A sale and its lines: its life, its sums. Values in, values out.

Sums. A line's amount is quantity × price, half away from zero. ``total`` = lines - discount + shipping, in
the sale's currency; ``base_total`` = total × rate, half away from zero. The lines of a sale add up to its
total, in both currencies, to the last unit:

- discount and shipping are one more line (``ADJUSTMENT``: no product, quantity 0, shipping - discount);
- a line's base amount is what the running sum in base currency grows by with it, so what rounding
  takes from one line it gives to a later one (never more than one unit).

A return is a sale of kind ``return`` whose quantities, amounts and totals are negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, NamedTuple

from crmcli.errors import Conflict, Invalid
from crmcli.normalize.money import LARGEST, exponent, line_amount

ADJUSTMENT = "(shipping & discount)"
"""``item`` of the line that carries shipping less discount."""

STATUSES = ("draft", "confirmed", "shipped", "delivered", "completed", "cancelled", "returned")
STATUS_WORDS = {
    "草稿": "draft", "已确认": "confirmed", "已发货": "shipped", "已送达": "delivered", "已签收": "delivered",
    "已完成": "completed", "已取消": "cancelled", "已退货": "returned",
}  # fmt: skip
COUNTING = frozenset(("confirmed", "shipped", "delivered", "completed"))
"""Statuses of sales that are turnover; the same as ``migrations.statistics.COUNTS``."""

NEXT: dict[str, frozenset[str]] = {
    "draft": frozenset(("confirmed", "cancelled")),
    "confirmed": frozenset(("shipped", "delivered", "completed", "cancelled", "returned")),
    "shipped": frozenset(("delivered", "completed", "returned")),
    "delivered": frozenset(("completed", "returned")),
    "completed": frozenset(("returned",)),
    "cancelled": frozenset(),
    "returned": frozenset(),
}
"""Where a sale may go from where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """``rate`` is base currency per unit of the sale's; ``settled`` means paid for without payment rows."""

    TABLE: ClassVar[str] = "sales"
    id: int | None = None
    number: str | None = None
    customer_id: int
    kind: str = "sale"
    status: str = "confirmed"
    at: str
    day: int
    currency: str
    rate: float = 1.0
    total: int
    base_total: int
    discount: int = 0
    shipping: int = 0
    channel: str | None = None
    due_day: int | None = None
    settled: int = 0
    note: str | None = None
    created_at: str
    updated_at: str
    cancelled_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """``customer_id`` and ``day`` are copies of the sale's."""

    TABLE: ClassVar[str] = "sale_lines"
    id: int | None = None
    sale_id: int
    customer_id: int
    day: int
    product_id: int | None = None
    item: str
    quantity: float
    price: int
    amount: int
    base_amount: int


class Goods(NamedTuple):
    """What one line sells; ``price`` in minor units of the sale's currency."""

    product_id: int | None
    item: str
    quantity: int | float
    price: int


class Sums(NamedTuple):
    """``amounts`` and ``base_amounts`` of the lines; the last one is the adjustment's if it has one."""

    total: int
    base_total: int
    amounts: list[int]
    base_amounts: list[int]
    adjusted: bool


def sums(goods: Sequence[Goods], *, discount: int, shipping: int, returned: bool, rate: float, shift: int) -> Sums:
    """Totals and amounts of a sale; ``shift`` see ``to_base``.

    Raises Invalid for a discount above the value of the goods, and for sums too large to keep.
    """
    amounts = [line_amount(line.quantity, line.price) for line in goods]
    if discount > sum(amounts):
        raise Invalid("sale.discount_too_large")
    adjusted = discount != shipping
    if adjusted:
        amounts.append(shipping - discount)
    if returned:
        amounts = [-amount for amount in amounts]
    total = sum(amounts)
    if any(abs(amount) > LARGEST for amount in (*amounts, total, to_base(total, rate, shift))):
        raise Invalid("sale.too_large")
    return Sums(total, to_base(total, rate, shift), amounts, base_shares(amounts, rate, shift), adjusted)


def base_shares(amounts: Sequence[int], rate: float = 1.0, shift: int = 0) -> list[int]:
    """Base amounts of the lines, which add up to the sum's base amount exactly."""
    shares, running, before = [], 0, 0
    for amount in amounts:
        running += amount
        after = to_base(running, rate, shift)
        shares.append(after - before)
        before = after
    return shares


def to_base(minor: int, rate: float, shift: int = 0) -> int:
    """Minor units of the base currency, half away from zero; exact for the rate as it is written.

    ``shift`` is how many decimals more the base currency has (see ``shift_between``).
    """
    if rate == 1 and not shift:
        return minor
    from decimal import Decimal

    return line_amount(format(Decimal(repr(rate)).scaleb(shift), "f"), minor)


def shift_between(currency: str, base: str) -> int:
    return exponent(base) - exponent(currency)


def check_rate(text: str) -> float:
    """An exchange rate; Invalid unless it is a number above zero."""
    from crmcli.normalize.money import parse_number

    rate = float(parse_number(text))
    if not 1e-9 <= rate <= 1e9:
        raise Invalid("sale.impossible_rate", value=text)
    return rate


def may_become(status: str, wanted: str) -> bool:
    return wanted in NEXT[status]


def cancel(sale: Sale, *, at: datetime, reason: str | None, force: bool) -> Sale:
    """The sale cancelled; Conflict if it is over already, or (without ``force``) under way."""
    if sale.status in ("cancelled", "returned"):
        raise Conflict(f"sale.already_{sale.status}", id=sale.id)
    if not force and not may_become(sale.status, "cancelled"):
        raise Conflict("sale.too_late_to_cancel", id=sale.id, status=f"words.{sale.status}")
    stamp = at.isoformat(timespec="seconds")
    note = "\n".join(part for part in (sale.note, reason) if part) or None
    return replace(sale, status="cancelled", cancelled_at=stamp, updated_at=stamp, note=note)
