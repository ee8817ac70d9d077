"""Discounts that are rates: ``0.2``, ``20%``, 8折 — never to be taken for money.

The heading or the cells may say so. A bare 0.2 is a rate where price, quantity and total work out with it
as one; where they cannot be compared, a column that never goes beyond 1 is taken as rates.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping, normal

_PERCENT = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)\s*[%％]")
_FOLD = re.compile(r"([0-9](?:\.[0-9]+)?|[1-9][0-9])\s*折")
_PLAIN = re.compile(r"-?[0-9]*\.?[0-9]+")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_SAYS_SO = ("折扣率", "rate", "percent", "percentage", "pct")


def is_rate(mapping: Mapping, sample: Iterable[Row]) -> bool:
    columns = mapping.columns("discount")
    if not columns:
        return False
    heading = mapping.headings[columns[0]]
    if normal(heading).endswith(_SAYS_SO) or "%" in heading:
        return True
    rows = [row.cells for row in sample if not row.error and not row.skip_reason and row.cells[columns[0]].strip()]
    cells = [cells[columns[0]].strip() for cells in rows]
    if any(_PERCENT.fullmatch(cell) or _FOLD.fullmatch(cell) for cell in cells):
        return True
    found = [_plain(cell) for cell in cells]
    shares = [rate for rate in found if rate is not None]
    if len(shares) < len(found) or not all(0 <= rate <= 1 for rate in shares) or all(rate in (0, 1) for rate in shares):
        return False
    return _works_out(mapping, rows) is not False


def _works_out(mapping: Mapping, rows: list[list[str]]) -> bool | None:
    """Is price × quantity × (1 − discount) the total, rather than less the discount? None: nobody can tell."""
    at = [next(iter(mapping.columns(field)), None) for field in ("price", "quantity", "amount", "discount")]
    if at[0] is None or at[2] is None or at[3] is None:
        return None
    rate = money = 0
    for cells in rows:
        price, amount, less = (_number(cells[i]) for i in (at[0], at[2], at[3]))
        quantity = _number(cells[at[1]]) if at[1] is not None else Fraction(1)
        if None in (price, amount, less, quantity) or not less:
            continue
        gross = price * quantity  # type: ignore[operator]  # none of them is None
        rate += _near(gross * (1 - less), amount)
        money += _near(gross - less, amount)
    return None if rate == money else rate > money


def _near(one: Fraction, other: Fraction | None) -> bool:
    return other is not None and abs(one - other) <= Fraction(1, 50)


def of(text: str) -> Fraction | None:
    """The share that is taken off: ``20%`` and ``0.2`` and 8折 are 1/5. None where it is no rate."""
    text = text.strip()
    if found := _PERCENT.fullmatch(text):
        rate = Fraction(found[1].replace(",", ".")) / 100
    elif found := _FOLD.fullmatch(text):
        rate = 1 - Fraction(found[1]) / (100 if len(found[1]) == 2 and "." not in found[1] else 10)
    else:
        plain = _plain(text)
        if plain is None:
            return None
        rate = plain if abs(plain) <= 1 else plain / 100
    rate = abs(rate)
    return rate if rate <= 1 else None


def _plain(text: str) -> Fraction | None:
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def _number(text: str) -> Fraction | None:
    found = _NUMBER.search(text)
    return Fraction(found[0].replace(",", "")) if found else None
