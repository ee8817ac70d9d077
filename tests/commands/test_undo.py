"""undo and redo: of large loads, of many records of one customer, of what was forgotten since."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from crmcli.safety import reversal
from crmcli.store import search
from tests.conftest import Crm
from tests.dumps import dump
from tests.importing.content import check_derived, content

COMPLAINTS = "date,customer,content\n2026-01-01,Ann Lee,broken\n2026-01-02,Ann Lee,late\n"
SALES = "order id,date,customer,item,quantity,price,paid\n" + "".join(
    f"S{n},2026-01-{n % 28 + 1:02d},{name},Cup,{n % 3 + 1},4.20,{'yes' if n % 2 else 'no'}\n"
    for n, name in enumerate(("Ann Lee", "王小明", "Bob Ray") * 10)
)
PEOPLE = "name,phone,email,tags\n" + "".join(
    f"Person {n},+4930{n:07d},p{n}@example.com,{'vip' if n % 2 else 'new'}\n" for n in range(30)
)


def imported(crm: Crm, noun: str, text: str, *options: str) -> None:
    (crm.folder / f"{noun}.csv").write_text(text, encoding="utf-8")
    crm.ok("import", noun, str(crm.folder / f"{noun}.csv"), *options)


def rows(crm: Crm, sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(crm.db)) as db:
        return db.execute(sql, params).fetchall()


@pytest.fixture(params=["as it is", "few at once"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With small limits a small load takes the ways of a large one."""
    if request.param == "few at once":
        monkeypatch.setattr(reversal, "_AT_ONCE", 4)
        monkeypatch.setattr(reversal, "_MANY", 5)
        monkeypatch.setattr(search, "_MANY", 2)


LOADS = [
    ("customers", PEOPLE, ()),
    ("sales", SALES, ("--create-customers",)),
    ("complaints", COMPLAINTS, ("--create-customers",)),
]


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize(("noun", "text", "options"), LOADS, ids=["customers", "sales", "complaints"])
def test_a_load_is_undone_and_redone_again_and_again(crm: Crm, noun: str, text: str, options: tuple[str, ...]) -> None:
    crm.ok("add", "Ann Lee", "phone=+4930123456", "note=likes 绿茶")
    before = content(crm.db)
    imported(crm, noun, text, *options)
    after = content(crm.db)
    for _ in range(2):
        crm.ok("undo")
        assert content(crm.db) == before
        crm.ok("redo")
        assert content(crm.db) == after
        check_derived(crm.db)
    assert crm.ok("doctor").status == 0


def test_statistics_are_right_after_redoing_a_load_that_made_the_customers(crm: Crm) -> None:
    imported(crm, "complaints", COMPLAINTS, "--create-customers")
    crm.ok("undo")
    crm.ok("redo")
    assert rows(crm, "SELECT complaints, open_complaints FROM customer_stats") == [(2, 2)]
    assert crm.ok("doctor").status == 0


def test_rows_put_back_side_by_side_are_one_change(crm: Crm) -> None:
    imported(crm, "customers", PEOPLE)
    crm.ok("undo")
    crm.ok("redo")
    number = crm.ok("history", "--limit", "1", "-f", "json").json[0]["operation"]
    sql = (
        "SELECT c.kind, c.first_row, c.last_row FROM changes c JOIN journalled j ON j.id = c.tbl "
        "WHERE c.operation = ? AND j.name = 'customers'"
    )
    assert rows(crm, sql, number) == [("I", 1, 30)]
    assert crm.ok("history", "1", "--limit", "1", "-f", "json").json[0]["operation"] == number


@pytest.mark.usefixtures("size")
def test_an_emptied_trash_of_many_records_comes_back(crm: Crm) -> None:
    imported(crm, "sales", SALES, "--create-customers")
    before = content(crm.db)
    crm.ok("rm", "1")
    crm.ok("trash", "empty", "--yes")
    gone = content(crm.db)
    check_derived(crm.db)
    crm.ok("undo")
    crm.ok("undo")
    assert content(crm.db) == before
    crm.ok("redo")
    crm.ok("redo")
    assert content(crm.db) == gone
    check_derived(crm.db)


@pytest.mark.usefixtures("size")
def test_a_row_changed_twice_by_one_operation_goes_back_and_forth(crm: Crm) -> None:
    """Tags renamed onto each other change the same rows more than once."""
    for name, tags in (("Ann", "a,b"), ("Bob", "a"), ("Cy", "b")):
        crm.ok("add", name, f"tags={tags}")
    crm.ok("merge", "1", "2", "3")
    after = content(crm.db)
    crm.ok("undo")
    before = content(crm.db)
    crm.ok("redo")
    assert content(crm.db) == after
    crm.ok("undo")
    assert content(crm.db) == before
    check_derived(crm.db)


def steps(crm: Crm, *argv: str) -> int:
    """How much work SQLite has with a command, in thousands of steps of its machine."""
    count = 0
    real = sqlite3.connect

    def counting(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        def tick() -> int:
            nonlocal count
            count += 1
            return 0

        db: sqlite3.Connection = real(*args, **kwargs)
        db.set_progress_handler(tick, 1000)
        return db

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("crmcli.store.connection.sqlite3.connect", counting)
        crm.ok(*argv)
    return count


LINES = (("undo",), ("redo",), ("merge", "2", "1"), ("undo",), ("redo",), ("rm", "2"), ("trash", "empty", "--yes"))


def work(crm: Crm, sales: int) -> list[int]:
    """The work of each of ``LINES`` with so many sales of one customer."""
    crm.ok("add", "Ann Lee")
    crm.ok("add", "Bob Ray")
    text = "order id,date,customer,item,price\n" + "".join(f"S{n},2026-01-01,Ann Lee,Cup,1\n" for n in range(sales))
    imported(crm, "sales", text)
    return [steps(crm, *line) for line in LINES]


def test_the_work_grows_with_the_sales_of_one_customer_not_with_their_square(seller: Any) -> None:
    few, many = work(seller("few"), 200), work(seller("many"), 1600)
    assert [line for line, a, b in zip(LINES, few, many, strict=True) if b > 14 * a] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "redid operation 1, one row: crm add 'Ann Lee' 'note=green tea'\n"),
        ("zh", "已重做操作 1，涉及 1 行：crm add 'Ann Lee' 'note=green tea'\n"),
    ],
)
def test_redo_names_what_was_done_again(crm: Crm, language: str, said: str) -> None:
    crm.ok("add", "Ann Lee", "note=green tea")
    crm.ok("undo")
    ran = crm.ok("redo", CRMCLI_LANG=language)
    assert ran.err == said


def test_the_undo_of_an_undo_by_its_number_names_the_undo(crm: Crm) -> None:
    crm.ok("add", "Ann Lee")
    crm.ok("undo")
    assert crm.ok("undo", "2").err == "undid operation 2, one row: crm undo\n"


def test_undo_is_refused_where_a_later_row_refers_to_what_it_would_take(crm: Crm) -> None:
    crm.ok("add", "Ann Lee")
    crm.ok("task", "add", "call back", "--for", "1")
    before = dump(crm.db)
    ran = crm("undo", "1", "-f", "json")
    assert (ran.status, ran.error["code"]) == (4, "undo.changed_since")
    assert dump(crm.db) == before


def test_a_merge_is_not_undone_from_under_what_was_added_to_its_records(crm: Crm) -> None:
    crm.ok("add", "Ann")
    crm.ok("add", "Bob")
    crm.ok("sale", "add", "2", "Tea@9")
    crm.ok("merge", "1", "2")
    crm.ok("sale", "pay", "1", "4")
    ran = crm("undo", "4", "-f", "json")
    assert (ran.status, ran.error["details"][0]["command"]) == (4, "crm sale pay 1 4")
    assert crm.ok("doctor").status == 0


def test_a_record_does_not_come_back_to_somebody_who_was_merged_since(crm: Crm) -> None:
    crm.ok("add", "Ann")
    crm.ok("add", "Bob")
    crm.ok("note", "2", "likes tea")
    crm.ok("undo")
    crm.ok("merge", "1", "2")
    assert (ran := crm("redo", "-f", "json")).status == 4, ran
    crm.ok("unmerge", "2")
    crm.ok("redo")
    assert [row["what"] for row in crm.ok("timeline", "2", "-f", "json").json] == ["likes tea"]


def test_an_unmerge_is_not_undone_once_the_restored_one_has_records_of_their_own(crm: Crm) -> None:
    crm.ok("add", "Ann")
    crm.ok("add", "Bob")
    crm.ok("merge", "1", "2")
    crm.ok("unmerge", "2")
    crm.ok("sale", "add", "2", "Tea@9")
    ran = crm("undo", "4", "-f", "json")
    assert (ran.status, ran.error["details"][0]["command"]) == (4, "crm sale add 2 Tea@9")


def test_an_unmerge_is_not_undone_once_the_one_who_was_kept_is_elsewhere(crm: Crm) -> None:
    for name in ("Ann", "Bob", "Cy"):
        crm.ok("add", name)
    crm.ok("merge", "1", "3")
    crm.ok("merge", "2", "1")
    crm.ok("unmerge", "3")
    crm.ok("unmerge", "1")
    ran = crm("undo", "6", "-f", "json")
    assert (ran.status, ran.error["details"][0]["command"]) == (4, "crm unmerge 1")
