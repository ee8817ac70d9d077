"""Lists of one table's records with the names of their customers: ``x`` is the table, ``c`` the customers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.reports import chosen
from crmcli.reports.listing import Shown

Row = dict[str, Any]


class Where(NamedTuple):
    text: str
    params: Row


@dataclass(frozen=True)
class RecordList:
    table: str
    columns: tuple[str, ...]
    """What scripts get of a record, besides the name of its ``customer``."""
    known: Sequence[Shown]
    usual: Sequence[str]
    optional: Sequence[str]
    """Those of the usual ones that a narrow terminal may leave out."""
    order: str

    @property
    def _from(self) -> str:
        return f"FROM {self.table} x JOIN customers c ON c.id = x.customer_id"

    @property
    def _select(self) -> str:
        names = ("c.name AS customer" if name == "customer" else f"x.{name}" for name in self.columns)
        return f"SELECT {', '.join(names)} {self._from}"

    def rows(self, repo: Repository, where: Where, *, order: str, limit: int | None) -> Iterator[Row]:
        sql = f"{self._select} WHERE {where.text} ORDER BY {order} LIMIT :limit"
        return repo.rows(sql, {**where.params, "limit": -1 if limit is None else limit})

    def count(self, repo: Repository, where: Where) -> int:
        return int(repo.value(f"SELECT count(*) {self._from} WHERE {where.text}", where.params))

    def one(self, repo: Repository, number: int) -> Row:
        row = repo.row(f"{self._select} WHERE x.id = ?", (number,))
        assert row is not None
        return row


def where(customers: Sequence[int] | None, kind: str | None) -> Where:
    """Records of the customers (of all who are not in the trash, for None), of a kind."""
    whose = "c.deleted_at IS NULL" if customers is None else chosen.among("x.customer_id")
    if kind is None:
        return Where(whose, chosen.params(customers))
    return Where(f"{whose} AND x.kind = :kind", {**chosen.params(customers), "kind": kind})
