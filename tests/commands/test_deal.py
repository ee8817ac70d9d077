"""deal add, list, show, edit, move, win, lose, rm; report deals; where deals stand elsewhere."""

import sqlite3
from contextlib import closing

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "USD")
    crm.ok("add", "Ada")
    crm.ok("add", "王芳")
    return crm


@pytest.fixture
def pipeline(shop: Crm) -> Crm:
    shop.ok("deal", "add", "Ada", "Ten", "chairs", "--amount", "3500", "--expected", "2026-03-31")
    shop.ok("deal", "add", "王芳", "办公用茶", "--amount", "1200", "--stage", "方案报价", "--at", "2026-01-10")
    shop.ok("deal", "add", "Ada", "A desk", "--stage", "qualified", "--probability", "40", "--expected", "2026-02-20")
    return shop


def deal(crm: Crm, number: int = 1) -> dict[str, object]:
    found: dict[str, object] = crm.ok("deal", "show", str(number), "-f", "json").json
    return found


def test_add_says_what_was_noted(shop: Crm) -> None:
    ran = shop.ok("deal", "add", "Ada", "Ten", "chairs", "--amount", "3500")
    assert (ran.out, ran.err) == ("1\n", "deal 1 of Ada: Ten chairs\n")
    assert shop.ok("deal", "add", "王芳", "办公用茶", "--lang", "zh").err == "已新增王芳的商机 2：办公用茶\n"


def test_the_record_for_scripts(shop: Crm) -> None:
    line = ("deal", "add", "Ada", "Chairs", "--amount", "99.50", "--expected", "eom", "--source", "fair", "--note", "x")
    assert shop.ok(*line, "--owner", "mei", "--at", "2026-02-27", "-f", "json").json == {
        "id": 1, "customer_id": 1, "customer": "Ada", "title": "Chairs", "stage": "lead", "amount": "99.50",
        "currency": "USD", "probability": 10, "weighted": "9.95", "expected": "2026-03-31", "open": True,
        "overdue": False, "days_in_stage": 2, "source": "fair", "owner": "mei", "note": "x", "reason": None,
        "sale_id": None, "opened_at": "2026-02-27T00:00:00", "moved_at": "2026-02-27T00:00:00", "closed_at": None,
        "created_at": "2026-03-01T09:00:00", "updated_at": "2026-03-01T09:00:00",
        "events": [{"at": "2026-02-27T00:00:00", "kind": "opened", "content": "Chairs"}], "contacts": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("add", "Ada", " "), 2, "deal.no_title"),
        (("add", "Ada", "x", "--probability", "101"), 2, "deal.bad_probability"),
        (("add", "Ada", "x", "--amount", "-1"), 2, "negative"),
        (("add", "Ada", "x", "--amount", "5 EUR"), 2, "invalid_money"),
        (("add", "Ada", "x", "--stage", "won"), 2, "not_a_choice"),
        (("add", "Ada", "x", "--at", "+1d"), 2, "deal.in_future"),
        (("show", "9"), 3, "deal.none_such"),
        (("edit", "1"), 2, "deal.nothing_to_change"),
        (("move", "1", "lead"), 4, "deal.already_so"),
        (("move", "1", "won"), 2, "deal.use_won"),
        (("move", "1", "输单"), 2, "deal.use_lost"),
        (("move", "1", "somewhere"), 2, "not_a_choice"),
        (("lose", "1", " "), 2, "deal.no_reason"),
        (("win", "1", "--sale", "1"), 4, "deal.foreign_sale"),
        (("rm", "1", "9"), 3, "deal.none_such"),
    ],
)
def test_what_cannot_be_is_refused(pipeline: Crm, words: tuple[str, ...], status: int, code: str) -> None:
    pipeline.ok("sale", "add", "王芳", "Tea@5")
    before = content(pipeline.db)
    ran = pipeline("deal", *words, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    assert content(pipeline.db) == before


def test_list_has_the_open_ones_by_the_day_they_are_expected(pipeline: Crm) -> None:
    pipeline.ok("deal", "win", "1")
    assert pipeline.ok("deal", "list").out == (
        "id\tcustomer\ttitle\tstage\tamount\tprobability\tweighted\texpected\tdays_in_stage\n"
        "3\tAda\tA desk\tqualified\t\t40\t\t2026-02-20\t0\n"
        "2\t王芳\t办公用茶\tproposal\t1200.00\t50\t600.00\t\t50\n"
    )


def test_a_table_ends_with_the_sums_in_the_users_words(pipeline: Crm) -> None:
    assert pipeline.ok("deal", "list", "--lang", "zh", "-f", "table").out == (
        "编号  客户  名称        阶段         金额  概率  加权金额  预计成交    本阶段天数\n"
        "   3  Ada   A desk      需求确认             40            2026-02-20           0\n"
        "   1  Ada   Ten chairs  初步接洽  3500.00    10    350.00  2026-03-31           0\n"
        "   2  王芳  办公用茶    方案报价  1200.00    50    600.00                      50\n"
        "      合计                        4700.00          950.00\n"
    )


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (("--limit", "2"), "    total of all 3                         4700.00                 950.00"),
        (("--columns", "id,stage,amount"), "    total      4700.00"),
        (("--columns", "probability,amount"), "      total  4700.00"),
        (("--columns", "amount,weighted"), "1200.00    600.00"),
        (("--columns", "id,title"), " 2  办公用茶"),
        (("--limit", "1"), " 3  Ada       A desk  qualified           40  2026-02-20              0"),
    ],
)
def test_the_line_of_sums_says_what_it_is(pipeline: Crm, words: tuple[str, ...], last: str) -> None:
    assert pipeline.ok("deal", "list", "-f", "table", *words).out.splitlines()[-1] == last


def test_chinese_headings_are_those_of_deals(pipeline: Crm) -> None:
    names = "编号,开始时间,进行中,经过,相关联系"
    head = pipeline.ok("deal", "edit", "1", "--amount", "5", "-f", "csv", "--headings", "zh").out.splitlines()[0]
    assert [name for name in head.split(",") if name in names.split(",")] == names.split(",")
    line = ("deal", "list", "--columns", "id,opened_at", "-f", "csv", "--headings", "zh")
    assert pipeline.ok(*line).out.splitlines()[0] == "编号,开始时间"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), "3\n1\n2\n"),
        (("Ada",), "3\n1\n"),
        (("--stage", "proposal"), "2\n"),
        (("--stage", "全部"), "3\n1\n2\n"),
        (("--stage", "lost"), ""),
        (("--overdue",), "3\n"),
        (("--sort", "-weighted"), "2\n1\n3\n"),
        (("--limit", "1"), "3\n"),
    ],
)
def test_list_of_some(pipeline: Crm, words: tuple[str, ...], ids: str) -> None:
    assert pipeline.ok("deal", "list", *words, "-f", "ids").out == ids


def test_deals_of_customers_in_the_trash_are_not_listed(pipeline: Crm) -> None:
    pipeline.ok("rm", "王芳")
    assert pipeline.ok("deal", "list", "-f", "ids").out == "3\n1\n"


def test_a_life_of_a_deal(pipeline: Crm) -> None:
    pipeline.ok("deal", "edit", "1", "--amount", "4000", "--expected", "")
    assert pipeline.ok("deal", "edit", "1", "--amount", "4000").err == "deal 1 of Ada already is so\n"
    ran = pipeline.ok("deal", "move", "1", "negotiation")
    assert ran.err == "deal 1 of Ada is now in stage negotiation (75%): Ten chairs\n"
    pipeline.ok("log", "Ada", "wants them in oak", "--channel", "call", "--deal", "1")
    assert pipeline.ok("deal", "lose", "1", "too", "dear").err == "lost deal 1 of Ada: Ten chairs\n"
    ran = pipeline("deal", "win", "1")
    assert (ran.status, ran.err) == (4, "error: deal 1 is lost\nhint: 'crm deal move 1 STAGE' opens it again\n")
    pipeline.ok("deal", "move", "1", "lead")
    assert pipeline.ok("deal", "show", "1").out == (
        "Deal 1: Ten chairs\n"
        "\n"
        "customer  Ada (1)\n"
        "stage     lead\n"
        "amount    4000.00 USD at 10%, weighted 400.00\n"
        "\n"
        "Log\n"
        "at                event     content\n"
        "2026-03-01 09:00  opened    Ten chairs\n"
        "2026-03-01 09:00  changed   amount: 3500.00 → 4000.00\n"
        "2026-03-01 09:00  changed   expected: 2026-03-31 → -\n"
        "2026-03-01 09:00  moved     lead → negotiation\n"
        "2026-03-01 09:00  lost      too dear\n"
        "2026-03-01 09:00  reopened  lost → lead\n"
        "\n"
        "Contacts about it\n"
        "at                channel  content\n"
        "2026-03-01 09:00  call     wants them in oak\n"
    )


def test_a_sale_comes_of_it(shop: Crm) -> None:
    shop.ok("deal", "add", "Ada", "Tea")
    shop.ok("sale", "add", "Ada", "Tea*3@5", "--number", "N7")
    shop.ok("deal", "win", "1", "--sale", "N7")
    row = deal(shop)
    assert (row["stage"], row["sale_id"], row["amount"], row["closed_at"]) == ("won", 1, "15.00", "2026-03-01T09:00:00")


@pytest.mark.parametrize(
    ("sale", "message", "hint"),
    [
        ("1", "sale 1 belongs to another customer", "'crm sale list 1' shows those of the deal's customer"),
        ("2", "sale 2 is cancelled: a deal is not won by it",
         "name a sale that stands, or none; 'crm sale list 1' shows those of the deal's customer"),
        ("3", "3 is a return, nothing that was sold", "'crm sale list 1' shows the sales of the deal's customer"),
        ("4", "sale 4 came of deal 3 already", "a sale comes of one deal: 'crm deal show 3', 'crm sale list 1'"),
    ],
)  # fmt: skip
def test_a_deal_is_won_by_a_sale_of_its_own_that_stands(pipeline: Crm, sale: str, message: str, hint: str) -> None:
    pipeline.ok("sale", "add", "王芳", "Tea@5")
    pipeline.ok("sale", "add", "Ada", "Tea@5")
    pipeline.ok("sale", "cancel", "2")
    pipeline.ok("sale", "add", "Ada", "Tea@5", "--return")
    pipeline.ok("sale", "add", "Ada", "Tea@5")
    pipeline.ok("deal", "win", "3", "--sale", "4")
    ran = pipeline("deal", "win", "1", "--sale", sale)
    assert (ran.status, ran.err) == (4, f"error: {message}\nhint: {hint}\n")


def test_in_chinese_too(pipeline: Crm) -> None:
    pipeline.ok("sale", "add", "Ada", "Tea@5")
    pipeline.ok("sale", "cancel", "1")
    assert pipeline("deal", "win", "1", "--sale", "1", "--lang", "zh").err == (
        "错误：订单 1 已取消，不能算作商机成交\n"
        "提示：请写有效的订单，或不写 --sale；crm sale list 1 列出这位客户的订单\n"
    )


def test_the_same_stage_with_another_probability_is_a_matter_of_edit(pipeline: Crm) -> None:
    ran = pipeline("deal", "move", "1", "lead", "-p", "99")
    assert (ran.status, ran.err) == (
        4,
        "error: deal 1 is lead already\n"
        "hint: 'crm deal edit 1 --probability PERCENT' changes how likely an open deal is\n",
    )


def test_source_and_owner_are_of_one_line(pipeline: Crm) -> None:
    pipeline.ok("deal", "edit", "1", "--source", " a\nfair ", "--owner", "mei\r\n li", "--note", "two\nlines")
    row = deal(pipeline)
    assert (row["source"], row["owner"], row["note"]) == ("a fair", "mei li", "two\nlines")


def test_a_contact_about_a_deal_is_its_customers(pipeline: Crm) -> None:
    assert pipeline("log", "王芳", "hello", "--deal", "1", "-f", "json").error["code"] == "deal.foreign_deal"
    assert pipeline("log", "1,2", "hello", "--deal", "1", "--yes", "-f", "json").error["code"] == "deal.of_one"
    assert pipeline("log", "Ada", "hello", "--deal", "9", "-f", "json").error["code"] == "deal.none_such"


def test_rm_and_undo(pipeline: Crm) -> None:
    pipeline.ok("log", "Ada", "hello", "--deal", "1")
    before = content(pipeline.db)
    assert pipeline.ok("deal", "rm", "1").err == "removed deal 1: Ten chairs\n"
    assert pipeline.ok("deal", "list", "-f", "ids").out == "3\n2\n"
    pipeline.ok("undo")
    assert content(pipeline.db) == before
    check_derived(pipeline.db)


def test_a_merge_takes_the_deals_along_and_unmerge_brings_them_back(pipeline: Crm) -> None:
    assert "deals 1" in pipeline.ok("merge", "1", "2").err
    assert pipeline.ok("deal", "list", "Ada", "-f", "ids").out == "3\n1\n2\n"
    pipeline.ok("unmerge", "2")
    assert pipeline.ok("deal", "list", "王芳", "-f", "ids").out == "2\n"


def test_who_is_deleted_for_good_takes_the_deals_along(pipeline: Crm) -> None:
    pipeline.ok("rm", "Ada")
    pipeline.ok("trash", "empty", "--yes")
    assert pipeline.ok("deal", "list", "--stage", "all", "-f", "ids").out == "2\n"
    check_derived(pipeline.db)


# -- elsewhere -------------------------------------------------------------------------------------


def test_open_deals_stand_on_the_page_of_the_customer(pipeline: Crm) -> None:
    pipeline.ok("deal", "win", "1")
    page = pipeline.ok("show", "Ada").out
    assert page.endswith(
        "Open deals\nid  expected    stage      currency  title\n 3  2026-02-20  qualified  USD       A desk\n"
    )
    assert [row["id"] for row in pipeline.ok("show", "Ada", "-f", "json").json["deals"]] == [3, 1]


def test_the_timeline_tells_what_happened(pipeline: Crm) -> None:
    pipeline.ok("deal", "move", "2", "negotiation")
    pipeline.ok("deal", "win", "2")
    rows = pipeline.ok("timeline", "王芳", "--kind", "商机", "-f", "json").json
    assert [(row["what"], row["amount"]) for row in rows] == [
        ("won: 办公用茶", "1200.00"), ("moved: 办公用茶: proposal → negotiation", None), ("opened: 办公用茶", None),
    ]  # fmt: skip
    assert "变更阶段：办公用茶：方案报价 → 商务谈判" in pipeline.ok("timeline", "王芳", "--lang", "zh").out


def test_what_was_won_stays_told_as_it_was_then(pipeline: Crm) -> None:
    pipeline.ok("sale", "add", "王芳", "Tea@900")
    pipeline.ok("deal", "win", "2", "--sale", "1")
    pipeline.ok("deal", "edit", "2", "--amount", "5")
    pipeline.ok("deal", "move", "2", "lead")
    rows = pipeline.ok("timeline", "王芳", "--kind", "deal", "-f", "json").json
    told = [(row["what"], row["amount"], row["currency"]) for row in rows if row["status"] == "won"]
    assert told == [("won: 办公用茶: sale 1", "1200.00", "USD")]
    assert "赢单      1200.00 USD，订单 1\n" in pipeline.ok("deal", "show", "2", "--lang", "zh").out


def test_a_win_from_before_the_log_kept_its_amount_is_told_with_the_present_one(pipeline: Crm) -> None:
    pipeline.ok("deal", "win", "2")
    with closing(sqlite3.connect(pipeline.db)) as db, db:
        db.execute("UPDATE deal_events SET content = NULL WHERE kind = 'won'")
    assert pipeline.ok("timeline", "王芳", "--kind", "deal", "-f", "json").json[0]["amount"] == "1200.00"


def test_today_asks_for_what_is_past_and_for_what_nobody_moved(pipeline: Crm) -> None:
    assert pipeline.ok("today").out == (
        "Sunday 2026-03-01: 2 things to do, 1 overdue\n"
        "\n"
        "1. Ada (1): deal “A desk” was to be decided 9 days ago and is still in stage qualified\n"
        "   crm deal show 3\n"
        "2. 王芳 (2): deal “办公用茶” in stage proposal: neither a move nor a contact for 50 days (1200.00 USD)\n"
        "   crm deal show 2\n"
    )
    assert pipeline.ok("today", "--lang", "zh").out.splitlines()[4] == (
        "2. 王芳（2）：商机“办公用茶”处于方案报价阶段，已 50 天没有进展，也没有联系客户（1200.00 USD）"
    )


def test_a_deal_that_was_quiet_for_one_day(pipeline: Crm) -> None:
    pipeline.ok("config", "set", "deal_quiet_days", "1")
    reasons = [row["reason"] for row in pipeline.ok("today", "-f", "json", CRMCLI_NOW="2026-03-02T09:00").json]
    assert "deal “Ten chairs” in stage lead: neither a move nor a contact for one day (3500.00 USD)" in reasons


def test_a_contact_or_a_task_to_come_is_enough_for_today(pipeline: Crm) -> None:
    pipeline.ok("log", "王芳", "hello")
    assert [row["customer"] for row in pipeline.ok("today", "-f", "json").json] == ["Ada"]
    pipeline.ok("undo")
    pipeline.ok("task", "add", "call", "--for", "王芳", "--due", "+3d")
    assert [row["customer"] for row in pipeline.ok("today", "-f", "json").json] == ["Ada"]


def test_the_days_of_quiet_are_a_setting(pipeline: Crm) -> None:
    pipeline.ok("config", "set", "deal_quiet_days", "60")
    assert [row["kind"] for row in pipeline.ok("today", "-f", "json").json] == ["deal"]


def test_today_looks_ahead(pipeline: Crm) -> None:
    reasons = [row["reason"] for row in pipeline.ok("today", "--days", "30", "-f", "json").json]
    assert "deal “Ten chairs” is to be decided in 30 days, on 2026-03-31, in stage lead (3500.00 USD)" in reasons


def test_of_many_deals_today_shows_the_most_valuable(shop: Crm) -> None:
    rows = "".join(f"D{n},Ada,proposal,{n},2026-02-01\n" for n in range(1, 14))
    shop.ok("import", "deals", "-", stdin=f"title,customer,stage,amount,expected\n{rows}")
    found = shop.ok("today", "-f", "json").json
    assert (len(found), found[-1]["reason"]) == (11, "3 more deals wait to be moved")
    assert {row["action"] for row in found[:-1]} == {f"Take deal “D{n}” further" for n in range(4, 14)}


def test_the_report_of_the_pipeline(pipeline: Crm) -> None:
    pipeline.ok("deal", "win", "1")
    pipeline.ok("deal", "lose", "3", "no room")
    assert pipeline.ok("report", "deals").out == (
        "Deals by stage, USD\n"
        "\n"
        "One open deal of 1200.00 USD, 600.00 weighted by its probability.\n"
        "\n"
        "stage        deals   amount  weighted  days open  days in stage\n"
        "lead             0     0.00      0.00\n"
        "qualified        0     0.00      0.00\n"
        "proposal         1  1200.00    600.00         50             50\n"
        "negotiation      0     0.00      0.00\n"
        "total            1  1200.00    600.00\n"
        "\n"
        "Closed: 1 won (3500.00 USD), 1 lost; 50% of them were won.\n"
        "A won deal took 0 days on average.\n"
    )
    data = pipeline.ok("report", "deals", "--where", "王芳", "--until", "2026-02-01", "-f", "json").json
    assert (data["total"]["deals"], data["won"]["deals"], data["win_rate"]) == (1, 0, None)


def test_an_empty_pipeline(shop: Crm) -> None:
    assert shop.ok("deal", "list", "-f", "json").json == []
    assert shop.ok("report", "deals", "--lang", "zh").out.splitlines()[-1] == "还没有结束的商机。"


def test_the_view(pipeline: Crm) -> None:
    query = "select customer, title, amount, weighted, expected from v_deals where id = 1"
    assert pipeline.ok("sql", query, "-f", "csv").out.splitlines()[1] == "Ada,Ten chairs,3500.0,350.0,2026-03-31"


def test_open_deals_are_a_field_of_queries(pipeline: Crm) -> None:
    pipeline.ok("deal", "lose", "2", "no")
    assert pipeline.ok("list", "open_deals>=2", "--columns", "id,open_deals", "-f", "csv").out == "id,open_deals\n1,2\n"
    assert pipeline.ok("list", "进行中商机:0", "-f", "ids").out == "2\n"
    assert pipeline.ok("show", "Ada", "-f", "json").json["stats"]["open_deals"] == 2
