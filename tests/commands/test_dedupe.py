"""dedupe list: clusters of probable duplicates. What makes two customers one: tests/dedupe."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.conftest import Crm


def found(crm: Crm) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = crm.ok("dedupe", "list", "-f", "json").json
    return rows


def groups(crm: Crm) -> list[list[int]]:
    return [row["customers"] for row in found(crm)]


def add(crm: Crm, *argv: str) -> None:
    crm.ok("add", *argv, "--force")


def test_nothing_is_a_success(crm: Crm) -> None:
    crm.ok("add", "Ada", "phone=13800000001")
    ran = crm.ok("dedupe", "list", "-f", "json")
    assert (ran.json, ran.err) == ([], "no duplicates were found\n")


def test_an_empty_file(crm: Crm) -> None:
    crm.ok("init")
    assert found(crm) == []


def test_the_shape(crm: Crm) -> None:
    crm.ok("init", "--region", "CN")
    add(crm, "张三", "phone=138 0000 0001")
    add(crm, "Zhang San", "phone=+86 138-0000-0001")
    (row,) = found(crm)
    assert row.pop("probability") > 0.99
    assert row == {
        "cluster": 1,
        "customers": [1, 2],
        "names": ["张三", "Zhang San"],
        "reasons": ["phone: +8613800000001", "name: 张三 / Zhang San"],
    }


def test_the_remark_says_how_to_go_on(crm: Crm) -> None:
    add(crm, "Ada Byron", "email=a@example.com")
    add(crm, "ADA BYRON", "email=A@Example.com")
    ran = crm.ok("dedupe", CRMCLI_LANG="zh")
    assert ran.out.endswith("\t1;2\tAda Byron;ADA BYRON\temail: a@example.com;name: Ada Byron / ADA BYRON\n")
    assert ran.err == "发现 1 组可能重复的客户；crm dedupe show 1 可并排比较，crm merge 1 2 可将其合并\n"


def test_reasons_in_the_users_language(crm: Crm) -> None:
    add(crm, "Ada Byron", "birthday=1990-03-04")
    add(crm, "Byron, Ada", "birthday=1990-03-04")
    shown = crm.ok("dedupe", "list", "-f", "table", CRMCLI_LANG="zh").out
    assert shown.splitlines()[0].split() == ["组", "概率", "客户", "名称", "理由"]
    assert "生日、姓名" in shown
    shown = crm.ok("dedupe", "show", "1", CRMCLI_LANG="zh").out
    assert "生日：1990-03-04、姓名：Ada Byron / Byron, Ada" in shown


def test_reasons_are_the_same_for_scripts_at_a_terminal(crm: Crm) -> None:
    add(crm, "Ada Byron", "email=ada@example.com")
    add(crm, "Byron, Ada", "email=ADA@example.com")
    (group,) = json.loads(crm.ok("dedupe", "list", "-f", "json", terminal=True, CRMCLI_LANG="zh").out)
    assert group["reasons"] == ["email: ada@example.com", "name: Ada Byron / Byron, Ada"]


def test_none_of_those_asked_about(crm: Crm) -> None:
    add(crm, "Ada Byron", "birthday=1990-03-04")
    add(crm, "Byron, Ada", "birthday=1990-03-04")
    add(crm, "Emmy Noether")
    ran = crm.ok("dedupe", "list", "emmy", "-f", "json")
    assert (ran.json, ran.err) == ([], "none of these customers is in a group of probable duplicates\n")
    ran = crm.ok("dedupe", "list", "nobody", CRMCLI_LANG="zh")
    assert ran.err == "没有找到客户“nobody”\n"


def test_other_names_with_a_phone_in_common_are_no_duplicates(crm: Crm) -> None:
    add(crm, "Ada Byron", "phone=13800000001")
    add(crm, "Bob Smith", "phone=13800000001")
    assert groups(crm) == []


def test_different_birthdays_keep_a_shared_phone_apart(crm: Crm) -> None:
    add(crm, "Ada Byron", "phone=13800000001", "birthday=1960-01-21")
    add(crm, "Ada Byron", "phone=13800000001", "birthday=1992-11-03")
    add(crm, "Ada Byron", "phone=13800000001")
    assert len(groups(crm)) <= 1
    assert [1, 2] not in groups(crm)


def test_persons_and_companies_are_never_compared(crm: Crm) -> None:
    add(crm, "Acme", "phone=13800000001")
    add(crm, "Acme", "phone=13800000001", "--kind", "company")
    add(crm, "Acme Ltd", "phone=13800000001", "--kind", "company")
    assert groups(crm) == [[2, 3]]


def test_the_trash_is_left_out(crm: Crm) -> None:
    for _ in range(3):
        add(crm, "Ada Byron", "phone=13800000001")
    crm.ok("rm", "2")
    assert groups(crm) == [[1, 3]]
    crm.ok("merge", "1", "3")
    assert groups(crm) == []


def test_who_was_declared_different_stays_so(crm: Crm) -> None:
    for _ in range(3):
        add(crm, "Ada Byron", "phone=13800000001")
    with closing(sqlite3.connect(crm.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute("INSERT INTO not_duplicates (a, b, at) VALUES (3, 1, '2026-01-01')")
        db.execute("UPDATE journal SET operation = NULL")
    assert all({1, 3} - set(group) for group in groups(crm))
    assert len(groups(crm)) == 1


def test_limit(crm: Crm) -> None:
    for name in ("Ada Byron", "Emmy Noether", "Ada Byron", "Emmy Noether"):
        add(crm, name, f"phone=1380000000{len(name) % 2}")
    ran = crm.ok("dedupe", "list", "--limit", "1", "-f", "json")
    assert len(ran.json) == 1
    assert ran.err.endswith("1 of 2 shown; --limit 0 shows all\n")
    assert crm("dedupe", "list", "--limit", "-1").status == 2


def test_only_groups_that_a_customer_is_in_under_their_usual_numbers(crm: Crm) -> None:
    for name in ("Ada Byron", "Emmy Noether", "Ada Byron", "Emmy Noether"):
        add(crm, name, f"phone=1380000000{len(name) % 2}", f"city=town{len(name)}")
    everything = found(crm)
    (row,) = crm.ok("dedupe", "list", "city:town12", "-f", "json").json
    assert row in everything
    assert row["names"] == ["Emmy Noether", "Emmy Noether"]
    assert crm.ok("dedupe", "list", "city:Nowhere", "-f", "json").json == []


def test_a_least_probability(crm: Crm) -> None:
    add(crm, "Ada Byron", "email=a@example.com")
    add(crm, "ADA BYRON", "email=A@Example.com")
    (probability,) = (row["probability"] for row in found(crm))
    assert crm.ok("dedupe", "list", "--min", str(probability), "-f", "json").json != []
    assert crm.ok("dedupe", "list", "--min", "1", "-f", "json").json == []
    ran = crm("dedupe", "list", "--min", "0.3", CRMCLI_LANG="zh")
    assert (ran.status, ran.err) == (2, "错误：--min 应是 0.5 到 1 之间的概率，不能是 0.3\n")


def test_what_was_not_compared_is_said(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.dedupe import blocking

    monkeypatch.setattr(blocking, "EXHAUSTIVE", 2)
    monkeypatch.setattr(blocking, "LARGEST_BLOCK", 3)
    for at in range(8):
        add(crm, "Ada Byron", f"email=ada{at}@example.com")
    assert "values that up to 8 customers share" in crm.ok("dedupe", "list").err


def test_the_ids_of_groups_are_those_of_their_customers(crm: Crm) -> None:
    crm.ok("init", "--region", "CN")
    add(crm, "Nobody Else")
    add(crm, "张三", "phone=138 0000 0001")
    add(crm, "Zhang San", "phone=+86 138-0000-0001")
    assert crm.ok("dedupe", "list", "-f", "ids").out == "2\n3\n"
