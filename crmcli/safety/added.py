"""What was added since a merge, when the merge is taken back: whose each record is, and which links have to go.

Records that name each other are of one customer. What was added since follows what was there before the merge:
first the record that it names (a payment its sale), then one that names it (a sale the deal that it came of); where
these are of both customers, it goes to the one who comes back. What follows nothing is the survivor's, or the
restored one's if that is wished.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from crmcli.safety.past import Past
from crmcli.store.references import Bond, bonds

Record = tuple[str, int]
"""Table and row."""


class Link(NamedTuple):
    child: Record
    parent: Record
    owners: tuple[int, int]
    """Whose the two are."""


class Unlinked(NamedTuple):
    """What a record does not name any more, since that is another customer's now."""

    table: str
    row: int
    column: str
    parent: str
    was: int


class Added:
    def __init__(self, past: Past, operation: int, begun: int, kept: int, lost: int) -> None:
        """``begun`` is the last change before those of the merge."""
        self.past, self.repo, self.begun, self.lost = past, past.repo, begun, lost
        self.bonds = bonds(past.repo.connection)
        self.facts: dict[str, Any] = {"kept": kept, "lost": lost, "merge": operation}

    def since(self, table: str) -> str:
        """The condition that row x was made after the merge, for the survivor."""
        covers = f"c.tbl = {self.past.numbers[table]} AND c.first_row <= x.id AND c.last_row >= x.id"
        merges = self.past.numbers["merges"]
        return (
            f"NOT EXISTS (SELECT 1 FROM changes c WHERE {covers} AND c.operation <= :merge) "
            f"AND EXISTS (SELECT 1 FROM changes c WHERE {covers} AND c.kind = 'I' AND c.operation > :merge) "
            f"AND NOT EXISTS (SELECT 1 FROM changes c JOIN operations o ON o.id = c.operation WHERE {covers} "
            "AND c.operation > :merge AND o.undoes IS NULL AND o.undone_by IS NULL AND EXISTS "
            f"(SELECT 1 FROM changes m WHERE m.operation = o.id AND m.tbl = {merges} AND m.kind = 'I'))"
        )

    def hand_over(self, tables: Iterable[str], *, to_restored: bool) -> Counter[str]:
        """Give the restored customer what is theirs of the records in these tables; table → how many."""
        links = [link for bond in self.bonds for link in self._links(bond)]
        if not to_restored and all(child == parent for child, parent in (link.owners for link in links)):
            return Counter()
        fresh = {table: set(self._fresh(table)) for table in tables}
        owners = {end: owner for link in links for end, owner in zip(link[:2], link.owners, strict=True)}
        held = {record: owner for record, owner in owners.items() if record[1] not in fresh.get(record[0], ())}
        down = [(link.child, link.parent) for link in links]
        up = [(parent, child) for child, parent in down]
        while found := self._followers(down, held) or self._followers(up, held):
            held |= found
        usual = self.lost if to_restored else self.facts["kept"]
        going = {table: [n for n in rows if held.get((table, n), usual) == self.lost] for table, rows in fresh.items()}
        return Counter({table: self._give(table, rows) for table, rows in going.items() if rows})

    def unlink(self) -> list[Unlinked]:
        """Take out the links between the two customers that were made since the merge."""
        return [one for bond in self.bonds if bond.optional for one in self._unlink(bond)]

    def _links(self, bond: Bond) -> Iterator[Link]:
        """Those among the records of the two customers."""
        sql = (
            f"SELECT x.id, x.customer_id, p.id, p.customer_id FROM {bond.table} x "
            f"JOIN {bond.parent} p ON p.id = x.{bond.column} "
            "WHERE x.customer_id IN (:kept, :lost) AND p.customer_id IN (:kept, :lost) ORDER BY 1"
        )
        for row, owner, parent, other in self.repo.connection.execute(sql, self.facts):
            yield Link((bond.table, row), (bond.parent, parent), (owner, other))

    def _fresh(self, table: str) -> list[int]:
        sql = f"SELECT x.id FROM {table} x WHERE x.customer_id = :kept AND {self.since(table)}"
        return self.repo.column(sql, self.facts)

    def _followers(self, pairs: Iterable[tuple[Record, Record]], held: Mapping[Record, int]) -> dict[Record, int]:
        """Whose those become that follow a record whose owner is certain."""
        found: dict[Record, int] = {}
        for one, other in pairs:
            if one not in held and other in held and found.get(one) != self.lost:
                found[one] = held[other]
        return found

    def _give(self, table: str, rows: list[int]) -> int:
        facts = {**self.facts, "rows": json.dumps(rows)}
        some = "id IN (SELECT value FROM json_each(:rows))"
        self.repo.execute(f"UPDATE OR IGNORE {table} SET customer_id = :lost WHERE {some}", facts)
        return int(self.repo.value(f"SELECT count(*) FROM {table} WHERE customer_id = :lost AND {some}", facts))

    def _unlink(self, bond: Bond) -> Iterator[Unlinked]:
        crossing = [link for link in self._links(bond) if link.owners[0] != link.owners[1]]
        for (table, row), (parent, was), _ in crossing:
            before = self.past.at(table, row, self.begun)
            if before is None or before[bond.column] != was:
                self.repo.update(table, row, {bond.column: None})
                yield Unlinked(table, row, bond.column, parent, was)
