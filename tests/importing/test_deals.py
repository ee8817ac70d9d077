"""Deals and results of campaigns: from other systems' words, found again, out and in again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content
from tests.importing.test_more_kinds import PEOPLE, put, rows

HEAD = "deal id,deal name,contact email,stage,amount,close date\n"


@pytest.fixture
def shop(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    monkeypatch.chdir(tmp_path)
    crm.ok("import", "customers", "-", "--source", "shop", stdin=PEOPLE)
    return crm


def test_deals_in_the_words_of_another_system(shop: Crm) -> None:
    text = HEAD + 'D1,Chairs,a@x.com,Qualified To Buy,"3,500.00",2026-04-30\nD2,Desk,b@x.com,Closed Won,80,2026-02-01\n'
    assert put(shop, text=text) == {"created": 2}
    assert rows(shop, "deals", "customer", "title", "stage", "amount", "probability", "expected", "closed_at") == [
        ("Anna", "Chairs", "qualified", "3500.00", 25, "2026-04-30", None),
        ("Ben", "Desk", "won", "80.00", 100, "2026-02-01", "2026-02-01T00:00:00"),
    ]  # fmt: skip
    assert put(shop, text=text) == {"unchanged": 2}


def test_chinese_headings_and_words(shop: Crm) -> None:
    text = "商机名称,客户名称,销售阶段,预计金额,赢率,预计成交日期,负责人\n"
    text += "年度采购,Anna,商务谈判,12万,80%,2026年5月1日,小李\n"
    assert put(shop, text=text) == {"created": 1}
    assert rows(shop, "deals", "title", "stage", "amount", "probability", "expected", "owner") == [
        ("年度采购", "negotiation", "120000.00", 80, "2026-05-01", "小李"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "percent"), [("60", 60), ("60%", 60), ("0.6", 60), ("1.0", 100), ("100.0", 100), ("", 50)]
)
def test_a_probability_is_a_share_or_a_percentage(shop: Crm, text: str, percent: int) -> None:
    put(shop, "deals", text=f"title,customer,stage,probability\nx,Anna,Proposal,{text}\n")
    assert rows(shop, "deals", "probability") == [(percent,)]


def test_a_word_without_a_counterpart_is_told_and_left_out(shop: Crm) -> None:
    text = HEAD + "D1,Chairs,a@x.com,Pending Response,5,\n"
    ran = shop.ok("import", "deals", "-", "-f", "json", stdin=text)
    assert ran.json["left_out"] == {"stage 'Pending Response'": 1}
    assert rows(shop, "deals", "stage", "probability") == [("lead", 10)]
    shop.ok("deal", "move", "1", "proposal")
    assert put(shop, "deals", text=text) == {"unchanged": 1}


def test_a_deal_that_went_on_elsewhere_goes_on_here(shop: Crm) -> None:
    put(shop, "deals", text=HEAD + "D1,Chairs,a@x.com,Prospecting,5,2026-02-10\n")
    lost = HEAD.strip() + ",lost reason\nD1,Chairs,a@x.com,Closed Lost,5,2026-02-10,too dear\n"
    assert put(shop, "deals", text=lost) == {"updated": 1}
    assert rows(shop, "deals", "stage", "probability", "reason", "closed_at") == [
        ("lost", 0, "too dear", "2026-02-10T00:00:00"),
    ]  # fmt: skip
    assert put(shop, "deals", text=lost) == {"unchanged": 1}
    assert put(shop, "deals", text=HEAD + "D1,Chairs,a@x.com,Negotiation,5,2026-04-10\n") == {"updated": 1}
    assert rows(shop, "deals", "stage", "probability", "reason", "closed_at") == [("negotiation", 75, None, None)]
    events = shop.ok("deal", "show", "1", "-f", "json").json["events"]
    assert sorted(event["kind"] for event in events) == ["lost", "moved", "opened"]


def test_a_status_beside_the_stage_closes_the_deal(shop: Crm) -> None:
    text = "Deal - ID,Deal - Title,Deal - Contact person,Deal - Organization,Deal - Stage,Deal - Status,Deal - Value\n"
    text += "7,Chairs,Anna,Acme,Proposal Made,Won,5\n8,Desk,,Ben,Lead In,Open,6\n"
    ran = shop.ok("import", "-", "-f", "json", stdin=text)
    assert (ran.json["preset"], ran.json["created"]) == ("pipedrive-deals", 2)
    assert rows(shop, "deals", "customer", "stage") == [("Anna", "won"), ("Ben", "lead")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("D1,,a@x.com,Won,x,2026-01-01", "invalid_money"),
        ("D1,Chairs,,Won,5,2026-01-01", "import.no_customer"),
        ("D1,Chairs,z@x.com,Won,5,2026-01-01", "import.no_such_customer"),
        ("D1,Chairs,a@x.com,Won,-5,2026-01-01", "negative"),
        ("D1,Chairs,a@x.com,Won,5,someday", "invalid_date"),
    ],
)
def test_what_cannot_be_is_rejected(shop: Crm, row: str, code: str) -> None:
    ran = shop("import", "deals", "-", "--rejects", "r.csv", "-f", "json", stdin=f"{HEAD}{row}\n")
    assert (ran.status, ran.json["reasons"]) == (5, {code: 1})
    assert rows(shop, "deals", "id") == []


# -- results of campaigns --------------------------------------------------------------------------


def test_results_one_by_one(shop: Crm) -> None:
    text = "campaign,email,status,date\nspring,a@x.com,Opened,2026-02-03\nspring,a@x.com,Sent,2026-02-01\n"
    text += "Spring,b@x.com,已购买,2026-02-05\nspring,b@x.com,Wondered,2026-02-06\n"
    assert put(shop, text=text) == {"created": 2, "updated": 1, "unchanged": 1}
    names = ("campaign", "customer", "joined_at", "sent_at", "opened_at", "converted_at")
    assert rows(shop, "campaigns", *names) == [
        ("spring", "Anna", "2026-02-01T00:00:00", "2026-02-01T00:00:00", "2026-02-03T00:00:00", None),
        ("spring", "Ben", "2026-02-05T00:00:00", None, None, "2026-02-05T00:00:00"),
    ]  # fmt: skip
    assert put(shop, text=text) == {"unchanged": 4}


def test_members_joined_with_their_earliest_step_whatever_the_order(shop: Crm) -> None:
    head, *steps = "campaign,email,status,date", "spring,a@x.com,sent,2026-01-05", "spring,a@x.com,opened,2026-01-04"
    assert put(shop, text="\n".join([head, *steps])) == {"created": 1, "updated": 1}
    assert rows(shop, "campaigns", "joined_at") == [("2026-01-04T00:00:00",)]


def test_cells_of_rejected_rows_are_not_told_as_left_out(shop: Crm) -> None:
    text = "title,customer,stage,value\nDesk,Anna,nonsense,x\nLamp,Anna,rubbish,5\n"
    left_out = shop("import", "deals", "-", "--dry-run", "-f", "json", stdin=text).json["left_out"]
    assert left_out == {"stage 'rubbish'": 1}
    text = "order,date,customer,item,price,status\n1,2026-01-02,Anna,Tea,x,odd\n2,2026-01-02,Anna,Tea,3,queer\n"
    left_out = shop("import", "sales", "-", "--dry-run", "-f", "json", stdin=text).json["left_out"]
    assert left_out == {"status 'queer'": 1}


def test_results_side_by_side_in_a_campaign_that_is_here(shop: Crm) -> None:
    shop.ok("campaign", "add", "春季", "--channel", "wechat")
    shop.ok("campaign", "join", "春季", "1")
    text = "活动名称,客户,发送时间,打开时间\n春季,Anna,2026-02-01,2026-02-02\n春季,Ben,2026-02-01,\n"
    assert put(shop, text=text) == {"created": 1, "updated": 1}
    found = shop.ok("campaign", "list", "-f", "json").json
    assert [(row["name"], row["members"], row["sent"], row["opened"]) for row in found] == [("春季", 2, 2, 1)]
    shop.ok("undo")
    assert shop.ok("campaign", "list", "-f", "json").json[0]["sent"] == 0


def test_a_dry_run_makes_no_campaign(shop: Crm) -> None:
    before = content(shop.db)
    text = "campaign,email,result\nspring,a@x.com,sent\nspring,b@x.com,sent\n"
    data = shop.ok("import", "-", "--dry-run", "-f", "json", stdin=text).json
    assert (data["created"], data["made"]) == (2, {"campaigns": 1})
    assert content(shop.db) == before


# -- out and in again ------------------------------------------------------------------------------

KINDS = ("customers", "sales", "complaints", "deals", "feedback", "campaigns")


@pytest.fixture
def full(shop: Crm) -> Crm:
    shop.ok("sale", "add", "Anna", "Tea@5")
    shop.ok("complaint", "add", "Anna", "cold")
    shop.ok("deal", "add", "Anna", "Chairs", "--amount", "3500", "--expected", "eom", "--note", "=1+1")
    shop.ok("deal", "add", "Ben", "桌子", "--stage", "proposal", "--probability", "60", "--at", "2026-01-05")
    shop.ok("deal", "add", "Anna", "Tea", "--at", "2026-01-05")
    shop.ok("deal", "win", "3", "--sale", "1")
    shop.ok("deal", "add", "Ben", "Pens")
    shop.ok("deal", "lose", "4", 'too "dear", he says')
    shop.ok("feedback", "add", "Anna", "9", "so, nice", "--sale", "1", "--complaint", "1")
    shop.ok("feedback", "add", "Ben", "4", "--kind", "csat", "--at", "2026-01-05", "--channel", "call")
    shop.ok("campaign", "add", "spring", "--channel", "wechat")
    shop.ok("campaign", "join", "spring", "1,2")
    shop.ok("campaign", "mark", "spring", "1", "--sent", "--at", "2026-02-02")
    shop.ok("campaign", "mark", "spring", "1", "--sale", "1")
    return shop


@pytest.mark.parametrize(("form", "headings"), [("csv", "en"), ("xlsx", "zh"), ("ndjson", "zh"), ("json", "en")])
def test_deals_feedback_and_campaigns_come_back(
    full: Crm, seller: Callable[[str], Crm], form: str, headings: str
) -> None:
    files = [f"{kind}.{form}" for kind in KINDS]
    for kind, file in zip(KINDS, files, strict=True):
        full.ok("export", kind, "-o", file, "--headings", headings)
    before = content(full.db)
    again = full.ok("import", *files, "-f", "json").json
    assert [file["kind"] for file in again["files"]] == list(KINDS)
    assert again["unchanged"] == again["read"]
    assert content(full.db) == before
    other = seller("other")
    other.ok("import", *files)
    check_derived(other.db)
    for kind in KINDS[3:]:
        assert rows(other, kind, *_SAID[kind]) == rows(full, kind, *_SAID[kind])
    assert other.ok("import", *files[3:], "-f", "json").json["unchanged"] == 8


_SAID = {
    "deals": ("customer", "title", "stage", "amount", "probability", "expected", "source", "reason", "sale_id", "note",
              "date", "moved_at", "closed_at", "created_at"),
    "feedback": ("customer", "kind", "score", "comment", "channel", "sale_id", "complaint_id", "date", "created_at"),
    "campaigns": ("campaign", "channel", "customer", "joined_at", "sent_at", "converted_at", "sale_id"),
}  # fmt: skip


def test_everything_carries_deals_too(full: Crm, seller: Callable[[str], Crm], tmp_path: Path) -> None:
    full.ok("export", "--all", "-o", str(tmp_path / "all"))
    other = seller("other")
    other.ok("import", "--all", str(tmp_path / "all"))
    assert content(other.db)["deals"] == content(full.db)["deals"]
    assert content(other.db)["deal_events"] == content(full.db)["deal_events"]
