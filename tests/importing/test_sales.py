"""crm import sales: lines become orders, whole or not at all, each booked to the right customer."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

import pytest

from tests.conftest import Crm, Ran
from tests.importing.content import check_derived, content

Load = Callable[..., Ran]
HEAD = "order,date,customer id,item,quantity,price\n"


@pytest.fixture
def load(crm: Crm) -> Load:
    """Import order lines given as text, below the usual headings unless they bring their own."""

    def load(text: str, *options: str, head: str = HEAD) -> Ran:
        path = crm.folder / "orders.csv"
        path.write_text(head + text, encoding="utf-8")
        return crm("import", "sales", str(path), *options, "-f", "json")

    return load


@pytest.fixture(autouse=True)
def people(crm: Crm) -> None:
    path = crm.folder / "people.csv"
    path.write_text("id,name,phone,email\n7,张三,13800138000,\n8,Anna,,a@x.com\n", encoding="utf-8")
    crm.ok("import", "customers", str(path), "--source", "shop")


def sums(ran: Ran) -> dict[str, int]:
    counts = {name: ran.json[name] for name in ("created", "updated", "unchanged", "skipped", "rejected")}
    assert ran.json["read"] == sum(counts.values())
    return {name: count for name, count in counts.items() if count}


def sales(crm: Crm) -> list[Any]:
    return sorted(crm.ok("sale", "list", "-f", "json").json, key=itemgetter("id"))


def spent(crm: Crm, who: str) -> str:
    return str(crm.ok("show", who, "-f", "json").json["spent"])


def reasons(crm: Crm) -> list[str]:
    lines = (crm.folder / "orders.rejects.csv").read_text(encoding="utf-8").splitlines()
    return [line.split(",", 2)[1] for line in lines[1:]]


def test_lines_of_one_number_are_one_order(crm: Crm, load: Load) -> None:
    ran = load("A1,2026-01-02,7,面膜,2,10.50\nA1,2026-01-02,7,水,1,3\nA2,2026-01-03,8,水,1,3\n")
    assert (ran.status, sums(ran), ran.json["made"]) == (0, {"created": 3}, {"orders": 2, "products": 2})
    assert [(s["number"], s["customer"], s["total"]) for s in sales(crm)] == [
        ("A1", "张三", "24.00"), ("A2", "Anna", "3.00"),
    ]  # fmt: skip
    assert spent(crm, "张三") == "24.00"
    check_derived(crm.db)


def test_the_same_file_again_changes_nothing(crm: Crm, load: Load) -> None:
    text = "A1,2026-01-02,7,面膜,2,10.50\nA1,2026-01-02,7,水,1,3\n,2026-01-03,8,水,1,3\n,2026-01-03,8,水,1,3\n"
    assert sums(load(text)) == {"created": 4}
    before = content(crm.db)
    ran = load(text)
    assert (ran.status, sums(ran), ran.json["import_id"]) == (0, {"unchanged": 4}, None)
    assert content(crm.db) == before


def test_an_order_with_a_bad_line_is_rejected_whole(crm: Crm, load: Load) -> None:
    ran = load("A1,2026-01-02,7,面膜,two,10\nA1,2026-01-02,7,水,1,3\nA2,2026-01-03,8,水,1,3\n")
    assert (ran.status, sums(ran)) == (5, {"created": 1, "rejected": 2})
    assert [s["number"] for s in sales(crm)] == ["A2"]


def test_the_mended_rejects_file_brings_the_whole_order(crm: Crm, load: Load) -> None:
    load("A1,2026-01-02,7,面膜,two,10\nA1,2026-01-02,7,水,1,3\n")
    rejects = crm.folder / "orders.rejects.csv"
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("two", "2"), encoding="utf-8")
    assert sums(crm.ok("import", "sales", str(rejects), "-f", "json")) == {"created": 2}
    assert [s["total"] for s in sales(crm)] == ["23.00"]


def test_an_order_of_two_buyers_is_rejected_whole(crm: Crm, load: Load) -> None:
    assert sums(load("A1,2026-01-02,7,水,1,3\nA1,2026-01-02,8,水,1,3\n")) == {"rejected": 2}
    assert reasons(crm) == ["order A1 names several customers"] * 2


def test_nobody_is_made_up(crm: Crm, load: Load) -> None:
    ran = load("A1,2026-01-02,9,水,1,3\nA2,2026-01-02,,水,1,3\n")
    assert sums(ran) == {"rejected": 2}
    assert reasons(crm)[0] == "no customer '9' (--create-customers makes those that are missing)"


def test_missing_customers_are_made_when_asked(crm: Crm, load: Load) -> None:
    ran = load("A1,2026-01-02,9,水,1,3\nA2,2026-01-03,9,水,1,4\n", "--create-customers")
    assert ran.json["made"] == {"customers": 1, "orders": 2, "products": 1}
    assert (crm.ok("show", "3", "-f", "json").json["name"], spent(crm, "3")) == ("Customer 9", "7.00")
    check_derived(crm.db)


def test_lines_without_a_customer_go_to_one_anonymous_buyer_when_asked(crm: Crm, load: Load) -> None:
    load("A1,2026-01-02,,水,1,3\n", "--anonymous")
    load("A2,2026-01-03,,水,1,4\n", "--anonymous")
    assert [(s["customer_id"], s["customer"]) for s in sales(crm)] == [(3, "Anonymous buyers")] * 2


@pytest.mark.parametrize(("heading", "value"), [("customer phone", "138-0013-8000"), ("customer", "张三")])
def test_a_buyer_is_found_by_phone_or_name_too(crm: Crm, load: Load, heading: str, value: str) -> None:
    ran = load(f"A1,2026-01-02,{value},水,1,3\n", head=f"order,date,{heading},item,quantity,price\n")
    assert sums(ran) == {"created": 1}
    assert sales(crm)[0]["customer_id"] == 1


def test_a_buyer_whom_several_could_be_is_rejected(crm: Crm, load: Load) -> None:
    crm.ok("add", "张三", "phone=13800138001")
    ran = load("A1,2026-01-02,张三,水,1,3\n", head="order,date,customer,item,quantity,price\n")
    assert sums(ran) == {"rejected": 1}


def test_changed_lines_replace_those_of_the_order(crm: Crm, load: Load) -> None:
    load("A1,2026-01-02,7,水,1,3\nA2,2026-01-02,7,水,1,3\n")
    assert sums(load("A1,2026-01-02,7,水,2,3\nA2,2026-01-02,7,水,1,3\n")) == {"updated": 1, "unchanged": 1}
    assert [s["total"] for s in sales(crm)] == ["6.00", "3.00"]
    assert spent(crm, "1") == "9.00"


@pytest.mark.parametrize(("how", "expected"), [("skip", {"skipped": 1}), ("reject", {"rejected": 1})])
def test_on_duplicate(crm: Crm, load: Load, how: str, expected: dict[str, int]) -> None:
    load("A1,2026-01-02,7,水,1,3\n")
    assert sums(load("A1,2026-01-02,7,水,2,3\n", "--on-duplicate", how)) == expected
    assert sales(crm)[0]["total"] == "3.00"


def test_lines_of_an_order_far_apart_in_the_file_meet(crm: Crm, load: Load) -> None:
    filler = "".join(f"B{n},2026-01-02,8,水,1,3\n" for n in range(21_000))
    text = f"A1,2026-01-02,7,水,1,3\n{filler}A1,2026-01-02,7,面膜,1,5\n"
    assert sums(load(text)) == {"created": 21_002}
    assert spent(crm, "1") == "8.00"
    before = content(crm.db)
    assert sums(load(text)) == {"unchanged": 21_002}
    assert content(crm.db) == before
    check_derived(crm.db)


def test_goods_taken_back_are_a_return_with_a_negative_total(crm: Crm, load: Load) -> None:
    load("A1,2026-01-02,7,水,2,3\nC1,2026-01-05,7,水,-1,3\n")
    stored = content(crm.db)["sales"]
    assert [(row[1], row[3], row[9]) for row in stored] == [("A1", "sale", 600), ("C1", "return", -300)]
    found = crm.ok("show", "1", "-f", "json").json
    assert (found["spent"], found["orders"]) == ("3.00", 1)


def test_money_keeps_every_cent(crm: Crm, load: Load) -> None:
    load("A1,2026-01-02,7,水,3,0.0725\nA2,2026-01-02,7,水,1000000,1234.56\n")
    assert [s["total"] for s in sales(crm)] == ["0.22", "1234560000.00"]


def test_unpaid_sales_are_owed_by_a_due_day(crm: Crm, load: Load) -> None:
    load("A1,2026-01-02,7,水,2,3\n", "--unpaid")
    sale = sales(crm)[0]
    assert (sale["unpaid"], sale["due"]) == ("6.00", "2026-02-01")


def test_a_foreign_currency_is_rejected_with_its_name(crm: Crm, load: Load) -> None:
    ran = load("A1,2026-01-02,7,水,2,3,EUR\n", head=HEAD.strip() + ",currency\n")
    assert (sums(ran), reasons(crm)) == ({"rejected": 1}, ['"EUR is not the currency of this file'])


def test_a_dry_run_writes_nothing(crm: Crm, load: Load) -> None:
    before = content(crm.db)
    ran = load("A1,2026-01-02,7,水,2,3\nA2,2026-01-02,9,水,2,3\n", "--dry-run", "--create-customers")
    assert sums(ran) == {"created": 2}
    assert content(crm.db) == before


def test_undo_takes_all_of_it_back_and_redo_brings_it(crm: Crm, load: Load) -> None:
    crm.ok("sale", "add", "张三", "水@3")
    before = content(crm.db)
    load("A1,2026-01-02,7,面膜,2,10.50\nA1,2026-01-02,7,水,1,3\nA2,2026-01-03,9,水,1,3\n", "--create-customers")
    after = content(crm.db)
    crm.ok("undo")
    assert content(crm.db) == before
    crm.ok("redo")
    assert content(crm.db) == after
    check_derived(crm.db)
