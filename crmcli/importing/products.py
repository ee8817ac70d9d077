"""A price list into products: by sku, else by name."""

from collections.abc import Callable, Iterable
from typing import Any

from crmcli.db import Repository
from crmcli.domain import products
from crmcli.errors import CrmError, Invalid
from crmcli.exchange.careful import Row
from crmcli.exchange.guard import unguard
from crmcli.exchange.headings import Mapping
from crmcli.importing.customers import Facts, Reject
from crmcli.importing.tally import Tally
from crmcli.normalize.money import parse_money
from crmcli.store import bulk_sales


class ProductImport:
    """One import of products. Price lists are short: rows are written one by one."""

    def __init__(self, repo: Repository, mapping: Mapping, currency: str, facts: Facts, reject: Reject) -> None:
        self.repo, self.currency, self.facts, self.reject = repo, currency, facts, reject
        self.at: dict[str, int] = {}
        for i, field in enumerate(mapping.fields):
            if field:
                self.at.setdefault(field, i)
        self.tally = Tally()
        self.by_sku, self.by_name = bulk_sales.products(repo)
        self.planned: list[dict[str, Any]] = []

    def run(self, rows: Iterable[Row], progress: Callable[[int], None]) -> None:
        for row in rows:
            self._row(row)
        progress(self.tally.read)

    def _row(self, row: Row) -> None:
        if row.skip_reason:
            self._count(row, "skipped")
            return
        try:
            if row.error:
                raise CrmError(row.error)
            self._count(row, self._take(self._values(row.cells)))
        except CrmError as error:
            from crmcli.sentences import sentence

            self.tally.reasons[error.code] += 1
            self.reject(row, sentence(error))
            self._count(row, "rejected", sentence(error))

    def _values(self, cells: list[str]) -> dict[str, Any]:
        """Columns of a product; only those that the file fills."""
        texts = {field: unguard(cells[i].strip()) for field, i in self.at.items()}
        name = texts.get("name") or texts.get("sku")
        if not name:
            raise Invalid("import.no_name")
        values: dict[str, Any] = {"name": " ".join(name.split())[: products.NAME_LIMIT]}
        for field in ("sku", "category", "unit", "note"):
            if texts.get(field):
                values[field] = texts[field][:500]
        for field in ("price", "cost"):
            if texts.get(field):
                values[field] = parse_money(texts[field], self.currency, round_extra=True)
                if values[field] < 0:
                    raise Invalid("negative", field=field, value=texts[field])
        return values

    def _take(self, values: dict[str, Any]) -> str:
        key = products.key(values["name"])
        sku = values.get("sku", "").casefold()
        found = self.by_sku.get(sku) if sku else self.by_name.get(key)
        how = self.facts.on_duplicate
        if found is not None and how in ("skip", "reject"):
            if how == "reject":
                raise Invalid("import.product_exists", id=found)
            return "skipped"
        if found is not None:
            if self.facts.dry_run:
                return "updated"
            return "updated" if self.repo.update("products", found, {**values, "name_key": key}) else "unchanged"
        number = 0
        if not self.facts.dry_run:
            stamp = self.facts.at.isoformat(timespec="seconds")
            number = self.repo.insert("products", {**values, "name_key": key, "created_at": stamp})
        if sku:
            self.by_sku[sku] = number
        self.by_name[key] = number
        return "created"

    def _count(self, row: Row, outcome: str, reason: str = "") -> None:
        self.tally.add(outcome)
        if self.facts.dry_run:
            self.planned.append({"line": row.line, "outcome": outcome, "reason": reason})
