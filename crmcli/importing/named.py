"""Rows that join a customer with something that has a name: a tag, a campaign. They have no number of their own."""

from collections.abc import Callable
from typing import Any, ClassVar

from crmcli.db import Repository
from crmcli.exchange.careful import Row
from crmcli.importing.records import RecordImport


class NamedImport(RecordImport):
    external = ""
    things: ClassVar[str]
    """What has the names, as the tally of records made beside the rows calls it."""

    def begin(self) -> None:
        self.ids: dict[str, int] = {}

    def id_of(self, name: str, find: Callable[[Repository, str], int | None], make: Callable[[], int | None]) -> int:
        """Of what has this name; made if it is not here yet."""
        key = name.casefold()
        if key not in self.ids:
            found = find(self.repo, name)
            if found is None:
                self.tally.made[self.things] += 1
                found = -len(self.ids) - 1 if self.facts.dry_run else make() or 0
            self.ids[key] = found
        return self.ids[key]

    def _key(self, row: Row) -> str:
        return ""

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        return values

    def created(self, cells: list[str]) -> str:
        return ""
