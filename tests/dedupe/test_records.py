"""Customers as the engine reads them: from a file of ours, and from any rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import numpy as np
import pytest

from crmcli.db import Repository
from crmcli.dedupe.engine import find, find_new
from crmcli.dedupe.neighbours import neighbours
from crmcli.dedupe.records import Records, from_columns, from_database
from tests.conftest import Crm
from tests.dedupe.people import records, strangers


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
    given = records([row | {"phone": "+86 13800138000"}])
    assert {name: values(stored, name) for name in row} == {name: values(given, name) for name in row}
    assert stored.several["phone"].values == given.several["phone"].values == ["+8613800138000"]


def test_what_a_normaliser_refuses_is_compared_as_it_was_written() -> None:
    row = {"name": "Ada", "email": "Ada at example", "birthday": "some day", "phone": "call me"}
    found = records([row])
    assert found.several["email"].values == ["ada at example"]
    assert values(found, "birthday") == ["some day"]


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(ValueError, match="shoe"):
        from_columns({"Shoe size": []}, {"Shoe size": "shoe"})


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


def kinds(*rows: dict[str, str]) -> list[bool]:
    found = records(rows)
    return [bool(one) for one in found.company]


def test_a_name_with_a_legal_form_is_a_companys_unless_the_row_says_otherwise() -> None:
    people = "Ada Lovelace", "王芳", "Ltd", "欧阳公司", "Grace Hopper", "李娜"
    names = "Acme Ltd.", "上海云杉科技有限公司", *people
    assert kinds(*({"name": name} for name in names)) == [True, True, *[False] * len(people)]
    assert kinds({"name": "Acme Ltd.", "kind": "person"}, {"name": "Ada", "kind": "公司"}) == [False, True]


def test_who_is_named_like_a_company_of_the_list_is_that_company_if_nothing_personal_is_known() -> None:
    people = ({"name": name} for name in ("Ada King", "Grace Hopper", "Lise Meitner", "Emmy Noether"))
    acme = {"name": "Müller Bau"}, {"name": "Müller Bau", "gender": "f"}, {"name": "Müller Bau", "kind": "person"}
    assert kinds({"name": "Müller Bau GmbH"}, *acme, *people)[:4] == [True, True, False, False]


def test_a_row_with_a_company_and_no_name_is_that_company() -> None:
    rows = {"name": "", "company": "Acme"}, {"name": "Ada", "company": "Acme"}
    assert kinds(*rows) == [True, False]
    assert values(records(rows), "name")[0] == "acme\x1f\x1f"


def test_a_list_of_which_many_have_a_legal_form_is_one_of_companies() -> None:
    names = ({"name": "云杉科技有限公司"}, {"name": "云杉科技"}, {"name": "Acme Inc"}, {"name": "Globex"})
    assert kinds(*names) == [True] * 4
    assert kinds(*(one | {"gender": "f"} for one in names)) == [True, False, True, False]


def test_a_person_named_like_a_company_in_the_database_is_compared_with_companies(crm: Crm) -> None:
    crm.ok("init", "--region", "CN", "-q")
    add(crm, "云杉科技有限公司")
    add(crm, "云杉科技", "kind=company")
    with opened(crm) as repo:
        stored = from_database(repo)
    assert stored.company.tolist() == [True, True]
    assert len(set(values(stored, "name"))) == 1


@pytest.mark.parametrize(
    ("known", "newcomer"),
    [
        (("张伟明", "phone=13800138321"), ("张维民", "phone=13800139321")),
        (("张伟明", "phone=13800138321"), ("章伟铭", "phone=13800183321")),
        (("张伟明", "email=weiming.77@qq.com"), ("章维名", "email=weiming.77@qq.con")),
        (("深圳云杉科技有限公司", "kind=company"), ("云杉科技", "kind=company")),
        (("Northwind Traders Ltd", "kind=company"), ("Northwind", "kind=company")),
    ],
)
def test_neighbours_are_near_in_one_thing_at_least(crm: Crm, known: tuple[str, str], newcomer: tuple[str, str]) -> None:
    filled(crm)
    add(crm, *known)
    add(crm, *newcomer)
    with opened(crm) as repo:
        assert neighbours(repo, [14]) == [13, 14]


def test_a_companys_name_with_its_town_in_brackets_is_that_companys() -> None:
    rows = (
        {"name": "上海云帆贸易有限公司"},
        {"name": "云帆贸易（上海）"},
        {"name": "云帆贸易"},
        {"name": "云帆"},
        {"name": "王芳"},
    )
    assert kinds(*rows) == [True, True, True, False, False]


def test_columns_of_other_lengths_are_no_table() -> None:
    with pytest.raises(ValueError, match="1"):
        from_columns({"name": ["Ada", "Bob"], "city": ["Bath"]}, {"name": "name", "city": "city"})
