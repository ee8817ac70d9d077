"""What an operation did to each row: the row before it, right after it, and now. Read from the journal."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from crmcli.db import Repository

Image = dict[str, Any]
"""Column → value; columns that were added to the table later are missing."""

_LATEST = 9223372036854775807


class Touched(NamedTuple):
    table: str
    row: int
    before: Image | None
    """None: the operation made the row."""
    after: Image | None
    """None: the operation deleted it."""
    change: int
    """The first of its changes."""


class Past:
    def __init__(self, repo: Repository) -> None:
        self.repo = repo
        self.numbers: dict[str, int] = {row["name"]: row["id"] for row in repo.rows("SELECT id, name FROM journalled")}
        self._columns: dict[str, list[str]] = {}
        self._merges: dict[int, list[Image]] = {}
        self._unmerges: dict[int, bool] = {}

    def touched(self, operation: int, since: int = 0, until: int = _LATEST) -> Iterator[Touched]:
        """Rows that merging changed, by the operation's changes numbered above ``since``, up to ``until``.

        What was done before in the operation (customers added, a file read) ended with the last row made: merging
        makes none but in ``merges``.
        """
        facts = {"operation": operation, "since": since, "until": until, "merges": self.numbers["merges"]}
        made = "operation = :operation AND kind = 'I' AND tbl <> :merges AND id <= :until"
        sql = (
            "SELECT j.name AS tbl, c.first_row AS row, c.kind, c.before, c.id FROM changes c "
            "JOIN journalled j ON j.id = c.tbl WHERE c.operation = :operation AND c.id <= :until "
            f"AND c.id > max(:since, coalesce((SELECT max(id) FROM changes WHERE {made}), 0)) "
            "AND c.first_row = c.last_row ORDER BY c.id"
        )
        first: dict[tuple[str, int], tuple[str | None, int]] = {}
        last: dict[tuple[str, int], tuple[str, int]] = {}
        for change in self.repo.rows(sql, facts):
            key = (change["tbl"], change["row"])
            first.setdefault(key, (change["before"], change["id"]))
            last[key] = (change["kind"], change["id"])
        for (table, row), (before, begun) in first.items():
            kind, number = last[table, row]
            after = None if kind == "D" else self.after(table, row, number)
            yield Touched(table, row, self._image(table, before), after, begun)

    def course(self, table: str, row: int) -> Iterator[tuple[int, int, Image, Image]]:
        """Each change of a row that was there: its number, its operation, the row before and after it.

        Left out are what was undone and the undoing of it, which cancel each other out.
        """
        sql = (
            "SELECT c.id, operation, before, undoes IS NULL AND undone_by IS NULL AS stands FROM changes c "
            "JOIN operations o ON o.id = c.operation WHERE tbl = ? AND first_row = ? AND kind <> 'I' ORDER BY c.id"
        )
        steps = list(self.repo.rows(sql, (self.numbers[table], row)))
        images = [self._image(table, step["before"]) or {} for step in steps] + [self.now(table, row) or {}]
        for step, before, after in zip(steps, images, images[1:], strict=False):
            if step["stands"]:
                yield step["id"], step["operation"], before, after

    def after(self, table: str, row: int, change: int) -> Image | None:
        """The row as it was right after that change."""
        sql = (
            "SELECT before FROM changes WHERE tbl = ? AND first_row = ? AND id > ? AND kind <> 'I' ORDER BY id LIMIT 1"
        )
        text = self.repo.value(sql, (self.numbers[table], row, change))
        return self.now(table, row) if text is None else self._image(table, text)

    def at(self, table: str, row: int, change: int) -> Image | None:
        """The row as it stood once that change was made; None where it was not there."""
        sql = (
            "SELECT kind, before FROM changes WHERE tbl = ? AND first_row <= ? AND last_row >= ? AND id > ? "
            "ORDER BY id LIMIT 1"
        )
        following = self.repo.row(sql, (self.numbers[table], row, row, change))
        return self.now(table, row) if following is None else self._image(table, following["before"])

    def merges(self, operation: int) -> list[Image]:
        """Rows of ``merges`` as an operation made them."""
        if operation not in self._merges:
            sql = (
                "SELECT id, first_row AS merge FROM changes WHERE operation = ? AND tbl = ? AND kind = 'I' ORDER BY id"
            )
            steps = self.repo.rows(sql, (operation, self.numbers["merges"]))
            images = (self.after("merges", step["merge"], step["id"]) for step in list(steps))
            self._merges[operation] = [image for image in images if image]
        return self._merges[operation]

    def is_unmerge(self, operation: int) -> bool:
        if operation not in self._unmerges:
            sql = "SELECT 1 FROM changes WHERE operation = ? AND tbl = ? AND kind = 'D' LIMIT 1"
            self._unmerges[operation] = self.repo.value(sql, (operation, self.numbers["merges"])) is not None
        return self._unmerges[operation]

    def last_change(self, table: str, row: int, operation: int) -> int:
        sql = "SELECT max(id) FROM changes WHERE tbl = ? AND first_row = ? AND operation = ?"
        return int(self.repo.value(sql, (self.numbers[table], row, operation)) or 0)

    def now(self, table: str, row: int) -> Image | None:
        return self.repo.row(f"SELECT * FROM {table} WHERE id = ?", (row,))

    def lost_in_a_merge(self, table: str, row: int) -> Image | None:
        """A row that is no longer there because a merge found that the other customer had the same."""
        sql = (
            "SELECT before FROM (SELECT before, operation FROM changes WHERE tbl = :tbl AND first_row = :row "
            "AND kind = 'D' ORDER BY id DESC LIMIT 1) d WHERE EXISTS "
            "(SELECT 1 FROM changes m WHERE m.operation = d.operation AND m.tbl = :merges AND m.kind = 'I')"
        )
        facts = {"tbl": self.numbers[table], "row": row, "merges": self.numbers["merges"]}
        return self._image(table, self.repo.value(sql, facts))

    def _image(self, table: str, text: str | None) -> Image | None:
        if text is None:
            return None
        if table not in self._columns:
            self._columns[table] = self.repo.column("SELECT name FROM pragma_table_info(?)", (table,))
        return dict(zip(self._columns[table], json.loads(text), strict=False))
