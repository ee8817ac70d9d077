"""``low..high``: fields with an order take a range, a text holds it as it stands, all others refuse it."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("field", "add", "member", "--type", "bool")
    crm.ok("add", "王芳", "gender=女", "city=a..b", "phone=13800138000", "wechat=mei..1", "member=yes", "tag=x..y")
    crm.ok("add", "李四", "gender=男", "city=a", "phone=13900139000", "wechat=mei", "member=no", "tag=x")
    return crm


@pytest.mark.parametrize(
    ("query", "kind", "at"),
    [
        ("gender:female..x", "a choice", 1),
        ("gender:..male", "a choice", 1),
        ("gender!=female..male", "a choice", 1),
        ("city:a stage:new..lost", "a choice", 8),
        ("stage:new,active..lost", "a choice", 1),
        ("kind:person..", "a choice", 1),
        ("member:no..yes", "yes or no", 1),
        ("rfm:1..3", "a score", 1),
        ("rfm:111..555", "a score", 1),
    ],
)
def test_a_choice_has_no_range(shop: Crm, query: str, kind: str, at: int) -> None:
    ran = shop("list", query)
    name = query.split()[-1].partition(":")[0].partition("!")[0]
    sentence = f"error: '..' cannot be asked of '{name}', which is {kind}, at column {at}\n"
    assert (ran.status, ran.err) == (2, sentence)


def test_the_refusal_in_chinese(shop: Crm) -> None:
    ran = shop("list", "性别:女..男", "--lang", "zh")
    assert (ran.status, ran.err) == (2, "错误：第 1 列：“性别”是选项，不能用“..”\n")


def test_it_is_the_same_code_as_for_any_other_question_that_cannot_be_asked(shop: Crm) -> None:
    assert shop("list", "gender:female..x", "-f", "json").error["code"] == "query.bad_operator"


@pytest.mark.parametrize("query", ["city:a..b", "city=a..b", "wechat:mei..1", "tag:x..y", 'city:"a..b"'])
def test_a_text_holds_the_dots_as_they_stand(shop: Crm, query: str) -> None:
    assert shop.ok("list", query, "-f", "ids").out == "1\n"


def test_a_range_of_phones_finds_nobody_rather_than_half_of_it(shop: Crm) -> None:
    assert shop.ok("list", "phone:138..139", "-f", "ids").out == ""


def test_explain_says_a_text_as_it_is_held(shop: Crm) -> None:
    assert shop.ok("segment", "explain", "city:a..b", "-f", "json").json["words"] == (
        "customers whose city contains 'a..b'"
    )
