"""Undoing all of an operation but the rows that something later changed: which rows those are.

A record goes or stays with its parts: whoever changed a phone of an imported customer wants the customer kept.
Whatever present rows refer to stays as well.
"""

import json
from collections.abc import Iterable, Iterator

from crmcli.db import Repository
from crmcli.store.references import references

Kept = dict[str, set[int]]
"""Table → the rows that stay as they are."""
PARTS = {
    "contact_points": ("customer_id",),
    "customer_tags": ("customer_id",),
    "external_ids": ("customer_id", "sale_id", "interaction_id", "complaint_id", "deal_id"),
    "sale_lines": ("sale_id",),
    "payments": ("sale_id",),
    "complaint_events": ("complaint_id",),
    "deal_events": ("deal_id",),
}
"""Table → the columns that name what its rows are part of."""
_WITH_ANY = ("imports", "fields")
"""Stay if anything does: the account of the import, and the fields that its rows may have values of."""


class Sparing:
    def __init__(self, repo: Repository, target: int) -> None:
        self.repo, self.target = repo, target
        self.numbers: dict[str, int] = {row["name"]: row["id"] for row in repo.rows("SELECT id, name FROM journalled")}
        self.names = {number: name for name, number in self.numbers.items()}
        self.kept: Kept = {}
        self._waiting: list[tuple[str, int]] = []
        sql = "SELECT DISTINCT tbl FROM changes WHERE operation = ?"
        self.tables = [self.names[tbl] for tbl in repo.column(sql, (target,))]
        self.parents = {
            (link.table, link.column): parent for parent in self.numbers for link in references(repo, parent)
        }  # fmt: skip

    def find(self, changed: Iterable[tuple[int, int, int]]) -> Kept:
        """``changed``: table number and range of rows that something later changed."""
        for tbl, first, last in changed:
            for row in range(first, last + 1):
                self._keep(self.names[tbl], row)
        for table in self.tables:
            self._keep_all(table, self._referred_to(table))
        while self._waiting:
            table, row = self._waiting.pop()
            self._keep_parents(table, row)
            self._keep_parts(table, row)
        if self.kept:
            for table in _WITH_ANY:
                self._keep_all(table, self._mine(table))
        return self.kept

    def _keep(self, table: str, row: int) -> None:
        rows = self.kept.setdefault(table, set())
        if row not in rows:
            rows.add(row)
            self._waiting.append((table, row))

    def _keep_all(self, table: str, rows: Iterable[int]) -> None:
        for row in rows:
            self._keep(table, row)

    def _mine(self, table: str) -> Iterator[int]:
        sql = "SELECT first_row, last_row FROM changes WHERE operation = ? AND tbl = ?"
        for row in self.repo.rows(sql, (self.target, self.numbers[table])):
            yield from range(row["first_row"], row["last_row"] + 1)

    def _touched(self, table: str, row: int, kinds: str = "IUD") -> bool:
        sql = (
            "SELECT 1 FROM changes WHERE operation = ? AND tbl = ? AND ? BETWEEN first_row AND last_row "
            "AND instr(?, kind) LIMIT 1"
        )
        return self.repo.value(sql, (self.target, self.numbers[table], row, kinds)) is not None

    def _referred_to(self, table: str) -> Iterator[int]:
        """Rows that the operation made and rows that it did not make refer to."""
        made = (
            "EXISTS (SELECT 1 FROM changes m WHERE m.operation = :target AND m.tbl = {} AND m.kind = 'I' "
            "AND {} BETWEEN m.first_row AND m.last_row)"
        )
        for (child, column), parent in self.parents.items():
            if parent == table:
                sql = (
                    f"SELECT DISTINCT x.{column} FROM {child} x WHERE x.{column} IS NOT NULL "
                    f"AND {made.format(self.numbers[parent], f'x.{column}')} "
                    f"AND NOT {made.format(self.numbers[child], 'x.id')}"
                )
                yield from self.repo.column(sql, {"target": self.target})

    def _keep_parents(self, table: str, row: int) -> None:
        """What a row that stays refers to, or is part of."""
        for (child, column), parent in self.parents.items():
            if child == table:
                found = self._parent(table, column, row)
                whole = column in PARTS.get(table, ())
                if found is not None and self._touched(parent, found, "IUD" if whole else "I"):
                    self._keep(parent, found)

    def _parent(self, table: str, column: str, row: int) -> int | None:
        """What a row refers to, or did when it was last there."""
        sql = f"SELECT {column} FROM {table} WHERE id = ?"
        present: list[int | None] = self.repo.column(sql, (row,))
        if present:
            return present[0]
        sql = (
            f"SELECT json_extract(before, '$[{self._place(table, column)}]') FROM changes WHERE tbl = ? "
            "AND first_row = ? AND kind = 'D' ORDER BY id DESC LIMIT 1"
        )
        found: int | None = self.repo.value(sql, (self.numbers[table], row))
        return found

    def _place(self, table: str, column: str) -> int:
        """Where a column stands in the images of a table."""
        return int(self.repo.value("SELECT cid FROM pragma_table_info(?) WHERE name = ?", (table, column)))

    def _keep_parts(self, table: str, row: int) -> None:
        for part in set(self.tables).intersection(PARTS):
            for column in PARTS[part]:
                if self.parents.get((part, column)) == table:
                    present = self.repo.column(f"SELECT id FROM {part} WHERE {column} = ?", (row,))
                    self._keep_all(part, [number for number in present if self._touched(part, number)])
                    self._keep_all(part, self._dropped(part, column, row))

    def _dropped(self, part: str, column: str, whole: int) -> list[int]:
        """Parts that the operation deleted."""
        sql = (
            "SELECT first_row FROM changes WHERE operation = ? AND tbl = ? AND kind = 'D' "
            f"AND json_extract(before, '$[{self._place(part, column)}]') = ?"
        )
        return self.repo.column(sql, (self.target, self.numbers[part], whole))


def note(repo: Repository, kept: Kept) -> None:
    """Put the rows where ``reversal`` leaves them out: in ``temp.spared`` (tbl, row)."""
    repo.execute("CREATE TEMP TABLE IF NOT EXISTS spared (tbl INTEGER, row INTEGER, PRIMARY KEY (tbl, row))")
    repo.execute("DELETE FROM temp.spared")
    for table, rows in kept.items():
        sql = "INSERT INTO temp.spared SELECT (SELECT id FROM journalled WHERE name = ?), value FROM json_each(?)"
        repo.execute(sql, (table, json.dumps(sorted(rows))))
