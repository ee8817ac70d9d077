"""Sales and what was paid."""

from typing import Literal

from crmcli.shapes.base import Currency, Day, Id, Money, Shape


class SaleLine(Shape):
    item: str
    product_id: Id | None
    quantity: int | float
    price: Money
    amount: Money
    base_amount: Money
    """In the base currency of the file."""


class Payment(Shape):
    id: Id
    date: Day
    amount: Money
    currency: Currency
    method: str | None
    note: str | None


class Sale(Shape):
    """A sale with its lines and payments; a return has negative sums."""

    id: Id
    number: str | None
    customer_id: Id
    customer: str
    kind: Literal["sale", "return"]
    status: Literal["draft", "confirmed", "shipped", "delivered", "completed", "cancelled", "returned"]
    date: Day
    lines: list[SaleLine]
    discount: Money
    shipping: Money
    total: Money
    currency: Currency
    rate: float
    """Base currency for one unit of this sale's currency."""
    base_total: Money
    base_currency: Currency
    paid: Money
    unpaid: Money
    due: Day | None
    overdue: bool
    channel: str | None
    note: str | None
    payments: list[Payment]
