"""A price list into products: by sku, else by name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from crmcli.db import Repository
from crmcli.domain import products
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.importing.account import Account, Facts, Reject, Rows, plain
from crmcli.importing.cells import meant
from crmcli.normalize.money import parse_money
from crmcli.store import bulk, bulk_sales

CHUNK = 5_000


class ProductImport(Account):
    """One import of products. Price lists are short: rows are written one by one."""

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

    def store(self, batch: Rows) -> None:
        for row, values in batch:
            if values is None:
                self.count(row, "skipped", reason="")
                continue
            try:
                if isinstance(values, CrmError):
                    raise values
                self.count(row, self._take(values), reason="")
            except CrmError as error:
                self.refuse(row, error)

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

    def _take(self, values: dict[str, Any]) -> str:
        key = products.key(values["name"])
        sku = values.get("sku", "").casefold()
        if not sku and key in self.shared:
            raise Invalid("import.shared_product", name=values["name"])
        found = self.by_sku.get(sku) if sku else self.by_name.get(key)
        if found is not None:
            return self._known(found, {**values, "name_key": key})
        number = 0
        if not self.facts.dry_run:
            stamp = self.facts.at.isoformat(timespec="seconds")
            number = self.repo.insert("products", {**values, "name_key": key, "created_at": stamp})
        if sku:
            self.by_sku[sku] = number
        if key in self.by_name:
            self.shared.add(key)
        self.by_name[key] = number
        return "created"

    def _known(self, number: int, values: dict[str, Any]) -> str:
        how = self.facts.on_duplicate
        if how == "reject":
            raise Invalid("import.product_exists", id=number)
        if how == "skip":
            return "skipped"
        stored = bulk.records(self.repo, "products", tuple(values), [number]).get(number)
        if stored is None:
            return "updated"  # a dry run has not stored the earlier row
        new = {c: v for c, v in values.items() if stored[c] != v and (how == "update" or stored[c] is None)}
        if new and not self.facts.dry_run:
            self.repo.update("products", number, new)
        return "updated" if new else "unchanged"


_ACTIVE = {
    **dict.fromkeys(("yes", "true", "1", "active", "published", "是", "上架", "在售"), 1),
    **dict.fromkeys(("no", "false", "0", "inactive", "draft", "archived", "否", "下架", "停售"), 0),
}
