"""log and note: the contact log."""

import pytest

from crmcli.context import Context
from tests.conftest import Crm


@pytest.fixture
def mei(crm: Crm) -> Crm:
    crm.ok("add", "张三", "phone=13800138000", "--lang", "zh")
    crm.ok("add", "李四")
    return crm


def test_log_prints_the_new_id_and_says_whom(mei: Crm) -> None:
    ran = mei.ok("log", "张三", "谈了", "报价")
    assert (ran.out, ran.err) == ("1\n", "logged a contact with 张三 (1)\n")


def test_log_in_chinese(mei: Crm) -> None:
    ran = mei.ok("log", "张三", "谈了报价", "--next", "周五", "--lang", "zh")
    assert ran.err == "已记录与张三（1）的联系；任务 1（2026-03-06）：跟进：谈了报价\n"


def test_the_whole_record_as_json(mei: Crm) -> None:
    ran = mei.ok(
        "log", "13800138000", "asked for a sample", "-c", "微信", "--in", "--at", "2026-02-27T15:30",
        "--subject", "Sample", "--outcome", "sent", "--place", "shop", "--participants", "Li, Wu",
        "--duration", "20", "--satisfaction", "4", "-f", "json",
    )  # fmt: skip
    assert ran.json == {
        "id": 1, "customer_id": 1, "customer": "张三", "kind": "contact", "at": "2026-02-27T15:30:00",
        "channel": "wechat", "direction": "in", "subject": "Sample", "content": "asked for a sample",
        "outcome": "sent", "place": "shop", "participants": "Li, Wu", "duration": 20, "satisfaction": 4,
        "deal_id": None, "created_at": "2026-03-01T09:00:00", "task": None,
    }  # fmt: skip


def test_a_contact_is_outgoing_and_now_unless_said_otherwise(mei: Crm) -> None:
    found = mei.ok("log", "1", "hello", "-f", "json").json
    assert (found["direction"], found["at"], found["channel"]) == ("out", "2026-03-01T09:00:00", None)


@pytest.mark.parametrize(("word", "stored"), [("电话", "call"), ("Phone", "call"), ("拜访", "visit"), ("抖音", "抖音")])
def test_channels_have_words_in_both_languages_and_new_ones_are_kept(mei: Crm, word: str, stored: str) -> None:
    assert mei.ok("log", "1", "hello", "--channel", word, "-f", "json").json["channel"] == stored


def test_a_contact_moves_last_contact_and_a_note_does_not(mei: Crm) -> None:
    mei.ok("log", "1", "hello", "--at", "2026-02-20T10:00")
    mei.ok("note", "1", "likes tea")
    stats = mei.ok("show", "1", "-f", "json").json["stats"]
    assert (stats["contacts"], stats["last_contact"]) == (1, "2026-02-20T10:00:00")


def test_an_older_contact_does_not_move_last_contact_back(mei: Crm) -> None:
    mei.ok("log", "1", "hello")
    mei.ok("log", "1", "earlier", "--at", "2026-01-01")
    assert mei.ok("show", "1", "-f", "json").json["last_contact"] == "2026-03-01T09:00:00"


def test_a_note_is_found_by_its_words(mei: Crm) -> None:
    assert mei.ok("note", "李四", "喜欢", "龙井茶").out == "1\n"
    assert mei.ok("find", "龙井", "-f", "ids").out == "2\n"


def test_text_may_come_from_stdin(mei: Crm) -> None:
    found = mei.ok("note", "1", "-", "-f", "json", stdin="two\nlines\n").json
    assert found["content"] == "two\nlines"


def test_next_makes_a_task_for_the_customer(mei: Crm) -> None:
    task = mei.ok("log", "1", "谈了报价", "--next", "fri", "--next-title", "Call back", "-f", "json").json["task"]
    assert task == {"id": 1, "title": "Call back", "due": "2026-03-06"}
    assert mei.ok("task", "list", "张三", "-f", "json").json[0]["customer_id"] == 1


def test_undo_takes_back_the_contact_and_its_task(mei: Crm) -> None:
    mei.ok("log", "1", "hello", "--next", "fri")
    mei.ok("undo")
    assert mei.ok("task", "list", "-f", "json").json == []
    assert mei.ok("timeline", "1", "-f", "json").json == []


def test_the_future_is_refused(mei: Crm) -> None:
    ran = mei("log", "1", "hello", "--at", "tomorrow 10:00")
    assert ran.status == 2
    assert ran.err == (
        "error: a contact cannot be in the future: 2026-03-02 10:00\n"
        "hint: what is yet to come is a task: crm task add … --due\n"
    )


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--in", "--out"), "interaction.both_ways"),
        (("--satisfaction", "6"), "not_a_choice"),
        (("--satisfaction", "good"), "invalid_number"),
        (("--duration", "-5"), "negative"),
        (("--at", "someday"), "invalid_date"),
        (("--next", "2026-02-27"), "interaction.next_before"),
        (("--next-title", "Call"), "interaction.title_without_next"),
        (("--channel", " "), "interaction.empty_channel"),
        (("--subject", "x" * 501), "too_long"),
    ],
)
def test_bad_values_are_refused_and_nothing_is_stored(mei: Crm, options: tuple[str, ...], code: str) -> None:
    ran = mei("log", "1", "hello", *options, "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, code)
    assert mei.ok("timeline", "1", "-f", "json").json == []


def test_an_empty_text_is_refused(mei: Crm) -> None:
    assert mei("log", "1", "  ").status == 2
    assert mei("note", "1", "").err == "error: there is no text to store\n"


def test_an_unknown_customer_is_not_found(mei: Crm) -> None:
    assert mei("log", "nobody", "hello").status == 3


def test_quiet_prints_the_id_alone(mei: Crm) -> None:
    ran = mei.ok("log", "1", "hello", "-q")
    assert (ran.out, ran.err) == ("1\n", "")


# -- a query: the same with many -------------------------------------------------------------------


@pytest.fixture
def town(crm: Crm) -> Crm:
    for name in ("陈晨", "陈晨晨", "Ann", "Bob", "Cem"):
        crm.ok("add", name, f"city={'上海' if len(name) < 3 else 'Paris'}", "tag=vip")
    return crm


def test_a_query_logs_the_contact_with_everybody_it_means(town: Crm) -> None:
    ran = town.ok("log", "tag:vip city:Paris", "发了中秋祝福", "-c", "wechat", "--yes", "-f", "json")
    assert ran.json == {"count": 4, "ids": [1, 2, 3, 4], "customers": [2, 3, 4, 5], "tasks": []}
    assert ran.err == "logged a contact with 4 customers\n"
    for number in ("2", "3", "4", "5"):
        entries = town.ok("timeline", number, "-f", "json").json
        assert [(entry["id"], entry["what"]) for entry in entries] == [(int(number) - 1, "WeChat: 发了中秋祝福")]
    assert town.ok("timeline", "1", "-f", "json").json == []


def test_with_next_each_of_them_gets_a_task(town: Crm) -> None:
    ran = town.ok("log", "1,3", "谈了报价", "--next", "周五", "--lang", "zh", "-f", "json")
    assert ran.json == {"count": 2, "ids": [1, 2], "customers": [1, 3], "tasks": [1, 2]}
    assert ran.err == "已记录与 2 位客户的联系；2 个任务（2026-03-06）：跟进：谈了报价\n"
    found = town.ok("task", "list", "-f", "json").json
    assert [(task["customer"], task["origin"]) for task in found] == [("陈晨", "log 1"), ("Ann", "log 2")]


def test_a_note_about_everybody_is_found_by_its_words(town: Crm) -> None:
    ran = town.ok("note", "city:上海 or name:陈", "喜欢龙井茶")
    assert (ran.out, ran.err) == ("", "noted about 2 customers\n")
    assert town.ok("find", "龙井", "-f", "ids").out == "1\n2\n"


def test_the_statistics_of_each_are_kept(town: Crm) -> None:
    town.ok("log", "tag:vip", "hello", "--yes", "--next", "fri")
    rows = town.ok("list", "--columns", "contacts,last_contact,open_tasks", "-f", "csv").out
    assert set(rows.splitlines()[1:]) == {"1,2026-03-01T09:00:00,1"}
    assert town.ok("doctor").status == 0


def test_a_name_that_several_have_never_becomes_a_bulk_action(town: Crm) -> None:
    for who in ("陈晨晨 or 陈", "name:陈"):
        assert town.ok("log", who, "hello", "-f", "json").json["count"] == 2
    for who in ("陈", "陈 陈", '"陈"', "(陈)"):
        ran = town("log", who, "hello", "--yes", "-f", "json")
        assert (ran.status, ran.error["code"]) == (4, "ambiguous")
        assert len(ran.error["details"]) >= 2
        assert town("note", who, "hello", "--yes").status == 4


def test_many_need_a_yes_and_nothing_is_stored_without(town: Crm) -> None:
    ran = town("log", "tag:vip", "hello")
    assert (ran.status, ran.err) == (
        7, "error: not done without a yes: log a contact with 5 customers?\nhint: add --yes\n",
    )  # fmt: skip
    assert town("note", "tag:vip", "hello", "--lang", "zh", "-f", "json").error["code"] == "confirmation_needed"
    assert town.ok("timeline", "3", "-f", "json").json == []


def test_on_a_terminal_many_are_asked_about(town: Crm) -> None:
    ran = town("note", "tag:vip", "hello", stdin="y\n", terminal=True)
    assert (ran.status, ran.err) == (0, "note this about 5 customers? [y/N] noted about 5 customers\n")


def test_a_text_from_stdin_outlives_the_question(town: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Context, "ask", lambda ctx, question: ctx.consents.add(question))
    town.ok("note", "tag:vip", "-", stdin="two\nlines\n", terminal=True)
    assert town.ok("timeline", "5", "-f", "json").json[0]["what"].endswith("two lines")


def test_up_to_bulk_confirm_no_yes_is_needed(town: Crm) -> None:
    town.ok("config", "set", "bulk_confirm", "5")
    assert town.ok("log", "tag:vip", "hello", "-q").out == "1\n2\n3\n4\n5\n"


def test_a_mistake_is_told_before_anything_is_asked(town: Crm) -> None:
    assert town("log", "tag:vip", " ").err == "error: there is no text to store\n"


def test_undo_takes_back_all_of_it_in_one_step(town: Crm) -> None:
    town.ok("log", "tag:vip", "hello", "--next", "fri", "--yes")
    assert "+ 陈晨, 陈晨晨, Ann … (5)" in town.ok("history").out
    assert town.ok("undo").err == "undid operation 6, 10 rows: crm log tag:vip hello --next fri --yes\n"
    assert town.ok("task", "list", "-f", "json").json == []
    assert town.ok("list", "contacts>0", "-f", "json").json == []
    assert town.ok("redo").status == 0
    assert len(town.ok("list", "contacts>0", "-f", "ids").out.split()) == 5


def test_hundreds_at_once_are_counted_right(crm: Crm) -> None:
    lines = "".join(f"P{n},Paris\n" for n in range(150))
    (crm.folder / "many.csv").write_text(f"name,city\n{lines}", "utf-8")
    crm.ok("import", str(crm.folder / "many.csv"))
    crm.ok("log", "city:Paris", "hello", "--next", "fri", "--yes")
    crm.ok("note", "city:Paris", "tea", "--yes")
    assert len(crm.ok("list", "contacts:1 has:next_task tea", "-f", "ids").out.split()) == 150
    assert crm.ok("doctor").status == 0


def test_a_query_that_means_one_gives_its_record(town: Crm) -> None:
    assert town.ok("log", "city:上海", "hello", "-f", "json").json["customer"] == "陈晨"
    assert town("log", "city:Rome", "hello").status == 3
