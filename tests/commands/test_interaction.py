"""log and note: the contact log."""

import pytest

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
        "created_at": "2026-03-01T09:00:00", "task": None,
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
