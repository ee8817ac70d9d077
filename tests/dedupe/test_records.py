"""Customers as the engine reads them: from a file of ours, and from any rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import numpy as np
import pytest

from crmcli.db import Repository
from crmcli.dedupe.engine import find, find_new
from crmcli.dedupe.neighbours import neighbours
from crmcli.dedupe.records import Records, from_database, from_rows
from tests.conftest import Crm
from tests.dedupe.people import strangers


@contextmanager
def opened(crm: Crm) -> Iterator[Repository]:
    with Repository(str(crm.db), write=False) as repo:
        yield repo


def add(crm: Crm, name: str, *fields: str) -> None:
    crm.ok("add", name, *fields, "--force", "-q")


def filled(crm: Crm) -> None:
    crm.ok("init", "--region", "CN", "-q")
    for row in strangers()[:12]:
        add(crm, row["name"], f"phone={row['phone']}", f"birthday={row['birthday']}", f"city={row['city']}")


def values(records: Records, name: str) -> list[str | None]:
    column = records.columns[name]
    return [column.values[code] if code >= 0 else None for code in column.codes.tolist()]


def test_a_database_and_rows_give_the_same(crm: Crm) -> None:
    crm.ok("init", "--region", "CN", "-q")
    row = {
        "name": "曾志伟",
        "birthday": "1990-03-04",
        "city": "北京市",
        "address": "人民路12号",
        "company": "华为技术有限公司",
    }
    add(crm, row["name"], *(f"{name}={value}" for name, value in row.items() if name != "name"), "phone=138 0013 8000")
    with opened(crm) as repo:
        stored = from_database(repo)
    given = from_rows([row | {"phone": "+86 13800138000"}], {name: name for name in (*row, "phone")})
    assert {name: values(stored, name) for name in row} == {name: values(given, name) for name in row}
    assert stored.several["phone"].values == given.several["phone"].values == ["+8613800138000"]


def test_what_a_normaliser_refuses_is_compared_as_it_was_written() -> None:
    row = {"name": "Ada", "email": "Ada at example", "birthday": "some day", "phone": "call me"}
    found = from_rows([row], {name: name for name in row})
    assert found.several["email"].values == ["ada at example"]
    assert values(found, "birthday") == ["some day"]


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(ValueError, match="shoe"):
        from_rows([], {"Shoe size": "shoe"})


def test_the_trash_and_those_merged_are_left_out(crm: Crm) -> None:
    for name in ("A B", "C D", "E F", "G H"):
        add(crm, name)
    crm.ok("rm", "2")
    crm.ok("merge", "1", "3")
    with opened(crm) as repo:
        assert from_database(repo).ids.tolist() == [1, 4]
        assert from_database(repo, [4, 2]).ids.tolist() == [4]


def test_what_was_rejected_comes_along(crm: Crm) -> None:
    filled(crm)
    add(crm, "Max Planck", "phone=13700001111")
    add(crm, "Max Planck", "phone=13700001111")
    with opened(crm) as repo:
        assert [one.rows for one in find(from_database(repo)).clusters()] == [(12, 13)]
    with closing(sqlite3.connect(crm.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute("INSERT INTO not_duplicates (a, b, at) VALUES (14, 13, '2026-01-01')")
        db.execute("UPDATE journal SET operation = NULL")
    with opened(crm) as repo:
        assert find(from_database(repo)).clusters() == []


def test_new_customers_are_compared_with_their_neighbours_only(crm: Crm) -> None:
    filled(crm)
    add(crm, "张三", "city=town1")
    with opened(crm) as repo:
        models = find(from_database(repo)).models
    add(crm, "Zhang San", "city=town1")
    add(crm, "A. Lovelace", f"phone={strangers()[0]['phone']}")
    with opened(crm) as repo:
        near = from_database(repo, neighbours(repo, [14, 15]))
    assert near.partial
    assert near.ids.tolist() == [1, 13, 14, 15]
    found = find_new(near, np.array([2, 3], dtype=np.int32), models)
    assert sorted(one.rows for one in found.clusters()) == [(0, 3), (1, 2)]
