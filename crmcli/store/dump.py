"""Everything in a file, table by table, as ``export --all`` writes it and ``import --all`` reads it back.

The description is drawn from the schema itself, so a table or column that is added later is never
forgotten: every journalled table, every column, ids and foreign keys as they are. What is derived
(statistics, search) and the journal are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.migrations import derived
from crmcli.store import bulk, indexes

_MONEY = frozenset((
    "price", "cost", "amount", "base_amount", "total", "base_total", "discount", "shipping", "credit_limit",
    "budget", "fee",
))  # fmt: skip
_CURRENCIES = {"sale_lines": "(SELECT currency FROM sales WHERE id = x.sale_id)"}
"""Table without a currency of its own → where that of its amounts is found; it becomes a column of the dump."""
_TOGETHER = 1_000


class DumpColumn(NamedTuple):
    """``kind``: text, int, real, day (days since 1970 ↔ ISO date) or money (minor units ↔ decimals).

    Money is in the currency of the column named ``currency``, or of the file where it is "". A column
    that is not ``stored`` is there for reading the others only.
    """

    name: str
    kind: str
    required: bool = False
    currency: str = ""
    stored: bool = True


class DumpTable(NamedTuple):
    name: str
    columns: tuple[DumpColumn, ...]


def tables(repo: Repository) -> list[DumpTable]:
    """In alphabetical order, as their files are."""
    return [describe(repo, name) for name in derived.journalled_tables(repo.connection)]


def describe(repo: Repository, table: str) -> DumpTable:
    info = list(repo.rows('SELECT name, type, "notnull" AS required FROM pragma_table_info(?)', (table,)))
    own = any(column["name"] == "currency" for column in info)
    columns = [_column(column, "currency" if own or table in _CURRENCIES else "") for column in info]
    if table in _CURRENCIES:
        columns.append(DumpColumn("currency", "text", stored=False))
    return DumpTable(table, tuple(columns))


def _column(info: dict[str, Any], currency: str) -> DumpColumn:
    name, kind = info["name"], {"INTEGER": "int", "REAL": "real"}.get(info["type"], "text")
    if kind == "int" and (name == "day" or name.endswith("_day")):
        kind = "day"
    if kind == "int" and name in _MONEY:
        return DumpColumn(name, "money", bool(info["required"]), "" if name.startswith("base_") else currency)
    return DumpColumn(name, kind, bool(info["required"]))


def rows(repo: Repository, table: DumpTable) -> Iterator[tuple[Any, ...]]:
    """All rows as they are stored, by id."""
    names = [
        f'x."{column.name}"' if column.stored else f'{_CURRENCIES[table.name]} AS "{column.name}"'
        for column in table.columns
    ]
    return iter(repo.connection.execute(f"SELECT {', '.join(names)} FROM {table.name} x ORDER BY x.id"))


def last_id(repo: Repository, table: str) -> int:
    """The highest id ever given out; none is used twice."""
    return bulk.next_id(repo, table) - 1


def freeze(repo: Repository) -> None:
    """From here on all is read as it is now, whoever writes meanwhile; for as long as the file is open."""
    repo.connection.execute("BEGIN")


# -- reading back ----------------------------------------------------------------------------------


def was_used(repo: Repository) -> bool:
    """Whether anything but settings was ever stored: its ids are taken, by history at least."""
    return any(last_id(repo, name) for name in derived.journalled_tables(repo.connection) if name != "settings")


@contextmanager
def loading(repo: Repository) -> Iterator[None]:
    """Rows may come before those that they refer to; all must be there when the operation ends."""
    repo.connection.execute("PRAGMA defer_foreign_keys = ON")
    dropped = bulk.drop_indexes(repo)
    yield
    indexes.make(repo.connection, chain.from_iterable(dropped))


def parents_first(repo: Repository, names: Iterable[str]) -> list[str]:
    """The tables in an order in which few rows come before those that they refer to, which is much quicker."""
    sql = 'SELECT DISTINCT "table" FROM pragma_foreign_key_list(?)'
    waiting = {name: set(repo.column(sql, (name,))) - {name} for name in names}
    order: list[str] = []
    while waiting:
        ready = [name for name, parents in waiting.items() if not parents & waiting.keys()] or [min(waiting)]
        order += ready
        for name in ready:
            del waiting[name]
    return order


def load(repo: Repository, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Rows with the ids that they had; how many there were."""
    count = 0
    chunk: list[Sequence[Any]] = []
    quoted = [f'"{name}"' for name in columns]
    for row in rows:
        chunk.append(row)
        if len(chunk) == _TOGETHER:
            bulk.insert(repo, table, quoted, chunk)
            count += len(chunk)
            chunk = []
    bulk.insert(repo, table, quoted, chunk)
    return count + len(chunk)


def set_last_id(repo: Repository, table: str, number: int) -> None:
    """Go on counting where the other file stopped."""
    repo.connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ? AND seq < ?", (number, table, number))
    repo.connection.execute(
        "INSERT INTO sqlite_sequence (name, seq) "
        "SELECT ?1, ?2 WHERE ?2 > 0 AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
        (table, number),
    )


def replace_settings(repo: Repository, wanted: dict[str, str]) -> None:
    for key in repo.settings():
        if key not in wanted:
            repo.set_setting(key, None)
    for key, value in wanted.items():
        repo.set_setting(key, value)
