"""``sku-or-name[*quantity][@price]``: one item of a sale as it is typed."""

from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.normalize.money import parse_money, parse_number

_TIMES = "*＊×✕"
_AT = "@＠"


class Item(NamedTuple):
    """``price`` is minor units of the sale's currency, None where none was typed."""

    name: str
    quantity: int | float = 1
    price: int | None = None


def parse(text: str, currency: str) -> Item:
    """Read from the right: a mark with no number behind it belongs to the name.

    Quantity and price may come in either order. Raises Invalid for a quantity that is not positive, a
    price that is negative or cannot be an amount of ``currency``, and for an item without a name.

    >>> parse("night * cream*2@9.5", "CNY")
    Item(name='night * cream', quantity=2, price=950)
    """
    name, quantity, price = text.strip(), None, None
    while True:
        at = max(name.rfind(mark) for mark in _TIMES + _AT)
        if at < 0:
            break
        head, mark, tail = name[:at], name[at], name[at + 1 :].strip()
        if mark in _TIMES and quantity is None and (number := _number(tail)) is not None:
            quantity = _positive(number, text)
        elif mark in _AT and price is None and (amount := _amount(tail, currency)) is not None:
            price = _not_negative(amount, text)
        else:
            break
        name = head.strip()
    if not name:
        raise Invalid("sale.item_without_name", item=text)
    return Item(name, 1 if quantity is None else quantity, price)


def _number(tail: str) -> int | float | None:
    """The number, or None for what is none; a number that is too large is Invalid."""
    try:
        return parse_number(tail)
    except Invalid as error:
        if error.facts.get("reason") == "normalize.reason_no_number":
            return None
        raise


def _amount(tail: str, currency: str) -> int | None:
    try:
        return parse_money(tail, currency)
    except Invalid as error:
        if error.facts.get("reason") == "normalize.reason_no_amount":
            return None
        raise


def _positive(number: int | float, text: str) -> int | float:
    if number <= 0:
        raise Invalid("sale.quantity_not_positive", item=text)
    return number


def _not_negative(amount: int, text: str) -> int:
    if amount < 0:
        raise Invalid("sale.price_negative", item=text)
    return amount
