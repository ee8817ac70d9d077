"""Payments: each for the sale it names, else for the one open sale of its customer that it pays, else on account.

Money that an import of sales booked because its file called a sale paid gives way to the payments themselves.
"""

from typing import Any

from crmcli.domain import payments as domain
from crmcli.domain.sales import Sale, shift_between
from crmcli.errors import Invalid
from crmcli.importing.alike import AlikeImport
from crmcli.importing.buyers import NOBODY, Buyer
from crmcli.importing.customer_rows import external_id
from crmcli.importing.records import _OWN, _WHO
from crmcli.normalize.money import CURRENCIES, currency_code, parse_money
from crmcli.store import bulk_sales
from crmcli.store import sales as store


class PaymentImport(AlikeImport):
    FIELDS = frozenset((
        *_WHO, *_OWN, "own_sale", "sale", "date", "amount", "currency", "payment_method", "note", "country", "number",
        "reference",
    ))  # fmt: skip
    kind, table, money = "payments", "payments", True
    columns = ("customer_id", "sale_id", "day", "currency", "amount", "base_amount", "method", "note", "created_at")
    same = ("day", "amount", "currency", "sale_id")
    loose = ("sale_id",)
    kept = frozenset(("created_at", "base_amount", "sale_id"))

    def __init__(self, *args: Any, currency: str) -> None:
        super().__init__(*args)
        self.base = currency

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        _, day = self.moment(cells, "date")
        currency = self._currency(self.cell(cells, "currency"))
        text = self.cell(cells, "amount")
        if not text:
            raise Invalid("import.no_amount")
        amount = parse_money(text, currency, round_extra=True)
        if amount == 0:
            raise Invalid("sale.payment_not_positive")
        notes = [self.cell(cells, field) for field in ("note", "reference")]
        sale = (self.cell(cells, "own_sale"), external_id(self.cell(cells, "sale")))
        return (
            None, sale, day, currency, amount, None, self.cell(cells, "payment_method") or None,
            " ".join(filter(None, notes)) or None, self.noted(cells),
        )  # fmt: skip

    def _currency(self, text: str) -> str:
        if not text or currency_code(text, self.base) == self.base:
            return self.base
        if self.own and text.upper() in CURRENCIES:
            return text.upper()
        raise Invalid("import.other_currency", value=text, base=self.base)

    def begin(self) -> None:
        super().begin()
        self.paid: dict[int, tuple[int, int]] = {}
        """Sale → what came in for it so far, in its currency and in that of the file."""

    def customer(self, buyer: Buyer) -> int | None:
        return None if buyer == NOBODY else self.buyers.get(buyer)

    def settle(self, values: dict[str, Any]) -> None:
        own, number = values["sale_id"]
        sale = None
        if own.isdecimal() and len(own) < 19 and values["customer_id"] is not None:
            sale = bulk_sales.own(self.repo, int(own), values["customer_id"])
        if sale is None and number:
            sale, owner = self._sale(number, values["customer_id"])
            values["customer_id"] = values["customer_id"] or owner
        if values["customer_id"] is None:
            raise Invalid("import.no_customer")
        values["sale_id"] = sale

    def _sale(self, number: str, customer: int | None) -> tuple[int, int]:
        found = bulk_sales.called(self.repo, self.facts.source, [number]).get(number, [])
        if not found and number.isascii() and number.isdecimal() and len(number) < 19:
            sale = self.repo.first(Sale, id=int(number))
            found = [(sale.id or 0, sale.customer_id)] if sale else []
        if not found:
            raise Invalid("import.no_such_sale", number=number)
        theirs = [pair for pair in found if customer in (None, pair[1])]
        if not theirs:
            raise Invalid("import.other_buyer", number=number)
        if len(theirs) > 1:
            raise Invalid("import.two_sales", number=number, ids=", ".join(str(sale) for sale, _ in theirs))
        return theirs[0]

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new payment: what it pays, and what that is in the currency of the file."""
        sale_id = values["sale_id"] or self._meant(values)
        if sale_id is None:
            if values["currency"] != self.base:
                raise Invalid("import.other_currency", value=values["currency"], base=self.base)
            return {**values, "base_amount": values["amount"]}
        sale = self.repo.get(Sale, sale_id)
        if values["currency"] != sale.currency:
            raise Invalid("import.other_currency", value=values["currency"], base=sale.currency)
        amount = abs(values["amount"]) if sale.total < 0 else values["amount"]
        paid, base_paid = self._paid(sale, amount)
        if sale.settled:
            sale = self._unsettled(sale)
        made = domain.pay(
            sale, amount, paid=paid, base_paid=base_paid, shift=shift_between(sale.currency, self.base),
            day=values["day"], at=self.facts.at,
        )  # fmt: skip
        self.paid[sale_id] = (paid + made.amount, base_paid + made.base_amount)
        return {**values, "sale_id": sale_id, "amount": made.amount, "base_amount": made.base_amount}

    def _meant(self, values: dict[str, Any]) -> int | None:
        """The only open sale of the customer that the payment would settle."""
        found = [sale for sale, left in bulk_sales.open_sales(self.repo, values["customer_id"])
                 if left - self.paid.get(sale, (0, 0))[0] * (sale in self.paid) == values["amount"]
                 and sale not in self.paid]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _paid(self, sale: Sale, amount: int) -> tuple[int, int]:
        assert sale.id is not None
        if sale.id not in self.paid:
            self.paid[sale.id] = store.paid(self.repo, sale.id)
        paid, base_paid = self.paid[sale.id]
        if abs(paid) + amount <= abs(sale.total):
            return paid, base_paid
        dropped = [number for number in bulk_sales.stand_ins(self.repo, sale.id) if number not in self.taken]
        for number in dropped:
            paid, base_paid = self._without(number, paid, base_paid)
        self.paid[sale.id] = (paid, base_paid)
        return paid, base_paid

    def _without(self, number: int, paid: int, base_paid: int) -> tuple[int, int]:
        payment = self.repo.get(domain.Payment, number)
        self.taken.add(number)
        self.tally.made["replaced_payments"] += 1
        if not self.facts.dry_run:
            self.repo.delete("payments", number)
        return paid - payment.amount, base_paid - payment.base_amount

    def _unsettled(self, sale: Sale) -> Sale:
        """A sale that was taken for paid, since nobody knew better, is paid by its payments from now on."""
        from dataclasses import replace

        assert sale.id is not None
        if not self.facts.dry_run:
            self.repo.update("sales", sale.id, {"settled": 0, "updated_at": self.stamp})
        return replace(sale, settled=0)
