"""task add, task list, task done, task snooze, task rm."""

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
        (("snooze", "1"), 2),
        (("snooze", "1", "someday"), 2),
        (("snooze", "7", "fri"), 3),
        (("rm",), 2),
        (("rm", "7"), 3),
        (("list", "nobody"), 3),
        (("list", "--columns", "colour"), 2),
        (("list", "--limit", "-1"), 2),
    ],
)
def test_bad_input(mei: Crm, argv: tuple[str, ...], status: int) -> None:
    ran = mei("task", *argv)
    assert ran.status == status
    assert ran.err.startswith("error: ")


# -- for many customers ----------------------------------------------------------------------------


def test_a_query_makes_a_task_for_each(mei: Crm) -> None:
    ran = mei.ok("task", "add", "ask", "--for", "no:phone", "--due", "fri", "--repeat", "weekly", "-f", "json")
    assert ran.json == {"count": 2, "ids": [1, 2], "customers": [1, 2]}
    assert ran.err == "added 2 tasks: ask, due 2026-03-06\n"
    found = mei.ok("task", "list", "-f", "json").json
    assert [(task["customer"], task["recurrence"]) for task in found] == [("张三", "weekly"), ("李四", "weekly")]
    mei.ok("undo")
    assert mei.ok("task", "list", "-f", "json").json == []


def test_a_task_for_many_needs_a_yes(mei: Crm) -> None:
    mei.ok("config", "set", "bulk_confirm", "1")
    ran = mei("task", "add", "问候", "--for", "1,2", "--lang", "zh")
    assert (ran.status, ran.err) == (
        7,
        "错误：未经确认，没有执行：要为 2 位客户各添加一项任务吗？\n提示：请加上 --yes\n",
    )
    ran = mei.ok("task", "add", "问候", "--for", "1,2", "--lang", "zh", "--yes")
    assert ran.err == "已添加 2 项任务：问候\n"


def test_a_task_for_a_name_that_several_have_is_ambiguous(mei: Crm) -> None:
    mei.ok("add", "张三", "--force")
    ran = mei("task", "add", "ask", "--for", "张三", "--yes", "-f", "json")
    assert (ran.status, ran.error["code"]) == (4, "ambiguous")


# -- snooze ----------------------------------------------------------------------------------------


def test_snooze_moves_the_due_day(mei: Crm) -> None:
    mei.ok("task", "add", "offer", "--due", "2026-02-27")
    ran = mei.ok("task", "snooze", "1", "fri")
    assert (ran.out, ran.err) == ("", "task 1 is due 2026-03-06 now: offer\n")
    assert mei.ok("undo").status == 0
    assert mei.ok("task", "list", "-f", "json").json[0]["due"] == "2026-02-27"


def test_snooze_in_chinese(mei: Crm) -> None:
    mei.ok("task", "add", "发报价")
    ran = mei.ok("task", "snooze", "1", "明天下午3点", "--lang", "zh")
    assert ran.err == "任务 1 已改到 2026-03-02 15:00：发报价\n"


def test_snooze_takes_several_and_keeps_the_time_of_each(mei: Crm) -> None:
    mei.ok("task", "add", "a", "--due", "2026-03-01 10:30")
    mei.ok("task", "add", "b")
    ran = mei.ok("task", "snooze", "1", "2", "1", "+3d", "-f", "json")
    assert ran.json["snoozed"] == [1, 2]
    assert [task["due"] for task in ran.json["tasks"]] == ["2026-03-04T10:30", "2026-03-04"]
    assert ran.err == "2 tasks are put off\n"


def test_a_recurring_task_goes_on_from_the_new_day(mei: Crm) -> None:
    mei.ok("task", "add", "call", "--due", "2026-03-02", "--repeat", "weekly")
    mei.ok("task", "snooze", "1", "2026-03-04")
    assert mei.ok("task", "done", "1", "-f", "json").json["next"][0]["due"] == "2026-03-11"


def test_a_finished_task_is_not_put_off(mei: Crm) -> None:
    mei.ok("task", "add", "a")
    mei.ok("task", "done", "1")
    ran = mei("task", "snooze", "1", "fri")
    assert (ran.status, ran.err) == (4, "error: task 1 was done already, at 2026-03-01 09:00: a\n")


@pytest.mark.parametrize(("date", "said"), [("yesterday", "2026-02-28"), ("8:00", "2026-03-01 08:00")])
def test_no_task_is_put_off_to_the_past(mei: Crm, date: str, said: str) -> None:
    mei.ok("task", "add", "a")
    ran = mei("task", "snooze", "1", date)
    assert (ran.status, ran.err) == (2, f"error: a task cannot be put off to {said}, which is past\n")


def test_today_is_no_past(mei: Crm) -> None:
    mei.ok("task", "add", "a", "--due", "2026-02-27 08:00")
    assert mei.ok("task", "snooze", "1", "today", "-f", "json").json["tasks"][0]["due"] == "2026-03-01T08:00"


# -- rm --------------------------------------------------------------------------------------------


def test_rm_removes_and_undo_brings_back(mei: Crm) -> None:
    mei.ok("task", "add", "a", "--for", "张三", "--due", "fri")
    mei.ok("task", "add", "b")
    before = mei.ok("task", "list", "-f", "json").out
    ran = mei.ok("task", "rm", "1", "2", "1", "-f", "json")
    assert ran.json["removed"] == [1, 2]
    assert [task["title"] for task in ran.json["tasks"]] == ["a", "b"]
    assert ran.err == "removed 2 tasks\n"
    assert mei.ok("show", "1", "-f", "json").json["stats"]["open_tasks"] == 0
    mei.ok("undo")
    assert mei.ok("task", "list", "-f", "json").out == before


def test_rm_of_one_says_which(mei: Crm) -> None:
    mei.ok("task", "add", "发报价")
    assert mei.ok("task", "rm", "1", "--lang", "zh").err == "已删除任务 1：发报价\n"


def test_rm_of_many_needs_a_yes(mei: Crm) -> None:
    for title in "abcd":
        mei.ok("task", "add", title)
    assert mei("task", "rm", "1", "2", "3", "4").status == 7
    assert mei.ok("task", "rm", "1", "2", "3", "4", "--yes", "-q").out == "1\n2\n3\n4\n"


def test_one_that_is_not_there_leaves_all_as_they_were(mei: Crm) -> None:
    mei.ok("task", "add", "a")
    assert mei("task", "rm", "1", "99").err.startswith("error: there is no task 99\n")
    assert mei.ok("task", "list", "-f", "ids").out == "1\n"
