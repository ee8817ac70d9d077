"""Rows on their way from the file to the import: what means nothing emptied, words translated, rows left out.

The raw cells stay as they were, for the file of rejected rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crmcli.domain.customers import joined_tags
from crmcli.exchange import headings
from crmcli.exchange.careful import Row
from crmcli.exchange.presets import Refunds, Skip
from crmcli.normalize import names

NUMBERS = frozenset(
    ("amount", "price", "discount", "shipping", "paid", "quantity", "credit_limit", "cost", "stock", "rate")
)
_SUM = re.compile(r"[￥¥]?\s*(\d[\d,]*(?:\.\d+)?)")
_REFUNDED = re.compile(r"退款\s*[（(]?\s*" + _SUM.pattern)
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_POINT = re.compile(r"\d\.\d{1,2}(?!\d)|\d,\d{3}(?!\d)")


NAME_PAIRS = (
    ("billingfirstname", "billinglastname"), ("customerfirstname", "customerlastname"), ("firstname", "lastname"),
    ("givenname", "familyname"), ("名", "姓"),
)  # fmt: skip


def name_pair(columns: Iterable[str]) -> tuple[int, int] | None:
    """The columns of a customer's given and family name."""
    texts = [headings.normal(column) for column in columns]
    pair = next((pair for pair in NAME_PAIRS if pair[0] in texts and pair[1] in texts), None)
    return (texts.index(pair[0]), texts.index(pair[1])) if pair else None


class Shaping(NamedTuple):
    """What is to be done to each row; nothing, if all of it is empty."""

    nulls: frozenset[str] = frozenset()
    const: Mapping[str, str] = {}
    words: Mapping[str, Mapping[str, str]] = {}
    skip: tuple[Skip, ...] = ()
    decimal: str | None = None
    footer: bool = False
    refunds: Refunds | None = None


class Shaper:
    def __init__(self, mapping: headings.Mapping, shaping: Shaping, width: int) -> None:
        """``width``: columns of the file; the mapping may have more, of constants."""
        fields, texts = mapping.fields, [headings.normal(heading) for heading in mapping.headings[:width]]
        self.nulls = shaping.nulls
        self.footer = shaping.footer
        self.more = [shaping.const[field] for field in fields[width:] if field]
        self.fills = {fields.index(field): value for field, value in shaping.const.items() if field in fields[:width]}
        self.rivals = {i: [n for n, field in enumerate(fields[:width]) if field == fields[i]] for i in self.fills}
        words = shaping.words
        self.words = [(i, words[field]) for i, field in enumerate(fields[:width]) if field and field in words]
        self.lists = {i for i, field in enumerate(fields) if field == "tags"}
        self.numbers = [i for i, field in enumerate(fields[:width]) if field in NUMBERS] if shaping.decimal else []
        self.decimal = shaping.decimal
        pair = name_pair(mapping.headings[:width])
        self.pair = pair if pair and fields[pair[1]] == "customer" and fields[pair[0]] is None else None
        self.refunds = shaping.refunds
        wanted = (self.refunds.said, self.refunds.state) if self.refunds else ()
        self.refunded = [texts.index(text) for text in wanted if text in texts and "amount" in fields[:width]]
        self.amount = fields.index("amount") if "amount" in fields else 0
        self.skips = [(texts.index(skip.heading), skip) for skip in shaping.skip if skip.heading in texts]

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        busy = self.nulls or self.more or self.fills or self.words or self.numbers or self.skips or self.pair
        return map(self.row, rows) if busy or self.footer or self.refunded else iter(rows)

    def row(self, row: Row) -> Row:
        if row.error or row.skip_reason:
            return row._replace(cells=[*row.cells, *self.more]) if self.more else row
        if self.footer and sum(map(bool, map(str.strip, row.cells))) <= 1:
            return row._replace(skip_reason="import.skip_footer")
        if len(self.refunded) == 2:
            row = row._replace(cells=self._without_refund(row.cells))
        for column, skip in self.skips:
            if skip.applies(row.cells[column].strip()):
                return row._replace(skip_reason=skip.reason)
        return row._replace(cells=self._cells(row.cells))

    def _without_refund(self, cells: list[str]) -> list[str]:
        from decimal import Decimal

        said, state = self.refunded
        back = _REFUNDED.search(cells[said]) if said == state else _SUM.fullmatch(cells[said].strip())
        amount = _SUM.fullmatch(cells[self.amount].strip())
        if self.refunds is None or back is None or amount is None:
            return cells
        gone, whole = (Decimal(found[1].replace(",", "")) for found in (back, amount))
        if not gone:
            return cells
        found = list(cells)
        if gone < whole:
            found[self.amount] = str(whole - gone)
        found[state] = self.refunds.done if gone < whole else self.refunds.whole
        return found

    def _cells(self, cells: list[str]) -> list[str]:
        found = ["" if cell.strip() in self.nulls else cell for cell in cells] if self.nulls else list(cells)
        for column, words in self.words:
            found[column] = self._word(column, found[column], words)
        if self.pair:
            given, family = (found[i].strip() for i in self.pair)
            chinese = names.is_cjk((family or given or " ")[0])
            found[self.pair[1]] = f"{family}{given}" if chinese else f"{given} {family}".strip()
        for column in self.numbers:
            found[column] = pointed(found[column], self.decimal)
        for column, value in self.fills.items():
            if not any(found[n].strip() for n in self.rivals[column]):
                found[column] = value
        return found + self.more

    def _word(self, column: int, cell: str, words: Mapping[str, str]) -> str:
        if column in self.lists:
            parts = list(filter(None, (words.get(part.strip(), part.strip()) for part in cell.split(":::"))))
            return joined_tags(parts) if ":::" in cell else "".join(parts)
        plain = cell.strip()
        return words.get(plain, cell)


def pointed(cell: str, decimal: str | None) -> str:
    """A number as programs write it: ``1.234,5`` of a writer with decimal commas is 1234.5."""
    if not any(map(str.isdecimal, cell)):
        return cell
    if decimal == "comma":
        return re.sub(r"(?<=\d)[.'’\s\u202f](?=\d{3}(?!\d))", "", cell).replace(",", ".")
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", cell)


def guess_decimal(mapping: headings.Mapping, sample: Iterable[Row]) -> str | None:
    """``comma`` where the amounts can be nothing else."""
    columns = [i for i, field in enumerate(mapping.fields) if field in NUMBERS]
    comma = False
    for row in sample:
        for i in columns:
            if i < len(row.cells) and not row.error:
                if _POINT.search(row.cells[i]):
                    return None
                comma = comma or bool(_COMMA.search(row.cells[i]))
    return "comma" if comma else None
