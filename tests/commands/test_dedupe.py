"""dedupe list: exact keys."""

import sqlite3
from contextlib import closing
from typing import Any

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


def test_the_shape(crm: Crm) -> None:
    crm.ok("init", "--region", "CN")
    add(crm, "张三", "phone=138 0000 0001")
    add(crm, "Zhang San", "phone=+86 138-0000-0001")
    assert found(crm) == [
        {
            "cluster": 1,
            "probability": 0.9,
            "customers": [1, 2],
            "names": ["张三", "Zhang San"],
            "reasons": ["phone: +8613800000001"],
        }
    ]


def test_the_remark_says_how_to_go_on(crm: Crm) -> None:
    add(crm, "A", "email=a@example.com")
    add(crm, "B", "email=A@Example.com")
    ran = crm.ok("dedupe", CRMCLI_LANG="zh")
    assert ran.out == "cluster\tprobability\tcustomers\tnames\treasons\n1\t0.9\t1;2\tA;B\temail: a@example.com\n"
    assert ran.err == "发现 1 组可能重复的客户；crm merge 1 2 可将其合并\n"


def test_each_key_has_its_probability(crm: Crm) -> None:
    add(crm, "A", "id_number=11010119900101001x")
    add(crm, "B", "id_number=11010119900101001X")
    add(crm, "王伟", "birthday=1990-03-04")
    add(crm, "王 伟 先生", "birthday=1990-03-04")
    add(crm, "Li Na", "birthday=--03-04")
    add(crm, "LI NA", "birthday=--03-04")
    assert [(row["customers"], row["probability"]) for row in found(crm)] == [
        ([1, 2], 0.99),
        ([3, 4], 0.95),
        ([5, 6], 0.85),
    ]


def test_several_keys_combine(crm: Crm) -> None:
    for _ in range(2):
        add(crm, "Ada", "phone=13800000001", "email=a@example.com")
    for _ in range(2):
        add(crm, "Bob", "phone=13800000002", "email=b@example.com", "birthday=1990-01-01", "id_number=7")
    assert [row["probability"] for row in found(crm)] == [0.999, 0.99]


def test_a_chain_is_one_cluster_as_probable_as_its_weakest_member(crm: Crm) -> None:
    add(crm, "A", "phone=13800000001", "id_number=7")
    add(crm, "B", "phone=13800000001", "email=b@example.com", "id_number=7")
    add(crm, "C", "email=b@example.com")
    assert [(row["customers"], row["probability"]) for row in found(crm)] == [([1, 2, 3], 0.9)]


def test_different_birthdays_keep_a_shared_phone_apart(crm: Crm) -> None:
    add(crm, "Mother", "phone=13800000001", "birthday=1960-01-01")
    add(crm, "Son", "phone=13800000001", "birthday=1990-01-01")
    assert groups(crm) == []
    add(crm, "mother", "phone=13800000001")
    assert groups(crm) == [[1, 3]]


def test_different_id_numbers_keep_all_else_apart(crm: Crm) -> None:
    for number in ("1", "2"):
        add(crm, "王伟", "phone=13800000001", "birthday=1990-01-01", f"id_number={number}")
    assert groups(crm) == []


def test_the_same_id_number_outweighs_a_birthday(crm: Crm) -> None:
    add(crm, "A", "id_number=7", "birthday=1990-01-01")
    add(crm, "B", "id_number=7", "birthday=1990-01-10")
    assert groups(crm) == [[1, 2]]


def test_persons_and_companies_are_never_compared(crm: Crm) -> None:
    add(crm, "Ada", "phone=13800000001")
    add(crm, "Acme", "phone=13800000001", "--kind", "company")
    add(crm, "Acme Ltd", "phone=13800000001", "--kind", "company")
    assert groups(crm) == [[2, 3]]


def test_the_trash_is_left_out(crm: Crm) -> None:
    for name in "ABC":
        add(crm, name, "phone=13800000001")
    crm.ok("rm", "2")
    assert groups(crm) == [[1, 3]]
    crm.ok("merge", "1", "3")
    assert groups(crm) == []


def test_who_was_declared_different_stays_so(crm: Crm) -> None:
    for name in "ABC":
        add(crm, name, "phone=13800000001")
    with closing(sqlite3.connect(crm.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute("INSERT INTO not_duplicates (a, b, at) VALUES (3, 1, '2026-01-01')")
        db.execute("UPDATE journal SET operation = NULL")
    assert groups(crm) == [[1, 2]]


def test_limit(crm: Crm) -> None:
    for name in ("A", "B", "C", "D"):
        add(crm, name, f"phone=1380000000{ord(name) % 2}")
    ran = crm.ok("dedupe", "list", "--limit", "1", "-f", "json")
    assert len(ran.json) == 1
    assert ran.err.endswith("1 of 2 shown; --limit 0 shows all\n")
    assert crm("dedupe", "list", "--limit", "-1").status == 2
