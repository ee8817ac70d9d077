"""verify: what is known of a phone, an e-mail or another contact point."""

from typing import Any

import pytest

from tests.conftest import Crm
from tests.dumps import dump


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("add", "张三", "phone=13800000001", "phone+=13800000002", "email=z@example.cn")
    return crm


def points(crm: Crm) -> dict[str, Any]:
    return {point["value"]: point for point in crm.ok("show", "1", "-f", "json").json["contact_points"]}


def test_the_primary_one_is_verified_now(shop: Crm) -> None:
    ran = shop.ok("verify", "张三", "phone", CRMCLI_NOW="2026-03-01T09:00")
    assert (ran.out, ran.err) == ("1\n", "张三: phone 13800000001 is verified\n")
    found = points(shop)
    assert found["13800000001"]["verified_at"].startswith("2026-03-01T09:00")
    assert found["13800000002"]["verified_at"] is None
    assert "verified" in shop.ok("show", "1").out


def test_or_the_one_that_is_named_in_any_format(shop: Crm) -> None:
    shop.ok("verify", "1", "电话", "138 0000 0002")
    assert points(shop)["13800000002"]["verified_at"]


def test_a_bounce_ends_a_verification_and_the_other_way_round(shop: Crm) -> None:
    shop.ok("verify", "1", "email")
    ran = shop.ok("verify", "1", "email", "--bounced", "-f", "json").json["verified"]
    assert (ran["verified_at"], bool(ran["bounced_at"])) == (None, True)
    shop.ok("verify", "1", "email")
    assert points(shop)["z@example.cn"]["bounced_at"] is None


def test_clear_and_undo_bring_back_what_was(shop: Crm) -> None:
    before = dump(shop.db)
    shop.ok("verify", "1", "email")
    shop.ok("verify", "1", "email", "--clear")
    assert dump(shop.db) == before
    shop.ok("verify", "1", "email", "--bounced")
    shop.ok("undo")
    assert dump(shop.db) == before


@pytest.mark.parametrize(
    ("argv", "status", "code"),
    [
        (["1", "wechat"], 3, "verify.has_none"),
        (["1", "phone", "13900000000"], 3, "verify.not_theirs"),
        (["1", "phone", "abc"], 2, "invalid_phone"),
        (["1", "city"], 2, "verify.no_contact"),
        (["1", "fone"], 2, "unknown_field"),
        (["9", "phone"], 3, "no_such_customer"),
        (["1", "phone", "--bounced", "--clear"], 2, "verify.not_both"),
    ],
)
def test_mistakes_are_refused_and_change_nothing(shop: Crm, argv: list[str], status: int, code: str) -> None:
    before = dump(shop.db)
    ran = shop("verify", *argv, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    assert dump(shop.db) == before


def test_what_is_no_way_to_reach_them_names_those_there_are(shop: Crm) -> None:
    shop.ok("add", "李四")
    assert shop("verify", "1", "banana").err.splitlines()[1] == "hint: 张三 has: phone, email"
    assert shop("verify", "1", "微信", CRMCLI_LANG="zh").err.splitlines()[1] == (
        "提示：张三的联系方式有：电话、邮箱；crm edit 1 微信=… 可添加"
    )
    assert shop("verify", "2", "city").err.splitlines()[1].endswith("website; 李四 has none of them")
    assert (
        shop("verify", "1", "phone", "13900000000").err.splitlines()[1] == "hint: they have: 13800000001, 13800000002"
    )
    assert shop("verify", "1", "fone").err.splitlines()[1] == "hint: did you mean 'phone'?"


def test_in_chinese(shop: Crm) -> None:
    assert shop.ok("verify", "1", "邮箱", "--bounced", CRMCLI_LANG="zh").err == "张三：邮箱 z@example.cn 已标为失效\n"
