"""Records that no other system's id is kept of: a row is the record that says the same, if there is one.

Two equal rows of a file are two records, and stay two when the file is read again.
"""

from collections.abc import Iterable
from typing import Any

from crmcli.errors import Invalid
from crmcli.importing.account import Rows
from crmcli.importing.records import RecordImport, Sound
from crmcli.store import bulk


class AlikeImport(RecordImport):
    """``same`` are the columns, besides the customer, that make two records the same."""

    external = ""
    same: tuple[str, ...]
    loose: tuple[str, ...] = ()
    """Those of them that a row need not say."""

    def begin(self) -> None:
        super().begin()
        self.pool: dict[int | None, list[dict[str, Any]]] = {}
        """Customer → the records there were before."""
        self.taken: set[int] = set()

    def _present(self, rows: list[Sound]) -> dict[str, int]:
        self._load({each.values["customer_id"] for each in rows} - self.pool.keys())
        return {each.key: found for each in rows if (found := self._like(each.values))}

    def _load(self, customers: Iterable[int | None]) -> None:
        new = set(customers)
        self.pool.update((customer, []) for customer in new)
        for record in bulk.of_customers(self.repo, self.table, ("customer_id", *self.same), new) if new else ():
            self.pool[record["customer_id"]].append(record)

    def _like(self, values: dict[str, Any]) -> int:
        """The record, or 0."""
        names = [name for name in self.same if values[name] is not None or name not in self.loose]
        for record in self.pool[values["customer_id"]]:
            if record["id"] not in self.taken and all(record[name] == values[name] for name in names):
                self.taken.add(record["id"])
                found: int = record["id"]
                return found
        return 0

    def store(self, batch: Rows) -> None:
        if self.facts.on_duplicate == "create":
            raise Invalid("import.customers_only", option="--on-duplicate create")
        super().store(batch)

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        return values

    def created(self, cells: list[str]) -> str:
        return ""

    @property
    def _source(self) -> str:
        return self.facts.source

    def _key(self, row: Any) -> str:
        """Only to tell the rows of one file apart."""
        return str(row.line)
