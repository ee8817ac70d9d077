"""Tags: who has which."""

from typing import Any

from crmcli.domain import customers as rules
from crmcli.errors import Invalid
from crmcli.importing.account import Rows
from crmcli.importing.named import NamedImport
from crmcli.importing.records import _WHO
from crmcli.store import bulk
from crmcli.store import customers as store


class TagImport(NamedImport):
    FIELDS = frozenset((*_WHO, "tag", "country"))
    kind, table, things = "tags", "customer_tags", "tags"
    columns = ("customer_id", "tags")

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        names = rules.split_tags(self.cell(cells, "tag"))
        if not names:
            raise Invalid("import.no_tag")
        return None, names

    def begin(self) -> None:
        super().begin()
        self.had: dict[int, set[int]] = {}

    def store(self, batch: Rows) -> None:
        sound = self._sound(batch)
        fresh = {each.values["customer_id"] for each in sound} - self.had.keys()
        self.had.update((customer, set()) for customer in fresh)
        for row in bulk.of_customers(self.repo, self.table, ("customer_id", "tag_id"), fresh):
            self.had[row["customer_id"]].add(row["tag_id"])
        made: list[tuple[int, int]] = []
        for each in sound:
            customer = each.values["customer_id"]
            new = {self._tag(name) for name in each.values["tags"]} - self.had[customer]
            self.had[customer] |= new
            made += [(customer, tag) for tag in sorted(new)]
            self.count(each.row, "created" if new else "unchanged", reason="")
        if not self.facts.dry_run:
            bulk.insert(self.repo, self.table, ("customer_id", "tag_id"), made)

    def _tag(self, name: str) -> int:
        values = {"name": name, "created_at": self.stamp}
        return self.id_of(name, store.tag_id, lambda: self.repo.insert("tags", values))
