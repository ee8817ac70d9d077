"""The lines of one order: what they add up to, and what they say of the order together."""

import marshal
from collections import Counter
from functools import cached_property
from typing import Any

from crmcli.domain import sales
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.importing.buyers import Buyer
from crmcli.importing.sale_rows import Line
from crmcli.normalize.money import LARGEST
from crmcli.store.bulk_sales import LineFacts


class Order:
    """The lines of one order read so far; ``missing`` counts those that come later in the file.

    Its sums are worked out once, so they are asked for only when all lines are there.
    """

    def __init__(self, group: str, missing: int) -> None:
        self.group = group
        self.missing = missing
        self.key = ""
        self.rows: list[Row] = []
        self.lines: list[Line] = []
        self.error: CrmError | None = None
        self.faults: dict[int, CrmError] = {}
        """Rows, by their place among ``rows``, that are no good by themselves."""

    @cached_property
    def first(self) -> Line:
        return self.lines[0]

    def said(self, field: str) -> Any:
        """What the first line that says something says; None where none does."""
        return next((value for line in self.lines if (value := getattr(line, field)) is not None), None)

    @cached_property
    def discount(self) -> int:
        """Discounts of lines add up; one of the order stands on each line, or on the first."""
        own = sum(line.discount for line in self.lines if line.own_discount)
        return own + _once([line.discount for line in self.lines if not line.own_discount])

    @cached_property
    def shipping(self) -> int:
        return abs(_once([line.shipping for line in self.lines]))

    @cached_property
    def is_return(self) -> bool:
        """Nothing but goods taken back, or more taken back than sold."""
        if self.first.kind:
            return self.first.kind == "return"
        return sum(line.amount for line in self.lines) < 0 or all(line.quantity < 0 for line in self.lines)

    @cached_property
    def adjustment(self) -> int:
        more = self.shipping - self.discount
        return -more if self.is_return else more

    @cached_property
    def amounts(self) -> list[int]:
        """Those of the lines, then the adjustment where there is one."""
        return [*(line.amount for line in self.lines), *([self.adjustment] if self.adjustment else [])]

    @cached_property
    def total(self) -> int:
        return sum(self.amounts)

    def facts(self) -> Counter[LineFacts]:
        return Counter(line_facts(line) for line in self.lines)

    def payment(self) -> int | None:
        """What is paid of the order; None where the file does not say."""
        paid = self.said("paid")
        if paid is None or isinstance(paid, bool):
            return paid if paid is None else paid * self.total
        if paid < 0 and not self.is_return:
            raise Invalid("negative", field="paid", value=paid)
        return -abs(paid) if self.is_return else int(paid)

    def reasons(self) -> list[CrmError | None]:
        """Why each of its rows is rejected; None for the reason that holds for all of them."""
        if not self.faults:
            return [None] * len(self.rows)
        other = Invalid("import.order_line", line=self.rows[min(self.faults)].line)
        return [self.faults.get(n, other) for n in range(len(self.rows))]

    def check(self) -> None:
        """Raises the first reason why the order cannot be stored."""
        if self.error:
            raise self.error
        if len({line.buyer for line in self.lines}) > 1:
            raise Invalid("import.two_buyers", number=self.first.number)
        if len({(line.currency, line.rate) for line in self.lines}) > 1:
            raise Invalid("import.two_currencies", number=self.first.number)
        if any(abs(amount) > LARGEST for amount in (*self.amounts, self.total)):
            raise Invalid("sale.too_large")
        charged = not self.first.own and any(line.shipping > 0 for line in self.lines)
        if self.is_return and (self.total > 0 or charged):
            raise Invalid("import.positive_return", number=self.first.number)
        if not self.is_return and self.total < 0:
            raise Invalid("sale.discount_too_large")
        self.payment()


class Orders(list[Order]):
    """As many as are stored at a time."""

    size = 0
    """Rows of all of them."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Plain values go much faster than object by object."""
        plain = [
            (
                order.group, order.key, [(row.line, row.raw) for row in order.rows],
                [(*line[:2], tuple(line[2]), *line[3:]) for line in order.lines] if order.error is None else [],
                {name: order.__dict__[name] for name in _SUMS if name in order.__dict__},
            )
            for order in self
        ]  # fmt: skip
        errors = {n: (order.error, order.faults) for n, order in enumerate(self) if order.error}
        return _orders, (marshal.dumps(plain, 2), errors, self.size)


_SUMS = ("discount", "shipping", "is_return", "adjustment", "amounts", "total")


def _orders(data: bytes, errors: dict[int, tuple[CrmError, dict[int, CrmError]]], size: int) -> Orders:
    found = Orders()
    found.size = size
    for group, key, rows, lines, sums in marshal.loads(data):
        order = Order(group, 0)
        order.key = key
        order.rows = [Row(line, [], None, raw) for line, raw in rows]
        order.lines = [Line._make((*line[:2], Buyer(*line[2]), *line[3:])) for line in lines]
        order.__dict__.update(sums)
        found.append(order)
    for n, (error, faults) in errors.items():
        found[n].error, found[n].faults = error, faults
    return found


def line_facts(line: Line) -> LineFacts:
    return line.item, line.quantity, line.price, line.amount


def line_values(order: Order, sale: int, customer: int, products: list[int | None], shift: int) -> list[Any]:
    """Rows of ``sale_lines``: the lines, then the adjustment; they add up to the total in both currencies."""
    rows = [(line_facts(line)[:3], product) for line, product in zip(order.lines, products, strict=True)]
    if order.adjustment:
        rows.append(((sales.ADJUSTMENT, 0, 0), None))
    shares = sales.base_shares(order.amounts, order.first.rate, shift)
    return [
        (sale, customer, order.first.day, product, *facts, amount, base)
        for (facts, product), amount, base in zip(rows, order.amounts, shares, strict=True)
    ]


def _once(values: list[int]) -> int:
    """A sum of the order that may be repeated on its lines; unlike ones are parts of it."""
    unlike = {value for value in values if value}
    return unlike.pop() if len(unlike) == 1 else sum(values)
