"""report value, and the fields ``clv`` and ``churn``."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Crm

TODAY = date(2026, 3, 1)


def orders() -> list[str]:
    """Lines of a file of sales: 120 customers over 26 months, who stop after a purchase in every fifth case."""
    pick = random.Random(4)
    lines = ["number,customer,customer_external_id,date,item,quantity,price"]
    for who in range(1, 121):
        day, gap, usual = float(pick.randint(0, 760)), pick.uniform(15, 60), pick.uniform(20, 120)
        while day <= 790:
            at = TODAY - timedelta(days=790 - int(day))
            price = round(usual * pick.uniform(0.5, 1.5), 2)
            lines.append(f"N{len(lines)},Buyer {who:03},X{who:03},{at},tea,1,{price}")
            if pick.random() < 0.2:
                break
            day += 1 + pick.expovariate(1 / gap)
    return lines


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Crm:
    folder: Path = tmp_path_factory.mktemp("value")
    crm = Crm(folder)
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    (folder / "sales.csv").write_text("\n".join(orders()) + "\n", "utf-8")
    crm.ok("import", "sales", str(folder / "sales.csv"), "--create-customers", "--yes")
    crm.ok("add", "Lead", "city=上海")
    return crm


@pytest.fixture
def corner(crm: Crm) -> Crm:
    """A shop too small for any model."""
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    for name, days in (("Ann", (100, 60, 20)), ("Bob", (100, 60)), ("Cy", (10,)), ("Lead", ())):
        crm.ok("add", name)
        for ago in days:
            crm.ok("sale", "add", name, "tea@100", "--date", str(TODAY - timedelta(days=ago)))
    return crm


def test_every_buyer_has_a_value_and_a_probability_and_no_lead_has_either(shop: Crm) -> None:
    rows = shop.ok("list", "--columns", "name,orders,clv,churn", "-f", "json").json
    leads = [row for row in rows if not row["orders"]]
    assert [(row["name"], row["clv"], row["churn"]) for row in leads] == [("Lead", None, None)]
    assert all(float(row["clv"]) >= 0 and 0 <= row["churn"] <= 1 for row in rows if row["orders"])
    assert {row["currency"] for row in rows} == {"CNY"}


def test_a_list_by_value_begins_with_the_most_valuable(shop: Crm) -> None:
    rows = shop.ok("list", "clv>=100", "--columns", "name,clv,churn", "--sort", "-clv", "-f", "json").json
    values = [float(row["clv"]) for row in rows]
    assert values == sorted(values, reverse=True)
    assert 0 < len(values) < 120
    assert values[-1] >= 100


def test_the_groups_add_up_to_all(shop: Crm) -> None:
    groups = shop.ok("list", "--group-by", "stage", "--sum", "clv", "-f", "json").json
    rows = shop.ok("list", "has:clv", "--columns", "clv", "-f", "json").json
    assert round(sum(float(g["sum_clv"] or 0) for g in groups), 2) == round(sum(float(r["clv"]) for r in rows), 2)


@pytest.mark.parametrize("query", ["has:churn", "has:clv", "有:流失概率", "churn>=0", "流失率:0..1", "客户价值>=0"])
def test_whoever_has_bought_is_found(shop: Crm, query: str) -> None:
    assert len(shop.ok("list", query, "--limit", "0", "-f", "ids").out.split()) in (119, 120)


def test_the_query_is_explained_in_both_languages(shop: Crm) -> None:
    english = shop.ok("segment", "explain", "churn>0.5 clv>=100").out.splitlines()
    assert english[0] == "customers whose churn is more than 0.5 and whose clv is at least 100"
    chinese = shop.ok("segment", "explain", "churn>0.5 clv>=100", "--lang", "zh").out.splitlines()
    assert "流失概率" in chinese[0]
    assert "客户价值" in chinese[0]


def test_those_likely_gone_can_be_tagged(shop: Crm) -> None:
    gone = shop.ok("list", "churn>0.9", "--limit", "0", "-f", "ids").out.split()
    assert shop.ok("tag", "churn>0.9", "gone", "--yes", "-f", "ids").out.split() == gone
    assert shop.ok("list", "tag:gone", "--limit", "0", "-f", "ids").out.split() == gone
    shop.ok("undo")


def test_a_value_that_is_no_number_is_refused(shop: Crm) -> None:
    assert shop("list", "churn>often").status == 2
    assert shop("list", "clv>much").status == 2


def test_the_report_as_json(shop: Crm) -> None:
    found = shop.ok("report", "value", "-f", "json").json
    assert {"report", "since", "until", "rows", "headline", "currency"} <= {*found}
    assert (found["report"], found["until"], found["customers"]) == ("value", "2026-03-01", 120)
    assert [row["tenth"] for row in found["rows"]] == list(range(1, 11))
    assert sum(row["customers"] for row in found["rows"]) == 120
    assert round(sum(float(row["clv"]) for row in found["rows"]), 2) == float(found["clv"])
    assert (found["model"]["rule"], found["model"]["sample"]) == ("bg_nbd", 120)
    assert {*found["model"]["bg_nbd"]} == {"r", "alpha", "a", "b"}
    assert [row["days"] for row in found["model"]["once"]] == [30, 90, 365]
    best = shop.ok("list", "--columns", "id,clv", "--sort", "-clv", "--limit", "10", "-f", "json").json
    assert [(row["customer_id"], row["clv"]) for row in found["top"]] == [(row["id"], row["clv"]) for row in best]


def test_the_forecast_is_held_against_what_happened(shop: Crm) -> None:
    check = shop.ok("report", "value", "-f", "json").json["check"]
    assert (check["since"], check["until"] <= "2026-03-01") == (
        str(date.fromisoformat(check["until"]) - timedelta(364)),
        True,
    )
    assert sum(row["customers"] for row in check["groups"]) == check["customers"]
    assert sum(row["orders"] for row in check["groups"]) == check["orders"]
    sold = [line.split(",") for line in orders()[1:]]
    known = {row[1] for row in sold if row[3] < check["since"]}
    assert (check["customers"], check["orders"]) == (
        len(known),
        sum(row[3] >= check["since"] and row[1] in known for row in sold),
    )
    assert check["orders_expected"] == pytest.approx(check["orders"], rel=0.35)


def test_the_page_says_which_rule_is_for_whom(shop: Crm) -> None:
    lines = shop.ok("report", "value").out.splitlines()
    assert lines[0] == "Customer value"
    assert lines[2].startswith(
        shop.ok("report", "value", "-f", "json").json["clv"] + " CNY expected from 120 customers"
    )
    text = "\n".join(lines)
    assert "bought again: purchases and churn by BG/NBD, the worth of a purchase by Gamma-Gamma." in text
    assert "BG/NBD takes whoever bought once to be there still. Churn is another rule:" in text
    assert "Would it have been right?" in text
    assert lines[-1] == "crm list 'churn>0.5' --sort -clv --columns name,phone,clv,churn: who is worth winning back"


@pytest.mark.parametrize("name", ["客户价值", "value"])
def test_the_report_has_a_chinese_name_and_page(shop: Crm, name: str) -> None:
    lines = shop.ok("report", name, "--lang", "zh").out.splitlines()
    assert lines[0] == "客户价值"
    assert "预计 120 位客户未来 12 个月共消费" in lines[2]
    assert "用过去检验" in lines


def test_the_tenths_as_csv(shop: Crm) -> None:
    lines = shop.ok("report", "value", "-f", "csv").out.splitlines()
    assert lines[0] == "tenth,customers,clv,share,at_least,churn,again,spent"
    assert len(lines) == 11


def test_with_where_only_the_customers_change_not_the_model(shop: Crm) -> None:
    everybody = shop.ok("report", "value", "-f", "json").json
    some = shop.ok("report", "value", "--where", "orders>=5", "-f", "json").json
    assert some["model"] == everybody["model"]
    assert 0 < some["customers"] < 120
    assert some["check"]["customers"] < everybody["check"]["customers"]
    assert "The model remains that of everybody." in shop.ok("report", "value", "--where", "orders>=5").out


def test_a_small_shop_goes_by_simple_rules_and_is_told_so(corner: Crm) -> None:
    found = corner.ok("report", "value", "-f", "json").json
    assert (found["model"]["rule"], found["model"]["again"], found["model"]["days_between"]) == ("simple", 2, 40.0)
    assert found["model"]["purchase"] == "100.00"
    out = corner.ok("report", "value").out
    assert "Too few bought again (2), or they do not fit the model (BG/NBD): simple rules for everybody." in out
    assert "twice the usual gap, which is 40.0 days" in out
    rows = corner.ok("list", "--columns", "name,churn", "-f", "json").json
    assert {row["name"]: row["churn"] for row in rows} == {"Ann": 0.2, "Bob": 0.429, "Cy": 0.111, "Lead": None}
    assert "简单规则" in corner.ok("report", "value", "--lang", "zh").out


def test_a_short_history_is_not_tried_on_itself(crm: Crm) -> None:
    crm.ok("init", "--currency", "CNY")
    crm.ok("add", "Ann")
    crm.ok("sale", "add", "Ann", "tea@100", "--date", "2026-02-20")
    assert crm.ok("report", "value", "-f", "json").json["check"] is None
    assert "The history is too short to try the model on its own past." in crm.ok("report", "value").out


def test_where_nobody_bought_there_is_nothing_to_say(crm: Crm) -> None:
    crm.ok("init", "--currency", "CNY")
    crm.ok("add", "Lead")
    assert crm.ok("report", "value").out == "Customer value\n\nNobody has bought anything yet.\n"
    found = json.loads(crm.ok("report", "value", "-f", "json").out)
    assert (found["rows"], found["top"], found["check"], found["clv"]) == ([], [], None, "0.00")
    assert crm.ok("list", "has:churn", "-f", "json").json == []


def test_those_in_the_trash_teach_the_model_nothing(corner: Crm) -> None:
    before = corner.ok("report", "value", "-f", "json").json
    corner.ok("add", "Gone")
    corner.ok("sale", "add", "Gone", "tea@9999", "--date", "2025-12-01")
    corner.ok("rm", "Gone", "--yes")
    assert corner.ok("report", "value", "-f", "json").json == before
