"""One row of a sales file → a checked line of an order, or the reason why not."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from crmcli.errors import Invalid
from crmcli.exchange.guard import unguard
from crmcli.exchange.headings import Mapping
from crmcli.importing.customer_rows import external_id
from crmcli.normalize.money import exponent, line_amount, parse_money

_YES = frozenset(
    ("yes", "y", "true", "1", "paid", "是", "已付", "已付款", "已支付", "completed", "交易成功", "支付成功")
)
_NO = frozenset(("no", "n", "false", "0", "unpaid", "否", "未付", "未付款", "未支付", "pending", "等待买家付款"))
STATUSES = {
    "draft": "draft", "草稿": "draft", "confirmed": "confirmed", "已确认": "confirmed", "open": "confirmed",
    "processing": "confirmed", "pending": "confirmed", "待发货": "confirmed", "买家已付款": "confirmed",
    "shipped": "shipped", "fulfilled": "shipped", "已发货": "shipped", "卖家已发货": "shipped",
    "delivered": "delivered", "已送达": "delivered", "已签收": "delivered",
    "completed": "completed", "complete": "completed", "paid": "completed", "closed": "completed",
    "交易成功": "completed", "已完成": "completed", "支付成功": "completed", "success": "completed",
    "cancelled": "cancelled", "canceled": "cancelled", "voided": "cancelled", "已取消": "cancelled",
    "交易关闭": "cancelled", "returned": "returned", "refunded": "returned", "已退货": "returned", "已退款": "returned",
}  # fmt: skip


class Buyer(NamedTuple):
    """How a row names its customer."""

    external: str
    phone: str
    email: str
    name: str


class Line(NamedTuple):
    number: str
    buyer: Buyer
    at: str
    day: int
    sku: str
    item: str
    category: str
    quantity: float
    price: int
    amount: int
    country: str
    channel: str | None
    status: str
    paid: bool | None
    """None where the file does not say."""
    discount: int
    shipping: int


class SaleReader:
    """Made once for a file; ``read`` is called for each row."""

    def __init__(self, mapping: Mapping, *, currency: str, read_date: Callable[[str], date]) -> None:
        self.currency = currency
        self.places = exponent(currency)
        self.read_date = read_date
        self.at: dict[str, int] = {}
        for i, field in enumerate(mapping.fields):
            if field and field not in self.at:
                self.at[field] = i
        self._days: dict[str, tuple[str, int]] = {}
        self._prices: dict[str, int] = {}

    def read(self, cells: list[str]) -> Line:
        """Raises Invalid with the reason."""
        self._check_currency(self._cell(cells, "currency"))
        at, day = self._moment(self._cell(cells, "date"))
        quantity = self._quantity(self._cell(cells, "quantity"))
        price, amount = self._money(cells, quantity)
        if price < 0:
            raise Invalid("negative", field="price", value=self._cell(cells, "price"))
        sku, item = self._cell(cells, "sku"), self._cell(cells, "item")
        status = self._cell(cells, "status")
        return Line(
            external_id(self._cell(cells, "number")), self._buyer(cells), at, day, sku,
            " ".join((item or sku or "-").split())[:500], self._cell(cells, "category"), quantity, price, amount,
            self._cell(cells, "country"), self._cell(cells, "channel") or None,
            STATUSES.get(status.casefold(), "completed"), self._paid(cells),
            self._optional_money(cells, "discount"), self._optional_money(cells, "shipping"),
        )  # fmt: skip

    def _cell(self, cells: list[str], field: str) -> str:
        i = self.at.get(field)
        return unguard(cells[i].strip()) if i is not None else ""

    def _moment(self, text: str) -> tuple[str, int]:
        """ISO local time and day number; kept per spelling, since the lines of an order repeat it."""
        found = self._days.get(text)
        if found is None:
            from crmcli.normalize.dates import to_day

            if not text:
                raise Invalid("import.no_date")
            day = self.read_date(text)
            found = (f"{day.isoformat()}T{time_of(text)}", to_day(day))
            self._days[text] = found
        return found

    def _quantity(self, text: str) -> float:
        if not text:
            return 1.0
        try:
            quantity = float(text.replace(",", ""))
        except ValueError:
            raise Invalid("invalid_number", value=text, option="quantity") from None
        if quantity == 0 or abs(quantity) > 1e9 or quantity != quantity:
            raise Invalid("invalid_number", value=text, option="quantity")
        return quantity

    def _money(self, cells: list[str], quantity: float) -> tuple[int, int]:
        """Unit price and amount of the line, in minor units; either may be missing."""
        text = self._cell(cells, "price")
        if text:
            price = self._price(text)
            exact = int(quantity) if quantity == int(quantity) else quantity
            return price, self._amount(text, exact, price)
        text = self._cell(cells, "amount")
        if not text:
            raise Invalid("import.no_price")
        amount = parse_money(text, self.currency, round_extra=True)
        if amount < 0 < quantity:
            quantity = -quantity
        return abs(round(amount / quantity)), amount

    def _price(self, text: str) -> int:
        price = self._prices.get(text)
        if price is None:
            price = self._prices[text] = parse_money(text, self.currency, round_extra=True)
        return price

    def _amount(self, text: str, quantity: float, price: int) -> int:
        """Quantity times the price as written: a price of 0.0725 loses its half cents only once a line."""
        if len(text.partition(".")[2]) <= self.places:
            return price * quantity if isinstance(quantity, int) else line_amount(quantity, price)
        from fractions import Fraction

        try:
            exact = Fraction(text) * Fraction(str(quantity)) * 10**self.places
        except ValueError:
            return line_amount(quantity, price)
        rounded = int(abs(exact) + Fraction(1, 2))
        return rounded if exact >= 0 else -rounded

    def _optional_money(self, cells: list[str], field: str) -> int:
        text = self._cell(cells, field)
        return abs(parse_money(text, self.currency, round_extra=True)) if text else 0

    def _check_currency(self, text: str) -> None:
        if text and text.upper() != self.currency:
            raise Invalid("import.other_currency", value=text, base=self.currency)

    def _buyer(self, cells: list[str]) -> Buyer:
        return Buyer(
            external_id(self._cell(cells, "customer_external_id")), self._cell(cells, "customer_phone"),
            self._cell(cells, "customer_email"), self._cell(cells, "customer"),
        )  # fmt: skip

    def _paid(self, cells: list[str]) -> bool | None:
        text = self._cell(cells, "paid").casefold()
        if not text:
            return None
        if text in _YES:
            return True
        if text in _NO:
            return False
        try:
            return parse_money(text, self.currency, round_extra=True) > 0
        except Invalid:
            return None


def time_of(text: str) -> str:
    """The time of day behind a date, as HH:MM:SS; midnight where there is none."""
    import re

    found = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?", text)
    if not found:
        return "00:00:00"
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    if hour > 23 or int(found[2]) > 59:
        return "00:00:00"
    return f"{hour:02d}:{found[2]}:{found[3] or '00'}"


def order_key(line: Line, seen: dict[Any, int]) -> str:
    """What an order is known by: its number, or (rows without one) a fingerprint of the row itself.

    ``seen`` counts equal rows, so that two equal lines of one file stay two, and the same two next time.
    """
    if line.number:
        return line.number
    import hashlib

    facts = (line.buyer, line.at, line.sku, line.item, line.quantity, line.amount)
    seen[facts] = seen.get(facts, 0) + 1
    return "row:" + hashlib.sha256(repr((facts, seen[facts])).encode()).hexdigest()[:20]
