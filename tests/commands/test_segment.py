"""Queries wherever WHO stands, and segments: queries with a name."""

import pytest

from tests.conftest import Crm

MISSION = "gender:female age>=35 category:护肤 spent>=5000"


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("product", "add", "焕颜精华", "--sku", "SK-1", "--price", "2600", "--category", "护肤")
    crm.ok("product", "add", "龙井", "--sku", "TEA-1", "--price", "5000", "--category", "茶")
    crm.ok("add", "王芳", "gender=女", "birthday=1985-05-05", "city=上海", "tag=vip")
    crm.ok("add", "李娜", "gender=女", "birthday=1999-05-05", "city=上海")
    crm.ok("add", "Ann Lee", "gender=female", "birthday=1980-01-01")
    crm.ok("sale", "add", "王芳", "SK-1*2", "--date", "2025-10-01")
    crm.ok("sale", "add", "李娜", "SK-1*2")
    crm.ok("sale", "add", "Ann Lee", "TEA-1*2")
    return crm


def ids(ran_out: str) -> list[int]:
    return [int(line) for line in ran_out.split()]


def test_the_mission_example_finds_the_one_woman_it_means(shop: Crm) -> None:
    assert ids(shop.ok("list", MISSION, "-f", "ids").out) == [1]


def test_its_chinese_spelling_finds_the_same(shop: Crm) -> None:
    assert ids(shop.ok("list", "性别:女 年龄>=35 类别:护肤 消费>=5000", "-f", "ids").out) == [1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bought:龙井", [3]),
        ("bought:SK-1 not 王芳", [2]),
        ("no:city", [3]),
        ("not city:上海", [3]),
        ("birthday:05", [1, 2]),
        ("birthday:04-30..05-06", [1, 2]),
        ("birthday<1985-01-01", [3]),
        ("last_sale:today", [2, 3]),
        ("last_sale:2025-10", [1]),
        ("last_sale<-90d", [1]),
        ("tag:VIP or 年龄:20..30", [1, 2]),
        ("id:1,3", [1, 3]),
        ("name~^王", [1]),
        ("消费:5200..", [1, 2, 3]),
    ],
)
def test_a_query_finds(shop: Crm, query: str, expected: list[int]) -> None:
    assert ids(shop.ok("list", query, "-f", "ids").out) == expected


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("ctiy:上海", "error: unknown field 'ctiy' at column 1\nhint: did you mean 'city'?\n"),
        ("city:上海 (age>3", "error: the bracket at column 9 is not closed\n"),
        ("age>", "error: 'age' has no value at column 5\n"),
        ("city:上海 gender>3", "error: '>' cannot be asked of 'gender', which is a choice, at column 9\n"),
    ],
)
def test_a_wrong_query_says_where_and_why(shop: Crm, query: str, sentence: str) -> None:
    ran = shop("list", query)
    assert (ran.status, ran.err) == (2, sentence)


def test_a_command_on_many_takes_a_query(shop: Crm) -> None:
    assert shop.ok("tag", "city:上海", "local").err == "tagged 2 customers with local\n"
    assert ids(shop.ok("list", "tag:local", "-f", "ids").out) == [1, 2]


def test_a_command_on_one_takes_a_query_that_finds_one(shop: Crm) -> None:
    assert shop.ok("show", "bought:龙井", "-f", "json").json["name"] == "Ann Lee"


def test_a_dash_before_a_term_means_not(shop: Crm) -> None:
    assert ids(shop.ok("list", "-tag:vip", "-f", "ids").out) == [2, 3]


def test_a_saved_segment_is_used_by_name(shop: Crm) -> None:
    assert shop.ok("segment", "save", "skin", MISSION).err == "saved segment skin: one customer now\n"
    assert ids(shop.ok("list", "segment:skin", "-f", "ids").out) == [1]
    assert ids(shop.ok("list", "分群:SKIN or 李娜", "-f", "ids").out) == [1, 2]


def test_a_segment_that_contains_itself_is_refused_and_not_saved(shop: Crm) -> None:
    shop.ok("segment", "save", "a", "city:上海")
    shop.ok("segment", "save", "b", "segment:a")
    ran = shop("segment", "save", "a", "segment:b")
    assert (ran.status, ran.err) == (4, "error: segment 'a' contains itself: a → b → a\n")
    assert ids(shop.ok("list", "segment:a", "-f", "ids").out) == [1, 2]


def test_explain_says_it_in_words(shop: Crm) -> None:
    query = "性别:女 消费>=5000 last_sale<-90d not tag:vip"
    english = (
        "customers whose gender is 'female' and whose spent is at least 5000 "
        "and whose last sale is before 2025-12-01 and not whose tags is 'vip'"
    )
    assert shop.ok("segment", "explain", query, "-f", "json").json["words"] == english.replace("'female'", "'女'")
    chinese = "客户：性别为“女”，且消费不少于 5000，且最近购买早于 2025-12-01，且不满足（标签为“vip”）"
    assert shop.ok("segment", "explain", query, "-f", "json", "--lang", "zh").json["words"] == chinese


def test_count_and_compare(shop: Crm) -> None:
    shop.ok("segment", "save", "skin", MISSION)
    assert shop.ok("segment", "count", "skin").out == "1\n"
    rows = shop.ok("segment", "compare", "skin", "city:上海", "-f", "json").json["rows"]
    assert [(row["part"], row["ids"]) for row in rows] == [("both", [1]), ("only_a", []), ("only_b", [2])]


def test_a_frozen_segment_no_longer_follows_its_query(shop: Crm) -> None:
    shop.ok("segment", "save", "local", "city:上海")
    shop.ok("segment", "freeze", "local", "--as", "mailing")
    shop.ok("edit", "3", "city=上海")
    assert ids(shop.ok("list", "segment:local", "-f", "ids").out) == [1, 2, 3]
    assert ids(shop.ok("list", "segment:mailing", "-f", "ids").out) == [1, 2]


def test_watch_tells_who_entered_and_who_left(shop: Crm) -> None:
    shop.ok("segment", "save", "local", "city:上海")
    shop.ok("segment", "watch", "local")
    shop.ok("edit", "3", "city=上海")
    shop.ok("edit", "1", "city=北京")
    rows = shop.ok("segment", "watch", "local", "-f", "json").json
    assert [(row["change"], row["id"]) for row in rows] == [("entered", 3), ("left", 1)]
    assert shop.ok("segment", "watch", "local", "-f", "json").json == []


def test_a_segment_in_use_is_neither_renamed_nor_removed(shop: Crm) -> None:
    shop.ok("segment", "save", "a", "city:上海")
    shop.ok("segment", "save", "b", "segment:a tag:vip")
    assert shop("segment", "rm", "a").status == 4
    assert shop("segment", "rename", "a", "c").status == 4
    shop.ok("segment", "rm", "b")
    assert shop.ok("segment", "rm", "a").err == "removed segment a\n"


def test_undo_brings_a_removed_segment_back(shop: Crm) -> None:
    shop.ok("segment", "save", "a", "city:上海")
    shop.ok("segment", "rm", "a")
    shop.ok("undo")
    assert ids(shop.ok("list", "segment:a", "-f", "ids").out) == [1, 2]


def test_sql_reads_the_views(shop: Crm) -> None:
    ran = shop.ok("sql", "select name, spent from v_customers order by spent desc limit 1", "-f", "json")
    assert ran.json == [{"name": "Ann Lee", "spent": 10000.0}]


@pytest.mark.parametrize(
    "statement",
    [
        "delete from customers",
        "update customers set name = 'x'",
        "insert into tags (name, created_at) values ('x', 'y')",
        "drop table customers",
        "pragma user_version = 9",
        "attach 'other.db' as o",
        "with x as (select 1) delete from customers",
        "create temp table t (a)",
    ],
)
def test_sql_refuses_to_write(shop: Crm, statement: str) -> None:
    before = shop.db.read_bytes()
    assert shop("sql", statement).status == 7
    assert shop.db.read_bytes() == before


@pytest.mark.parametrize("query", ["年龄≥35 性别≠男", "age＞＝35", "gender:女 & age>=35", "id:1 | id:3"])
def test_operators_of_a_chinese_keyboard_and_of_programmers_are_read(shop: Crm, query: str) -> None:
    assert ids(shop.ok("list", query, "-f", "ids").out) == [1, 3]


def test_several_ids_are_named_with_commas(shop: Crm) -> None:
    assert ids(shop.ok("list", "1,3", "-f", "ids").out) == [1, 3]


def test_a_choice_that_is_none_says_which_there_are(shop: Crm) -> None:
    ran = shop("list", "stage:vip")
    sentence = "error: 'vip' is not possible for 'stage' at column 1; choose one of: lead, new, active, at_risk, lost\n"
    assert (ran.status, ran.err) == (2, sentence)


def test_a_customer_is_found_by_the_number_another_system_has(shop: Crm) -> None:
    (shop.folder / "c.csv").write_text("Customer ID,Name\nALFKI,Maria\n", "utf-8")
    shop.ok("import", str(shop.folder / "c.csv"))
    assert shop.ok("show", "ALFKI", "-f", "json").json["name"] == "Maria"


def test_what_makes_a_customer_one_is_not_given_to_several(shop: Crm) -> None:
    assert shop("edit", "city:上海", "phone=13800138000").status == 2
    assert shop("edit", "city:上海", "name=Foo").status == 2


def test_more_candidates_than_are_shown_are_counted(shop: Crm) -> None:
    for n in range(12):
        shop.ok("add", f"Tom {n}")
    assert "… and 2 more\n" in shop("show", "tom").err
