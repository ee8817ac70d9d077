"""A file of order lines into sales: lines grouped by order, matched with what is there, stored in bulk.

An order is taken whole or not at all: if one of its lines cannot be, all are rejected, so that the mended
rejects file brings the whole order.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from crmcli.db import Repository
from crmcli.domain import products
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.importing.buyers import Buyers
from crmcli.importing.customers import Facts, Reject
from crmcli.importing.sale_rows import Line, SaleReader, order_key
from crmcli.importing.tally import Tally
from crmcli.store import bulk, bulk_sales

CHUNK = 20_000
_SALE = ("id", "number", "customer_id", "kind", "status", "at", "day", "currency", "total", "base_total",
         "discount", "shipping", "channel", "due_day", "settled", "created_at", "updated_at", "cancelled_at")  # fmt: skip
_LINE = ("sale_id", "customer_id", "day", "product_id", "item", "quantity", "price", "amount", "base_amount")
_PAYMENT = ("customer_id", "sale_id", "day", "currency", "amount", "base_amount", "created_at")


class Order:
    """The lines of one order read so far."""

    __slots__ = ("error", "key", "lines", "rows")

    def __init__(self, key: str) -> None:
        self.key = key
        self.rows: list[Row] = []
        self.lines: list[Line] = []
        self.error: CrmError | None = None

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines) - self.discount + self.shipping

    @property
    def discount(self) -> int:
        return self.lines[0].discount

    @property
    def shipping(self) -> int:
        return self.lines[0].shipping

    @property
    def is_return(self) -> bool:
        """Nothing but goods taken back, or more taken back than sold."""
        return self.total < 0 or all(line.quantity < 0 for line in self.lines)


class SaleImport:
    """One import of sales; ``run`` takes the rows, ``tally`` has the counts (of rows; orders in ``made``)."""

    def __init__(
        self, repo: Repository, reader: SaleReader, buyers: Buyers, facts: Facts, reject: Reject, tally: Tally,
        *, payment_days: int, unpaid: bool,
    ) -> None:  # fmt: skip
        self.repo, self.reader, self.buyers, self.facts, self.reject = repo, reader, buyers, facts, reject
        self.tally = tally
        self.payment_days = payment_days
        self.unpaid = unpaid
        self.stamp = facts.at.isoformat(timespec="seconds")
        self.next_id = bulk.next_id(repo, "sales")
        self.by_sku, self.by_name = bulk_sales.products(repo)
        self.seen: dict[Any, int] = {}
        self.done: dict[str, int] = {}
        self.left: dict[int, Counter[bulk_sales.LineFacts]] = {}
        self.planned: list[dict[str, Any]] = []

    def run(self, rows: Iterable[Row], progress: Callable[[int], None]) -> None:
        source = iter(rows)
        open_order: Order | None = None
        while chunk := list(islice(source, CHUNK)):
            orders: dict[str, Order] = {open_order.key: open_order} if open_order else {}
            last = open_order
            for row in chunk:
                last = self._read(row, orders) or last
            if last is not None:
                del orders[last.key]
            open_order = last
            self._take(list(orders.values()))
            progress(self.tally.read)
        if open_order:
            self._take([open_order])

    def _read(self, row: Row, orders: dict[str, Order]) -> Order | None:
        """Add a row to its order; None for a row that belongs to none."""
        if row.skip_reason:
            self._count(row, "skipped")
            return None
        try:
            if row.error:
                raise CrmError(row.error)
            line = self.reader.read(row.cells)
        except CrmError as error:
            return self._bad_row(row, error, orders)
        key = order_key(line, self.seen)
        order = orders.get(key) or orders.setdefault(key, Order(key))
        order.rows.append(row)
        order.lines.append(line)
        return order

    def _bad_row(self, row: Row, error: CrmError, orders: dict[str, Order]) -> Order | None:
        """A line that cannot be taken spoils its order, if it says which one that is."""
        i = self.reader.at.get("number")
        number = row.cells[i].strip() if i is not None and i < len(row.cells) else ""
        if not number or row.error:
            self._refuse(row, error)
            return None
        order = orders.get(number) or orders.setdefault(number, Order(number))
        order.rows.append(row)
        order.error = order.error or error
        return order

    # -- orders ----------------------------------------------------------------------------------

    def _take(self, orders: list[Order]) -> None:
        good = [order for order in orders if order.error is None]
        self.buyers.load(order.lines[0].buyer for order in good)
        present = bulk.external(self.repo, "sale_id", self.facts.source, (order.key for order in good))
        known = {**present, **{o.key: self.done[o.key] for o in good if o.key in self.done}}
        missing = [n for n in set(known.values()) if n not in self.left and n > 0]
        self.left.update(bulk_sales.lines_of(self.repo, missing) if missing else {})
        fresh: list[tuple[int, int, Order]] = []
        for order in orders:
            try:
                self._order(order, known.get(order.key), fresh)
            except CrmError as error:
                for row in order.rows:
                    self._refuse(row, error)
        if fresh and not self.facts.dry_run:
            self._insert(fresh)

    def _order(self, order: Order, sale: int | None, fresh: list[tuple[int, int, Order]]) -> None:
        if order.error:
            raise order.error
        customer = self.buyers.get(order.lines[0].buyer)
        if len({line.buyer for line in order.lines}) > 1:
            raise Invalid("import.two_buyers", number=order.key)
        if sale is None:
            number = self.next_id
            self.next_id += 1
            self.done[order.key] = number
            fresh.append((number, customer, order))
            self.tally.made["orders"] += 1
            self._count_order(order, "created")
        elif order.key in self.done and sale == self.done[order.key]:
            self._more_lines(order, sale, customer)
        else:
            self._known_order(order, sale, customer)

    def _more_lines(self, order: Order, sale: int, customer: int) -> None:
        """The order's lines do not stand together in the file: these join those already stored."""
        if not self.facts.dry_run:
            self._insert_lines([(sale, customer, order)])
            bulk_sales.grow(self.repo, sale, sum(line.amount for line in order.lines))
        self._count_order(order, "created")

    def _known_order(self, order: Order, sale: int, customer: int) -> None:
        """An order that was imported before: the same lines change nothing, others replace it."""
        mine = Counter(_line_facts(line) for line in order.lines)
        left = self.left.setdefault(sale, Counter())
        if not mine - left:
            left.subtract(mine)
            self._count_order(order, "unchanged")
            return
        how = self.facts.on_duplicate
        if how in ("skip", "fill"):
            self._count_order(order, "skipped")
            return
        if how == "reject":
            raise Invalid("import.sale_exists", number=order.key, id=sale)
        if not self.facts.dry_run:
            bulk_sales.drop_lines(self.repo, sale)
            row = dict(zip(_SALE, self._sale_row(sale, customer, order), strict=True))
            for kept in ("id", "created_at", "status", "settled", "due_day", "cancelled_at"):
                del row[kept]
            self.repo.update("sales", sale, row)
            self._insert_lines([(sale, customer, order)])
        self.done[order.key] = sale
        self._count_order(order, "updated")

    # -- storing ---------------------------------------------------------------------------------

    def _insert(self, fresh: list[tuple[int, int, Order]]) -> None:
        bulk.insert(self.repo, "sales", _SALE, (self._sale_row(*one) for one in fresh))
        self._insert_lines(fresh)
        bulk.insert(
            self.repo,
            "external_ids",
            ("source", "external", "sale_id"),
            ((self.facts.source, order.key, number) for number, _, order in fresh),
        )
        currency = self.reader.currency
        bulk.insert(
            self.repo,
            "payments",
            _PAYMENT,
            (
                (customer, number, order.lines[0].day, currency, order.total, order.total, self.stamp)
                for number, customer, order in fresh
                if order.lines[0].paid and order.total and order.lines[0].status != "cancelled"
            ),
        )

    def _sale_row(self, number: int, customer: int, order: Order) -> tuple[Any, ...]:
        first = order.lines[0]
        settled = int(first.paid is None and not self.unpaid)
        owed = first.paid is False or (first.paid is None and self.unpaid)
        return (
            number, first.number or None, customer, "return" if order.is_return else "sale", first.status,
            first.at, first.day, self.reader.currency, order.total, order.total, order.discount, order.shipping,
            first.channel, first.day + self.payment_days if owed else None, settled, self.stamp, self.stamp,
            first.at if first.status == "cancelled" else None,
        )  # fmt: skip

    def _insert_lines(self, orders: Iterable[tuple[int, int, Order]]) -> None:
        rows = [
            (sale, customer, order.lines[0].day, self._product(line), *_line_facts(line), line.amount)
            for sale, customer, order in orders
            for line in order.lines
        ]
        bulk.insert(self.repo, "sale_lines", _LINE, rows)

    def _product(self, line: Line) -> int | None:
        """The product of a line; made if it is new and the line says what it is."""
        if line.sku:
            found = self.by_sku.get(line.sku.casefold())
        elif line.item == "-":
            return None
        else:
            found = self.by_name.get(products.key(line.item))
        if found is not None:
            return found
        key = products.key(line.item)
        values = {
            "sku": line.sku or None, "name": line.item, "name_key": key, "category": line.category or None,
            "price": line.price, "created_at": self.stamp,
        }  # fmt: skip
        found = self.repo.insert("products", values)
        self.tally.made["products"] += 1
        if line.sku:
            self.by_sku[line.sku.casefold()] = found
        self.by_name.setdefault(key, found)
        return found

    # -- accounts --------------------------------------------------------------------------------

    def _count_order(self, order: Order, outcome: str) -> None:
        for row in order.rows:
            self._count(row, outcome, order.key)

    def _refuse(self, row: Row, error: CrmError) -> None:
        from crmcli.sentences import sentence

        text = sentence(error)
        self.tally.reasons[error.code] += 1
        self.reject(row, text)
        self._count(row, "rejected", reason=text)

    def _count(self, row: Row, outcome: str, key: str = "", reason: str = "") -> None:
        self.tally.add(outcome)
        if self.facts.dry_run:
            self.planned.append({"line": row.line, "outcome": outcome, "number": key, "reason": reason})


def _line_facts(line: Line) -> bulk_sales.LineFacts:
    return line.item, line.quantity, line.price, line.amount
