"""Taking one merge back, whatever came later: the one who went gets back what the journal says was theirs.

Each value is compared in three states: before the merge, right after it, and now. What is as the merge left it
goes back; what somebody changed since stays. A record goes back if it is where the merge put it, or where a later
merge took it from there. Records added since stay with the survivor, except those that are tied to a record that
goes back (see ``added``).
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.errors import Conflict
from crmcli.safety.added import Added, Unlinked
from crmcli.safety.origin import WITH, has_left, let_be, settled
from crmcli.safety.past import Image, Past, Touched
from crmcli.safety.sparing import PARTS
from crmcli.store import journal
from crmcli.store.references import references

_ATTRIBUTES = {table for table, columns in PARTS.items() if "customer_id" in columns}
"""What describes a customer; all other rows with a ``customer_id`` are records."""
_SILENT = {"updated_at", "deleted_at", "merged_into", "pinyin", "name_key", "company_key"}
_LATEST = 9223372036854775807


class Merge(NamedTuple):
    """One row of ``merges`` and where its changes are in the journal."""

    id: int
    kept: int
    lost: int
    taken: list[str]
    operation: int
    since: int
    until: int
    """The changes above ``since`` up to ``until`` moved what was the lost one's."""
    before_it: int | None
    """Who was kept by the merge whose last changes may stand first in that range, if it is another."""
    tail: tuple[int, int]
    """Changes of the survivor after all of those merged at once had been united."""
    alone: bool
    """Nobody else who was merged in the same breath is still merged."""


class Unmerged(NamedTuple):
    kept: int
    """The survivor as of now."""
    moved: Counter[str]
    """Table → rows that are the restored customer's again."""
    added: Counter[str]
    """Table → rows that were added since and went to the restored customer."""
    changed: list[str]
    """Fields of the survivor that went back."""
    left: list[str]
    """Fields that stay because they were changed since the merge."""
    unlinked: list[Unlinked]
    removed: Counter[str]
    """Table → rows that were the restored customer's and were removed since."""


def by_id(repo: Repository, who: str) -> int:
    """The merged customer whose id or uid this is."""
    sql = "SELECT id FROM customers WHERE merged_into IS NOT NULL AND (CAST(id AS TEXT) = ?1 OR uid = ?1)"
    text = who.strip().lower()
    return int(repo.value(sql, (text.lstrip("0") if text.isdecimal() else text,)))


def merged_into(repo: Repository, kept: int) -> list[dict[str, Any]]:
    """id and name of those who were merged into a customer."""
    return list(repo.rows("SELECT id, name FROM customers WHERE merged_into = ? ORDER BY id", (kept,)))


def named(repo: Repository, name: str) -> list[int]:
    """Merged customers of exactly this name."""
    return repo.column("SELECT id FROM customers WHERE merged_into IS NOT NULL AND name = ?", (name.strip(),))


def unmerge(repo: Repository, lost: int, *, to_restored: bool) -> Unmerged:
    """Bring ``lost`` back inside the operation under way."""
    merge = find(repo, lost)
    with journal.quietly(repo.connection):
        repo.connection.execute("PRAGMA defer_foreign_keys = ON")
        return _Unmerging(repo, merge).run(to_restored)


def find(repo: Repository, lost: int) -> Merge:
    row = repo.row("SELECT id, kept, choices FROM merges WHERE lost = ? ORDER BY id DESC LIMIT 1", (lost,))
    past = Past(repo)
    number = past.numbers["merges"]
    sql = "SELECT operation FROM changes WHERE tbl = ? AND first_row = ? AND last_row = ? AND kind = 'I' ORDER BY id"
    operation = repo.value(sql, (number, row["id"], row["id"])) if row else None
    if row is None or operation is None:
        raise Conflict("unmerge.forgotten", id=lost)
    sql = "SELECT id, first_row AS merge FROM changes WHERE operation = ? AND tbl = ? AND kind = 'I' ORDER BY id"
    steps = [
        (step["id"], past.after("merges", step["merge"], step["id"])) for step in repo.rows(sql, (operation, number))
    ]
    marks = [(change, image["id"], image["kept"]) for change, image in steps if image]
    at = next(i for i, (_, merge, _) in enumerate(marks) if merge == row["id"])
    first = last = at
    while first and marks[first - 1][2] == row["kept"]:
        first -= 1
    while last + 1 < len(marks) and marks[last + 1][2] == row["kept"]:
        last += 1
    group = [merge for _, merge, _ in marks[first : last + 1]]
    sql = "SELECT count(*) FROM merges WHERE id IN (SELECT value FROM json_each(?))"
    end = marks[last + 1][0] if last + 1 < len(marks) else _LATEST
    return Merge(
        row["id"], row["kept"], lost, json.loads(row["choices"] or "{}").get("taken", []), operation,
        marks[at - 1][0] if at else 0, marks[at][0], marks[at - 1][2] if at and first == at else None,
        (marks[last][0], end), repo.value(sql, (json.dumps(group),)) == 1,
    )  # fmt: skip


class _Unmerging:
    def __init__(self, repo: Repository, merge: Merge) -> None:
        self.repo, self.merge, self.past = repo, merge, Past(repo)
        self.links = references(repo, "customers")
        self.kept = self._root(merge.kept) or merge.kept
        self.added = Added(self.past, merge.operation, merge.since, self.kept, merge.lost)
        self.moved: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.changed: list[str] = []
        self.left: list[str] = []

    def run(self, to_restored: bool) -> Unmerged:
        merge = self.merge
        touched = [one for one in self._segment() if one.table != "merges"]
        own = {(one.table, one.row) for one in touched if self._theirs(one)}
        self._update("customers", merge.lost, {"merged_into": None, "deleted_at": None})
        for one in [*_first(touched, True), *_first(touched, False)]:
            self._give_back(one)
        for one in self._tail():
            if (one.table, one.row) not in own:
                self._settle(one)
        self.repo.delete("merges", merge.id)
        records = [link.table for link in self.links if link.column == "customer_id" and link.table not in _ATTRIBUTES]
        added = self.added.hand_over(records, to_restored=to_restored)
        unlinked = self.added.unlink()
        self._new_primaries()
        self._old_primaries()
        return Unmerged(self.kept, +self.moved, +added, self.changed, sorted(set(self.left)), unlinked, +self.removed)

    def _root(self, customer: int | None) -> int | None:
        """Who a customer leads to now."""
        sql = "SELECT coalesce(merged_into, id) FROM customers WHERE id = ?"
        found: int | None = self.repo.value(sql, (customer,))
        return found

    # -- what the lost one had ---------------------------------------------------------------------

    def _segment(self) -> Iterator[Touched]:
        merge = self.merge
        for one in self.past.touched(merge.operation, merge.since, merge.until):
            other = merge.before_it
            foreign = other is not None and (
                (one.table, one.row) == ("customers", other)
                or (one.table == "contact_points" and (one.before or {}).get("customer_id") == other)
            )
            if not foreign:
                yield one

    def _theirs(self, one: Touched) -> list[str]:
        """The columns that named the lost one."""
        columns = (link.column for link in self.links if link.table == one.table)
        return [column for column in columns if (one.before or {}).get(column) == self.merge.lost]

    def _give_back(self, one: Touched) -> None:
        before, now = one.before, self.past.now(one.table, one.row)
        if before is None or (one.table, one.row) == ("customers", self.merge.lost) or self._has_left(one):
            return
        if one.after is None:
            if now is None:
                self._insert(one.table, before)
            return
        theirs, after = self._theirs(one), one.after
        if theirs:  # what followed when all had been united, too: it may have become the primary one
            change = self.past.last_change(one.table, one.row, self.merge.operation)
            after = self.past.after(one.table, one.row, change) or one.after
        gone = now is None
        now = self.past.lost_in_a_merge(one.table, one.row) if now is None else now
        if now is None:
            self.removed[one.table] += bool(theirs)
            return
        values: Image = {}
        for column in _differing(before, after):
            if column in theirs:
                values |= {column: self.merge.lost} if self._is_where_it_went(now[column], after[column]) else {}
            else:
                values |= self._cell(one, column, before, after, now)
        if gone:
            self._insert(one.table, {**now, **values})
        elif values and self._update(one.table, one.row, values) and one.table != "customers":
            self.moved[one.table] += any(column in values for column in theirs)

    def _has_left(self, one: Touched) -> bool:
        lost = self.merge.lost
        return any(has_left(self.past, one.table, one.row, name, one.change, lost) for name in self._theirs(one))

    def _is_where_it_went(self, now: int | None, after: int | None) -> bool:
        """Whether a row is still the survivor's, or back already (lines follow their sale)."""
        return now == self.merge.lost or (now is not None and self._root(now) == self._root(after))

    def _cell(self, one: Touched, column: str, before: Image, after: Image, now: Image) -> Image:
        """One column as it has to be set, if it has to."""
        if column == "custom":
            return self._custom(one, before, after, now)
        if now[column] == before[column]:
            return {}
        if now[column] == after[column] or self._is_let_be(one, column):
            self._note(one, column, self.changed)
            return {column: self._settled(one, column, before[column])}
        self._note(one, column, self.left)
        return {}

    def _settled(self, one: Touched, field: str, value: Any) -> Any:
        return settled(self.past, one.row, field, one.change, value) if one.table == "customers" else value

    def _is_let_be(self, one: Touched, field: str) -> bool:
        return one.table == "customers" and let_be(self.past, one.row, field, self.merge.operation)

    def _note(self, one: Touched, column: str, where: list[str]) -> None:
        if (one.table, one.row) == ("customers", self.merge.kept) and column not in _SILENT:
            where.append(column)

    def _custom(self, one: Touched, before: Image, after: Image, now: Image) -> Image:
        old, new, own = (json.loads(image["custom"] or "{}") for image in (before, after, now))
        back_to = old | {
            name: self._settled(one, f"custom.{name}", old[name]) for name in _differing(old, new) if name in old
        }
        if now["custom"] == after["custom"] and back_to == old:
            for name in _differing(old, new):
                self._note(one, f"custom.{name}", self.changed)
            return {"custom": before["custom"]}
        result = dict(own)
        for name in {**old, **new}:
            if old.get(name) == new.get(name) or own.get(name) == old.get(name):
                continue
            back = own.get(name) == new.get(name) or self._is_let_be(one, f"custom.{name}")
            self._note(one, f"custom.{name}", self.changed if back else self.left)
            if back and back_to.get(name) is not None:
                result[name] = back_to[name]
            elif back:
                result.pop(name, None)
        return {"custom": json.dumps(result, ensure_ascii=False, separators=(",", ":")) if result else None}

    def _update(self, table: str, row: int, values: Image) -> bool:
        """Set columns, unless a row that the customer has now stands in the way."""
        sets = ", ".join(f'"{name}" = ?' for name in values)
        sql = f"UPDATE OR IGNORE {table} SET {sets} WHERE id = ?"
        return self.repo.execute(sql, (*values.values(), row)) > 0

    def _insert(self, table: str, values: Image) -> None:
        """Bring a row back, if all it refers to is still there."""
        sql = 'SELECT "from" AS "column", "table" AS parent FROM pragma_foreign_key_list(?)'
        for link in self.repo.rows(sql, (table,)):
            number = values.get(link["column"])
            if number is not None and self.past.now(link["parent"], number) is None:
                return
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
        self.moved[table] += self.repo.execute(sql, tuple(values.values()))

    # -- the survivor ------------------------------------------------------------------------------

    def _tail(self) -> Iterator[Touched]:
        for one in self.past.touched(self.merge.operation, *self.merge.tail):
            owner = (one.before or {}).get("customer_id")
            is_survivor = (one.table, one.row) == ("customers", self.merge.kept)
            if is_survivor or (one.table == "contact_points" and owner == self.merge.kept):
                yield one

    def _settle(self, one: Touched) -> None:
        now = self.past.now(one.table, one.row)
        if now is None or one.before is None or one.after is None:
            return
        if one.table == "contact_points":
            if self.merge.alone or not self._has_primary(now["customer_id"], now["kind"]):
                values = {"is_primary": one.before["is_primary"]} if now == one.after else {}
                if values and not (values["is_primary"] and self._has_primary(now["customer_id"], now["kind"])):
                    self._update(one.table, one.row, values)
            return
        before = one.before if self.merge.alone else self._only_taken(one.before, one.after)
        values = {}
        for column in _differing(before, one.after):
            values |= self._cell(one, column, before, one.after, now)
        if values:
            self._update("customers", one.row, values)
            self._pass_on(one.row, now, values)

    def _only_taken(self, before: Image, after: Image) -> Image:
        """The survivor without what came from the lost one, while others of the same merge are still merged."""
        columns = [name for name in self.merge.taken if "." not in name]
        columns += [part for name in columns for part in WITH.get(name, ())]
        image = {**after, **{name: before[name] for name in columns if name in before}}
        old, new = (json.loads(one["custom"] or "{}") for one in (before, after))
        for name in (name.removeprefix("custom.") for name in self.merge.taken if name.startswith("custom.")):
            new.pop(name, None)
            if name in old:
                new[name] = old[name]
        if new != json.loads(after["custom"] or "{}"):
            image["custom"] = json.dumps(new, ensure_ascii=False, separators=(",", ":")) if new else None
        return image

    def _pass_on(self, kept: int, old: Image, values: Image) -> None:
        """Where the survivor was merged in turn and its value was taken over, that one changes too."""
        row = self.repo.row("SELECT merged_into FROM customers WHERE id = ?", (kept,))
        if row is None or row["merged_into"] is None:
            return
        later = find(self.repo, kept)
        taken = {*later.taken, *(part for name in later.taken for part in WITH.get(name, ()))}
        for one in self.past.touched(later.operation, *later.tail):
            now = self.past.now(one.table, one.row)
            if (one.table, one.row) != ("customers", later.kept) or not (one.before and one.after and now):
                continue
            further = {
                name: value if value is not None else one.before[name]
                for name, value in values.items()
                if name in taken and now[name] == one.after[name] == old[name] != one.before[name]
            }
            if further:
                self._update("customers", one.row, further)
                self._pass_on(one.row, now, further)

    def _has_primary(self, customer: int, kind: str) -> bool:
        sql = "SELECT 1 FROM contact_points WHERE customer_id = ? AND kind = ? AND is_primary LIMIT 1"
        return self.repo.value(sql, (customer, kind)) is not None

    def _new_primaries(self) -> None:
        """A kind that has only contact points added since gets a primary one."""
        sql = (
            "SELECT x.id, x.kind FROM contact_points x WHERE x.customer_id = :kept "
            f"AND {self.added.since('contact_points')} AND NOT EXISTS "
            "(SELECT 1 FROM contact_points y WHERE y.customer_id = x.customer_id AND y.kind = x.kind "
            "AND (y.is_primary OR y.id < x.id)) ORDER BY x.id"
        )
        for row in list(self.repo.rows(sql, self.added.facts)):
            self._update("contact_points", row["id"], {"is_primary": 1})

    def _old_primaries(self) -> None:
        """A kind that has no primary one any more gets back the one that was."""
        sql = (
            "SELECT x.id, x.customer_id, x.kind FROM contact_points x WHERE x.customer_id IN (:kept, :lost) "
            "AND NOT EXISTS (SELECT 1 FROM contact_points y "
            "WHERE y.customer_id = x.customer_id AND y.kind = x.kind AND y.is_primary) "
            "ORDER BY x.id"
        )
        facts = {"kept": self.kept, "lost": self.merge.lost}
        for row in list(self.repo.rows(sql, facts)):
            course = self.past.course("contact_points", row["id"])
            was = any(
                before["customer_id"] == row["customer_id"] and before["is_primary"] for _, _, before, _ in course
            )
            if was and not self._has_primary(row["customer_id"], row["kind"]):
                self._update("contact_points", row["id"], {"is_primary": 1})


def _first(touched: list[Touched], customers: bool) -> list[Touched]:
    """The customers themselves or all other rows, what was changed last first."""
    return [one for one in reversed(touched) if (one.table == "customers") == customers]


def _differing(before: Image, after: Image) -> Iterable[str]:
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]
