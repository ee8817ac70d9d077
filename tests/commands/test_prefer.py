"""prefer add, list, rm: what customers like, dislike, need and must avoid."""

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init")
    for name in ("Ada", "王芳", "Bob", "Cy"):
        crm.ok("add", name, "city=Paris")
    return crm


@pytest.fixture
def known(shop: Crm) -> Crm:
    shop.ok("prefer", "add", "Ada", "green", "tea")
    shop.ok("prefer", "add", "Ada", "peanuts", "--kind", "avoid", "--note", "allergy", "--source", "observed")
    shop.ok("prefer", "add", "王芳", "无糖乌龙", "--kind", "需要", "--source", "推测")
    shop.ok("prefer", "add", "Bob", "Green Tea", "--kind", "dislike")
    return shop


def found(crm: Crm, query: str) -> list[str]:
    return crm.ok("list", query, "-f", "ids").out.split()


def test_add_says_what_was_noted(shop: Crm) -> None:
    ran = shop.ok("prefer", "add", "Ada", "green", "tea")
    assert (ran.out, ran.err) == ("1\n", "preference 1 of Ada: likes green tea\n")


def test_add_in_chinese(shop: Crm) -> None:
    assert (
        shop.ok("prefer", "add", "王芳", "花生", "--kind", "忌口", "--lang", "zh").err
        == "已记录王芳的喜好 1：忌 花生\n"
    )


def test_the_record_for_scripts(shop: Crm) -> None:
    line = ("prefer", "add", "Ada", "  green   tea ", "--source", "observed", "--note", "ordered it twice")
    assert shop.ok(*line, "--at", "2026-02-01", "-f", "json").json == {
        "id": 1,
        "customer_id": 1,
        "customer": "Ada",
        "kind": "like",
        "text": "green tea",
        "source": "observed",
        "note": "ordered it twice",
        "at": "2026-02-01T00:00:00",
        "created_at": "2026-03-01T09:00:00",
    }


def test_what_is_known_already_stays_as_it_is(known: Crm) -> None:
    before = content(known.db)
    ran = known.ok("prefer", "add", "Ada", "GREEN TEA", "--source", "inferred")
    assert (ran.out, ran.err) == ("1\n", "Ada already has this: likes green tea (1)\n")
    assert content(known.db) == before


def test_a_query_notes_it_about_everybody_it_means(known: Crm) -> None:
    ran = known("prefer", "add", "city:Paris", "green tea", "-f", "json")
    assert (ran.status, ran.error["code"]) == (7, "confirmation_needed")
    ran = known.ok("prefer", "add", "city:Paris", "green tea", "--yes")
    assert ran.err == "noted about 3 customers: likes green tea; one had it already\n"
    assert found(known, "likes:tea") == ["1", "2", "3", "4"]


def test_a_name_means_one(shop: Crm) -> None:
    shop.ok("add", "Ada Byron")
    assert shop("prefer", "add", "Adam", "tea").status == 3
    shop.ok("add", "Ada", "--force")
    assert shop("prefer", "add", "Ada", "tea").status == 4


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((" ",), "prefer.no_text"),
        (("tea", "--kind", "love"), "not_a_choice"),
        (("tea", "--source", "guess"), "not_a_choice"),
        (("tea", "--at", "tomorrow"), "prefer.in_future"),
        (("x" * 501,), "too_long"),
    ],
)
def test_an_impossible_preference_is_refused(shop: Crm, words: tuple[str, ...], code: str) -> None:
    ran = shop("prefer", "add", "Ada", *words, "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, code)


def test_list_goes_by_customer(known: Crm) -> None:
    assert known.ok("prefer", "list").out == (
        "id\tcustomer\tkind\ttext\tsource\tnote\n"
        "1\tAda\tlike\tgreen tea\tsaid\t\n"
        "2\tAda\tavoid\tpeanuts\tobserved\tallergy\n"
        "3\t王芳\tneed\t无糖乌龙\tinferred\t\n"
        "4\tBob\tdislike\tGreen Tea\tsaid\t\n"
    )


def test_list_in_chinese(known: Crm) -> None:
    assert known.ok("prefer", "list", "王芳", "--lang", "zh", "-f", "table").out == (
        "编号  客户  类型  内容      来源\n   3  王芳  需要  无糖乌龙  推测的\n"
    )


@pytest.mark.parametrize(
    ("words", "ids"),
    [(("Ada",), [1, 2]), (("--kind", "不喜欢"), [4]), (("Cy",), []), (("--sort", "text", "--limit", "2"), [1, 4])],
)
def test_list_some(known: Crm, words: tuple[str, ...], ids: list[int]) -> None:
    assert [row["id"] for row in known.ok("prefer", "list", *words, "-f", "json").json] == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("likes:tea", ["1"]),
        ("likes=Green", []),
        ("likes='GREEN TEA'", ["1"]),
        ('likes="GREEN TEA"', ["1"]),
        ("喜好:乌龙", ["2"]),
        ("likes:tea,乌龙", ["1", "2"]),
        ("likes~^g", ["1"]),
        ("likes!=x", ["1", "2", "3", "4"]),
        ("has:likes", ["1", "2"]),
        ("no:喜好", ["3", "4"]),
        ("likes:peanuts", []),
    ],
)
def test_likes_are_what_they_like_and_need(known: Crm, query: str, ids: list[str]) -> None:
    assert found(known, query) == ids


def test_an_order_cannot_be_asked_of_likes(known: Crm) -> None:
    assert known("list", "likes>tea", "-f", "json").error["code"] == "query.bad_operator"


def test_a_query_about_likes_in_words(known: Crm) -> None:
    assert (
        known.ok("segment", "explain", "likes:tea", "-f", "json").json["words"]
        == "customers whose likes contains 'tea'"
    )


def test_customers_are_summed_up_by_what_they_like(known: Crm) -> None:
    assert known.ok("list", "--group-by", "likes", "--sort", "likes").out == (
        "likes\tcount\ngreen tea\t1\n无糖乌龙\t1\n\t2\n"
    )


def test_likes_are_a_column(known: Crm) -> None:
    assert known.ok("list", "has:likes", "--columns", "name,likes", "-f", "json").json == [
        {"name": "Ada", "likes": ["green tea"]},
        {"name": "王芳", "likes": ["无糖乌龙"]},
    ]


def test_show_has_them_side_by_side(known: Crm) -> None:
    known.ok("prefer", "add", "Ada", "coffee", "--source", "inferred")
    assert "likes   coffee (inferred), green tea\navoids  peanuts\n" in known.ok("show", "Ada").out
    assert [row["text"] for row in known.ok("show", "Ada", "-f", "json").json["preferences"]] == [
        "coffee", "green tea", "peanuts",
    ]  # fmt: skip
    assert "需要  无糖乌龙（推测的）\n" in known.ok("show", "王芳", "--lang", "zh").out


def test_rm_and_its_undo(known: Crm) -> None:
    before = content(known.db)
    assert known.ok("prefer", "rm", "2").err == "removed preference 2: peanuts\n"
    assert known.ok("prefer", "rm", "1", "3").err == "removed 2 preferences\n"
    assert known("prefer", "rm", "1").status == 3
    known.ok("undo")
    known.ok("undo")
    assert content(known.db) == before


def test_merge_unites_what_both_like(known: Crm) -> None:
    known.ok("prefer", "add", "Cy", "Green tea", "--note", "in the morning")
    known.ok("prefer", "add", "Cy", "milk")
    before = content(known.db)
    merged = known.ok("merge", "Ada", "Cy", "-f", "json").json
    assert (merged["moved"]["preferences"], merged["already_there"]["preferences"]) == (1, 1)
    rows = known.ok("prefer", "list", "Ada", "-f", "json").json
    assert [(row["text"], row["note"]) for row in rows] == [
        ("green tea", "in the morning"),
        ("milk", None),
        ("peanuts", "allergy"),
    ]
    check_derived(known.db)
    known.ok("undo")
    assert content(known.db) == before


def test_the_trash_takes_them_too(known: Crm) -> None:
    known.ok("rm", "Ada")
    assert known.ok("prefer", "list", "-f", "ids").out == "3\n4\n"
    known.ok("trash", "empty", "--yes")
    assert [row[0] for row in content(known.db)["preferences"]] == [3, 4]
    assert known.ok("doctor").status == 0


def test_the_view_speaks_plainly(known: Crm) -> None:
    ran = known.ok("sql", "select customer, kind, text, source, note from v_preferences where id = 2", "-f", "json")
    assert ran.json == [
        {"customer": "Ada", "kind": "avoid", "text": "peanuts", "source": "observed", "note": "allergy"}
    ]
