"""list --group-by and --pivot: customers summed up by any field."""

import pytest

from tests.conftest import Crm
from tests.refusal import refused


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Three in two cities who differ in age, tags and what they bought, and one of whom nothing is known."""
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("field", "add", "size", "--type", "number")
    crm.ok(
        "add",
        "张三",
        "gender=女",
        "city=上海",
        "birthday=1980-03-01",
        "tags=vip,护肤",
        "phone=13800138001",
        "size=36.5",
    )
    crm.ok("add", "李四", "gender=男", "city=上海", "birthday=1990-12-31", "tags=vip", "size=40")
    crm.ok("add", "Bob", "gender=男", "city=Paris", "birthday=1985-01-01", "tags=lost", "size=39.9")
    crm.ok("add", "Nobody")
    crm.ok("sale", "add", "1", "茶@100.50", "--date", "2026-01-02")
    crm.ok("sale", "add", "2", "茶*2@3.50", "杯@3.34", "--date", "2026-02-20", "--channel", "store")
    return crm


def table(crm: Crm, *line: str) -> str:
    return crm.ok("list", *line, "-f", "table").out


def pairs(crm: Crm, field: str, *line: str) -> list[tuple[object, object]]:
    """Each value of the one field grouped by, and how many customers have it."""
    rows = crm.ok("list", "--group-by", field, *line, "-f", "json").json
    return [tuple(row.values())[:2] for row in rows]


# -- groups ----------------------------------------------------------------------------------------


def test_groups_are_counted_the_largest_first(shop: Crm) -> None:
    assert table(shop, "--group-by", "city") == (
        "city    customers\n"
        "上海            2\n"
        "Paris           1\n"
        "(none)          1\n"
        "total           4\n"
    )  # fmt: skip


def test_several_fields_and_several_figures(shop: Crm) -> None:
    line = ("--group-by", "city,gender", "--sum", "spent,orders", "--avg", "age,spent", "--max", "last_sale", "--count")
    assert shop.ok("list", *line, "-f", "json").json == [
        {"city": "Paris", "gender": "male", "count": 1, "sum_spent": "0.00", "sum_orders": 0, "avg_age": 41.0,
         "avg_spent": "0.00", "max_last_sale": None, "currency": "CNY"},
        {"city": "上海", "gender": "female", "count": 1, "sum_spent": "100.50", "sum_orders": 1, "avg_age": 46.0,
         "avg_spent": "100.50", "max_last_sale": "2026-01-02", "currency": "CNY"},
        {"city": "上海", "gender": "male", "count": 1, "sum_spent": "10.34", "sum_orders": 1, "avg_age": 35.0,
         "avg_spent": "10.34", "max_last_sale": "2026-02-20", "currency": "CNY"},
        {"city": None, "gender": None, "count": 1, "sum_spent": "0.00", "sum_orders": 0, "avg_age": None,
         "avg_spent": "0.00", "max_last_sale": None, "currency": "CNY"},
    ]  # fmt: skip


def test_the_same_in_chinese(shop: Crm) -> None:
    line = ("list", "--group-by", "城市,阶段", "--sum", "消费", "--avg", "年龄", "--min", "最近购买", "--count")
    assert shop.ok(*line, "-f", "table", "--lang", "zh").out == (
        "城市    阶段  客户数  消费合计  年龄平均  最近购买（最早）\n"
        "Paris   潜在       1      0.00     41.00\n"
        "上海    新客       1     10.34     35.00  2026-02-20\n"
        "上海    活跃       1    100.50     46.00  2026-01-02\n"
        "（无）  潜在       1      0.00\n"
        "合计               4    110.84     40.67  2026-01-02\n"
    )
    english = ("list", "--group-by", "city,stage", "--sum", "spent", "--avg", "age", "--min", "last_sale", "--count")
    assert shop.ok(*line, "-f", "json", "--lang", "zh").json == shop.ok(*english, "-f", "json").json


def test_without_any_group_there_is_one_line_for_all(shop: Crm) -> None:
    assert shop.ok("list", "--count").out == "count\n4\n"
    assert shop.ok("list", "--sum", "spent", "--avg", "spent", "--min", "age").out == (
        "sum_spent\tavg_spent\tmin_age\n110.84\t27.71\t35\n"
    )


def test_only_those_who_are_meant_are_summed_up(shop: Crm) -> None:
    assert pairs(shop, "city", "tag:vip") == [("上海", 2)]
    assert pairs(shop, "city", "李四") == [("上海", 1)]
    assert pairs(shop, "city", "tag:none-of-these") == []
    shop.ok("rm", "2")
    assert pairs(shop, "city", "city:上海") == [("上海", 1)]


def test_markdown_and_csv(shop: Crm) -> None:
    line = ("list", "--group-by", "gender", "--sum", "spent")
    assert shop.ok(*line, "-f", "md").out == (
        "| gender | sum spent |\n| --- | ---: |\n"
        "| male | 10.34 |\n| female | 100.50 |\n| (none) | 0.00 |\n| total | 110.84 |\n"
    )
    assert shop.ok(*line, "-f", "csv").out == "gender,sum_spent\nmale,10.34\nfemale,100.50\n,0.00\n"
    assert shop.ok(*line, "-f", "csv", "--headings", "zh").out.splitlines()[0] == "性别,消费合计"
    assert list(shop.ok(*line, "-f", "json", "--headings", "zh").json[0]) == ["性别", "消费合计", "币种"]


# -- every kind of field ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "groups"),
    [
        ("tags", [("vip", 2), ("lost", 1), ("护肤", 1), (None, 1)]),
        ("bought", [("茶", 2), (None, 2), ("杯", 1)]),
        ("channel", [(None, 3), ("store", 1)]),
        ("category", [(None, 4)]),
        ("phone", [(None, 3), ("13800138001", 1)]),
        ("phones", [(None, 3), ("13800138001", 1)]),
        ("stage", [("lead", 2), ("new", 1), ("active", 1)]),
        ("orders", [(0, 2), (1, 2)]),
        ("spent", [("0.00", 2), ("10.34", 1), ("100.50", 1)]),
        ("last_sale", [(None, 2), ("2026-01", 1), ("2026-02", 1)]),
        ("last_sale:day", [(None, 2), ("2026-01-02", 1), ("2026-02-20", 1)]),
        ("last_sale:week", [(None, 2), ("2026-W01", 1), ("2026-W08", 1)]),
        ("created_at", [("2026-03", 4)]),
        ("created_at:week", [("2026-W09", 4)]),
        ("created_at:quarter", [("2026-Q1", 4)]),
        ("创建时间：年", [("2026", 4)]),
        ("birthday", [("01", 1), ("03", 1), ("12", 1), (None, 1)]),
        ("birthday:day", [("01-01", 1), ("03-01", 1), ("12-31", 1), (None, 1)]),
        ("birthday:quarter", [("Q1", 2), ("Q4", 1), (None, 1)]),
        ("birthday:year", [("1980", 1), ("1985", 1), ("1990", 1), (None, 1)]),
        ("rfm", [(None, 2), (115, 1), (511, 1)]),
        ("rfm:name", [(None, 2), ("at_risk", 1), ("new", 1)]),
        ("r", [(None, 2), (1, 1), (5, 1)]),
        ("age:10", [("40..49", 2), ("30..39", 1), (None, 1)]),
        ("spent:100", [("0.00..99.99", 3), ("100.00..199.99", 1)]),
        ("size", [(36.5, 1), (39.9, 1), (40, 1), (None, 1)]),
        ("size:2.5", [("35..<37.5", 1), ("37.5..<40", 1), ("40..<42.5", 1), (None, 1)]),
    ],
)  # fmt: skip
def test_any_field_can_be_grouped_by(shop: Crm, field: str, groups: list[tuple[object, int]]) -> None:
    assert pairs(shop, field) == groups


def test_every_field_of_the_catalogue_can(shop: Crm) -> None:
    from crmcli.fields import CUSTOMER

    for name in CUSTOMER:
        assert sum(row["count"] for row in shop.ok("list", "--group-by", name, "-f", "json").json) >= 4, name
        assert shop.ok("list", "1", "--pivot", name, "-f", "json").json[0]["total"] == 1, name


def test_bands_below_zero_end_where_they_should(shop: Crm) -> None:
    shop.ok("sale", "pay", "1", "100.50")
    shop.ok("sale", "cancel", "1")
    assert pairs(shop, "balance:50") == [("0.00..49.99", 3), ("-150.00..-100.01", 1)]
    assert pairs(shop, "balance:100.50", "1") == [("-100.50..-0.01", 1)]


def test_fields_of_ones_own(shop: Crm) -> None:
    for name, kind in (("member", "bool"), ("fee", "money"), ("signed", "date"), ("count", "text")):
        shop.ok("field", "add", name, "--type", kind)
    shop.ok("edit", "1", "member=yes", "fee=0.10", "signed=2025-11-30", "count=many")
    shop.ok("edit", "2", "member=no", "fee=0.20", "signed=2026-01-01")
    assert pairs(shop, "member") == [(None, 2), (False, 1), (True, 1)]
    assert pairs(shop, "signed") == [(None, 2), ("2025-11", 1), ("2026-01", 1)]
    assert shop.ok("list", "--group-by", "count", "-f", "json").json == [
        {"custom_count": None, "count": 3}, {"custom_count": "many", "count": 1},
    ]  # fmt: skip
    assert shop.ok("list", "--sum", "fee,size", "--avg", "fee", "--max", "signed", "-f", "json").json == [
        {"sum_fee": "0.30", "sum_size": 116.4, "avg_fee": "0.15", "max_signed": "2026-01-01", "currency": "CNY"}
    ]
    assert table(shop, "1", "--group-by", "member") == "member  customers\nyes             1\n"


def test_one_field_may_be_grouped_by_in_two_ways(shop: Crm) -> None:
    assert shop.ok("list", "--group-by", "created_at:year,created_at:quarter", "-f", "json").json == [
        {"created_at_year": "2026", "created_at_quarter": "2026-Q1", "count": 4}
    ]


def test_who_has_several_tags_counts_in_each_and_once_in_the_total(shop: Crm) -> None:
    assert table(shop, "--group-by", "tags", "--sum", "spent", "--count") == (
        "tags    customers  sum spent\n"
        "vip             2     110.84\n"
        "lost            1       0.00\n"
        "护肤            1     100.50\n"
        "(none)          1       0.00\n"
        "total           4     110.84\n"
    )


def test_averages_are_rounded_half_up(crm: Crm) -> None:
    for name, limit in (("A", "0.01"), ("B", "0.02")):
        crm.ok("add", name, f"credit_limit={limit}")
    assert crm.ok("list", "--avg", "credit_limit").out == "avg_credit_limit\n0.02\n"


# -- order and length ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "cities"),
    [
        ("city", ["Paris", "上海", None]),
        ("-city", ["上海", "Paris", None]),
        ("城市", ["Paris", "上海", None]),
        ("-sum_spent,-city", ["上海", "Paris", None]),
        ("-spent,-city", ["上海", "Paris", None]),
        ("-消费合计", ["上海", "Paris", None]),
        ("avg_age", ["上海", "Paris", None]),
        ("count,-city", ["Paris", None, "上海"]),
    ],
)
def test_groups_are_ordered_by_any_column(shop: Crm, order: str, cities: list[str | None]) -> None:
    rows = shop.ok(
        "list", "--group-by", "city", "--sum", "spent", "--avg", "age", "--sort", order, "-f", "json"
    ).json  # fmt: skip
    assert [row["city"] for row in rows] == cities


def test_a_limit_cuts_the_groups_and_says_so(shop: Crm) -> None:
    ran = shop.ok("list", "--group-by", "city", "--limit", "1")
    assert (ran.out, ran.err) == ("city\tcount\n上海\t2\n", "1 of 3 shown; --limit 0 shows all\n")
    assert shop.ok("list", "--group-by", "city", "--limit", "3").err == ""


def test_the_total_of_a_cut_table_is_that_of_all(shop: Crm) -> None:
    assert table(shop, "--group-by", "city", "--limit", "2").splitlines()[-1] == "total          4"


# -- pivot -----------------------------------------------------------------------------------------


def test_the_values_of_a_field_side_by_side(shop: Crm) -> None:
    assert table(shop, "--group-by", "age:10", "--pivot", "stage") == (
        "age     lead  new  active  total\n"
        "40–49      1    0       1      2\n"
        "30–39      0    1       0      1\n"
        "(none)     1    0       0      1\n"
        "total      2    1       1      4\n"
    )
    assert shop.ok("list", "--group-by", "age:10", "--pivot", "stage", "-f", "json").json == [
        {"age": "40..49", "lead": 1, "new": 0, "active": 1, "total": 2},
        {"age": "30..39", "lead": 0, "new": 1, "active": 0, "total": 1},
        {"age": None, "lead": 1, "new": 0, "active": 0, "total": 1},
    ]


def test_a_pivot_of_sums_in_chinese(shop: Crm) -> None:
    line = ("list", "--group-by", "城市", "--pivot", "性别", "--sum", "消费", "--sort", "-合计")
    assert shop.ok(*line, "-f", "table", "--lang", "zh").out == (
        "城市        女     男  （无）    合计\n"
        "上海    100.50  10.34    0.00  110.84\n"
        "Paris     0.00   0.00    0.00    0.00\n"
        "（无）    0.00   0.00    0.00    0.00\n"
        "合计    100.50  10.34    0.00  110.84\n"
    )
    assert shop.ok(*line, "-f", "json").json[0] == {
        "city": "上海", "female": "100.50", "male": "10.34", "(none)": "0.00", "total": "110.84", "currency": "CNY",
    }  # fmt: skip


def test_pivot_totals_count_everybody_once(shop: Crm) -> None:
    assert table(shop, "--group-by", "city", "--pivot", "tags") == (
        "city    lost  vip  护肤  (none)  total\n"
        "上海       0    2     1       0      2\n"
        "Paris      1    0     0       0      1\n"
        "(none)     0    0     0       1      1\n"
        "total      1    2     1       1      4\n"
    )


def test_averages_of_nobody_are_nothing_in_a_pivot(shop: Crm) -> None:
    rows = shop.ok("list", "--group-by", "city", "--pivot", "gender", "--avg", "age", "-f", "json").json
    assert rows[0] == {"city": "上海", "female": 46.0, "male": 35.0, "(none)": None, "total": 40.5}


def test_a_pivot_without_rows_is_one_line(shop: Crm) -> None:
    assert shop.ok("list", "--pivot", "stage").out == "lead\tnew\tactive\ttotal\n2\t1\t1\t4\n"


def test_values_that_are_keys_already_get_their_own(shop: Crm) -> None:
    shop.ok("edit", "1", "city=total")
    shop.ok("edit", "2", "city=gender")
    row = shop.ok("list", "--group-by", "gender", "--pivot", "city", "-f", "json").json[0]
    assert row == {"gender": "male", "Paris": 1, "gender_": 1, "total_": 0, "(none)": 0, "total": 2}


def test_a_value_above_a_column_is_no_formula_and_no_escape(shop: Crm) -> None:
    shop.ok("edit", "1", "city==1+1")
    shop.ok("edit", "2", "city=a\tb\x1b[31m")
    assert shop.ok("list", "--pivot", "city", "-f", "csv").out == "'=1+1,Paris,a\\tb\\x1b[31m,(none),total\n1,1,1,1,4\n"
    assert shop.ok("list", "--pivot", "city", "-f", "tsv").out.splitlines()[1] == "1\t1\t1\t1\t4"


def test_more_than_fifty_columns_are_refused(shop: Crm) -> None:
    for i in range(47):
        shop.ok("add", f"N{i}")
    sentence = "'name' has 51 different values here; --pivot makes at most 50 columns"
    refused(shop, 2, sentence, "list", "--pivot", "name")
    assert len(shop.ok("list", "id<=50", "--pivot", "name", "-f", "json").json[0]) == 51


# -- nothing at all --------------------------------------------------------------------------------


def test_an_empty_file_has_no_groups(crm: Crm) -> None:
    crm.ok("init")
    assert crm.ok("list", "--group-by", "city", "-f", "json").json == []
    assert crm.ok("list", "--group-by", "city", "--pivot", "stage").out == "city\ttotal\n"
    assert crm.ok("list", "--pivot", "stage", "-f", "json").json == [{"total": 0}]
    assert crm.ok("list", "--sum", "spent", "--avg", "age", "--count", "-f", "json").json == [
        {"count": 0, "sum_spent": "0.00", "avg_age": None, "currency": "USD"}
    ]


# -- wrong input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--group-by city,ctiy", "unknown field 'ctiy' at column 6"),
        ("--sum spent,city", "'city' at column 7 of --sum is text; only numbers and amounts of money can be added up"),
        ("--avg last_sale", "'last_sale' at column 1 of --avg is a date; "
                            "only numbers and amounts of money have an average"),
        ("--min tags", "'tags' at column 1 of --min is a list; "
                       "only numbers, amounts of money and dates have a lowest value"),
        ("--max rfm", "'rfm' at column 1 of --max is a score; "
                      "only numbers, amounts of money and dates have a highest value"),
        ("--sum id", "'id' at column 1 of --sum is a number that names a customer; "
                     "only numbers and amounts of money can be added up"),
        ("--group-by id,age:0", "customers cannot be grouped by 'age:0', at column 4: "
                                "after the colon goes how wide a band is, such as 10"),
        ("--group-by age:2.5", "customers cannot be grouped by 'age:2.5', at column 1: "
                               "after the colon goes how wide a band is, such as 10"),
        ("--group-by last_sale:decade", "customers cannot be grouped by 'last_sale:decade', at column 1: "
                                        "after the colon goes day, week, month, quarter or year"),
        ("--group-by birthday:week", "customers cannot be grouped by 'birthday:week', at column 1: "
                                     "after the colon goes day, month, quarter or year"),
        ("--group-by rfm:10", "customers cannot be grouped by 'rfm:10', at column 1: "
                              "after the colon goes name, or nothing"),
        ("--group-by city:3", "customers cannot be grouped by 'city:3', at column 1: "
                              "this field takes nothing after a colon"),
        ("--group-by tags:vip", "customers cannot be grouped by 'tags:vip', at column 1: "
                                "this field takes nothing after a colon"),
        ("--group-by city,城市", "'city' is named twice in the same way"),
        ("--group-by stage --pivot stage", "'stage' is named twice in the same way"),
        ("--group-by ,", "--group-by names no field"),
        ("--group-by city --columns id", "--columns is for lists of customers, not for groups"),
        ("--pivot city,stage", "--pivot takes one field, not 2"),
        ("--pivot city --sum spent,orders", "--pivot shows one thing in each cell, and 2 were asked for"),
        ("--pivot city --sum spent --count", "--pivot shows one thing in each cell, and 2 were asked for"),
        ("--group-by city --sort -sum_spent", "groups cannot be ordered by 'sum_spent'"),
        ("--group-by city --limit -1", "--limit cannot be negative: -1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(shop: Crm, line: str, sentence: str) -> None:
    refused(shop, 2, sentence, "list", *line.split())


def test_groups_have_no_ids(shop: Crm) -> None:
    ran = shop("list", "--group-by", "city", "-f", "ids")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "error: groups have no ids")


def test_the_help_shows_examples(crm: Crm) -> None:
    assert "crm list tag:vip --group-by city,stage --sum spent" in crm.ok("list", "--help").out
    assert "crm list '最近联系<-30d' --group-by 年龄:10 --pivot 阶段" in crm.ok("list", "--help", "--lang", "zh").out
