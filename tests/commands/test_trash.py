"""rm, restore, trash list, trash empty, and forgetting."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tests.dumps import dump


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Two customers with something in every table that knows customers."""
    crm.ok("product", "add", "Tea", "--sku", "T1", "--price", "10")
    for name, phone in (("王小明", "13800000001"), ("Ada Lovelace", "13800000002")):
        crm.ok("add", name, f"phone={phone}", "tags=vip", "note=met at the fair")
        crm.ok("sale", "add", name, "T1*2")
        crm.ok("log", name, f"called {name}")
        crm.ok("note", name, "likes green")
        crm.ok("complaint", "add", name, "cold tea")
        crm.ok("task", "add", "send samples", "--who", name)
    return crm


def listed(crm: Crm, *argv: str) -> list[int]:
    return [row["id"] for row in crm.ok(*(argv or ("list",)), "-f", "json").json]


def traces(crm: Crm, *words: str) -> list[str]:
    """Which of the words stand anywhere in the file or its log."""
    data = b"".join(path.read_bytes() for path in Path(crm.folder).glob("crm.db*"))
    return [word for word in words if word.encode() in data]


def test_rm_and_restore(shop: Crm) -> None:
    ran = shop.ok("rm", "王小明")
    assert (ran.out, ran.err) == ("", "put in the trash: 1 王小明\n")
    assert (listed(shop), listed(shop, "trash", "list")) == ([2], [1])
    assert shop("show", "1").status == 3
    assert shop.ok("restore", "王小明", CRMCLI_LANG="zh").err == "已恢复：1 王小明\n"
    assert (listed(shop), listed(shop, "trash")) == ([1, 2], [])


def test_rm_is_undone(shop: Crm) -> None:
    before = dump(shop.db)
    shop.ok("rm", "1")
    shop.ok("undo")
    assert dump(shop.db) == before


def test_rm_of_many_needs_a_yes(shop: Crm) -> None:
    for name in ("a", "b", "c", "d"):
        shop.ok("add", name, "company=Acme")
    assert shop("rm", "Acme").status == 7
    assert shop.ok("rm", "Acme", "--yes", "-q").out == "3\n4\n5\n6\n"


def test_a_second_word_is_refused_rather_than_searched_for(shop: Crm) -> None:
    assert shop("rm", "1", "2").status == 2
    assert listed(shop) == [1, 2]


def test_a_short_number_is_an_id_and_nothing_else(shop: Crm) -> None:
    shop.ok("edit", "1", "phone=13987654321")
    assert shop("rm", "98765").status == 3
    assert shop("rm", "138").status == 3
    assert listed(shop) == [1, 2]


@pytest.mark.parametrize(
    ("who", "status", "code"), [("2", 4, "not_in_trash"), ("77", 3, "nobody"), ("nn", 3, "nobody")]
)
def test_restore_of_what_is_not_in_the_trash(shop: Crm, who: str, status: int, code: str) -> None:
    shop.ok("rm", "1")
    ran = shop("restore", who, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, f"trash.{code}")


def test_restore_of_a_merged_customer_names_the_survivor(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    ran = shop("restore", "2")
    assert (ran.status, ran.err.splitlines()[0]) == (4, "error: '2' was merged into customer 1")


def test_the_trash_shows_the_latest_first(shop: Crm) -> None:
    shop.ok("rm", "1")
    shop.ok("rm", "2", CRMCLI_NOW="2026-03-02T10:00")
    assert shop.ok("trash").out == (
        "id\tname\tcompany\tphone\tdeleted_at\n"
        "2\tAda Lovelace\t\t13800000002\t2026-03-02T10:00:00\n"
        "1\t王小明\t\t13800000001\t2026-03-01T09:00:00\n"
    )


def test_emptying_always_asks(shop: Crm) -> None:
    shop.ok("rm", "1")
    refused = shop("trash", "empty")
    assert (refused.status, listed(shop, "trash")) == (7, [1])
    assert shop("trash", "empty", terminal=True, stdin="\n").status == 7
    assert shop("trash", "empty", terminal=True, stdin="y\n").status == 0


def test_emptying_takes_every_row_along_and_undo_brings_all_back(shop: Crm) -> None:
    before = dump(shop.db)
    shop.ok("rm", "1")
    ran = shop.ok("trash", "empty", "--yes", "-f", "json")
    assert (ran.json["deleted"], ran.json["ids"]) == (1, [1])
    left = dump(shop.db)
    for table in ("sales", "sale_lines", "interactions", "complaints", "contact_points", "tasks", "customer_tags"):
        assert {row[table_customer(shop, table)] for row in left[table]} == {2}, table
    assert [row[0] for row in left["customers"]] == [2]
    shop.ok("undo")
    shop.ok("undo")
    assert dump(shop.db) == before
    assert shop.ok("doctor").status == 0


def table_customer(crm: Crm, table: str) -> int:
    with closing(sqlite3.connect(crm.db)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    return names.index("customer_id")


def test_older_than(shop: Crm) -> None:
    shop.ok("rm", "1", CRMCLI_NOW="2026-01-30T09:00")
    shop.ok("rm", "2", CRMCLI_NOW="2026-02-01T09:00")
    assert shop.ok("trash", "empty", "--older-than", "30d", "--yes", "-q").out == ""
    assert shop.ok("trash", "empty", "--older-than", "4w", "--yes", "-q").out == "1\n"
    assert listed(shop, "trash") == [2]
    assert shop.ok("trash", "empty", "--older-than", "0d", "--yes", "-q").out == "2\n"
    assert shop("trash", "empty", "--older-than", "soon", "--yes").status == 2
    assert shop("trash", "empty", "--older-than", "+3d", "--yes").status == 2


def test_an_empty_trash_is_emptied_without_asking(shop: Crm) -> None:
    ran = shop.ok("trash", "empty")
    assert ran.err == "deleted 0 customers from the trash for good (0 rows in all)\n"


def test_a_company_goes_without_its_people(crm: Crm) -> None:
    crm.ok("add", "Acme Ltd", "--kind", "company")
    crm.ok("add", "Ada", "company=Acme Ltd")
    with closing(sqlite3.connect(crm.db)) as db, db:
        db.execute("UPDATE journal SET operation = 1")
        db.execute("UPDATE customers SET company_id = 1 WHERE id = 2")
        db.execute("UPDATE journal SET operation = NULL")
    crm.ok("rm", "1")
    crm.ok("trash", "empty", "--yes")
    assert crm.ok("show", "2", "-f", "json").json["company"] == "Acme Ltd"
    crm.ok("undo")
    with closing(sqlite3.connect(crm.db)) as db:
        assert db.execute("SELECT company_id FROM customers WHERE id = 2").fetchone() == (1,)


def test_the_merged_go_with_their_survivor(shop: Crm) -> None:
    shop.ok("merge", "1", "2")
    shop.ok("rm", "1")
    shop.ok("trash", "empty", "--yes")
    assert dump(shop.db)["customers"] == []


WORDS = ("王小明", "13800000001", "+8613800000001", "wang xiao ming")


def test_without_forget_the_journal_still_knows(shop: Crm) -> None:
    shop.ok("rm", "1")
    shop.ok("trash", "empty", "--yes")
    assert "王小明" in traces(shop, *WORDS)


def test_forgetting_leaves_nothing_in_the_file(shop: Crm) -> None:
    shop.ok("edit", "1", "phone=13900000009", "wechat=xiaoming_88", "note=secret one")
    shop.ok("edit", "1", "note=secret two")
    shop.ok("undo")
    shop.ok("merge", "1", "2")
    shop.ok("undo")
    shop.ok("rm", "王小明")
    ran = shop.ok("trash", "empty", "--forget", "--yes")
    assert ran.err.endswith("; one was wiped from the file\n")
    assert traces(shop, *WORDS, "13900000009", "xiaoming_88", "secret", "xiao") == []
    assert traces(shop, "Ada Lovelace", "called Ada") == ["Ada Lovelace", "called Ada"]
    assert shop.ok("doctor").status == 0
    assert listed(shop, "find", "ada") == [2]


def test_forgetting_wipes_whoever_was_deleted_before_as_well(shop: Crm) -> None:
    shop.ok("rm", "1")
    shop.ok("trash", "empty", "--yes")
    assert shop("trash", "empty", "--forget").status == 7
    assert shop.ok("trash", "empty", "--forget", "--yes", "-f", "json").json["forgotten"] == 1
    assert traces(shop, *WORDS) == []


def test_history_shows_that_something_was_forgotten_but_not_what(shop: Crm) -> None:
    shop.ok("tag", "1", "gold")
    shop.ok("rm", "王小明")
    shop.ok("trash", "empty", "--forget", "--yes")
    rows: list[dict[str, Any]] = shop.ok("history", "--limit", "0", "-f", "json").json
    assert rows[0]["command"] == "crm trash empty --forget --yes"
    assert rows[1]["command"] == "…"
    assert all("王小明" not in str(row) for row in rows)
    assert any("Ada Lovelace" in row["command"] for row in rows)


def test_an_operation_about_several_loses_the_forgotten_name_only(shop: Crm) -> None:
    shop.ok("add", "王小红", "company=Acme")
    shop.ok("edit", "1", "company=Acme")
    shop.ok("edit", "Acme", "city=上海")
    shop.ok("rm", "1")
    shop.ok("trash", "empty", "--forget", "--yes")
    summaries = [row["summary"] for row in shop.ok("history", "--limit", "0", "-f", "json").json]
    assert [text for text in summaries if "王小红" in text and "…" in text] != []
    assert traces(shop, "王小明") == []


def test_what_was_forgotten_cannot_be_undone_and_the_rest_can(shop: Crm) -> None:
    shop.ok("add", "Bob")
    shop.ok("rm", "1")
    shop.ok("trash", "empty", "--forget", "--yes")
    last = shop.ok("history", "--limit", "1", "-f", "json").json[0]["operation"]
    ran = shop("undo", str(last), "-f", "json")
    assert (ran.status, ran.error["code"]) == (4, "undo.forgotten")
    shop.ok("undo")
    assert listed(shop) == [2]
    assert shop.ok("doctor").status == 0


@pytest.fixture
def parted(crm: Crm) -> Crm:
    """Two who were one for a while; the one who stayed had what the other knew, and was edited then."""
    crm.ok("add", "Xenobia Quill", "phone=+8613800138001", "note=likes zebras", "tags=vip")
    crm.ok("add", "Bob Ray")
    crm.ok("merge", "2", "1")
    crm.ok("edit", "2", "city=Oslo")
    crm.ok("undo")
    crm.ok("undo")
    return crm


def test_what_a_merge_gave_somebody_else_is_forgotten_with_the_one_it_came_from(parted: Crm) -> None:
    parted.ok("rm", "1")
    parted.ok("trash", "empty", "--forget", "--yes")
    assert traces(parted, "zebras", "Xenobia", "13800138001") == []
    ran = parted("redo", "-f", "json")
    assert (ran.status, ran.error["code"]) == (4, "undo.forgotten")
    assert parted.ok("show", "2", "-f", "json").json["note"] is None
    assert parted.ok("doctor").status == 0


def test_so_it_is_when_the_merge_was_redone_and_undone_again(parted: Crm) -> None:
    parted.ok("redo")
    parted.ok("edit", "2", "city=Bergen")
    parted.ok("undo")
    parted.ok("undo")
    parted.ok("rm", "1")
    parted.ok("trash", "empty", "--forget", "--yes")
    assert traces(parted, "zebras", "Xenobia", "13800138001") == []


def test_a_merge_of_others_can_still_be_redone_after_forgetting(parted: Crm) -> None:
    parted.ok("add", "Cy Poe", "note=likes yaks")
    parted.ok("add", "Dee Fox")
    parted.ok("merge", "4", "3")
    merge = parted.ok("history", "--limit", "1", "-f", "json").json[0]["operation"]
    parted.ok("rm", "1")
    parted.ok("trash", "empty", "--forget", "--yes")
    parted.ok("undo", str(merge))
    parted.ok("redo")
    assert parted.ok("show", "4", "-f", "json").json["note"] == "likes yaks"


def test_the_trash_is_ordered_and_cut_on_request(shop: Crm) -> None:
    shop.ok("rm", "1")
    shop.ok("rm", "2")
    assert shop.ok("trash", "list", "--sort", "name", "--limit", "1", "--columns", "name").out == "name\nAda Lovelace\n"
    assert shop("trash", "list", "--limit", "-1").status == 2
