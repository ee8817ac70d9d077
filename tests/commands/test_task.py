"""task add, task list, task done."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def mei(crm: Crm) -> Crm:
    crm.ok("add", "张三")
    crm.ok("add", "李四")
    return crm


def test_add_says_what_and_when(mei: Crm) -> None:
    ran = mei.ok("task", "add", "send", "the", "offer", "--for", "张三", "--due", "fri")
    assert (ran.out, ran.err) == ("1\n", "added task 1: send the offer, due 2026-03-06\n")


def test_add_in_chinese(mei: Crm) -> None:
    ran = mei.ok("task", "add", "发报价", "--due", "明天下午3点", "--lang", "zh")
    assert ran.err == "已添加任务 1：发报价，2026-03-02 15:00 到期\n"


def test_the_record_as_json(mei: Crm) -> None:
    ran = mei.ok(
        "task",
        "add",
        "offer",
        "--for",
        "1",
        "-d",
        "2026-03-06",
        "--priority",
        "high",
        "--note",
        "A4",
        "-f",
        "json",
    )
    assert ran.json == {
        "id": 1, "due": "2026-03-06", "status": "open", "customer_id": 1, "customer": "张三",
        "title": "offer", "priority": "high", "recurrence": None, "origin": "manual", "note": "A4",
        "done_at": None, "created_at": "2026-03-01T09:00:00",
    }  # fmt: skip


def test_a_task_needs_neither_customer_nor_day(mei: Crm) -> None:
    found = mei.ok("task", "add", "tidy up", "-f", "json").json
    assert (found["customer_id"], found["due"]) == (None, None)


def test_list_is_by_due_date_and_marks_what_is_overdue(mei: Crm) -> None:
    mei.ok("task", "add", "no day")
    mei.ok("task", "add", "later", "--due", "+3d")
    mei.ok("task", "add", "late", "--due", "2026-02-27", "--for", "李四")
    mei.ok("task", "add", "this morning", "--due", "8:00")
    assert mei.ok("task", "list", "-f", "table").out == (
        "id  due               status   priority  title         customer\n"
        " 3  2026-02-27        overdue  normal    late          李四\n"
        " 4  2026-03-01 08:00  overdue  normal    this morning\n"
        " 2  2026-03-04        open     normal    later\n"
        " 1                    open     normal    no day\n"
    )


def test_list_on_a_chinese_terminal(mei: Crm) -> None:
    mei.ok("task", "add", "发报价", "--due", "2026-02-27", "--for", "李四", "--repeat", "每周")
    assert mei.ok("task", "list", "--lang", "zh", terminal=True).out == (
        "编号  到期        状态    优先级  名称    客户  重复\n   1  2026-02-27  已逾期  普通    发报价  李四  每周\n"
    )


def test_list_may_be_narrowed(mei: Crm) -> None:
    mei.ok("task", "add", "a", "--due", "2026-02-27", "--for", "1")
    mei.ok("task", "add", "b", "--due", "2026-03-05", "--for", "2")
    mei.ok("task", "add", "c")
    assert mei.ok("task", "list", "张三", "-f", "ids").out == "1\n"
    assert mei.ok("task", "list", "--overdue", "-f", "ids").out == "1\n"
    assert mei.ok("task", "list", "--due-before", "2026-03-05", "-f", "ids").out == "1\n"
    assert mei.ok("task", "list", "--sort", "customer,-due", "-f", "ids").out == "2\n1\n3\n"
    assert mei.ok("task", "list", "--sort", "-title", "--limit", "2", "-f", "ids").out == "3\n2\n"
    assert (
        mei.ok("task", "list", "--columns", "title,due", "-f", "csv").out
        == "title,due\na,2026-02-27\nb,2026-03-05\nc,\n"
    )


def test_finished_tasks_are_listed_with_all(mei: Crm) -> None:
    mei.ok("task", "add", "a")
    mei.ok("task", "done", "1")
    assert mei.ok("task", "list", "-f", "json").json == []
    assert mei.ok("task", "list", "--all", "-f", "json").json[0]["status"] == "done"


def test_tasks_of_somebody_in_the_trash_are_not_listed(mei: Crm) -> None:
    mei.ok("task", "add", "a", "--for", "1")
    mei.ok("rm", "1", "--yes")
    assert mei.ok("task", "list", "-f", "json").json == []


def test_done_ticks_off_several_at_once(mei: Crm) -> None:
    for title in ("a", "b"):
        mei.ok("task", "add", title)
    ran = mei.ok("task", "done", "1", "2", "1")
    assert (ran.out, ran.err) == ("", "2 tasks are done\n")
    assert mei.ok("undo").err.startswith("undid operation 5")
    assert mei.ok("task", "list", "-f", "ids").out == "1\n2\n"


def test_done_twice_is_a_conflict(mei: Crm) -> None:
    mei.ok("task", "add", "a")
    mei.ok("task", "done", "1")
    ran = mei("task", "done", "1")
    assert (ran.status, ran.err) == (4, "error: task 1 was done already, at 2026-03-01 09:00: a\n")


def test_one_that_cannot_be_done_leaves_all_as_they_were(mei: Crm) -> None:
    mei.ok("task", "add", "a")
    assert mei("task", "done", "1", "99").status == 3
    assert mei.ok("task", "list", "-f", "ids").out == "1\n"


def test_a_recurring_task_makes_its_next_instance(mei: Crm) -> None:
    mei.ok(
        "task",
        "add",
        "invoice",
        "--for",
        "1",
        "--due",
        "2026-03-31",
        "--repeat",
        "monthly",
        "--priority",
        "high",
    )
    ran = mei.ok("task", "done", "1", "-f", "json")
    assert ran.json["done"] == [1]
    following = ran.json["next"][0]
    assert (following["id"], following["due"], following["priority"]) == (2, "2026-04-30", "high")
    assert ran.err == "task 1 is done: invoice; the next one is task 2, due 2026-04-30\n"
    assert mei.ok("task", "done", "2", "-f", "json").json["next"][0]["due"] == "2026-05-31"


def test_the_next_instance_keeps_its_time_of_day(mei: Crm) -> None:
    mei.ok("task", "add", "call", "--due", "2026-03-02 10:30", "--repeat", "daily")
    assert mei.ok("task", "done", "1", "-f", "json").json["next"][0]["due"] == "2026-03-03T10:30"


def test_a_recurring_task_without_a_day_starts_today(mei: Crm) -> None:
    assert mei.ok("task", "add", "call", "--repeat", "每两周", "-f", "json").json["due"] == "2026-03-01"


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (("add", " "), 2),
        (("add", "x", "--repeat", "often"), 2),
        (("add", "x", "--due", "soon"), 2),
        (("add", "x", "--priority", "urgent"), 2),
        (("add", "x", "--for", "nobody"), 3),
        (("add", "x", "--for", ""), 2),
        (("done",), 2),
        (("done", "one"), 2),
        (("done", "7"), 3),
        (("done", "99999999999999999999"), 2),
        (("list", "nobody"), 3),
        (("list", "--columns", "colour"), 2),
        (("list", "--limit", "-1"), 2),
    ],
)
def test_bad_input(mei: Crm, argv: tuple[str, ...], status: int) -> None:
    ran = mei("task", *argv)
    assert ran.status == status
    assert ran.err.startswith("error: ")
