"""A price list into products: by sku, else by name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.domain import products
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.importing.account import Account, Facts, Reject, Rows
from crmcli.importing.cells import meant
from crmcli.importing.reasons import plain
from crmcli.normalize.money import parse_money
from crmcli.store import bulk, bulk_sales

CHUNK = 5_000


class Said(NamedTuple):
    """A product as the file has it: its first row, what all of them say, and the others with what tells them."""

    row: Row
    values: dict[str, Any]
    others: list[tuple[Row, str]]


class ProductImport(Account):
    """One import of products. Price lists are short: they are kept to the end, and written row by row."""

    kind = "products"
    FIELDS = frozenset(("sku", "name", "category", "unit", "note", "price", "cost", "currency", "active"))

    def __init__(self, repo: Repository, mapping: Mapping, currency: str, facts: Facts, reject: Reject) -> None:
        if facts.on_duplicate == "create":
            raise Invalid("import.no_copies")
        super().__init__(facts, reject)
        self.repo, self.currency = repo, currency
        self.at: dict[str, int] = {}
        for i, field in enumerate(mapping.fields):
            if field:
                self.at.setdefault(field, i)
        self.left_out: Counter[str] = Counter()

    def prepare(self, rows: Iterable[Row]) -> Iterator[Rows]:
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            yield Rows((row, self._read(row)) for row in chunk)

    def _read(self, row: Row) -> dict[str, Any] | CrmError | None:
        if row.skip_reason:
            return None
        if row.error:
            return CrmError(row.error)
        try:
            return self.values(row.cells)
        except CrmError as error:
            return plain(error)

    def begin(self) -> None:
        self.by_sku, self.by_name, self.shared = bulk_sales.products(self.repo)
        self.said: dict[int, Said] = {}
        """Product (those to be made have numbers below 0) → what the file says of it."""

    def store(self, batch: Rows) -> None:
        for row, values in batch:
            if values is None:
                self.count(row, "skipped", reason="")
                continue
            try:
                if isinstance(values, CrmError):
                    raise values
                self._take(row, values)
            except CrmError as error:
                self.refuse(row, error)

    def finish(self) -> None:
        """Compared with what is stored, and stored, when all that the file says of a product is known."""
        chunks = iter(self.said.items())
        while chunk := list(islice(chunks, CHUNK)):
            fields = tuple(dict.fromkeys(field for _, said in chunk for field in said.values))
            stored = bulk.records(self.repo, "products", fields, [number for number, _ in chunk])
            for number, said in chunk:
                self.count(said.row, self._put(number, said.values, stored), reason="")
                for row, by in said.others:
                    self.unite(row, said.row.line, by)
        super().finish()

    def values(self, cells: list[str]) -> dict[str, Any]:
        """Columns of a product; only those that the file fills."""
        texts = {field: meant(cells[i]) for field, i in self.at.items()}
        name = texts.get("name") or texts.get("sku")
        if not name:
            raise Invalid("import.no_name")
        currency = texts.get("currency", "")
        if currency and currency.upper() != self.currency:
            raise Invalid("import.other_currency", value=currency, base=self.currency)
        values: dict[str, Any] = {"name": " ".join(name.split())[: products.NAME_LIMIT]}
        for field in ("sku", "category", "unit", "note"):
            if texts.get(field):
                if field == "sku" and len(texts[field]) > 500:
                    raise Invalid("too_long", field=field, n=len(texts[field]), limit=500)
                values[field] = texts[field][:500]
        for field in ("price", "cost"):
            if texts.get(field):
                values[field] = parse_money(texts[field], self.currency, round_extra=True)
                if values[field] < 0:
                    raise Invalid("negative", field=field, value=texts[field])
        active = texts.get("active", "").casefold()
        if active in _ACTIVE:
            values["active"] = _ACTIVE[active]
        elif active:
            self.left_out[f"active '{active[:40]}'"] += 1
        return values

    def _take(self, row: Row, values: dict[str, Any]) -> None:
        how, key = self.facts.on_duplicate, products.key(values["name"])
        sku = values.get("sku", "").casefold()
        if not sku and key in self.shared:
            raise Invalid("import.shared_product", name=values["name"])
        found = self.by_sku.get(sku) if sku else self.by_name.get(key)
        said = self.said.get(found) if found is not None else None
        if found is not None and how == "reject":
            raise Invalid("import.same_row", line=said.row.line) if said else Invalid("import.product_exists", id=found)
        if found is not None and how == "skip":
            self.count(row, "skipped", reason="")
            return
        if found is not None and values["name"].casefold() == sku:
            del values["name"]  # the sku stood in for it
        else:
            values["name_key"] = key
        if said is not None:
            said.values.update(values if how == "update" else {**values, **said.values})
            said.others.append((row, "sku" if sku else "name"))
        else:
            number = found if found is not None else self._new(sku, key)
            self.said[number] = Said(row, values, [])

    def _new(self, sku: str, key: str) -> int:
        number = -len(self.said) - 1
        if sku:
            self.by_sku[sku] = number
        if key in self.by_name:
            self.shared.add(key)
        self.by_name[key] = number
        return number

    def _put(self, number: int, values: dict[str, Any], stored: dict[int, dict[str, Any]]) -> str:
        if number < 0:
            if not self.facts.dry_run:
                self.repo.insert("products", {**values, "created_at": self.stamp})
            return "created"
        fill, old = self.facts.on_duplicate == "fill", stored[number]
        new = {f: value for f, value in values.items() if old[f] != value and not (fill and old[f] is not None)}
        if new and not self.facts.dry_run:
            self.repo.update("products", number, new)
        return "updated" if new else "unchanged"


_ACTIVE = {
    **dict.fromkeys(("yes", "true", "1", "active", "published", "是", "上架", "在售"), 1),
    **dict.fromkeys(("no", "false", "0", "inactive", "draft", "archived", "否", "下架", "停售"), 0),
}
