"""--where: every report about some customers only."""

from typing import Any

import pytest

from tests.conftest import Crm

REPORTS = ("overview", "sales", "lifecycle", "rfm", "value", "quality")


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Two customers in Paris and two in 上海, who do the same but for their amounts."""
    crm.ok("init", "--currency", "EUR")
    people = (("Ada", "Paris"), ("Bob", "Paris"), ("Wang", "上海"), ("Li", "上海"))
    for number, (name, city) in enumerate(people, 1):
        crm.ok("add", name, f"city={city}")
        crm.ok("sale", "add", name, f"tea@{number}00", "--date", "2026-02-20")
        crm.ok("sale", "add", name, f"tea@{number}", "--date", "2026-02-10", "--paid")
        crm.ok("sale", "add", name, f"tea@{number}0", "--date", "2026-01-10")
        crm.ok("sale", "pay", str(3 * number), f"{number}", "--date", "2026-02-21")
        crm.ok("log", name, "hello", "--at", "2026-02-22")
        crm.ok("complaint", "add", name, "late")
    crm.ok("add", "Zoe")
    return crm


def report(crm: Crm, name: str, *words: str) -> Any:
    return crm.ok("report", name, *words, "-f", "json").json


def test_the_overview_of_some_counts_only_what_is_theirs(shop: Crm) -> None:
    found = report(shop, "overview", "--where", "city:上海")
    assert {row["measure"]: row["value"] for row in found["rows"]} == {
        "sales": "707.00", "orders": 4, "average": "176.75", "collected": "14.00", "new_customers": 2, "contacts": 2,
        "complaints_opened": 2, "complaints_resolved": 0,
    }  # fmt: skip
    assert (found["where"], found["owed"], found["debtors"]) == ("city:上海", "763.00", 2)
    assert (found["open_complaints"], sum(found["stages"].values())) == (2, 2)
    assert [row["name"] for row in found["top_customers"]] == ["Li", "Wang"]


def test_two_halves_make_the_whole(shop: Crm) -> None:
    whole, paris, others = (
        report(shop, "overview", *w) for w in ((), ("--where", "city:Paris"), ("--where", "-city:Paris"))
    )
    for all_of_them, one, other in zip(whole["rows"], paris["rows"], others["rows"], strict=True):
        if all_of_them["measure"] != "average":
            for key in ("value", "before"):
                assert float(all_of_them[key]) == float(one[key]) + float(other[key]), all_of_them["measure"]
    assert whole["stages"] == {s: n + others["stages"][s] for s, n in paris["stages"].items()}
    lifecycle = [
        report(shop, "lifecycle", *w)["rows"] for w in ((), ("--where", "city:Paris"), ("--where", "-city:Paris"))
    ]
    for a, b, c in zip(*lifecycle, strict=True):
        assert (a["customers"], a["before"]) == (b["customers"] + c["customers"], b["before"] + c["before"])


def test_rfm_of_some_keeps_the_cut_points_of_everybody(shop: Crm) -> None:
    whole, some = report(shop, "rfm"), report(shop, "rfm", "--where", "city:上海")
    assert some["cuts"] == whole["cuts"]
    assert (sum(map(sum, whole["grid"])), sum(map(sum, some["grid"]))) == (4, 2)
    for row in some["rows"]:
        ids = shop.ok("list", f"city:上海 rfm:{row['name']}", "-f", "ids").out.split()
        assert len(ids) == row["customers"]
    assert "The cut points remain those of everybody." in shop.ok("report", "rfm", "--where", "city:上海").out
    assert "分界值仍按全体客户。" in shop.ok("report", "rfm", "--where", "city:上海", "--lang", "zh").out


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_says_whom_it_is_about(shop: Crm, name: str) -> None:
    page = shop.ok("report", name, "--where", "city:Paris").out
    assert "\nOnly customers that match 'city:Paris': 2." in page
    assert "\nOnly customers that match 'Ada': one." in shop.ok("report", name, "--where", "Ada").out
    assert "\n只统计符合“Ada”的客户：1 位。" in shop.ok("report", name, "--where", "Ada", "--lang", "zh").out
    assert "Only customers" not in shop.ok("report", name).out
    assert report(shop, name)["where"] is None


@pytest.mark.parametrize("name", REPORTS)
def test_the_query_is_that_of_every_command(shop: Crm, name: str) -> None:
    shop.ok("segment", "save", "french", "city:Paris")
    assert (
        report(shop, name, "--where", "segment:french")["rows"] == report(shop, name, "--where", "city:Paris")["rows"]
    )
    nobody = shop("report", name, "--where", "city:Nowhere")
    assert (nobody.status, nobody.out) == (3, "")
    wrong = shop("report", name, "--where", "ctiy:Paris")
    assert (wrong.status, wrong.err.splitlines()[0]) == (2, "error: unknown field 'ctiy' at column 1")
    assert shop("report", name, "--where", "").status == 2


@pytest.mark.parametrize("name", ["overview", "lifecycle", "rfm"])
@pytest.mark.parametrize("option", [("--by", "city"), ("--limit", "3")])
def test_what_only_sales_takes_is_refused_elsewhere(shop: Crm, name: str, option: tuple[str, str]) -> None:
    ran = shop("report", name, *option)
    assert (ran.status, ran.err.splitlines()[0]) == (2, f"error: this report does not take {option[0]}")


def test_somebody_who_never_bought_has_an_empty_rfm_page(shop: Crm) -> None:
    out = shop.ok("report", "rfm", "--where", "Zoe").out
    assert "\n0 customers have bought\n" in out
