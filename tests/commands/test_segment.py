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
        (
            "age>",
            "error: 'age' has no value at column 5\nhint: no space behind the sign; 'no:age' finds who has none\n",
        ),
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


def test_a_segment_in_use_is_not_removed(shop: Crm) -> None:
    shop.ok("segment", "save", "a", "city:上海")
    shop.ok("segment", "save", "b", "segment:a tag:vip")
    assert shop("segment", "rm", "a").status == 4
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


# -- what differs ----------------------------------------------------------------------------------


def differs(shop: Crm, a: str, b: str) -> dict[str, tuple[object, object, object]]:
    rows = shop.ok("segment", "compare", a, b, "-f", "json").json["differs"]
    return {f"{r['measure']}:{r['value'] or ''}".strip(":"): (r["a"], r["b"], r["difference"]) for r in rows}


def test_compare_says_what_differs(shop: Crm) -> None:
    shop.ok("segment", "save", "local", "city:上海")
    shop.ok("add", "Bob", "gender=male", "tag=vip")
    found = differs(shop, "local", "no:city")
    assert found == {
        "customers": (2, 2, 0),
        "women": (1.0, 0.5, 0.5),
        "men": (0.0, 0.5, -0.5),
        "other_gender": (0.0, 0.0, 0.0),
        "unknown_gender": (0.0, 0.0, 0.0),
        "average_age": (33.0, 46.0, -13.0),
        "average_spent": ("5200.00", "5000.00", "200.00"),
        "median_spent": ("5200.00", "5000.00", "200.00"),
        "average_orders": (1.0, 0.5, 0.5),
        "days_since_last_sale": (75.5, 0.0, 75.5),
        "stage:lead": (0.0, 0.5, -0.5),
        "stage:new": (0.5, 0.5, 0.0),
        "stage:active": (0.0, 0.0, 0.0),
        "stage:at_risk": (0.5, 0.0, 0.5),
        "stage:lost": (0.0, 0.0, 0.0),
        "city:上海": (1.0, 0.0, 1.0),
        "tag:vip": (0.5, 0.5, 0.0),
        "category:护肤": (1.0, 0.0, 1.0),
        "category:茶": (0.0, 0.5, -0.5),
    }


def test_the_grid_for_people(shop: Crm) -> None:
    out = shop.ok("segment", "compare", "city:上海", "tag:vip").out
    assert out.startswith(
        "part               customers\n"
        "in both                    1\n"
        "only in city:上海          1\n"
        "only in tag:vip            0\n"
        "\n"
        "What differs (amounts in CNY)\n"
        "measure                           city:上海  tag:vip    difference\n"
        "customers                                 2        1            +1\n"
        "women                                100.0%   100.0%             0\n"
    )
    assert "stage: new                            50.0%     0.0%  +50.0 points\n" in out


def test_the_grid_in_chinese(shop: Crm) -> None:
    out = shop.ok("segment", "compare", "城市:上海", "标签:vip", "--lang", "zh").out
    assert "两者的差异（金额单位：CNY）\n指标" in out
    lines = [line.split() for line in out.splitlines()]
    assert ["阶段：新客", "50.0%", "0.0%", "+50.0", "个百分点"] in lines
    assert ["买过：护肤", "100.0%", "100.0%", "0"] in lines


def test_a_group_of_nobody_has_no_averages(shop: Crm) -> None:
    found = differs(shop, "city:Nowhere", "tag:vip")
    assert found.pop("customers") == (0, 1, -1)
    assert {(a, apart) for a, _, apart in found.values()} == {(None, None)}
    assert found["average_age"][1] == 40.0
    both = differs(shop, "city:Nowhere", "city:Elsewhere")
    assert both.pop("customers") == (0, 0, 0)
    assert set(both.values()) == {(None, None, None)}


def test_the_middle_of_an_even_number_is_between_two(shop: Crm) -> None:
    shop.ok("sale", "add", "王芳", "SK-1*0.5")
    assert differs(shop, "city:上海", "id:1..3")["median_spent"] == ("5850.00", "6500.00", "-650.00")


def test_sales_that_do_not_count_are_no_interest_in_a_category(shop: Crm) -> None:
    shop.ok("sale", "cancel", "3")
    assert "category:茶" not in differs(shop, "id:3", "id:1")


def test_only_the_three_most_frequent_of_each_group_are_told(shop: Crm) -> None:
    for n, tags in enumerate(("a,b,c,d", "a,b,c", "a,b,e", "x")):
        shop.ok("add", f"P{n}", f"tag={tags}", "city=Rome" if n < 3 else "city=Oslo")
    found = [name for name in differs(shop, "city:Rome", "city:Oslo") if name.startswith("tag:")]
    assert found == ["tag:a", "tag:b", "tag:x", "tag:c"]


def test_the_rows_of_a_comparison_are_the_parts_as_ever(shop: Crm) -> None:
    assert shop.ok("segment", "compare", "city:上海", "tag:vip", "-f", "csv").out == (
        "part,customers,ids\nboth,1,1\nonly_a,1,2\nonly_b,0,\n"
    )


def test_segment_show_takes_the_options_of_list(shop: Crm) -> None:
    shop.ok("segment", "save", "all", "id>0")
    ran = shop.ok("segment", "show", "all", "--sort", "-spent", "--columns", "name,spent", "--limit", "2", "-f", "csv")
    assert ran.out == "name,spent\nAnn Lee,10000.00\n王芳,5200.00\n"


def test_one_segment_that_no_longer_holds_does_not_keep_the_others_from_being_counted(shop: Crm) -> None:
    shop.ok("field", "add", "size", "--type", "number")
    shop.ok("segment", "save", "big", "size>3")
    shop.ok("segment", "save", "local", "city:上海")
    shop.ok("field", "rm", "size", "--yes")
    ran = shop.ok("segment", "list", "--counts", "-f", "json")
    assert [(row["name"], row["customers"]) for row in ran.json] == [("big", None), ("local", 2)]
    assert ran.err == "segment big cannot be counted: unknown field 'size' at column 1\n"
    chinese = shop.ok("segment", "list", "--counts", "--lang", "zh")
    assert chinese.err == "分群“big”无法统计：第 1 列：没有“size”这个字段\n"


# -- names that are none, and what is said of those that are ----------------------------------------


@pytest.mark.parametrize("line", [("count", "skni"), ("explain", "skni"), ("compare", "city:上海", "skni")])
def test_a_plain_word_that_is_no_segment_is_not_searched_for(shop: Crm, line: tuple[str, ...]) -> None:
    shop.ok("segment", "save", "skin", MISSION)
    ran = shop("segment", *line)
    assert (ran.status, ran.err.splitlines()) == (3, [
        "error: there is no segment 'skni'",
        "hint: did you mean 'skin'? 'crm segment list' shows all; a query has fields or quotes: 'city:Paris', "
        "'\"skni\"'",
    ])  # fmt: skip


def test_without_a_name_like_it_nothing_is_suggested(shop: Crm) -> None:
    assert shop("segment", "count", "nope", "--lang", "zh").err == (
        "错误：没有分群“nope”\n提示：crm segment list 列出全部分群；查询要写字段或引号，例如 '城市:上海'、'\"nope\"'\n"
    )


def test_a_word_in_quotes_is_a_query(shop: Crm) -> None:
    assert shop.ok("segment", "count", '"王"').out == "1\n"


@pytest.mark.parametrize("line", [("save", "x", " "), ("explain", ""), ("count", ""), ("compare", "", "tag:vip")])
def test_an_empty_query_is_refused(shop: Crm, line: tuple[str, ...]) -> None:
    ran = shop("segment", *line, "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, "segment.empty_query")


def test_saving_a_name_again_says_what_it_was(shop: Crm) -> None:
    assert shop.ok("segment", "save", "near", "city:北京", "-f", "json").json["replaced"] is None
    ran = shop.ok("segment", "save", "near", "city:上海")
    assert ran.err == "changed segment near: 2 customers now; it was: city:北京\n"
    ran = shop.ok("segment", "save", "near", "city:上海 tag:vip", "--lang", "zh", "-f", "json")
    assert (ran.json["replaced"], ran.err) == (
        "city:上海", "已修改分群“near”：现有 1 位客户；原来是：city:上海\n"
    )  # fmt: skip
    assert shop.ok("segment", "save", "near", "city:上海 tag:vip").err == "saved segment near: one customer now\n"


def test_saving_over_a_list_says_so(shop: Crm) -> None:
    shop.ok("segment", "save", "near", "city:上海")
    shop.ok("segment", "freeze", "near")
    assert shop.ok("segment", "save", "near", "city:上海").err == (
        "changed segment near: 2 customers now; it was: a list\n"
    )


def test_the_list_shows_which_are_fixed(shop: Crm) -> None:
    shop.ok("segment", "save", "near", "city:上海")
    shop.ok("segment", "freeze", "near", "--as", "mailing")
    assert shop.ok("segment", "list", "-f", "table").out == (
        "id  name     frozen  query\n 2  mailing  yes     city:上海\n 1  near             city:上海\n"
    )
    assert [row["frozen"] for row in shop.ok("segment", "list", "-f", "json").json] == [True, False]


def test_explain_says_what_a_segment_and_those_in_it_mean(shop: Crm) -> None:
    shop.ok("segment", "save", "near", "city:上海")
    shop.ok("segment", "freeze", "near", "--as", "mailing")
    shop.ok("segment", "save", "both", "segment:near segment:mailing")
    shop.ok("segment", "save", "best", "segment:both tag:vip")
    found = shop.ok("segment", "explain", "best", "-f", "json").json
    assert found["words"] == "customers in segment 'both' and whose tags is 'vip'"
    assert list(found["segments"]) == ["both", "mailing", "near"]
    assert shop.ok("segment", "explain", "segment:near tag:vip").out.splitlines()[1] == (
        "segment 'near': " + shop.ok("segment", "explain", "near", "-f", "json").json["words"]
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "a list of 2 customers, made on 2026-03-01"), ("zh", "2026-03-01 固定的 2 位客户的名单")],
)
def test_explain_says_that_a_list_is_one(shop: Crm, language: str, words: str) -> None:
    shop.ok("segment", "save", "near", "city:上海")
    shop.ok("segment", "freeze", "near")
    assert shop.ok("segment", "explain", "near", "-f", "json", "--lang", language).json["words"] == words


def test_a_renamed_segment_is_renamed_where_it_is_used(shop: Crm) -> None:
    shop.ok("segment", "save", "near", "city:上海")
    shop.ok("segment", "save", "both", 'segment:NEAR,"near" (tag:vip or 分群：near) not near')
    shop.ok("campaign", "add", "spring", "--to", "segment:near")
    ran = shop.ok("segment", "rename", "near", "本地")
    assert ran.err == "segment near is called 本地 now, in both, spring too\n"
    queries = {row["name"]: row["query"] for row in shop.ok("segment", "list", "-f", "json").json}
    assert queries["both"] == 'segment:本地,"本地" (tag:vip or 分群：本地) not near'
    assert shop.ok("campaign", "show", "spring", "-f", "json").json["query"] == "segment:本地"
    shop.ok("undo")
    assert shop.ok("segment", "count", "segment:near").out == "2\n"


def test_find_takes_a_query_too(shop: Crm) -> None:
    assert ids(shop.ok("find", "city:上海", "tag:vip", "-f", "ids").out) == [1]
    assert ids(shop.ok("find", "wf", "-f", "ids").out) == [1]
    assert shop("find", "ctiy:上海").err == "error: unknown field 'ctiy' at column 1\nhint: did you mean 'city'?\n"


# -- ids on stdin ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["1\n3\n", "1 3", "3, 1,\n"])
def test_a_dash_for_who_is_ids_on_stdin(shop: Crm, typed: str) -> None:
    shop.ok("tag", "-", "autumn", stdin=typed)
    assert ids(shop.ok("list", "tag:autumn", "-f", "ids").out) == [1, 3]
    assert ids(shop.ok("list", "-", "-f", "ids", stdin=typed).out) == [1, 3]


@pytest.mark.parametrize(
    ("line", "typed", "status", "code"),
    [
        (("tag", "-", "x"), "", 3, "no_ids"),
        (("tag", "-", "x"), "99", 3, "no_such_customer"),
        (("tag", "-", "x"), "1\nAnn", 2, "not_an_id"),
        (("log", "-", "-"), "1", 2, "stdin_twice"),
        (("show", "-"), "1,2", 4, "ambiguous"),
    ],
)
def test_ids_on_stdin_that_cannot_be_are_refused(
    shop: Crm, line: tuple[str, ...], typed: str, status: int, code: str
) -> None:
    ran = shop(*line, "-f", "json", stdin=typed)
    assert (ran.status, ran.error["code"]) == (status, code)


def test_very_many_ids_are_read(shop: Crm) -> None:
    assert ids(shop.ok("list", "-", "-f", "ids", stdin="\n".join(map(str, range(1, 5_000)))).out) == [1, 2, 3]


# -- several values of a customer, averages ----------------------------------------------------------


def test_what_was_bought_is_shown_and_sorted_by(shop: Crm) -> None:
    shop.ok("sale", "add", "1", "TEA-1", "--channel", "shop")
    shop.ok("add", "Bob")
    ran = shop.ok("list", "--columns", "name,bought,category,channel", "--sort", "-category", "-f", "json")
    assert ran.json == [
        {"name": "Ann Lee", "bought": ["龙井"], "category": ["茶"], "channel": []},
        {"name": "李娜", "bought": ["焕颜精华"], "category": ["护肤"], "channel": []},
        {"name": "王芳", "bought": ["焕颜精华", "龙井"], "category": ["护肤", "茶"], "channel": ["shop"]},
        {"name": "Bob", "bought": [], "category": [], "channel": []},
    ]
    assert shop.ok("list", "--sort", "channel", "-f", "ids").out.split()[0] == "1"


def test_an_average_rounds_half_up(shop: Crm) -> None:
    shop.ok("add", "Bob")
    for price in ("0.01", "0.02"):
        shop.ok("sale", "add", "Bob", f"pen@{price}")
    shown = shop.ok("list", "name:Bob", "--columns", "avg_order", "-f", "json").json
    assert shown == [{"avg_order": "0.02", "currency": "CNY"}]
    assert ids(shop.ok("list", "avg_order:0.02", "-f", "ids").out) == [4]
    assert shop.ok("sql", "select avg_order from v_customers where name = 'Bob'", "-f", "json").json == [
        {"avg_order": 0.02}
    ]


def test_a_column_named_twice_is_shown_once(shop: Crm) -> None:
    assert shop.ok("list", "1", "--columns", "id,name,编号", "-f", "csv").out == "id,name\n1,王芳\n"
    assert shop.ok("product", "list", "--columns", "sku,sku", "-f", "csv").out.splitlines()[0] == "sku"
