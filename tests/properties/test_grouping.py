"""Groups and their sums, held against plain Python over the rows as they are."""

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Crm

Person = dict[str, Any]

CITIES = ("上海", "Paris", "it's", "%", None)
TAGS = ("vip", "护肤", "lost")
people = st.fixed_dictionaries(
    {
        "city": st.sampled_from(CITIES),
        "limit": st.one_of(st.none(), st.integers(0, 10**15)),
        "terms": st.one_of(st.none(), st.integers(0, 200)),
        "balance": st.integers(-(10**6), 10**6),
        "orders": st.integers(0, 3),
        "created": st.dates().map(str),
        "tags": st.sets(st.sampled_from(TAGS)),
        "deleted": st.sampled_from([False, False, False, True]),
    }
)
crowds = st.lists(people, max_size=12)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file with nothing but tags in it."""
    crm = Crm(tmp_path_factory.mktemp("made"))
    crm.ok("init", "--currency", "CNY")
    crm.ok("add", "Somebody", f"tags={','.join(TAGS)}")
    with closing(sqlite3.connect(crm.db)) as db:
        db.execute("DELETE FROM customer_tags")
        db.execute("DELETE FROM customers")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return crm.db.read_bytes()


@contextmanager
def shop(made: bytes, crowd: list[Person]) -> Iterator[Crm]:
    """A seller with these customers, written straight into the tables."""
    with tempfile.TemporaryDirectory() as folder:
        crm = Crm(Path(folder))
        crm.db.write_bytes(made)
        with closing(sqlite3.connect(crm.db)) as db:
            for number, one in enumerate(crowd, 100):
                db.execute(
                    "INSERT INTO customers (id, uid, name, name_key, city, credit_limit, payment_terms, created_at, "
                    "updated_at, deleted_at) VALUES (?, ?, 'N', 'n', ?, ?, ?, ?, '2026-01-01', ?)",
                    (number, f"u{number}", one["city"], one["limit"], one["terms"], f"{one['created']}T08:00:00",
                     "2026-01-01" if one["deleted"] else None),
                )  # fmt: skip
                db.execute(
                    "UPDATE customer_stats SET balance = ?, orders = ? WHERE customer_id = ?",
                    (one["balance"], one["orders"], number),
                )
                db.executemany(
                    "INSERT INTO customer_tags (customer_id, tag_id) SELECT ?, id FROM tags WHERE name = ?",
                    [(number, tag) for tag in one["tags"]],
                )
            db.commit()
        yield crm


def cents(text: str) -> int:
    return int(text.replace(".", ""))


def money(minor: int) -> str:
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"


def rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero."""
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**places)


def band(width: int, write: Callable[[int], str] = str) -> Callable[[int | None], str | None]:
    def name(value: int | None) -> str | None:
        if value is None:
            return None
        low = value // width * width
        return f"{write(low)}..{write(low + width - 1)}"

    return name


WAYS: dict[str, Callable[[Person], Any]] = {
    "city": lambda one: one["city"],
    "created_at": lambda one: one["created"][:7],
    "created_at:year": lambda one: one["created"][:4],
    "created_at:quarter": lambda one: f"{one['created'][:4]}-Q{(int(one['created'][5:7]) + 2) // 3}",
    "payment_terms": lambda one: one["terms"],
    "payment_terms:30": lambda one: band(30)(one["terms"]),
    "balance:700": lambda one: band(70_000, money)(one["balance"]),
}


def values(rows: list[Person], field: str) -> list[Any]:
    return [row[field] for row in rows if row[field] is not None]


def expected(rows: list[Person]) -> dict[str, Any]:
    """What there is to say of some customers."""
    limits, terms, balances = values(rows, "limit"), values(rows, "terms"), values(rows, "balance")
    return {
        "count": len(rows),
        "sum_credit_limit": money(sum(limits)),
        "sum_balance": money(sum(balances)),
        "sum_payment_terms": sum(terms),
        "avg_balance": money(int(rounded(Fraction(sum(balances), len(balances)), 0))) if balances else None,
        "avg_payment_terms": float(rounded(Fraction(sum(terms), len(terms)), 2)) if terms else None,
        "min_balance": money(min(balances)) if balances else None,
        "max_payment_terms": max(terms) if terms else None,
    }


FIGURES = (
    "--sum", "credit_limit,balance,payment_terms", "--avg", "balance,payment_terms", "--min", "balance",
    "--max", "payment_terms", "--count",
)  # fmt: skip


@given(crowds, st.sampled_from(sorted(WAYS)), st.sampled_from(["city", "created_at:year"]))
@settings(deadline=None, max_examples=60)
def test_groups_are_what_python_finds(made: bytes, crowd: list[Person], first: str, second: str) -> None:
    alive = [one for one in crowd if not one["deleted"]]
    ways = list(dict.fromkeys((first, second)))
    groups: dict[tuple[Any, ...], list[Person]] = defaultdict(list)
    for one in alive:
        groups[tuple(WAYS[way](one) for way in ways)].append(one)
    with shop(made, crowd) as crm:
        rows = crm.ok("list", "--group-by", ",".join(ways), *FIGURES, "-f", "json").json
        whole = crm.ok("list", *FIGURES, "-f", "json").json[0]
    found = {tuple(list(row.values())[: len(ways)]): dict(list(row.items())[len(ways) : -1]) for row in rows}
    assert found == {key: expected(people) for key, people in groups.items()}
    assert [row["count"] for row in rows] == sorted((row["count"] for row in rows), reverse=True)
    assert {**whole, "currency": "CNY"} == {**expected(alive), "currency": "CNY"}
    for key in ("sum_credit_limit", "sum_balance"):
        assert sum(cents(row[key]) for row in rows) == cents(whole[key])
    assert sum(row["sum_payment_terms"] for row in rows) == whole["sum_payment_terms"]


@given(crowds)
@settings(deadline=None, max_examples=30)
def test_everybody_counts_in_each_tag_and_once_in_the_total(made: bytes, crowd: list[Person]) -> None:
    alive = [one for one in crowd if not one["deleted"]]
    with shop(made, crowd) as crm:
        rows = crm.ok("list", "--group-by", "city", "--pivot", "tags", "--sum", "balance", "-f", "json").json
    for row in rows:
        mine = [one for one in alive if one["city"] == row["city"]]
        keys = {
            *(tag for one in alive for tag in one["tags"]),
            *(["(none)"] if not all(o["tags"] for o in alive) else []),
        }
        cells = {
            key: money(
                sum(one["balance"] for one in mine if (key in one["tags"] if key != "(none)" else not one["tags"]))
            )
            for key in keys
        }
        total = money(sum(one["balance"] for one in mine))
        assert row == {"city": row["city"], **cells, "total": total, "currency": "CNY"}
    assert {row["city"] for row in rows} == {one["city"] for one in alive}
