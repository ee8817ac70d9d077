"""unmerge: a merge taken back, also when more was recorded since."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.conftest import Crm
from tests.dumps import dump


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("add", "张三", "phone=13800000001", "city=上海", "tags=vip,a")
    crm.ok("add", "张三丰", "phone=13800000002", "email=z@example.cn", "city=北京", "title=经理", "tags=b,VIP")
    crm.ok("add", "Zhang San", "phone=13987654321", "company=Acme", "title=Boss", CRMCLI_NOW="2026-03-02T09:00")
    for who in "123":
        crm.ok("log", who, f"called {who}")
        crm.ok("sale", "add", who, f"Tea*{who}@10")
        crm.ok("complaint", "add", who, "cold")
    return crm


def show(crm: Crm, who: str) -> dict[str, Any]:
    record: dict[str, Any] = crm.ok("show", who, "-f", "json").json
    return record


def rows(crm: Crm, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(crm.db)) as db:
        return db.execute(sql).fetchall()


def test_it_is_as_if_they_had_never_been_merged(shop: Crm) -> None:
    before, uid = dump(shop.db), show(shop, "2")["uid"]
    shop.ok("merge", "1", "2")
    ran = shop.ok("unmerge", "2")
    assert (ran.out, ran.err) == (
        "2\n",
        "customer 2 (张三丰) is on their own again, apart from 1 (张三); moved: complaints 1, contact points 2, "
        "tags 2, log entries 1, sale lines 1, sales 1\n",
    )
    assert dump(shop.db) == before
    assert show(shop, uid)["id"] == 2


@pytest.mark.parametrize("who", ["2", "张三丰", "张三", "1", "002"])
def test_the_merged_one_is_named_by_id_or_name_or_by_who_includes_them(shop: Crm, who: str) -> None:
    shop.ok("merge", "1", "2")
    assert shop.ok("unmerge", who).out == "2\n"


def test_records_added_since_stay_with_the_survivor(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    shop.ok("sale", "add", "1", "Cup@3")
    shop.ok("edit", "1", "city=广州")
    assert shop("undo", "13").status == 4
    shop.ok("unmerge", "2")
    assert (show(shop, "1")["orders"], show(shop, "2")["orders"]) == (2, 1)


def test_or_go_to_the_restored_one(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    shop.ok("sale", "add", "1", "Cup@3")
    shop.ok("sale", "pay", "4", "2")
    ran = shop.ok("unmerge", "2", "--to", "restored", "-f", "json").json
    assert ran["added"] == {"payments": 1, "sale_lines": 1, "sales": 1}
    assert (show(shop, "1")["orders"], show(shop, "2")["orders"]) == (1, 2)
    assert rows(shop, "SELECT DISTINCT customer_id FROM payments") == [(2,)]


def test_a_payment_goes_with_its_sale(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    shop.ok("sale", "pay", "2", "5")
    shop.ok("unmerge", "2")
    assert rows(shop, "SELECT customer_id, sale_id FROM payments") == [(2, 2)]
    assert shop.ok("doctor").status == 0


def test_a_sale_made_since_goes_with_the_deal_it_came_of_and_takes_what_is_about_it(shop: Crm) -> None:
    shop.ok("deal", "add", "2", "ten chairs")
    shop.ok("merge", "1", "2")
    shop.ok("sale", "add", "1", "Chair@350")
    shop.ok("deal", "win", "1", "--sale", "4")
    shop.ok("sale", "pay", "4", "5")
    shop.ok("complaint", "add", "1", "wobbly", "--sale", "4")
    shop.ok("feedback", "add", "1", "3", "--complaint", "4")
    shop.ok("sale", "add", "1", "Cup@3")
    ran = shop.ok("unmerge", "2", "-f", "json")
    assert ran.json["added"] == {"complaints": 1, "feedback": 1, "payments": 1, "sale_lines": 1, "sales": 1}
    assert rows(shop, "SELECT customer_id FROM sales WHERE id > 3 ORDER BY id") == [(2,), (1,)]
    assert rows(shop, "SELECT customer_id, sale_id FROM deals") == [(2, 4)]
    assert shop.ok("doctor").status == 0


def test_of_two_sales_that_were_there_before_each_goes_home_and_the_link_is_taken_out_aloud(shop: Crm) -> None:
    shop.ok("deal", "add", "2", "ten chairs")
    shop.ok("merge", "1", "2")
    shop.ok("deal", "win", "1", "--sale", "1")
    ran = shop.ok("unmerge", "2")
    assert ran.err.splitlines()[1] == (
        "links taken out, since they would lead to a record of the other customer: deals 1 → sales 1"
    )
    assert rows(shop, "SELECT customer_id, stage, sale_id FROM deals") == [(2, "won", None)]
    assert shop.ok("doctor").status == 0
    shop.ok("undo")
    ran = shop.ok("unmerge", "2", "-f", "json", CRMCLI_LANG="zh")
    assert ran.err.splitlines()[1] == "以下关联已取消，否则会指向另一位客户的记录：商机 1 → 订单 1"
    assert ran.json["unlinked"] == [{"table": "deals", "row": 1, "column": "sale_id", "parent": "sales", "was": 1}]


def test_what_was_added_to_a_record_of_the_survivor_stays_with_it(shop: Crm) -> None:
    shop.ok("deal", "add", "1", "ten chairs")
    shop.ok("merge", "1", "2")
    shop.ok("sale", "pay", "1", "5")
    shop.ok("sale", "add", "1", "Chair@350")
    shop.ok("deal", "win", "1", "--sale", "4")
    shop.ok("note", "1", "likes chairs")
    ran = shop.ok("unmerge", "2", "--to", "restored", "-f", "json")
    assert (ran.json["added"], ran.json["unlinked"]) == ({"interactions": 1}, [])
    assert shop.ok("doctor").status == 0


def test_fields_changed_since_stay_and_it_is_said(shop: Crm) -> None:
    shop.ok("merge", "1", "3")
    assert (show(shop, "1")["title"], show(shop, "1")["company"]) == ("Boss", "Acme")
    shop.ok("edit", "1", "title=老板")
    ran = shop.ok("unmerge", "3")
    assert ran.err.splitlines()[1] == "changed since the merge and left as they are in customer 1: title"
    assert (show(shop, "1")["title"], show(shop, "1")["company"]) == ("老板", None)
    assert show(shop, "3")["title"] == "Boss"


def test_one_of_several_comes_back_alone(shop: Crm) -> None:
    before = dump(shop.db)
    shop.ok("merge", "1", "2", "3", "--take", "phone=3", "--take", "name=2")
    shop.ok("unmerge", "3")
    one = show(shop, "1")
    assert (one["name"], one["title"], one["phones"]) == ("张三丰", None, ["13800000001", "13800000002"])
    shop.ok("unmerge", "2")
    assert dump(shop.db) == before


def test_the_first_of_a_chain_comes_back_from_the_last_survivor(shop: Crm) -> None:
    before = dump(shop.db)
    shop.ok("merge", "2", "3", "--take", "title=3")
    shop.ok("merge", "1", "2")
    assert show(shop, "1")["title"] == "Boss"
    shop.ok("unmerge", "3")
    assert (show(shop, "3")["orders"], show(shop, "2")["id"]) == (1, 1)
    assert show(shop, "1")["title"] == "经理"
    shop.ok("unmerge", "2")
    assert {k: v for k, v in dump(shop.db).items() if k not in ("customers",)} == {
        k: v for k, v in before.items() if k not in ("customers",)
    }
    assert [show(shop, who)["title"] for who in "23"] == ["经理", "Boss"]


def test_it_is_one_operation_that_can_be_undone_and_done_again(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    shop.ok("log", "1", "called since")
    before = dump(shop.db)
    shop.ok("unmerge", "2")
    after = dump(shop.db)
    shop.ok("undo")
    assert dump(shop.db) == before
    shop.ok("unmerge", "2")
    assert dump(shop.db) == after


def test_merged_again_after_it_was_unmerged(shop: Crm) -> None:
    before = dump(shop.db)
    for _ in range(2):
        shop.ok("merge", "1", "2")
        shop.ok("unmerge", "2")
        del before["merges"]
        assert {k: v for k, v in dump(shop.db).items() if k != "merges"} == before
        before = dump(shop.db)


def test_own_fields_go_back_one_by_one(crm: Crm) -> None:
    for name in ("size", "colour"):
        crm.ok("field", "add", name)
    crm.ok("add", "Ada")
    crm.ok("add", "Bob", "size=L", "colour=red")
    crm.ok("merge", "1", "2")
    crm.ok("edit", "1", "colour=blue")
    assert crm.ok("unmerge", "2", "-f", "json").json["left"] == ["custom.colour"]
    assert (show(crm, "1")["custom"], show(crm, "2")["custom"]) == (
        {"colour": "blue"},
        {"size": "L", "colour": "red"},
    )


@pytest.mark.parametrize(
    ("argv", "status", "code"),
    [
        (["2"], 4, "unmerge.not_merged"),
        (["99"], 3, "no_such_customer"),
        (["1"], 4, "unmerge.several"),
        (["张"], 4, "ambiguous"),
        (["3", "--to", "nobody"], 2, "not_a_choice"),
    ],
)
def test_what_cannot_be_unmerged_is_refused_and_changes_nothing(
    shop: Crm, argv: list[str], status: int, code: str
) -> None:
    shop.ok("add", "张飞")
    if argv == ["1"] or "--to" in argv:
        shop.ok("merge", "1", "2", "3")
    before = dump(shop.db)
    ran = shop("unmerge", *argv, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    assert dump(shop.db) == before


def test_a_merge_whose_customer_was_deleted_for_good_is_gone(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    shop.ok("rm", "1", "--yes")
    shop.ok("trash", "empty", "--yes")
    assert shop("unmerge", "2").status == 3


def test_in_chinese(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    ran = shop.ok("unmerge", "2", CRMCLI_LANG="zh")
    assert ran.err == (
        "客户 2（张三丰）已恢复，不再与客户 1（张三）合并；转移了：投诉 1、"
        "联系方式 2、标签 2、联系记录 1、订单明细 1、订单 1\n"
    )


def test_a_value_that_came_from_somebody_unmerged_since_is_not_brought_back(crm: Crm) -> None:
    """2 gave 1 the city, 3 hid it under another: when both have gone, in whatever order, neither's is left."""
    crm.ok("add", "Ann", "city=York")
    crm.ok("add", "Anne", "city=Manchester")
    crm.ok("add", "Anna", "city=Stratford-upon-Avon")
    before = dump(crm.db)
    for first, second in (("2", "3"), ("3", "2")):
        crm.ok("merge", "1", "2", "--rule", "longer")
        crm.ok("merge", "1", "3", "--rule", "longer")
        crm.ok("unmerge", first)
        crm.ok("unmerge", second)
        assert dump(crm.db) == before


def test_a_value_passed_on_through_two_merges_goes_back_all_the_way(crm: Crm) -> None:
    crm.ok("add", "Ann", "city=York")
    crm.ok("add", "Anne", "city=Manchester")
    crm.ok("add", "Anna", "city=Stratford-upon-Avon")
    before = dump(crm.db)
    crm.ok("merge", "2", "3", "--rule", "longer")
    crm.ok("merge", "1", "2", "--rule", "longer")
    crm.ok("unmerge", "3")
    assert show(crm, "1")["city"] == "Manchester"
    crm.ok("unmerge", "2")
    assert dump(crm.db) == before


def test_an_unmerge_that_was_undone_is_no_merge(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    shop.ok("note", "1", "likes tea")
    shop.ok("unmerge", "2", "--to", "restored")
    shop.ok("undo")
    shop.ok("unmerge", "2")
    before = dump(shop.db)
    shop.ok("merge", "3", "1")
    shop.ok("unmerge", "1")
    assert dump(shop.db) == before


def test_who_was_taken_out_in_between_keeps_what_is_theirs(shop: Crm) -> None:
    """3 was in 2 when 2 went into 1, was taken out, and took 1 in: 2 does not get what is 3's."""
    before = dump(shop.db)
    shop.ok("merge", "2", "3")
    shop.ok("merge", "1", "2")
    shop.ok("unmerge", "3")
    shop.ok("merge", "3", "1")
    shop.ok("unmerge", "2")
    assert rows(shop, "SELECT customer_id FROM complaints ORDER BY id") == [(3,), (2,), (3,)]
    shop.ok("unmerge", "1")
    assert dump(shop.db) == before


def test_what_was_taken_off_the_survivor_since_is_said(crm: Crm) -> None:
    crm.ok("init", "-q")
    crm.ok("add", "Ann Lee", "email=a@x.example")
    crm.ok("add", "Ann Lee", "email=b@x.example", "wechat=annw", "tags=gold")
    crm.ok("merge", "1", "2")
    crm.ok("edit", "1", "email-=b@x.example")
    crm.ok("untag", "1", "gold")
    ran = crm.ok("unmerge", "2", "-f", "json")
    assert ran.json["removed"] == {"contact_points": 1, "customer_tags": 1}
    assert ran.err == (
        "customer 2 (Ann Lee) is on their own again, apart from 1 (Ann Lee); moved: contact points 1\n"
        "removed since the merge, and not brought back for customer 2: contact points 1, tags 1\n"
    )
    crm.ok("undo")
    said = crm.ok("unmerge", "2", CRMCLI_LANG="zh").err
    assert said.endswith("\n合并后已删除，没有为客户 2 恢复：联系方式 1、标签 1\n")
