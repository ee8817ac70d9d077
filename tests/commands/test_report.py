"""report, report overview, report sales."""

from decimal import Decimal
from typing import Any

import pytest

from crmcli.reports.sales import BY
from tests.conftest import Crm


@pytest.fixture
def year(crm: Crm) -> Crm:
    crm.ok("init")
    crm.ok("add", "Ada", "city=London")
    crm.ok("add", "Bob")
    crm.ok("product", "add", "Green tea", "--sku", "T-1", "--price", "10", "--category", "tea")
    crm.ok("product", "add", "Cup", "--price", "4")
    sales = (
        ("Ada", "T-1*3", "Cup", "--date", "2025-12-31", "--shipping", "5", "--channel", "web", "--paid"),
        ("Ada", "T-1", "Poster@1.50", "--date", "2026-02-02", "--discount", "0.5"),
        ("Bob", "Cup*2", "T-1", "--date", "2026-02-28"),
        ("Bob", "Cup", "--return", "--date", "2026-03-01"),
        ("Bob", "Cup*100", "--date", "2026-02-28", "--status", "draft"),
        ("Bob", "Poster@7.77", "--date", "2026-02-28", "--currency", "EUR", "--rate", "1.0833"),
    )
    for words in sales:
        crm.ok("sale", "add", *words)
    crm.ok("sale", "add", "Bob", "Cup*50")
    crm.ok("sale", "cancel", "7")
    return crm


def report(crm: Crm, *words: str) -> Any:
    return crm.ok("report", "sales", *words, "-f", "json").json


def test_report_alone_lists_the_reports(crm: Crm) -> None:
    out = crm.ok("report").out
    assert out.splitlines()[0] == "report\tabout"
    names = [line.split("\t")[0] for line in out.splitlines()[1:]]
    assert names == ["overview", "sales", "deals", "lifecycle", "rfm", "value", "quality"]


def test_an_unknown_report(crm: Crm) -> None:
    ran = crm("report", "sale")
    assert (ran.status, ran.err.splitlines()[1]) == (2, "hint: did you mean 'sales'?")


def test_by_month_has_the_months_without_sales(year: Crm) -> None:
    found = report(year)
    assert found["headline"] == (
        "72.42 USD from 4 orders, 2025-12-31 to 2026-03-01; 18.11 an order, after returns of 4.00 USD."
    )
    assert [(r["period"], r["orders"], r["customers"], r["returns"], r["sales"]) for r in found["rows"]] == [
        ("2025-12", 1, 1, "0.00", "39.00"),
        ("2026-01", 0, 0, "0.00", "0.00"),
        ("2026-02", 3, 2, "0.00", "37.42"),
        ("2026-03", 0, 0, "-4.00", "-4.00"),
    ]
    assert {"report", "since", "until", "rows", "headline", "currency"} <= set(found)


def test_by_product_the_rest_is_a_row_of_its_own(year: Crm) -> None:
    assert [(r["name"], r["quantity"], r["sales"]) for r in report(year, "--by", "product")["rows"]] == [
        ("Green tea", 5, "50.00"),
        ("Poster", 2, "9.92"),
        ("Cup", 2, "8.00"),
        ("(shipping & discount)", None, "4.50"),
    ]


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("words", [(), ("--since", "2026-02"), ("--where", "Bob"), ("--until", "2026-02-15")])
def test_rows_add_up_to_the_same_total_whatever_they_are_by(year: Crm, by: str, words: tuple[str, ...]) -> None:
    found, by_month = report(year, "--by", by, *words), report(year, *words)
    assert found["total"] == by_month["total"]
    for column in ("sales",) if by in ("product", "category") else ("sales", "orders", "returns"):
        total = sum((Decimal(str(row[column])) for row in found["rows"]), Decimal())
        assert total == Decimal(str(found["total"][column])), column


@pytest.mark.parametrize("by", ["customer", "product", "city", "channel", "category"])
def test_a_limit_sums_up_the_others(year: Crm, by: str) -> None:
    found = report(year, "--by", by, "--limit", "1")
    assert found["rows"][1]["name"] == "(others)"
    assert sum(Decimal(row["sales"]) for row in found["rows"]) == Decimal(found["total"]["sales"])


def test_a_limit_keeps_the_last_periods(year: Crm) -> None:
    found = report(year, "--limit", "2")
    assert ([row["period"] for row in found["rows"]], found["total"]["sales"]) == (["2026-02", "2026-03"], "33.42")


def test_the_total_line_and_the_headings(year: Crm) -> None:
    assert year.ok("report", "sales", "--by", "city", "--lang", "zh").out == (
        "销售统计（按城市，USD）\n\n"
        "2025-12-31 至 2026-03-01，共 4 单，销售额 72.42 USD，平均每单 18.11（已扣除退货 4.00 USD）。\n\n"
        "城市    订单数  客户数   退货  销售额  客单价\n"
        "London       2       1   0.00   50.00   25.00\n"
        "（无）       2       1  -4.00   22.42   11.21\n"
        "合计         4       2  -4.00   72.42   18.11\n"
    )


def test_csv_has_the_rows_without_the_total(year: Crm) -> None:
    assert year.ok("report", "sales", "--by", "quarter", "-f", "csv").out == (
        "period,orders,customers,returns,sales,average\n2025-Q4,1,1,0.00,39.00,39.00\n2026-Q1,3,2,-4.00,33.42,11.14\n"
    )


def test_no_sales_at_all(crm: Crm) -> None:
    crm.ok("init")
    found = report(crm)
    assert (found["rows"], found["headline"], found["since"]) == ([], "There are no sales.", None)


def test_months_asked_for_are_shown_without_any_sale(crm: Crm) -> None:
    crm.ok("init")
    found = report(crm, "--since", "2026-01", "--until", "2026-02")
    assert [(row["period"], row["sales"]) for row in found["rows"]] == [("2026-01", "0.00"), ("2026-02", "0.00")]


def test_nobody_to_report_on(year: Crm) -> None:
    assert year("report", "sales", "--where", "Nobody").status == 3


@pytest.mark.parametrize(
    "words", [("--by", "weather"), ("--limit", "-1"), ("--since", "2026-02", "--until", "2026-01")]
)
def test_impossible_options(year: Crm, words: tuple[str, ...]) -> None:
    assert year("report", "sales", *words).status == 2


def test_overview_compares_with_the_period_before(year: Crm) -> None:
    year.ok("complaint", "add", "Ada", "broke")
    found = year.ok("report", "overview", "--since", "2026-02-01", "--until", "2026-03-01", "-f", "json").json
    rows = {row["measure"]: (row["value"], row["before"], row["change"]) for row in found["rows"]}
    assert rows["sales"] == ("33.42", "0.00", None)
    assert rows["orders"] == (3, 0, None)
    assert rows["collected"] == ("0.00", "0.00", None)
    assert rows["new_customers"] == (2, 0, None)
    assert rows["complaints_opened"] == (1, 0, None)
    assert found["headline"] == "Sales of 33.42 USD from 3 orders; there were none in the 29 days before."
    assert (found["owed"], found["debtors"], found["open_complaints"]) == ("33.42", 2, 1)
    assert [(row["name"], row["sales"]) for row in found["top_customers"]] == [("Bob", "22.42"), ("Ada", "11.00")]
    assert sum(found["stages"].values()) == 2


def test_overview_is_of_the_last_30_days(year: Crm) -> None:
    found = year.ok("report", "overview", "-f", "json").json
    assert (found["since"], found["until"]) == ("2026-01-31", "2026-03-01")


def test_overview_of_nothing_in_chinese(crm: Crm) -> None:
    crm.ok("init")
    out = crm.ok("report", "overview", "--lang", "zh").out
    assert out.splitlines()[2] == "这 30 天没有销售。"
    assert crm("report", "overview", "--by", "month").status == 2


@pytest.mark.parametrize("name", ["rfm", "value"])
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_report_of_all_time_takes_no_period(crm: Crm, name: str, option: str) -> None:
    crm.ok("init")
    ran = crm("report", name, option, "2026-01-01")
    assert (ran.status, ran.err) == (2, f"error: this report does not take {option}\n")


def test_an_option_without_the_name_of_a_report_is_refused(crm: Crm) -> None:
    crm.ok("init")
    ran = crm("report", "--by", "month", "--lang", "zh")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "错误：--by 要用于哪份报表？")
