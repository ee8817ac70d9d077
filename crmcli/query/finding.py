"""Conditions run over the customers: by way of an index where one names few enough, in the order of ids otherwise.

A condition that few customers meet is best looked up; one that many meet is soonest found by going through the
customers until there are enough. Which of the two it is, is not known before: so the candidates are counted, as
far as it takes to see that they are not few, and a stretch of customers is tried before all of them.
"""

from collections.abc import Mapping
from typing import Any

from crmcli.db import Repository
from crmcli.migrations.statistics import INDEXED
from crmcli.query.clauses import TRUE, Clause, bound

_FEW = 5_000
"""So many candidates are looked at one by one, whatever else there is."""
_MANY = 300_000
"""More than that are no help: going through everybody is as quick."""
_STRETCH = 3_000
"""So many customers are gone through before candidates are preferred."""
_BATCH = 4_000
"""So many candidates are looked at in one go, those with the lowest ids first."""

Params = Mapping[str, Any]

_FROM = "customers c NOT INDEXED CROSS JOIN customer_stats s ON s.customer_id = c.id"


def ids(repo: Repository, clause: Clause, params: Params, alive: str, limit: int | None = None) -> list[int]:
    """Ids of the customers that meet a condition, the first ``limit`` of them, in order."""
    by = _narrowest(repo, clause, params, _FEW)
    if by is not None or (not clause.ids and limit is None):
        return _read(repo, clause, params, alive, by, limit)
    if limit is None:
        return _read(repo, clause, params, alive, _narrowest(repo, clause, params, _MANY), None)
    if clause.stream is not None:
        return _streamed(repo, clause.stream, params, alive, limit)
    upto = (repo.value("SELECT min(id) FROM customers") or 0) + _STRETCH
    found = _read(repo, clause, params, alive, None, limit, f"c.id <= {upto}")
    by = _narrowest(repo, clause, params, _MANY) if len(found) < limit else None
    if by is not None:
        return found + _in_batches(repo, clause, params, alive, by, limit - len(found), upto)
    if len(found) < limit:
        found += _read(repo, clause, params, alive, None, limit - len(found), f"c.id > {upto}")
    return found


def _in_batches(
    repo: Repository, clause: Clause, params: Params, alive: str, by: Clause, limit: int, last: int
) -> list[int]:
    """Candidates in the order of ids, as many at a time as are soon picked out; at length all that are left."""
    found: list[int] = []
    for _ in range(3):
        values = dict(params)
        sql = f"WITH by (id) AS ({bound(by, values)}) SELECT +id FROM by WHERE +id > {last} ORDER BY 1 LIMIT {_BATCH}"
        some = repo.column(sql, values)
        if not some:
            return found
        among = Clause(f"SELECT value FROM json_each('[{','.join(map(str, some))}]')")
        found += _read(repo, clause, params, alive, among, limit - len(found))
        if len(found) == limit:
            return found
        last = some[-1]
    return found + _read(repo, clause, params, alive, by, limit - len(found), f"c.id > {last}")


def count(repo: Repository, clause: Clause, params: Params, alive: str) -> int:
    by = _narrowest(repo, clause, params, _MANY)
    sql, values = statement("count(*)", clause, params, alive, by)
    return int(repo.value(sql, values))


def best(repo: Repository, clause: Clause, params: Params, alive: str, order: str, limit: int) -> list[int]:
    """The first ``limit`` by an ORDER BY; ``order`` may begin with a column that has an index."""
    by = _narrowest(repo, clause, params, _FEW)
    column = order.partition(" ")[0]
    index = INDEXED.get(column)
    if by is None and index is not None and (index.nullable or " DESC" in order.partition(",")[0]):
        held = index.within if index.nullable else f"{index.within} AND {column} > 0"
        found = _along(repo, clause, params, alive, order, limit, index.name, held)
        if len(found) == limit:
            return found
    sql, values = statement("c.id", clause, params, alive, by or _narrowest(repo, clause, params, _MANY))
    return repo.column(f"{sql} ORDER BY {order} LIMIT {limit:d}", values)


def statement(
    what: str, clause: Clause, params: Params, alive: str, by: Clause | None, extra: str = ""
) -> tuple[str, dict[str, Any]]:
    """A SELECT of ``what`` over the customers that meet a condition, and its parameters."""
    values = dict(params)
    whole = Clause(f"({clause.sql}) AND {alive}", clause.params)
    if by is not None:
        whole = Clause(f"c.id IN ({by.sql}) AND {whole.sql}", (*by.params, *whole.params))
    where = bound(whole, values)
    return f"SELECT {what} FROM {_FROM} WHERE {extra + ' AND ' if extra else ''}{where}", values


def way(repo: Repository, clause: Clause, params: Params) -> Clause | None:
    """The candidates that would be looked at, as ``segment explain`` shows them."""
    return _narrowest(repo, clause, params, _MANY)


def _read(
    repo: Repository, clause: Clause, params: Params, alive: str, by: Clause | None, limit: int | None, extra: str = ""
) -> list[int]:
    sql, values = statement("c.id", clause, params, alive, by, extra)
    return repo.column(f"{sql} ORDER BY c.id" + ("" if limit is None else f" LIMIT {limit:d}"), values)


def _narrowest(repo: Repository, clause: Clause, params: Params, most: int) -> Clause | None:
    """The candidates that are fewest, if they are no more than ``most``."""
    smallest, found = most + 1, None
    for candidate in clause.ids:
        values = dict(params)
        sql = bound(candidate, values)
        size = int(repo.value(f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT {smallest:d})", values))
        if size < smallest:
            smallest, found = size, candidate
    return found


def _streamed(repo: Repository, stream: tuple[str, Clause], params: Params, alive: str, limit: int) -> list[int]:
    """Words that many have: the full-text index gives who has them in the order of ids, one after the other."""
    matched, rest = stream
    values = {**params, "matched": matched}
    where = bound(rest if rest.sql else TRUE, values)
    sql = (
        "SELECT c.id FROM search f CROSS JOIN customers c ON c.id = f.rowid "
        "CROSS JOIN customer_stats s ON s.customer_id = c.id "
        f"WHERE f.search MATCH :matched AND ({where}) AND {alive} ORDER BY f.rowid LIMIT {limit:d}"
    )
    return repo.column(sql, values)


def _along(
    repo: Repository, clause: Clause, params: Params, alive: str, order: str, limit: int, index: str, held: str
) -> list[int]:
    """The best of those whom an index holds, read in its order until there are enough."""
    values = dict(params)
    where = bound(clause, values)
    source = f"customer_stats s INDEXED BY {index} CROSS JOIN customers c NOT INDEXED ON c.id = s.customer_id"
    if held.startswith("c."):
        source = f"customers c INDEXED BY {index} CROSS JOIN customer_stats s ON s.customer_id = c.id"
    way = order.replace(" NULLS LAST", "", 1)
    sql = f"SELECT c.id FROM {source} WHERE {held} AND ({where}) AND {alive} ORDER BY {way} LIMIT {limit:d}"
    return repo.column(sql, values)
