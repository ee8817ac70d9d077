"""Clusters of customers as they are listed: who, how probable, and what they have in common."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from crmcli.db import Repository
from crmcli.dedupe.engine import LIKELY, Findings
from crmcli.dedupe.records import Records

MOST = 0.9999
"""Nothing is shown as more certain than this."""
_SINGLE = ("id_number", "birthday", "company", "address")
_SEVERAL = ("phone", "email", "handle")


class Listed(NamedTuple):
    customers: list[int]
    probability: float
    keys: list[str]
    """``phone: +86…``: what two or more of them share."""
    namesakes: Sequence[Sequence[int]] = ()
    """Those whose names have the same words."""

    def reasons(self, names: Mapping[int, str]) -> list[str]:
        """What they share, with names as they are written."""
        written = (dict.fromkeys(names[number] for number in several) for several in self.namesakes)
        return [*self.keys, *(f"name: {' / '.join(several)}" for several in written)]


def listed(records: Records, findings: Findings, least: float = LIKELY) -> list[Listed]:
    return [
        Listed(
            [int(records.ids[row]) for row in one.rows],
            min(MOST, round(one.probability, 4)),
            _shared(records, one.rows),
            list(_namesakes(records, one.rows)),
        )
        for one in findings.clusters(least)
    ]


def _shared(records: Records, rows: tuple[int, ...]) -> list[str]:
    found = []
    for name in _SEVERAL:
        several = records.several[name]
        held = Counter(
            int(code) for row in rows for code in several.codes[several.starts[row] : several.starts[row + 1]]
        )
        found += [f"{name}: {several.values[code]}" for code, times in sorted(held.items()) if times > 1]
    for name in _SINGLE:
        column = records.columns[name]
        held = Counter(int(column.codes[row]) for row in rows if column.codes[row] >= 0)
        found += [f"{name}: {column.values[code]}" for code, times in sorted(held.items()) if times > 1]
    return found


def _namesakes(records: Records, rows: tuple[int, ...]) -> Iterator[list[int]]:
    codes = records.names.tokens.codes
    for code in sorted({int(codes[row]) for row in rows if codes[row] >= 0}):
        if len(several := [int(records.ids[row]) for row in rows if codes[row] == code]) > 1:
            yield several


def names(repo: Repository, found: list[Listed]) -> dict[int, str]:
    """id → name of everybody in the clusters."""
    import json

    ids = [number for one in found for number in one.customers]
    sql = "SELECT c.id, c.name FROM json_each(?) w JOIN customers c ON c.id = w.value"
    return {row["id"]: row["name"] for row in repo.rows(sql, (json.dumps(ids),))}
