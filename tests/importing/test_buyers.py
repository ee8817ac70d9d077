"""Whom imported rows are booked to: nobody whom the row contradicts."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Crm, Ran
from tests.dumps import dump
from tests.importing.content import check_derived, content

Load = Callable[..., Ran]


@pytest.fixture
def load(crm: Crm) -> Load:
    (crm.folder / "people.csv").write_text(
        "id,name,phone,email\n1,Alice Smith,+8613800138001,al@x.com\n2,Bob Jones,+8613800138002,\n", encoding="utf-8"
    )
    crm.ok("import", "customers", str(crm.folder / "people.csv"), "--source", "mailchimp")

    def load(who: str, *options: str, head: str = "customer id,customer,phone,email") -> Ran:
        lines = "".join(f"X{n},2026-01-01,pen,10,{line}\n" for n, line in enumerate(who.splitlines()))
        path = crm.folder / "orders.csv"
        path.write_text(f"order,date,item,price,{head}\n{lines}", encoding="utf-8")
        return crm("import", "sales", str(path), "--source", "shop", *options, "-f", "json")

    return load


def buyers(crm: Crm) -> list[Any]:
    return [row[2] for row in content(crm.db)["sales"]]


@pytest.mark.parametrize(
    ("who", "customer"),
    [
        ("1,,,", 1), ("1,Alice Smith,,", 1), ("1,A. Smith,,al@x.com", 1), ("1,Zoe Other,,zoe@y.com", None),
        ("1,Zoe Other,,", None), (",Alice Smith,+8613800138001,", 1), (",Carl Smith,+8613800138001,", None),
        (",,+8613800138001,", 1), (",Alice Smith,,", 1), (",Alice Smith,,other@x.com", None),
        ("77,Bob Jones,+8613777777777,", None),
    ],
)  # fmt: skip
def test_only_a_customer_whom_nothing_contradicts(crm: Crm, load: Load, who: str, customer: int | None) -> None:
    ran = load(f"{who}\n")
    assert buyers(crm) == ([customer] if customer else [])
    assert list(ran.json["reasons"]) == ([] if customer else ["import.no_such_customer"])


def test_those_who_are_missing_are_made_once(crm: Crm, load: Load) -> None:
    ran = load(
        "7,Zoe Lee,,zoe@x.com\n7,Zoe Lee,,\n,Zoe Lee,+14155552671,\n,Zoe Lee,+14155552671,zoe@x.com\n",
        "--create-customers",
    )
    assert (buyers(crm), ran.json["made"]["customers"]) == ([3, 3, 3, 3], 1)
    assert [row[2] for row in content(crm.db)["contact_points"] if row[1] == 3] == ["email", "phone"]
    check_derived(crm.db)


def test_they_live_where_the_row_says(crm: Crm, load: Load) -> None:
    load("Zoe Lee,France,01 42 68 53 00\n", "--create-customers", head="customer,country,phone")
    found = crm.ok("show", "3", "-f", "json").json
    assert [row[4] for row in content(crm.db)["contact_points"] if row[1] == 3] == ["+33142685300"]
    assert (found["country"], found["phone"]) == ("France", "01 42 68 53 00")


def test_a_company_is_found_by_its_name(crm: Crm, load: Load) -> None:
    crm.ok("add", "Acme Ltd", "kind=company")
    load("Acme Ltd\n", head="customer")
    assert buyers(crm) == [3]


@pytest.mark.parametrize("columns", ["name,phone", "name"])
def test_sales_and_contacts_of_somebody_merged_stay_with_the_survivor(crm: Crm, columns: str) -> None:
    who = [("Ann Lee", "+14155550101"), ("Beth Lee", "+14155550102")]
    rows = [(",".join(words[: len(columns.split(","))]), n) for n, words in enumerate(who, 1)]
    sales, log = crm.folder / "sales.csv", crm.folder / "log.csv"
    sales.write_text(f"order id,{columns},date,total\n" + "".join(f"A{n},{w},2026-02-0{n},10\n" for w, n in rows))
    log.write_text(f"date,{columns},channel,content\n" + "".join(f"2026-02-0{n},{w},call,hello\n" for w, n in rows))
    crm.ok("import", "sales", str(sales), "--create-customers")
    crm.ok("import", "contacts", str(log))
    crm.ok("merge", "1", "2")
    before = dump(crm.db)
    for kind, path in (("sales", sales), ("contacts", log)):
        assert crm.ok("import", kind, str(path), "--create-customers", "-f", "json").json["unchanged"] == 2
    assert dump(crm.db) == before
