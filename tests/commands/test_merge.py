"""merge: several customers become one."""

import json
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


def test_the_survivor_has_everything(shop: Crm) -> None:
    ran = shop.ok("merge", "1", "2", "3")
    assert ran.out == "1\n"
    assert ran.err.splitlines()[0] == (
        "customer 1 (张三) now includes 2 张三丰, 3 Zhang San; moved: complaints 2, "
        "contact points 3, tags 1, log entries 2, sale lines 2, sales 2"
    )
    one = show(shop, "1")
    assert one["phones"] == ["13800000001", "13800000002", "13987654321"]
    assert one["tags"] == ["a", "b", "vip"]
    assert (one["orders"], one["spent"], one["emails"]) == (3, "60.00", ["z@example.cn"])
    assert [row["id"] for row in shop.ok("list", "-f", "json").json] == [1]


def test_empty_fields_are_filled_from_the_one_changed_last(shop: Crm) -> None:
    shop.ok("merge", "1", "2", "3")
    one = show(shop, "1")
    assert (one["name"], one["city"], one["title"], one["company"]) == ("张三", "上海", "Boss", "Acme")


def test_what_was_not_taken_over_is_said(shop: Crm) -> None:
    ran = shop.ok("merge", "1", "2", "3", CRMCLI_LANG="zh")
    assert ran.err.splitlines()[1:] == [
        "以下的值没有采用（要另选，请先 crm undo，再用 --take 字段=编号）：",
        "  姓名：保留“张三”，未采用“张三丰”（2）、“Zhang San”（3）",
        "  职位：保留“Boss”，未采用“经理”（2）",
        "  城市：保留“上海”，未采用“北京”（2）",
    ]


def test_one_value_of_several_is_said_once(shop: Crm) -> None:
    shop.ok("edit", "3", "city=北京")
    assert "  city: '上海' stays, not '北京' (2, 3)\n" in shop.ok("merge", "1", "2", "3").err


def test_the_values_that_went_are_there_for_scripts(shop: Crm) -> None:
    shop.ok("field", "add", "size")
    for number, size in (("1", "M"), ("2", "L")):
        shop.ok("edit", number, f"size={size}", "gender=f" if size == "M" else "gender=m", f"credit_limit={number}0.5")
    wanted = [
        {"field": "name", "kept": "张三", "lost": [{"id": 2, "value": "张三丰"}]},
        {"field": "gender", "kept": "female", "lost": [{"id": 2, "value": "male"}]},
        {"field": "city", "kept": "上海", "lost": [{"id": 2, "value": "北京"}]},
        {"field": "credit_limit", "kept": "10.50", "lost": [{"id": 2, "value": "20.50"}]},
        {"field": "custom.size", "kept": "M", "lost": [{"id": 2, "value": "L"}]},
    ]
    assert shop.ok("merge", "1", "2", "--dry-run", "-f", "json").json["not_taken"] == wanted
    ran = shop.ok("merge", "1", "2", "-f", "json")
    assert ran.json["not_taken"] == wanted
    assert "  gender: 'female' stays, not 'male' (2)\n" in ran.err
    assert shop.ok("undo", "--quiet")
    assert shop.ok("merge", "1", "2", "--quiet").err == ""


HOMES = [
    ("city=上海", "city=成都 address=春熙路9号 postcode=610000", ["上海", None, None]),
    ("city=上海", "city=上海市 address=南京路1号 postcode=200000", ["上海", "南京路1号", "200000"]),
    ("city=上海", "address=南京路1号", ["上海", "南京路1号", None]),
    ("tags=new", "city=成都 address=春熙路9号", ["成都", "春熙路9号", None]),
    ("city=上海 postcode=200000", "address=春熙路9号 postcode=610000", ["上海", None, "200000"]),
]


@pytest.mark.parametrize(("one", "other", "together"), HOMES)
def test_an_address_is_never_put_together_from_two(crm: Crm, one: str, other: str, together: list[str | None]) -> None:
    crm.ok("init", "-q")
    for given in (one, other):
        crm.ok("add", "赵六", *given.split())
    ran = crm.ok("merge", "1", "2", "-f", "json")
    assert [ran.json[field] for field in ("city", "address", "postcode")] == together


def test_the_street_of_another_town_is_said_to_go(crm: Crm) -> None:
    crm.ok("init", "-q")
    crm.ok("add", "赵六", "city=上海")
    crm.ok("add", "赵六", "city=成都", "address=春熙路9号")
    assert crm.ok("merge", "1", "2").err == (
        "customer 1 (赵六) now includes 2 赵六\n"
        "not taken over ('crm undo', then --take FIELD=ID chooses others):\n"
        "  city: '上海' stays, not '成都' (2)\n"
        "  address: not '春熙路9号' (2), part of another address\n"
    )
    crm.ok("undo")
    assert "  地址：未采用“春熙路9号”（2），属于另一个地址\n" in crm.ok("merge", "1", "2", CRMCLI_LANG="zh").err
    crm.ok("undo")
    taken = crm.ok("merge", "1", "2", "--rule", "recent", "-f", "json").json
    assert (taken["city"], taken["address"]) == ("成都", "春熙路9号")


def test_take_overrules(shop: Crm) -> None:
    shop.ok("merge", "1", "2", "3", "--take", "城市=2", "--take", "phone=3", "--take", "title=2", "--take", "name=2")
    one = show(shop, "1")
    assert (one["name"], one["city"], one["title"], one["phone"]) == ("张三丰", "北京", "经理", "13987654321")
    assert [row["id"] for row in shop.ok("find", "zhangsanfeng", "-f", "json").json] == [1]


@pytest.mark.parametrize(
    ("argv", "status", "code"),
    [
        (["1", "1"], 2, "merge.into_itself"),
        (["1", "张三"], 2, "merge.into_itself"),
        (["1", "2", "--take", "city"], 2, "merge.bad_take"),
        (["1", "2", "--take", "city=3"], 2, "merge.not_among_them"),
        (["1", "2", "--take", "tags=2"], 2, "merge.cannot_take"),
        (["1", "2", "--take", "spent=2"], 2, "merge.cannot_take"),
        (["1", "2", "--take", "ctiy=2"], 2, "unknown_field"),
        (["1", "2", "--take", "company=2"], 2, "merge.nothing_to_take"),
        (["1", "2", "--take", "wechat=2"], 2, "merge.nothing_to_take"),
        (["1", "99"], 3, "no_such_customer"),
        (["1", "98765"], 3, "no_such_customer"),
        (["1", "张"], 4, "ambiguous"),
        (["1"], 2, "missing_argument"),
    ],
)
def test_what_cannot_be_merged_is_refused_and_changes_nothing(
    shop: Crm, argv: list[str], status: int, code: str
) -> None:
    before = dump(shop.db)
    ran = shop("merge", *argv, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    assert dump(shop.db) == before


def test_the_trash_is_not_merged(shop: Crm) -> None:
    shop.ok("rm", "2")
    assert shop("merge", "1", "2", "-f", "json").error["code"] == "customer_in_trash"
    assert shop("merge", "2", "1").status == 3


def test_the_merged_lead_to_the_survivor_and_are_not_merged_again(shop: Crm) -> None:
    uid = show(shop, "2")["uid"]
    shop.ok("merge", "1", "2")
    assert show(shop, "2")["id"] == show(shop, uid)["id"] == 1
    for who in ("2", uid):
        ran = shop("merge", "3", who)
        assert (ran.status, ran.err) == (
            4,
            f"error: '{who}' was already merged into customer 1\nhint: use 1 instead\n",
        )
        assert shop("merge", who, "3").status == 4


def test_chains_lead_to_the_last_survivor(shop: Crm) -> None:
    shop.ok("merge", "2", "3")
    shop.ok("merge", "1", "2")
    assert [show(shop, who)["id"] for who in "123"] == [1, 1, 1]
    assert rows(shop, "SELECT kept, lost FROM merges ORDER BY id") == [(2, 3), (1, 2)]
    shop.ok("undo")
    assert [show(shop, who)["id"] for who in "123"] == [1, 2, 2]


def test_undo_brings_back_exactly(shop: Crm) -> None:
    before = dump(shop.db)
    shop.ok("merge", "1", "2", "3")
    shop.ok("undo")
    assert dump(shop.db) == before
    shop.ok("redo")
    assert show(shop, "1")["orders"] == 3


def test_a_merge_is_one_operation_with_its_choices_noted(shop: Crm) -> None:
    shop.ok("merge", "1", "3", "--take", "city=1")
    assert shop.ok("history", "--limit", "1", "-f", "json").json[0]["summary"] == "1 张三 ← 3 Zhang San"
    ((choices,),) = rows(shop, "SELECT choices FROM merges")
    noted = json.loads(choices)
    assert (noted["taken"], noted["left"]) == (["title", "company"], ["name"])
    assert noted["moved"]["sales"] == 1


def test_shared_contact_points_are_one_and_an_opt_out_is_kept(shop: Crm) -> None:
    shop.ok("edit", "3", "phone+=13800000001", "--force")
    with closing(sqlite3.connect(shop.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute(
            "UPDATE contact_points SET opted_out_at = '2026-01-01' WHERE customer_id = 3 AND value = '13800000001'"
        )
        db.execute("UPDATE journal SET operation = NULL")
    ran = shop.ok("merge", "1", "3", "-f", "json").json
    assert ran["already_there"] == {"contact_points": 1}
    assert rows(shop, "SELECT opted_out_at, is_primary FROM contact_points WHERE value = '13800000001'") == [
        ("2026-01-01", 1)
    ]


def test_each_kind_keeps_one_primary(shop: Crm) -> None:
    shop.ok("merge", "1", "2", "3")
    assert rows(
        shop,
        "SELECT kind, count(*) FROM contact_points WHERE customer_id = 1 AND is_primary GROUP BY 1 ORDER BY 1",
    ) == [("email", 1), ("phone", 1)]


def test_own_fields_are_merged_one_by_one(crm: Crm) -> None:
    crm.ok("field", "add", "size")
    crm.ok("field", "add", "colour")
    crm.ok("add", "Ada", "size=M")
    crm.ok("add", "Bob", "size=L", "colour=red")
    ran = crm.ok("merge", "1", "2", "-f", "json").json
    assert ran["custom"] == {"size": "M", "colour": "red"}
    crm.ok("undo")
    assert crm.ok("merge", "1", "2", "--take", "size=2", "-f", "json").json["custom"]["size"] == "L"


def test_a_mark_that_they_differ_goes_and_others_move(shop: Crm) -> None:
    shop.ok("add", "Other")
    with closing(sqlite3.connect(shop.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute("INSERT INTO not_duplicates (a, b, at) VALUES (1, 2, 'x'), (2, 4, 'x'), (3, 2, 'x'), (1, 3, 'x')")
        db.execute("UPDATE journal SET operation = NULL")
    before = dump(shop.db)
    shop.ok("merge", "1", "2")
    assert rows(shop, "SELECT a, b FROM not_duplicates ORDER BY 1, 2") == [(1, 3), (1, 4)]
    shop.ok("undo")
    assert dump(shop.db) == before


def test_tables_that_come_later_are_moved_too(shop: Crm) -> None:
    """A table that refers to customers, with a UNIQUE that collides, and one that refers to it."""
    from crmcli.migrations import derived

    with closing(sqlite3.connect(shop.db, isolation_level=None)) as db:
        db.executescript(
            "CREATE TABLE members (id INTEGER PRIMARY KEY AUTOINCREMENT, campaign INTEGER NOT NULL, opened TEXT,"
            " customer_id INTEGER NOT NULL REFERENCES customers (id), UNIQUE (campaign, customer_id)) STRICT;"
            "CREATE TABLE clicks (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            " member INTEGER NOT NULL REFERENCES members (id)) STRICT;"
        )
        derived.rebuild(db)
        db.execute("UPDATE journal SET operation = 1")
        db.execute("INSERT INTO members VALUES (1, 7, NULL, 1), (2, 7, 'yes', 2), (3, 8, NULL, 2)")
        db.execute("INSERT INTO clicks VALUES (1, 2), (2, 3)")
        db.execute("UPDATE journal SET operation = NULL")
    before = dump(shop.db)
    shop.ok("merge", "1", "2")
    assert rows(shop, "SELECT * FROM members") == [(1, 7, "yes", 1), (3, 8, None, 1)]
    assert rows(shop, "SELECT * FROM clicks") == [(1, 1), (2, 3)]
    shop.ok("undo")
    assert dump(shop.db) == before


def test_a_dry_run_shows_the_outcome_side_by_side_and_changes_nothing(shop: Crm) -> None:
    before = dump(shop.db)
    ran = shop.ok("merge", "1", "2", "--take", "city=2", "--dry-run")
    assert dump(shop.db) == before
    assert ran.out.splitlines()[-1] == (
        "would move, as far as KEEP has not the same: complaints 1, contact points 2, tags 2, log entries 1, "
        "sale lines 1, sales 1"
    )
    assert ran.out.splitlines()[0] == "2 张三丰 would become one with customer 1 (张三)"
    assert ran.out.splitlines()[-5:-2] == [
        "would not be taken over (--take FIELD=ID chooses others):",
        "  name: '张三' stays, not '张三丰' (2)",
        "  city: '北京' stays, not '上海' (1)",
    ]
    assert [line.split() for line in ran.out.splitlines()[2:-6]] == [
        ["field", "1", "2", "result", "because"],
        ["kind", "person", "person", "person", "the", "same"],
        ["name", "张三", "张三丰", "张三", "KEEP's"],
        ["title", "经理", "经理", "was", "empty"],
        ["city", "上海", "北京", "北京", "--take"],
        ["email", "z@example.cn", "z@example.cn", "all", "are", "kept"],
        ["phone", "13800000001", "13800000002", "13800000001,", "13800000002", "all", "are", "kept"],
    ]
    assert shop.ok("merge", "1", "2", "--dry-run", "-f", "json").json["fields"][1] == {
        "field": "name", "1": "张三", "2": "张三丰", "result": "张三", "because": "keep",
    }  # fmt: skip


def test_a_dry_run_says_whose_value_it_is_and_keeps_once_what_both_have(shop: Crm) -> None:
    shop.ok("add", "Zhang", "phone=138-0000-0001", "phone+=+86 139-8765-4321", "--force")
    ran = shop.ok("merge", "1", "4", "--dry-run", "-f", "json").json
    assert {row["field"]: (row["result"], row["because"]) for row in ran["fields"]} == {
        "kind": ("person", "same"), "name": ("张三", "keep"), "city": ("上海", "keep"),
        "phone": ("13800000001, +86 139-8765-4321", "all"),
    }  # fmt: skip


@pytest.mark.parametrize(("rule", "name", "city"), [("keep", "张三", "上海"), ("recent", "Zhang San", "北京"),
                                                    ("longer", "Zhang San", "上海")])  # fmt: skip
def test_a_rule_chooses_whose_value_a_field_gets(shop: Crm, rule: str, name: str, city: str) -> None:
    shop.ok("edit", "2", "note=x", CRMCLI_NOW="2026-03-01T12:00")
    shop.ok("merge", "1", "2", "3", "--rule", rule)
    assert (show(shop, "1")["name"], show(shop, "1")["city"]) == (name, city)


def test_a_verified_phone_becomes_the_primary_one_and_back(shop: Crm) -> None:
    with closing(sqlite3.connect(shop.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute("UPDATE contact_points SET verified_at = '2026-01-01' WHERE value = '13800000002'")
        db.execute("UPDATE journal SET operation = NULL")
    before = dump(shop.db)
    shop.ok("merge", "1", "2")
    assert show(shop, "1")["phone"] == "13800000002"
    shop.ok("unmerge", "2")
    assert dump(shop.db) == before


def test_merging_two_who_were_declared_different_says_so(shop: Crm) -> None:
    shop.ok("dedupe", "reject", "1", "2")
    assert "1 and 2 had been declared not to be the same on 2026-03-01\n" in shop.ok("merge", "1", "2").err
