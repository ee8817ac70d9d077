"""One row of a sales file → a checked line of an order, or the reason why not."""

from collections import Counter
from collections.abc import Callable
from datetime import date, tzinfo
from operator import itemgetter
from typing import Any, NamedTuple

from crmcli.domain.sales import check_rate, shift_between
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.headings import Mapping, normal
from crmcli.importing import rates
from crmcli.importing.buyers import Buyer
from crmcli.importing.cells import meant
from crmcli.importing.clock import moment_of
from crmcli.importing.customer_rows import external_id
from crmcli.importing.reasons import all_of
from crmcli.importing.sale_words import NO, PARTLY, STATUSES, YES, plain
from crmcli.normalize.days import to_day
from crmcli.normalize.money import CURRENCIES, LARGEST, currency_code, exponent, line_amount, parse_money, parse_number

_OF_A_LINE = frozenset(("amount", "linetotal", "lineprice", "lineamount", "小计", "金额", "销售金额", "netamount"))
"""Headings of amounts that are the line's, and not the order's repeated on each line."""
_DISCOUNT_OF_A_LINE = frozenset(("linediscount", "lineitemdiscount"))
MOST = 10**9
"""No line sells more of anything."""
FIELDS = frozenset((
    "number", "date", "customer", "customer_external_id", "customer_phone", "customer_email", "customer_uid", "sku",
    "item", "quantity", "price", "amount", "discount", "shipping", "currency", "rate", "status", "channel", "country",
    "category", "paid", "payment_method", "due", "note", "kind", "product_id", "own_id", "own_created",
))  # fmt: skip
"""All fields that are read."""
_LINE_FIELDS = frozenset(
    ("sku", "item", "category", "product_id", "quantity", "price", "amount", "discount", "shipping")
)
"""Those that say nothing of the order."""


class Line(NamedTuple):
    """What one row says; in the header's fields None is what it does not say."""

    number: str
    own: tuple[int, str] | None
    """Id and moment of creation of the sale in the file that exported it."""
    buyer: Buyer
    country: str
    at: str
    day: int
    sku: str
    item: str
    category: str
    free: bool
    """A line of our own export that has no product."""
    quantity: float
    price: int
    amount: int
    currency: str
    rate: float
    kind: str
    channel: str | None
    status: str | None
    paid: bool | int | None
    """Whether it is paid, or how much of it."""
    method: str | None
    due_day: int | None
    note: str | None
    discount: int
    own_discount: bool
    """The discount is the line's, not the order's."""
    shipping: int


class SaleReader:
    """Made once for a file; ``read`` is called for each row."""

    def __init__(
        self, mapping: Mapping, *, currency: str, readers: dict[int, Callable[[str], date]], zone: tzinfo | None = None,
        rated: bool = False,
    ) -> None:  # fmt: skip
        """``rated``: the discounts are rates."""
        self.currency = currency
        self.rated = rated
        self.readers, self.zone = readers, zone
        self.left_out: Counter[str] = Counter()
        self.at: dict[str, int] = {}
        for i, field in enumerate(mapping.fields):
            if field and field not in self.at:
                self.at[field] = i
        self.own = "own_id" in self.at
        self.line_amounts = self.own or self._heading(mapping, "amount") in _OF_A_LINE
        self.line_discounts = self._heading(mapping, "discount") in _DISCOUNT_OF_A_LINE
        self._days: dict[str, tuple[str, int]] = {}
        self._prices: dict[tuple[str, str], int] = {}
        self._quantities: dict[str, float] = {}
        columns = [i for field, i in self.at.items() if field not in _LINE_FIELDS]
        self._ordered: Callable[[list[str]], Any] = itemgetter(*columns) if columns else lambda _: None
        self._written: Any = ()
        self._repeated: tuple[Any, ...] = ()
        """What the cells ``_written`` say of an order."""

    def _heading(self, mapping: Mapping, field: str) -> str:
        return normal(mapping.headings[self.at[field]]) if field in self.at else ""

    def read(self, cells: list[str]) -> Line:
        """Raises Invalid with the reason."""
        number, own, buyer, country, at, day, currency, *rest = self._order(cells)
        quantity = self._quantity(self._cell(cells, "quantity"))
        quantity, price, amount, discount, is_net = self._sums(cells, quantity, currency)
        sku, item = self._cell(cells, "sku"), self._cell(cells, "item")
        return Line._make((
            number, own, buyer, country, at, day, sku, " ".join((item or sku or "-").split())[:500],
            self._cell(cells, "category"), self.own and not self._cell(cells, "product_id"), quantity, price, amount,
            currency, *rest, discount, is_net or self.line_discounts, self._optional_money(cells, "shipping", currency),
        ))  # fmt: skip

    def _order(self, cells: list[str]) -> tuple[Any, ...]:
        """What a row says of its order, read once for the rows that repeat it."""
        written = self._ordered(cells)
        if written == self._written:
            return self._repeated
        told = self.left_out.total()
        currency, rate = self._currency(cells)
        at, day = self._moment(self._cell(cells, "date"))
        found = (
            number_of(self._cell(cells, "number"), strict=True), self._own(cells), self._buyer(cells),
            self._cell(cells, "country"), at, day, currency, rate, self._cell(cells, "kind") if self.own else "",
            self._cell(cells, "channel") or None, self._status(cells), self._paid(cells, currency),
            self._cell(cells, "payment_method") or None, self._due(cells), self._cell(cells, "note")[:10_000] or None,
        )  # fmt: skip
        if self.left_out.total() == told:  # what is left out is counted row by row
            self._written, self._repeated = written, found
        return found

    def _own(self, cells: list[str]) -> tuple[int, str] | None:
        number = self._cell(cells, "own_id")
        return (int(number), self._cell(cells, "own_created")) if number.isdecimal() and len(number) < 19 else None

    def _cell(self, cells: list[str], field: str) -> str:
        i = self.at.get(field)
        return meant(cells[i]) if i is not None else ""

    def _moment(self, text: str) -> tuple[str, int]:
        """ISO local time and day number; kept per spelling, since the lines of an order repeat it."""
        found = self._days.get(text)
        if found is None:
            if not text:
                raise Invalid("import.no_date")
            at, day = moment_of(text, self.readers[self.at["date"]](text), self.zone)
            found = self._days[text] = (at, to_day(day))
        return found

    def _due(self, cells: list[str]) -> int | None:
        text = self._cell(cells, "due")
        return to_day(self.readers[self.at["due"]](text)) if text else None

    def _quantity(self, text: str) -> float:
        """Kept per spelling: few quantities are sold."""
        found = self._quantities.get(text)
        if found is None:
            found = parse_number(text, "," if _decimal_comma(text) else ".") if text else 1
            if found == 0 or abs(found) > MOST:
                raise Invalid("invalid_number", value=text)
            self._quantities[text] = found
        return found

    def _sums(self, cells: list[str], quantity: float, currency: str) -> tuple[float, int, int, int, bool]:
        """As ``_money``, with the discount before the last: what is taken off, never below zero."""
        text = self._cell(cells, "discount")
        if not (self.rated and text):
            discount = abs(self._optional_money(cells, "discount", currency))
            quantity, price, amount, is_net = self._money(cells, quantity, discount, currency)
            return quantity, price, amount, discount, is_net
        rate = rates.of(text)
        if rate is None:
            raise Invalid("invalid_number", value=text)
        written, stated = self._cell(cells, "price"), self._cell(cells, "amount")
        if not (rate and written):  # an amount alone is what was paid
            quantity, price, amount, _ = self._money(cells, quantity, 0, currency)
            return quantity, price, amount, 0, False
        price = self._price(written, currency)
        if price < 0:
            raise Invalid("negative", field="price", value=written)
        gross = _bounded(self._amount(written, quantity, price, currency))
        less = round(gross * rate)
        net = parse_money(stated, currency, round_extra=True) if stated else gross
        if net != gross and abs(net - (gross - less)) <= 2:
            less = gross - net
        return quantity, price, gross, abs(less), True

    def _money(self, cells: list[str], quantity: float, discount: int, currency: str) -> tuple[float, int, int, bool]:
        """Quantity, unit price and amount of the line, in minor units; is its discount taken off already?"""
        written = self._cell(cells, "price")
        stated = self._cell(cells, "amount")
        amount = parse_money(stated, currency, round_extra=True) if stated else None
        if written:
            price = self._price(written, currency)
            if price < 0:
                raise Invalid("negative", field="price", value=written)
            gross = self._amount(written, quantity, price, currency)
            if amount is None or not self.line_amounts or amount == gross:
                return quantity, price, _bounded(gross), False
            if amount == -gross and quantity > 0:
                return -quantity, price, amount, False
            if discount and amount + discount == gross:
                return quantity, price, gross, True
            return (-quantity if amount < 0 < quantity else quantity), price, amount, False
        if amount is None:
            raise Invalid("import.no_price")
        if amount < 0 < quantity:
            quantity = -quantity
        return quantity, _bounded(abs(round(amount / quantity))), amount, False

    def _price(self, text: str, currency: str) -> int:
        price = self._prices.get((text, currency))
        if price is None:
            price = self._prices[text, currency] = parse_money(text, currency, round_extra=True)
        return price

    def _amount(self, text: str, quantity: float, price: int, currency: str) -> int:
        """Quantity times the price as written: a price of 0.0725 loses its half cents only once a line."""
        places = exponent(currency)
        if len(text.partition(".")[2]) <= places:
            return line_amount(quantity, price)
        from fractions import Fraction

        try:
            exact = Fraction(text) * Fraction(str(quantity)) * 10**places
        except ValueError:
            return line_amount(quantity, price)
        rounded = int(abs(exact) + Fraction(1, 2))
        return rounded if exact >= 0 else -rounded

    def _optional_money(self, cells: list[str], field: str, currency: str) -> int:
        text = self._cell(cells, field)
        return parse_money(text, currency, round_extra=True) if text else 0

    def _currency(self, cells: list[str]) -> tuple[str, float]:
        """Only our own export says the rate of another currency than ours."""
        text = self._cell(cells, "currency").upper()
        rate = self._cell(cells, "rate") if self.own else ""
        if not text or currency_code(text, self.currency) == self.currency:
            return self.currency, 1.0
        if not rate or text not in CURRENCIES:
            raise Invalid("import.other_currency", value=text, base=self.currency)
        return text, check_rate(rate)

    def _buyer(self, cells: list[str]) -> Buyer:
        return Buyer(
            external_id(self._cell(cells, "customer_external_id")), self._cell(cells, "customer_phone"),
            self._cell(cells, "customer_email"), self._cell(cells, "customer"),
            self._cell(cells, "customer_uid").lower(),
        )  # fmt: skip

    def _status(self, cells: list[str]) -> str | None:
        """Unknown words are counted, and the order is taken as confirmed."""
        text = self._cell(cells, "status")
        if not text:
            return None
        status = STATUSES.get(plain(text))
        if status is None:
            self.left_out[f"status '{text[:40]}'"] += 1
        return status or "confirmed"

    def _paid(self, cells: list[str], currency: str) -> bool | int | None:
        text = self._cell(cells, "paid")
        word = plain(text)
        if not word or (self.own and word == "settled"):
            return None
        if word in PARTLY:
            self.left_out[f"paid '{text[:40]}'"] += 1
            return False
        if word in YES or word in NO:
            return word in YES
        try:
            return parse_money(text, currency, round_extra=True)
        except Invalid:
            self.left_out[f"paid '{text[:40]}'"] += 1
            return None

    def shift(self, currency: str) -> int:
        return shift_between(currency, self.currency)


class Faults(SaleReader):
    """All that is wrong with a row (see ``reasons.all_of``)."""

    def __init__(self, reader: SaleReader) -> None:
        self.__dict__.update(reader.__dict__)
        self._counted, self.left_out = reader.left_out, Counter()
        self.passed: set[str] = set()
        self.field = ""
        """The one that was looked at last."""

    def of(self, cells: list[str]) -> CrmError:
        return all_of(self, lambda: self.read(cells), self._counted)

    def _order(self, cells: list[str]) -> tuple[Any, ...]:
        self._written = ()
        return super()._order(cells)

    def _cell(self, cells: list[str], field: str) -> str:
        self.field = field
        return "" if field in self.passed else super()._cell(cells, field)

    def _moment(self, text: str) -> tuple[str, int]:
        return ("", 0) if "date" in self.passed else super()._moment(text)

    def _money(self, cells: list[str], quantity: float, discount: int, currency: str) -> tuple[float, int, int, bool]:
        given = self.passed.isdisjoint(("price", "amount"))
        return super()._money(cells, quantity, discount, currency) if given else (quantity, 0, 0, False)


def _decimal_comma(text: str) -> bool:
    """2,5 and 1.234,5 are; 1,234 is a thousand."""
    head, comma, tail = text.rpartition(",")
    return bool(comma) and tail.isdecimal() and (len(tail) < 3 or "." in head) and "," not in head


def _bounded(amount: int) -> int:
    if abs(amount) > LARGEST:
        raise Invalid("sale.too_large")
    return amount


def number_of(text: str, *, strict: bool = False) -> str:
    """An order's number as it is known by; with ``strict`` one that a spreadsheet ruined is Invalid."""
    if text.isalnum() and not text.isalpha() and "E" not in text.upper():
        return text[:200]
    try:
        return external_id(text)
    except Invalid:
        if strict:
            raise
        return text.strip()[:200]


def order_key(line: Line, seen: dict[Any, int]) -> str:
    """What an order is known by: its number, or (rows without one) a fingerprint of the row itself.

    ``seen`` counts equal rows, so that two equal lines of one file stay two, and the same two next time.
    """
    if line.own:
        return f"{line.own[0]}@{line.own[1]}"
    if line.number:
        return line.number
    import hashlib

    facts = (tuple(line.buyer)[:4], line.at, line.sku, line.item, float(line.quantity), line.amount)
    seen[facts] = seen.get(facts, 0) + 1
    return "row:" + hashlib.sha256(repr((facts, seen[facts])).encode()).hexdigest()[:20]
