"""A file of order lines into sales: lines grouped by order, matched with what is there, stored in bulk.

An order is taken whole or not at all: if one of its lines cannot be, all are rejected, so that the mended
rejects file brings the whole order. Lines that stand apart in the file wait for each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from crmcli.db import Repository
from crmcli.domain import products
from crmcli.domain.sales import COUNTING, to_base
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.importing.account import Account, Facts, Reject
from crmcli.importing.buyers import OWN_SOURCE, Buyers
from crmcli.importing.orders import Order, Orders, line_values
from crmcli.importing.reasons import plain
from crmcli.importing.sale_rows import FIELDS, Faults, Line, SaleReader, number_of, order_key
from crmcli.importing.tally import Tally
from crmcli.store import bulk, bulk_sales, indexes

CHUNK = 20_000
_SALE = ("id", "number", "customer_id", "kind", "status", "at", "day", "currency", "rate", "total", "base_total",
         "discount", "shipping", "channel", "due_day", "settled", "note", "created_at", "updated_at",
         "cancelled_at")  # fmt: skip
_LINE = ("sale_id", "customer_id", "day", "product_id", "item", "quantity", "price", "amount", "base_amount")
_PAYMENT = ("customer_id", "sale_id", "day", "currency", "amount", "base_amount", "method", "created_at")
Stored = Mapping[str, Any]


class SaleImport(Account):
    """One import of sales; ``tally`` counts rows, and orders in ``made``."""

    kind = "sales"
    FIELDS = FIELDS

    def __init__(
        self, repo: Repository, reader: SaleReader, buyers: Buyers, facts: Facts, reject: Reject, tally: Tally,
        *, payment_days: int, unpaid: bool, scattered: Mapping[str, int],
    ) -> None:  # fmt: skip
        """``scattered``: orders whose lines do not stand together, and how many they have."""
        super().__init__(facts, reject, tally)
        self.repo, self.reader, self.buyers = repo, reader, buyers
        self.payment_days = payment_days
        self.unpaid = unpaid
        self.scattered = scattered
        self.seen: dict[Any, int] = {}

    def prepare(self, rows: Iterable[Row]) -> Iterator[Orders]:
        orders = Orders()
        for order in self._orders(rows):
            try:
                order.check()
                order.key = order_key(order.first, self.seen)
            except CrmError as error:
                order.error = plain(error)
            orders.append(order)
            orders.size += len(order.rows)
            if orders.size >= CHUNK:
                yield orders
                orders = Orders()
        yield orders

    def begin(self) -> None:
        self.next_id = bulk.next_id(self.repo, "sales")
        self.by_sku, self.by_name, self.shared = bulk_sales.products(self.repo)
        self.first = not self.facts.dry_run and not bulk_sales.has_sales(self.repo)
        self.asleep: list[str] = []

    def store(self, batch: Orders) -> None:
        if self.first and not self.asleep and batch.size >= CHUNK:
            self.asleep = bulk_sales.drop_indexes(self.repo)
        self._take(batch)

    def finish(self) -> None:
        indexes.make(self.repo.connection, self.asleep)
        super().finish()

    def _orders(self, rows: Iterable[Row]) -> Iterator[Order]:
        """Each order once all its lines are there."""
        column = self.reader.at.get("own_id", self.reader.at.get("number"))
        apart: dict[str, Order] = {}
        last: Order | None = None
        text = group = ""
        for row in rows:
            if row.skip_reason:
                self.count(row, "skipped", number="", reason="")
                continue
            if column is not None and row.cells[column] != text:
                text = row.cells[column]
                group = number_of(text)
            if last is not None and group == last.group:
                self._read(row, last)
                continue
            order = apart.get(group) or Order(group, self.scattered.get(group, 0))
            self._read(row, order)
            if not group:
                yield order
            elif order.missing:
                apart[group] = order
                order.missing -= 1
                if not order.missing:
                    yield apart.pop(group)
            else:
                if last is not None:
                    yield last
                last = order
        yield from apart.values()
        if last is not None:
            yield last

    def _read(self, row: Row, order: Order) -> None:
        order.rows.append(Row(row.line, [], row.error, row.raw))
        try:
            if row.error:
                raise CrmError(row.error)
            order.lines.append(self.reader.read(row.cells))
        except CrmError as error:
            fault = plain(error) if row.error else Faults(self.reader).of(row.cells)
            order.faults[len(order.rows) - 1] = fault
            order.error = order.error or fault

    # -- orders ----------------------------------------------------------------------------------

    def _take(self, orders: list[Order]) -> None:
        good: list[Order] = []
        for order in orders:
            try:
                if order.error:
                    raise order.error
                self._check_products(order)
                good.append(order)
            except CrmError as error:
                self._refuse_order(order, error)
        self.buyers.load((order.first.buyer, order.first.country) for order in good)
        known = self._known(good)
        stored = bulk_sales.stored(self.repo, known.values()) if known else {}
        fresh: list[tuple[int, int, Order]] = []
        numbers: list[tuple[str, str, int]] = []
        for order in good:
            try:
                self._order(order, stored.get(known.get(order.key, 0)), fresh, numbers)
            except CrmError as error:
                self._refuse_order(order, error)
        if fresh and not self.facts.dry_run:
            self._insert(fresh)
            bulk.insert(self.repo, "external_ids", ("source", "external", "sale_id"), numbers)

    def _known(self, orders: list[Order]) -> dict[str, int]:
        """Keys of orders → the sales that they are already."""
        found = bulk.external(self.repo, "sale_id", self._source, (order.key for order in orders))
        mine = {order.first.own[0]: order for order in orders if order.first.own}
        for number, created_at, customer in bulk_sales.made(self.repo, mine) if mine else ():
            order = mine[number]
            if order.first.own == (number, created_at) and self.buyers.found[order.first.buyer] == customer:
                found[order.key] = number
        return found

    @property
    def _source(self) -> str:
        """Sales of our own export are known by what they are called in the file that they come from."""
        return OWN_SOURCE if self.reader.own else self.facts.source

    def _order(
        self, order: Order, stored: Stored | None, fresh: list[tuple[int, int, Order]],
        numbers: list[tuple[str, str, int]],
    ) -> None:  # fmt: skip
        customer = self.buyers.get(order.first.buyer)
        how = self.facts.on_duplicate
        if stored is None or how == "create":
            fresh.append((self.next_id, customer, order))
            if stored is None:
                numbers.append((self._source, order.key, self.next_id))
            self.next_id += 1
            self.tally.made["orders"] += 1
            self._count_order(order, "created")
        elif how == "reject":
            raise Invalid("import.sale_exists", number=order.first.number or order.key, id=stored["id"])
        elif how == "skip":
            self._count_order(order, "skipped")
        elif how == "fill":
            self._count_order(order, "updated" if self._fill(order, stored) else "unchanged")
        else:
            self._count_order(order, "updated" if self._update(order, stored, customer) else "unchanged")

    # -- orders that are known -------------------------------------------------------------------

    def _fill(self, order: Order, stored: Stored) -> bool:
        said = {field: order.said(field) for field in ("channel", "note", "due_day")}
        new = {field: value for field, value in said.items() if value is not None and stored[field] is None}
        return self._change(stored["id"], new)

    def _change(self, sale: int, new: dict[str, Any]) -> bool:
        if new and not self.facts.dry_run:
            self.repo.update("sales", sale, {**new, "updated_at": self.stamp})
        return bool(new)

    def _update(self, order: Order, stored: Stored, customer: int) -> bool:
        """Bring what the file says to a sale that is there; True if it changed."""
        sale = stored["id"]
        says_sums = {field for field in ("discount", "shipping") if field in self.reader.at}
        row = dict(zip(_SALE, self._sale_row(sale, customer, order), strict=True))
        new = {
            field: row[field]
            for field in ("customer_id", "at", "day", *says_sums)
            if row[field] != stored[field]
        }  # fmt: skip
        for field in ("status", "channel", "note", "due_day"):
            if (value := order.said(field)) is not None and value != stored[field]:
                new[field] = value
        if "status" in new:
            new["cancelled_at"] = self.stamp if new["status"] == "cancelled" else None
        lines = order.facts() != stored["lines"] or bool(new.keys() & says_sums)
        if lines:
            new.update({field: row[field] for field in ("kind", "total", "base_total", "discount", "shipping")})
        paid = self._missing_payment(order, stored, int(new.get("total", stored["total"]) or 0))
        if order.payment() is not None and stored["settled"] and order.said("paid") is not True:
            new["settled"] = 0
            if stored["due_day"] is None:
                new.setdefault("due_day", row["due_day"])
        if self.facts.dry_run:
            return bool(new or paid or lines)
        self._change(sale, new)
        if lines or new.keys() & {"customer_id", "day"}:
            bulk_sales.drop_lines(self.repo, sale)
            self._insert_lines([(sale, customer, order)])
        if "customer_id" in new:
            bulk_sales.move_payments(self.repo, sale, customer)
        if paid:
            bulk.insert(self.repo, "payments", _PAYMENT, [self._payment(sale, customer, order, paid)])
        return bool(new or paid or lines)

    def _missing_payment(self, order: Order, stored: Stored, total: int) -> int:
        """What the file says is paid beyond what is known; money that only we know of stays."""
        wanted = order.payment()
        if wanted is None or (stored["settled"] and order.said("paid") is True) or not self._is_payable(order):
            return 0
        missing = wanted - int(stored["paid"])
        was_all = stored["paid"] == stored["total"] and total != stored["total"]
        return missing if was_all or (missing < 0 if order.is_return else missing > 0) else 0

    # -- storing ---------------------------------------------------------------------------------

    def _insert(self, fresh: list[tuple[int, int, Order]]) -> None:
        bulk.insert(self.repo, "sales", _SALE, (self._sale_row(*one) for one in fresh))
        self._insert_lines(fresh)
        paid = [(one, one[2].payment()) for one in fresh if self._is_payable(one[2])]
        bulk.insert(self.repo, "payments", _PAYMENT, (self._payment(*one, amount) for one, amount in paid if amount))

    def _is_payable(self, order: Order) -> bool:
        """What our own file says was paid for a cancelled sale was."""
        return self.reader.own or (order.said("status") or "completed") in COUNTING

    def _payment(self, sale: int, customer: int, order: Order, amount: int) -> tuple[Any, ...]:
        first = order.first
        base = to_base(amount, first.rate, self.reader.shift(first.currency))
        return customer, sale, first.day, first.currency, amount, base, order.said("method"), self.stamp

    def _sale_row(self, number: int, customer: int, order: Order) -> tuple[Any, ...]:
        first, total, paid = order.first, order.total, order.payment()
        status = order.said("status") or "completed"
        said = order.said("paid")
        settled = int(said is None and (self.reader.own or not self.unpaid))
        due = order.said("due_day")
        if due is None and not self.reader.own and not settled and said is not True:
            due = first.day + self.payment_days if paid is None or paid < total else None
        return (
            number, first.number or None, customer, "return" if order.is_return else "sale", status, first.at,
            first.day, first.currency, first.rate, total, to_base(total, first.rate, self.reader.shift(first.currency)),
            order.discount, order.shipping, order.said("channel"), due, settled, order.said("note"),
            self._created(first), self.stamp, first.at if status == "cancelled" else None,
        )  # fmt: skip

    def _created(self, line: Line) -> str:
        """When the sale was noted, which our own export says."""
        try:
            return datetime.fromisoformat(line.own[1]).isoformat(timespec="seconds") if line.own else self.stamp
        except ValueError:
            return self.stamp

    def _insert_lines(self, orders: Iterable[tuple[int, int, Order]]) -> None:
        rows = [
            values
            for sale, customer, order in orders
            for values in line_values(
                order, sale, customer, list(map(self._product, order.lines)), self.reader.shift(order.first.currency)
            )
        ]
        bulk.insert(self.repo, "sale_lines", _LINE, rows)

    def _check_products(self, order: Order) -> None:
        for line in order.lines if self.shared else ():
            if not line.sku and not line.free and products.key(line.item) in self.shared:
                raise Invalid("import.shared_product", name=line.item)

    def _product(self, line: Line) -> int | None:
        """The product of a line; made if it is new and the line says what it is."""
        if line.sku:
            found = self.by_sku.get(line.sku.casefold())
        elif line.item == "-" or line.free:
            return None
        else:
            found = self.by_name.get(products.key(line.item))
        if found is not None:
            return found
        key = products.key(line.item)
        price = line.price if line.currency == self.reader.currency else None
        values = {
            "sku": line.sku or None, "name": line.item, "name_key": key, "category": line.category or None,
            "price": price, "created_at": self.stamp,
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
            self.count(row, outcome, number=order.first.number or order.key, reason="")

    def _refuse_order(self, order: Order, error: CrmError) -> None:
        for row, own in zip(order.rows, order.reasons(), strict=True):
            self.refuse(row, own or error, number=order.group)
