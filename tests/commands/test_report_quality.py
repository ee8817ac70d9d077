"""report quality: what is missing, wrong or out of date, and where to begin."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("add", "张三", "phone=13800000001", "email=z@example.cn", "city=上海", "birthday=1990-03-04", "gender=f")
    crm.ok("add", "李四", "phone=13800000002", "wechat=lisi")
    crm.ok("add", "王五")
    crm.ok("add", "Blue Door Ltd", "--kind", "company", "email=info@bluedoor.example")
    crm.ok("verify", "1", "phone", CRMCLI_NOW="2024-03-01T09:00")
    crm.ok("verify", "1", "email", CRMCLI_NOW="2026-02-01T09:00")
    crm.ok("verify", "4", "email", "--bounced")
    return crm


def quality(crm: Crm, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = crm.ok("report", "quality", *more, "-f", "json", CRMCLI_NOW="2026-03-01T09:00").json
    return found


def test_each_field_is_counted(shop: Crm) -> None:
    rows = {row.pop("field"): tuple(row.values()) for row in quality(shop)["rows"]}
    assert (
        rows
        == {  # values, customers, missing, invalid, unverified, stale, bounced, shares: missing, to check, either
            "phone": (2, 2, 2, 0, 1, 1, 0, 0.5, 1.0, 0.5),
            "email": (2, 2, 2, 0, 0, 0, 1, 0.5, 0.5, 0.5),
            "wechat": (1, 1, None, 0, 1, 0, 0, None, 1.0, 1.0),
            "birthday": (1, 1, 2, 0, None, None, None, 0.6667, None, 0.6667),
            "gender": (1, 1, 2, 0, None, None, None, 0.6667, None, 0.6667),
            "city": (1, 1, 3, 0, None, None, None, 0.75, None, 0.75),
            "address": (0, 0, 4, 0, None, None, None, 1.0, None, 1.0),
            "source": (0, 0, 4, 0, None, None, None, 1.0, None, 1.0),
            "company": (0, 0, 3, 0, None, None, None, 1.0, None, 1.0),
        }
    )


def test_the_worst_come_first_with_what_to_do(shop: Crm) -> None:
    people = quality(shop)["customers"]
    assert [(one["id"], one["problems"], one["command"]) for one in people] == [
        (3, {"unreachable": 1}, "crm edit 3 phone=…"),
        (4, {"bounced": 1}, "crm edit 4 email=…"),
        (1, {"stale": 1}, "crm verify 1 phone"),
        (2, {"unverified": 2}, "crm verify 2 phone"),
    ]
    assert [one["id"] for one in quality(shop, "--limit", "1")["customers"]] == [3]


def test_what_cannot_be_right_is_found(shop: Crm) -> None:
    with closing(sqlite3.connect(shop.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute("UPDATE contact_points SET value = '12' WHERE value = '13800000001'")
        db.execute("UPDATE contact_points SET value = 'z@' WHERE value = 'z@example.cn'")
        db.execute("UPDATE customers SET birthday = '1990-02-30' WHERE id = 1")
        db.execute("UPDATE customers SET birthday = '2026-03-02' WHERE id = 2")
        db.execute("UPDATE customers SET birthday = '--02-29' WHERE id = 3")
        db.execute("UPDATE journal SET operation = NULL")
    found = quality(shop)
    assert {row["field"]: row["invalid"] for row in found["rows"] if row["invalid"]} == {
        "phone": 1, "email": 1, "birthday": 2,
    }  # fmt: skip
    assert (found["customers"][0]["id"], found["customers"][0]["problem"]) == (1, "invalid")
    assert found["customers"][0]["problems"]["invalid"] == 2


def test_of_some_customers_only(shop: Crm) -> None:
    found = quality(shop, "--where", "city:上海")
    assert (found["total"], found["where"], [one["id"] for one in found["customers"]]) == (1, "city:上海", [1])


def test_an_empty_file_has_nothing_wrong(crm: Crm) -> None:
    crm.ok("add", "Ann")
    crm.ok("rm", "1")
    found = quality(crm)
    assert (found["total"], found["customers"], found["rows"][0]["share"]) == (0, [], 0.0)


def test_of_several_the_one_to_check_is_named(shop: Crm) -> None:
    shop.ok("edit", "1", "phone+=138 0000 0009")
    shop.ok("verify", "1", "phone", CRMCLI_NOW="2026-02-01T09:00")
    found = {one["id"]: one["command"] for one in quality(shop)["customers"]}
    assert found[1] == "crm verify 1 phone '138 0000 0009'"


def test_as_a_page_in_both_languages(shop: Crm) -> None:
    out = shop.ok("report", "quality", CRMCLI_NOW="2026-03-01T09:00").out.splitlines()
    assert out[0] == "Data quality"
    assert [line.split() for line in out if line.startswith(("field", "kind", "phone"))] == [
        ["field", "have", "it", "missing", "missing", "%", "invalid"],
        ["phone", "2", "2", "50%"],
        ["kind", "entries", "invalid", "unverified", "stale", "bounced", "to", "check", "%"],
        ["phone", "2", "0", "1", "1", "0", "100%"],
    ]
    zh = shop.ok("report", "数据质量", CRMCLI_LANG="zh", CRMCLI_NOW="2026-03-01T09:00").out
    assert "补上电话或邮箱" in zh
    assert "没有联系方式" in zh
