"""crm import products, contacts, complaints, and what customers share with them."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Crm, Ran

Load = Callable[..., Ran]


@pytest.fixture
def load(crm: Crm) -> Load:
    crm.ok("add", "Ann Lee", "email=ann@x.com")

    def load(kind: str, text: str, *options: str) -> Ran:
        path = crm.folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        return crm("import", kind, str(path), *options, "-f", "json")

    return load


def table(crm: Crm, name: str, *columns: str) -> list[Any]:
    with sqlite3.connect(crm.db) as connection:
        return connection.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id").fetchall()


def test_a_complaint_that_changed_is_updated_and_its_log_says_so(crm: Crm, load: Load) -> None:
    head = "ticket id,created,customer,description,status,resolution,due date\n"
    load("complaints", head + "T1,2026-01-01,Ann Lee,broken,open,,2026-01-05\n")
    text = head + "T1,2026-01-01,Ann Lee,broken,resolved,replaced,2026-01-05\n"
    assert load("complaints", text).json["updated"] == 1
    assert table(crm, "complaints", "status", "resolution", "due_at") == [
        ("resolved", "replaced", "2026-01-05T23:59:59")
    ]
    assert table(crm, "complaint_events", "kind") == [("opened",), ("resolved",)]
    assert load("complaints", text).json["unchanged"] == 1


@pytest.mark.parametrize(
    ("how", "outcome", "contents"),
    [("update", "updated", ["new"]), ("fill", "unchanged", ["old"]), ("skip", "skipped", ["old"]),
     ("reject", "rejected", ["old"]), ("create", "created", ["old", "new"])],
)  # fmt: skip
def test_on_duplicate_for_complaints(crm: Crm, load: Load, how: str, outcome: str, contents: list[str]) -> None:
    load("complaints", "id,date,customer,content,status\n1,2026-01-01,Ann Lee,old,open\n")
    ran = load("complaints", "id,date,customer,content,status\n1,2026-01-01,Ann Lee,new,open\n", "--on-duplicate", how)
    assert (ran.json[outcome], [c for (c,) in table(crm, "complaints", "content")]) == (1, contents)


def test_an_unknown_direction_is_left_empty_and_counted(crm: Crm, load: Load) -> None:
    ran = load("contacts", "date,customer,direction,content,satisfaction\n2026-01-01,Ann Lee,sideways,hi,4.5\n")
    assert table(crm, "interactions", "direction", "satisfaction") == [(None, None)]
    assert ran.json["left_out"] == {"direction 'sideways'": 1, "satisfaction '4.5'": 1}


@pytest.mark.parametrize(
    ("how", "outcome", "found"),
    [("fill", "updated", (500, "m")), ("skip", "skipped", (500, None)), ("reject", "rejected", (500, None)),
     ("update", "updated", (900, "m"))],
)  # fmt: skip
def test_on_duplicate_for_products(crm: Crm, load: Load, how: str, outcome: str, found: Any) -> None:
    crm.ok("product", "add", "Pen", "--sku", "P1", "--price", "5")
    ran = load("products", "sku,name,price,category\nP1,Pen,9,m\n", "--on-duplicate", how)
    assert (ran.json[outcome], table(crm, "products", "price", "category")) == (1, [found])


def test_products_cannot_be_copied(crm: Crm, load: Load) -> None:
    ran = load("products", "sku,name,price\nP1,Pen,9\n", "--on-duplicate", "create")
    assert (ran.status, ran.error["code"]) == (2, "import.no_copies")


def test_prices_in_another_currency_are_rejected_and_unread_columns_named(crm: Crm, load: Load) -> None:
    ran = load("products", "sku,name,price,currency,stock\nP1,Pen,9,EUR,4\n")
    assert (list(ran.json["reasons"]), ran.json["unmapped"]) == (["import.other_currency"], ["stock"])


def test_a_product_named_like_two_is_rejected(crm: Crm, load: Load) -> None:
    crm.ok("product", "add", "Pen", "--sku", "P1", "--price", "5")
    crm.ok("product", "add", "Pen", "--sku", "P2", "--price", "6")
    assert list(load("products", "name,price\nPen,9\n").json["reasons"]) == ["import.shared_product"]


def test_the_same_number_and_phone_are_not_enough_when_the_source_is_a_file_name(crm: Crm, load: Load) -> None:
    load("customers", "id,name,phone\n1,Cleo Ray,+8613800138001\n")
    ran = load("customers", "id,name,phone\n1,Bob Ray,+8613800138001\n")
    assert list(ran.json["reasons"]) == ["import.other_person"]
    assert table(crm, "customers", "name") == [("Ann Lee",), ("Cleo Ray",)]


def test_a_company_listed_without_its_kind_is_the_same(crm: Crm, load: Load) -> None:
    crm.ok("add", "Acme Ltd", "kind=company", "email=a@acme.com")
    assert load("customers", "name,email\nAcme Ltd,a@acme.com\n").json["unchanged"] == 1


def test_another_kind_brings_another_key(crm: Crm, load: Load) -> None:
    load("customers", "id,name\n1,Acme Ltd\n", "--source", "s")
    load("customers", "id,name,kind\n1,Acme Ltd,company\n", "--source", "s")
    assert table(crm, "customers", "kind", "name_key")[1] == ("company", "acme")


def test_copies_get_uids_of_their_own(crm: Crm, load: Load) -> None:
    ran = load("customers", "uid,name\ncabc1,Bob\ncabc1,Bob\n", "--on-duplicate", "create")
    assert (ran.status, ran.json["created"]) == (0, 2)


def test_custom_fields_are_read_by_their_own_heading(crm: Crm, load: Load) -> None:
    crm.ok("field", "add", "shoe", "--type", "number")
    crm.ok("field", "add", "hat")
    crm.ok("edit", "Ann Lee", "hat=blue")
    ran = load("customers", "name,email,Shoe\nAnn Lee,ann@x.com,38\nBob,b@x.com,x\n")
    assert (ran.json["unmapped"], ran.json["updated"], ran.json["rejected"]) == ([], 1, 1)
    assert table(crm, "customers", "custom") == [('{"hat":"blue","shoe":38}',)]
