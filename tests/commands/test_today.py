"""today: whom to contact, and why."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from crmcli.db import Repository
from tests.conftest import Crm


def insert(crm: Crm, table: str, values: Mapping[str, Any]) -> int:
    repo = Repository(str(crm.db), write=True)
    with repo, repo.operation("test", at=datetime(2026, 3, 1), user="mei"):
        return repo.insert(table, values)


def complain(crm: Crm, customer: int, text: str, due: str | None, priority: str = "normal", **values: str) -> int:
    stamp = "2026-02-20T10:00:00"
    given = {
        "customer_id": customer,
        "content": text,
        "priority": priority,
        "due_at": due,
        "opened_at": stamp,
    }
    return insert(crm, "complaints", {**given, "updated_at": stamp, **values})


def reasons(crm: Crm, *argv: str, **environ: str) -> list[tuple[str | None, str]]:
    return [(row["customer"], row["reason"]) for row in crm.ok("today", *argv, "-f", "json", **environ).json]


@pytest.fixture
def busy(crm: Crm) -> Crm:
    """One of everything."""
    crm.ok("add", "张三", "phone=13800138000", "birthday=1990-03-01", "--lang", "zh")
    crm.ok("add", "李四", "birthday=--03-05")
    crm.ok("task", "add", "发报价", "--for", "李四", "--due", "2026-02-27", "--priority", "high")
    crm.ok("task", "add", "order boxes", "--due", "today 15:00")
    crm.ok("task", "add", "next week", "--due", "+7d")
    complain(crm, 2, "包装破损", "2026-02-28T18:00:00")
    complain(crm, 1, "late", "2026-03-04T18:00:00", "urgent")
    return crm


def test_the_day_in_english(busy: Crm) -> None:
    assert busy.ok("today").out == (
        "Sunday 2026-03-01: 6 things to do, 2 overdue\n"
        "\n"
        "1. 李四 (2): complaint is overdue since yesterday: 包装破损\n"
        "   crm complaint show 1\n"
        "2. 张三 (1): turns 36 today\n"
        "   crm log 1 'Happy birthday!' --channel call\n"
        "3. 李四 (2): “发报价” is 2 days overdue (high priority)\n"
        "   crm task done 1\n"
        "4. “order boxes” is due today at 15:00\n"
        "   crm task done 2\n"
        "5. 张三 (1): complaint is due on 2026-03-04: late (urgent)\n"
        "   crm complaint show 2\n"
        "6. 李四 (2): has a birthday in 4 days, on 2026-03-05\n"
        "   crm task add 'Wish 李四 a happy birthday' --for 2 --due 2026-03-05\n"
    )


def test_the_day_in_chinese(busy: Crm) -> None:
    assert busy.ok("today", "--lang", "zh").out == (
        "2026-03-01 星期日：6 项待办，其中 2 项已逾期\n"
        "\n"
        "1. 李四（2）：投诉从昨天起逾期：包装破损\n"
        "   crm complaint show 1\n"
        "2. 张三（1）：今天过 36 岁生日\n"
        "   crm log 1 祝您生日快乐 --channel call\n"
        "3. 李四（2）：“发报价”已逾期 2 天（优先级高）\n"
        "   crm task done 1\n"
        "4. “order boxes”今天 15:00 到期\n"
        "   crm task done 2\n"
        "5. 张三（1）：投诉须在 2026-03-04 前处理完：late（紧急）\n"
        "   crm complaint show 2\n"
        "6. 李四（2）：4 天后生日（2026-03-05）\n"
        "   crm task add 祝李四生日快乐 --for 2 --due 2026-03-05\n"
    )


def test_the_shape_of_an_entry(busy: Crm) -> None:
    assert busy.ok("today", "-f", "json").json[2] == {
        "kind": "task",
        "customer_id": 2,
        "customer": "李四",
        "due": "2026-02-27",
        "score": 67,
        "reason": "“发报价” is 2 days overdue (high priority)",
        "action": "发报价",
        "command": "crm task done 1",
    }


def test_the_highest_score_comes_first(busy: Crm) -> None:
    scores = [row["score"] for row in busy.ok("today", "-f", "json").json]
    assert scores == [81, 70, 67, 50, 50, 26]


def test_the_commands_do_what_is_to_be_done(busy: Crm) -> None:
    for row in busy.ok("today", "-f", "json").json:
        if row["kind"] != "complaint":
            busy.ok(*shlex.split(row["command"])[1:])
    assert [row["kind"] for row in busy.ok("today", "-f", "json").json] == ["complaint", "complaint"]


def test_ids_are_those_of_the_customers(busy: Crm) -> None:
    assert busy.ok("today", "-f", "ids").out == "2\n1\n2\n1\n2\n"


def test_a_narrow_terminal_goes_on_under_the_text(busy: Crm) -> None:
    lines = busy.ok("today", terminal=True, columns=40).out.splitlines()
    assert lines[2:5] == [
        "1. 李四 (2): complaint is overdue since",
        "   yesterday: 包装破损",
        "   crm complaint show 1",
    ]


def test_a_day_without_anything_says_so(crm: Crm) -> None:
    crm.ok("add", "Ada")
    assert crm.ok("today").out == "Sunday 2026-03-01: nothing to do\n"
    assert crm.ok("today", "--lang", "zh").out == "2026-03-01 星期日：没有待办事项\n"
    assert crm.ok("today", "-f", "json").json == []


def test_days_looks_further_ahead(busy: Crm) -> None:
    assert ("李四", "has a birthday in 4 days, on 2026-03-05") not in reasons(busy, "--days", "3")
    assert (None, "“next week” is due in 7 days, on 2026-03-08") in reasons(busy, "--days", "7")


def test_birthday_days_is_a_setting(busy: Crm) -> None:
    found = reasons(busy, CRMCLI_BIRTHDAY_DAYS="2")
    assert not any("birthday" in reason for _, reason in found)


def test_somebody_in_the_trash_does_not_appear(busy: Crm) -> None:
    busy.ok("rm", "2", "--yes")
    assert {name for name, _ in reasons(busy)} == {"张三", None}


def test_a_resolved_complaint_does_not_appear(crm: Crm) -> None:
    crm.ok("add", "Ada")
    complain(crm, 1, "x", None, status="resolved")
    complain(crm, 1, "y", None)
    assert reasons(crm) == [("Ada", "complaint is open since 2026-02-20: y")]


def test_29_february_in_a_common_year(crm: Crm) -> None:
    crm.ok("add", "Ada", "birthday=1992-02-29")
    assert reasons(crm, CRMCLI_NOW="2026-02-28T09:00") == [("Ada", "turns 34 today")]


def test_a_lunar_birthday(crm: Crm) -> None:
    crm.ok("add", "张三", "birthday=农历1990年八月十五")
    assert reasons(crm, CRMCLI_NOW="2026-09-24T09:00") == [
        ("张三", "turns 36 tomorrow (lunar calendar: month 8, day 15)")
    ]
    assert reasons(crm, CRMCLI_NOW="2026-09-25T09:00", CRMCLI_LANG="zh") == [
        ("张三", "今天过 36 岁生日，农历 8 月 15 日")
    ]


def test_the_greeting_uses_the_preferred_channel(crm: Crm) -> None:
    crm.ok("add", "Ada", "birthday=--03-01", "email=ada@example.org", "--preferred-channel", "visit")
    assert crm.ok("today", "-f", "json").json[0]["command"] == "crm log 1 'Happy birthday!' --channel visit"


def test_the_greeting_uses_no_channel_that_was_opted_out_of(crm: Crm) -> None:
    crm.ok("add", "Ada", "birthday=--03-01", "email=ada@example.org", "--preferred-channel", "call")
    point = {"kind": "phone", "value": "1", "key": "1", "opted_out_at": "2026-01-01"}
    insert(crm, "contact_points", {"customer_id": 1, **point})
    assert crm.ok("today", "-f", "json").json[0]["command"].endswith("--channel email")


def test_quotes_in_a_name_stay_one_word(crm: Crm) -> None:
    crm.ok("add", "Conan O'Brien", "birthday=--03-02")
    command = crm.ok("today", "-f", "json").json[0]["command"]
    assert shlex.split(command)[3] == "Wish Conan O'Brien a happy birthday"


def test_negative_days_are_refused(crm: Crm) -> None:
    crm.ok("add", "Ada")
    assert crm("today", "--days", "-1").status == 2


def test_a_calendar_is_loaded_only_for_lunar_birthdays(crm: Crm) -> None:
    crm.ok("add", "Ada", "birthday=--03-02")
    script = (
        "import sys; from crmcli.cli import main; status = main(['today', '-f', 'ids']); "
        "heavy = {'lunar_python', 'dataclasses', 'dateutil', 'rich'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else status)"
    )
    env = {**os.environ, **crm.environ}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")
