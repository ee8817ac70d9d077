"""The cut points of the RFM scores as they are now (see ``domain.rfm``).

Values are looked up by their place in an index. Others stand in the index as well (those in the trash, those who
only gave something back), so that places among the rest have to be found (``domain.rfm.value_among``). A cut point
at the highest value gives way to the next lower one, which is looked up from there down.
"""

from collections.abc import Callable, Collection

from crmcli.db import Repository
from crmcli.domain import rfm
from crmcli.fields import CUT_POINTS, SCORED
from crmcli.migrations.statistics import STATISTICS

BOUGHT = "customer_stats s NOT INDEXED WHERE s.orders > 0"
"""Whose scores there are, for a FROM; those in the trash are to be left out."""
TRASHED = " AND s.customer_id IN (SELECT id FROM customers WHERE deleted_at IS NOT NULL)"
_GAVE_BACK = "SELECT s.spent FROM customer_stats s WHERE s.orders = 0 AND s.spent <> 0"

_VALUES = {letter: (column, STATISTICS[column].within) for letter, column in SCORED.items()}
"""Whoever has an order has a last sale; a sum can be 0."""


def cut_points(repo: Repository, names: Collection[str] = CUT_POINTS) -> dict[str, int]:
    """:r1 … :m4, those that are needed: one's own where the settings give them, else of everybody who bought.

    Nobody bought anything: any numbers will do.
    """
    found = {name: value for name, value in repo.params.items() if name in CUT_POINTS}
    missing = [name for name in names if name not in found]
    buyers = _count(repo, "f") if missing else 0
    for letter in dict.fromkeys(name[0] for name in missing):
        trashed = repo.column(f"SELECT {_VALUES[letter][0]} FROM {BOUGHT}{TRASHED}")
        others = repo.column(_GAVE_BACK) if letter == "m" else []
        listed = buyers if letter == "f" else _count(repo, letter)
        zeros = buyers + len(others) - listed
        alive, at, left_out = buyers - len(trashed), _places(repo, letter, listed, zeros), sorted(trashed + others)
        wanted = [name for name in missing if name[0] == letter]
        if not alive:
            found.update(dict.fromkeys(wanted, 0))
            continue
        highest = rfm.value_among(at, alive - 1, left_out)
        for name in wanted:
            found[name] = rfm.value_among(at, rfm.place(alive, int(name[1])), left_out)
        if highest in (found[name] for name in wanted):
            lower = _next_lower(repo, letter, highest, zero=zeros > trashed.count(0))
            found.update((name, lower) for name in wanted if found[name] == highest)
    return found


def _next_lower(repo: Repository, letter: str, highest: int, *, zero: bool) -> int:
    """The largest value below the highest, among the living who bought; ``zero`` says that one of them has 0.

    The highest itself, where all are equal.
    """
    column, where = _VALUES[letter]
    sql = (
        f"SELECT {column} FROM customer_stats s WHERE {where} AND {column} < ? AND +s.orders > 0 "
        "AND (SELECT deleted_at FROM customers WHERE id = s.customer_id) IS NULL "
        f"ORDER BY {column} DESC LIMIT 1"
    )
    listed = repo.value(sql, (highest,))
    lower = [int(listed)] if listed is not None else []
    return max([*lower, *([0] if zero and highest > 0 else [])], default=highest)


def _places(repo: Repository, letter: str, listed: int, zeros: int) -> Callable[[int], int]:
    """Place (from 0) → value, looked up from the nearer end of an index of so many; ``zeros`` are not in it."""
    column, where = _VALUES[letter]
    below = _count(repo, letter, " AND s.spent < 0") if zeros else 0
    sql = f"SELECT {column} FROM customer_stats s WHERE {where} ORDER BY {column}"

    def at(place: int) -> int:
        if below <= place < below + zeros:
            return 0
        index = place if place < below else place - zeros
        if index <= listed // 2:
            return int(repo.value(f"{sql} LIMIT 1 OFFSET ?", (index,)))
        return int(repo.value(f"{sql} DESC LIMIT 1 OFFSET ?", (listed - 1 - index,)))

    return at


def _count(repo: Repository, letter: str, also: str = "") -> int:
    return int(repo.value(f"SELECT count(*) FROM customer_stats s WHERE {_VALUES[letter][1]}{also}"))
