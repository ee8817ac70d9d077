"""show and timeline: one customer from all sides."""

import os
import subprocess
import sys

import pytest

from crmcli.text import width
from tests.commands.test_today import complain, insert
from tests.conftest import Crm

DAY = 20504  # 2026-02-20


@pytest.fixture
def mei(crm: Crm) -> Crm:
    crm.environ["CRMCLI_LANG"] = "zh"
    crm.ok(
        "add", "张三", "电话=13800138000", "邮箱=zs@example.com", "公司=大华", "性别=女", "生日=1990-05-12",
        "城市=上海", "标签=vip", "备注=喜欢喝茶",
    )  # fmt: skip
    crm.ok("edit", "1", "电话+=02112345678")
    crm.ok("log", "1", "谈了报价", "-c", "电话", "--in", "--at", "2026-02-26T10:00")
    crm.ok("task", "add", "发报价", "--for", "1", "--due", "2026-02-27")
    crm.environ["CRMCLI_LANG"] = "en"
    sell(crm)
    complain(crm, 1, "包装破损", "2026-03-04T18:00:00")
    return crm


def sell(crm: Crm) -> None:
    sale = {
        "customer_id": 1, "at": "2026-02-20T10:00:00", "day": DAY, "currency": "CNY", "total": 123450,
        "base_total": 123450, "created_at": "2026-02-20T10:00:00", "updated_at": "2026-02-20T10:00:00",
    }  # fmt: skip
    number = insert(crm, "sales", sale)
    line = {"sale_id": number, "customer_id": 1, "day": DAY, "price": 1, "amount": 1, "base_amount": 1}
    insert(crm, "sale_lines", {**line, "item": "精华液", "quantity": 2})
    insert(crm, "sale_lines", {**line, "item": "面膜", "quantity": 1})
    payment = {"customer_id": 1, "sale_id": number, "day": DAY + 1, "currency": "CNY", "method": "微信"}
    amounts = {"amount": 100000, "base_amount": 100000, "created_at": "2026-03-01T09:00:00"}
    insert(crm, "payments", {**payment, **amounts})


def test_the_page_in_english(mei: Crm) -> None:
    assert mei.ok("show", "张三").out == (
        "张三 (1)\n"
        "\n"
        "company   大华\n"
        "gender    female\n"
        "birthday  1990-05-12 (35 years old)\n"
        "stage     new\n"
        "tags      vip\n"
        "address   上海\n"
        "note      喜欢喝茶\n"
        "\n"
        "phone  13800138000 (primary)\n"
        "phone  02112345678\n"
        "email  zs@example.com\n"
        "\n"
        "spent         1234.50 CNY in one order\n"
        "first sale    2026-02-20\n"
        "last sale     2026-02-20\n"
        "balance       owes 234.50 CNY\n"
        "last contact  2026-02-26 10:00\n"
        "\n"
        "Open tasks\n"
        "id  due         status   priority  title\n"
        " 1  2026-02-27  overdue  normal    发报价\n"
        "\n"
        "Open complaints\n"
        "id  due               status  priority  content\n"
        " 1  2026-03-04 18:00  open    normal    包装破损\n"
        "\n"
        "Last contacts\n"
        "at                channel          what\n"
        "2026-02-26 10:00  call (incoming)  谈了报价\n"
        "\n"
        "Last sales\n"
        "id  at          status       total  currency  items\n"
        " 1  2026-02-20  confirmed  1234.50  CNY       精华液, 面膜\n"
    )


def test_the_page_in_chinese(mei: Crm) -> None:
    assert mei.ok("show", "1", "--lang", "zh").out == (
        "张三（1）\n"
        "\n"
        "公司  大华\n"
        "性别  女\n"
        "生日  1990-05-12（35 岁）\n"
        "阶段  新客\n"
        "标签  vip\n"
        "地址  上海\n"
        "备注  喜欢喝茶\n"
        "\n"
        "电话  13800138000（首选）\n"
        "电话  02112345678\n"
        "邮箱  zs@example.com\n"
        "\n"
        "消费      1234.50 CNY，共 1 单\n"
        "首次购买  2026-02-20\n"
        "最近购买  2026-02-20\n"
        "欠款      234.50 CNY\n"
        "最近联系  2026-02-26 10:00\n"
        "\n"
        "未完成任务\n"
        "编号  到期        状态    优先级  名称\n"
        "   1  2026-02-27  已逾期  普通    发报价\n"
        "\n"
        "未结投诉\n"
        "编号  到期              状态    优先级  内容\n"
        "   1  2026-03-04 18:00  待处理  普通    包装破损\n"
        "\n"
        "最近联系\n"
        "时间              渠道              内容\n"
        "2026-02-26 10:00  电话（客户主动）  谈了报价\n"
        "\n"
        "最近订单\n"
        "编号  时间        状态       合计  币种  商品\n"
        "   1  2026-02-20  已确认  1234.50  CNY   精华液、面膜\n"
    )


def test_empty_sections_are_left_out(crm: Crm) -> None:
    crm.ok("add", "Ada")
    assert crm.ok("show", "Ada").out == "Ada (1)\n\nstage  lead\n"


def test_a_name_of_several_words_needs_no_quotes(crm: Crm) -> None:
    crm.ok("add", "Ada Lovelace")
    assert crm.ok("show", "Ada", "Lovelace").out.startswith("Ada Lovelace (1)\n")


def test_the_shape_as_json(mei: Crm) -> None:
    found = mei.ok("show", "1", "-f", "json").json
    listed = mei.ok("list", "-f", "json").json[0]
    assert {key: found[key] for key in listed} == listed
    assert set(found) > {"contact_points", "custom", "stats", "timeline", "tasks", "complaints", "currency"}
    assert found["stats"]["balance"] == "234.50"
    assert found["tasks"][0]["due"] == "2026-02-27"
    assert found["complaints"][0]["status"] == "open"
    assert [entry["kind"] for entry in found["timeline"]] == ["contact", "payment", "sale"]


def test_contact_points_say_what_is_wrong_with_them(crm: Crm) -> None:
    crm.ok("add", "Ada")
    point = {"customer_id": 1, "kind": "email", "value": "a@b.org", "key": "a@b.org", "label": "work"}
    insert(crm, "contact_points", {**point, "opted_out_at": "2026-01-01", "bounced_at": "2026-01-02"})
    assert "email  a@b.org (work, opted out, bounced)\n" in crm.ok("show", "1").out


def test_custom_fields_are_shown(crm: Crm) -> None:
    crm.ok("field", "add", "shoe_size", "--type", "number")
    crm.ok("add", "Ada", "shoe_size=38")
    assert "shoe_size  38\n" in crm.ok("show", "1").out


def test_a_page_on_a_terminal_fits_into_80_columns(mei: Crm) -> None:
    mei.ok("note", "1", "a long story " * 40)
    mei.ok("edit", "1", "note=" + "客户提出了很多要求，" * 20)
    for language in ("en", "zh"):
        lines = mei.ok("show", "1", "--lang", language, terminal=True).out.splitlines()
        assert max(map(width, lines)) <= 80


def test_somebody_in_the_trash_is_said_to_be_there(crm: Crm) -> None:
    crm.ok("add", "Ada")
    crm.ok("rm", "Ada", "--yes")
    ran = crm("show", "Ada")
    assert (ran.status, ran.err.splitlines()[0]) == (3, "error: 'Ada' is in the trash")


def test_control_characters_do_not_reach_the_terminal(crm: Crm) -> None:
    crm.ok("add", "Ada")
    crm.ok("note", "1", "bell\x07 and \x1b[31mred")
    assert "\x1b" not in crm.ok("show", "1", terminal=True).out


def test_show_loads_nothing_heavy(mei: Crm) -> None:
    script = (
        "from crmcli.cli import main; main(['show', '1']); "
        "print({'dataclasses', 'inspect', 'rich', 'typer', 'dateutil', 'decimal'} & set(sys.modules))"
    )
    env = {**os.environ, **mei.environ}
    run = [sys.executable, "-S", "-c", f"sys = __import__('sys'); sys.path[:0] = {sys.path!r}; {script}"]
    done = subprocess.run(run, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


# -- timeline --------------------------------------------------------------------------------------


def test_timeline_is_one_stream_the_latest_first(mei: Crm) -> None:
    mei.ok("task", "done", "1")
    mei.ok("note", "1", "likes tea", CRMCLI_NOW="2026-02-28T09:00")
    assert mei.ok("timeline", "1").out == (
        "at\tkind\twhat\tamount\tcurrency\tid\n"
        "2026-03-01T09:00:00\ttask\t发报价\t\t\t1\n"
        "2026-02-28T09:00:00\tnote\tlikes tea\t\t\t2\n"
        "2026-02-26T10:00:00\tcontact\tcall (incoming): 谈了报价\t\t\t1\n"
        "2026-02-21\tpayment\t微信\t1000.00\tCNY\t1\n"
        "2026-02-20T10:00:00\tsale\tconfirmed: 精华液 ×2, 面膜\t1234.50\tCNY\t1\n"
    )


def test_timeline_on_a_chinese_terminal(mei: Crm) -> None:
    assert mei.ok("timeline", "张三", "--lang", "zh", terminal=True).out == (
        "时间              类型  内容                           金额  币种  编号\n"
        "2026-02-26 10:00  联系  电话（客户主动）：谈了报价                    1\n"
        "2026-02-21        回款  微信                        1000.00  CNY      1\n"
        "2026-02-20 10:00  销售  已确认：精华液 ×2, 面膜     1234.50  CNY      1\n"
    )


def test_complaint_events_are_in_the_timeline(mei: Crm) -> None:
    insert(mei, "complaint_events", {"complaint_id": 1, "at": "2026-03-01T08:00:00", "kind": "opened"})
    assert mei.ok("timeline", "1", "--kind", "complaint", "-f", "json").json == [
        {
            "at": "2026-03-01T08:00:00", "kind": "complaint", "what": "opened: 包装破损", "amount": None,
            "currency": None, "id": 1, "channel": None, "direction": None, "status": "opened", "score": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (("--limit", "1"), ["contact"]),
        (("--limit", "0"), ["contact", "payment", "sale"]),
        (("--since", "2026-02-21"), ["contact", "payment"]),
        (("--until", "2026-02-20"), ["sale"]),
        (("--since", "2026-02-20", "--until", "2026-02-21"), ["payment", "sale"]),
        (("--kind", "sale", "--kind", "contact"), ["contact", "sale"]),
        (("--kind", "sale,payment"), ["payment", "sale"]),
        (("--kind", "note"), []),
    ],
)
def test_timeline_may_be_narrowed(mei: Crm, options: tuple[str, ...], kinds: list[str]) -> None:
    assert [row["kind"] for row in mei.ok("timeline", "1", *options, "-f", "json").json] == kinds


def test_what_is_left_out_is_counted(mei: Crm) -> None:
    assert mei.ok("timeline", "1", "--limit", "2").err == "2 of 3 shown; --limit 0 shows all\n"


@pytest.mark.parametrize(
    "options",
    [("--kind", "gossip"), ("--limit", "-1"), ("--since", "someday"), ("--since", "3-2", "--until", "3-1")],
)
def test_bad_options_are_refused(mei: Crm, options: tuple[str, ...]) -> None:
    assert mei("timeline", "1", *options).status == 2


def test_nobody_is_not_found(mei: Crm) -> None:
    assert mei("timeline", "nobody").status == 3


def test_what_happened_last_in_the_same_second_comes_first(crm: Crm) -> None:
    crm.ok("add", "Ada")
    complain(crm, 1, "broken", None)
    for kind in ("opened", "resolved", "reopened"):
        insert(crm, "complaint_events", {"complaint_id": 1, "at": "2026-03-01T08:00:00", "kind": kind})
    found = crm.ok("timeline", "1", "-f", "json").json
    assert [row["status"] for row in found] == ["reopened", "resolved", "opened"]


def test_the_period_may_end_with_the_calendar(mei: Crm) -> None:
    assert len(mei.ok("timeline", "1", "--until", "9999-12-31", "-f", "json").json) == 3
