"""campaign add, list, show, edit, join, mark, rm: whom a campaign was for, and how far each of them went."""

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "CNY")
    for name, city in (("Ada", "Paris"), ("王芳", "上海"), ("Bob", "Paris"), ("Cy", "Oslo")):
        crm.ok("add", name, f"city={city}")
    crm.ok("sale", "add", "Ada", "Tea@5")
    return crm


@pytest.fixture
def spring(shop: Crm) -> Crm:
    shop.ok("campaign", "add", "Spring sale", "--to", "city:Paris", "--channel", "微信", "--cost", "120", "--starts",
            "2026-03-01", "--ends", "2026-03-31", "--message", "tea is in")  # fmt: skip
    shop.ok("campaign", "join", "Spring sale")
    return shop


def test_add_says_its_number(shop: Crm) -> None:
    ran = shop.ok("campaign", "add", "春季上新")
    assert (ran.out, ran.err) == ("1\n", "added campaign 1: 春季上新\n")
    assert shop.ok("campaign", "add", "夏季", "--lang", "zh").err == "已添加活动 2：夏季\n"


def test_the_record_for_scripts(spring: Crm) -> None:
    data = spring.ok("campaign", "show", "1", "-f", "json").json
    assert data.pop("member_list")[0] == {
        "customer_id": 1, "customer": "Ada", "joined_at": "2026-03-01T09:00:00", "sent_at": None, "opened_at": None,
        "clicked_at": None, "replied_at": None, "converted_at": None, "sale_id": None,
    }  # fmt: skip
    assert data == {
        "id": 1, "name": "Spring sale", "channel": "wechat", "query": "city:Paris", "message": "tea is in",
        "cost": "120.00", "currency": "CNY", "starts": "2026-03-01", "ends": "2026-03-31", "status": "planned",
        "members": 2, "sent": 0, "opened": 0, "clicked": 0, "replied": 0, "converted": 0,
        "created_at": "2026-03-01T09:00:00", "updated_at": "2026-03-01T09:00:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("spring SALE",), 4, "campaign.exists"),
        (("2026",), 2, "campaign.bad_name"),
        ((" ",), 2, "campaign.bad_name"),
        (("x", "--to", "ctiy:Paris"), 2, "query.unknown_field"),
        (("x", "--to", "segment:nope"), 3, "segment.not_found"),
        (("x", "--cost", "-3"), 2, "negative"),
        (("x", "--starts", "2026-03-02", "--ends", "2026-03-01"), 2, "campaign.ends_before_start"),
        (("x", "--status", "asleep"), 2, "not_a_choice"),
    ],
)
def test_an_impossible_campaign_is_refused(spring: Crm, words: tuple[str, ...], status: int, code: str) -> None:
    before = content(spring.db)
    ran = spring("campaign", "add", *words, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    assert content(spring.db) == before


def test_list_counts_how_far_they_went(spring: Crm) -> None:
    spring.ok("campaign", "mark", "Spring sale", "Ada", "--sent", "--opened")
    assert spring.ok("campaign", "list").out == (
        "id\tname\tstatus\tchannel\tstarts\tends\tcost\tmembers\tsent\topened\tclicked\treplied\tconverted\n"
        "1\tSpring sale\tplanned\twechat\t2026-03-01\t2026-03-31\t120.00\t2\t1\t1\t0\t0\t0\n"
    )
    assert spring.ok("campaign", "list", "--status", "进行中", "-f", "json").json == []


def test_list_in_chinese(spring: Crm) -> None:
    assert spring.ok(
        "campaign", "list", "--lang", "zh", "-f", "table", "--columns", "name,status,sent,replied"
    ).out == ("名称         状态    已发送  已回复\nSpring sale  计划中       0       0\n")


def test_list_of_nothing(shop: Crm) -> None:
    assert shop.ok("campaign", "list", "-f", "json").json == []


def test_edit_changes_what_is_said_and_takes_back_what_is_empty(spring: Crm) -> None:
    ran = spring.ok("campaign", "edit", "spring sale", "--status", "进行中", "--cost", "", "--ends", "")
    assert ran.err == "changed campaign Spring sale\n"
    data = spring.ok("campaign", "show", "1", "-f", "json").json
    assert (data["status"], data["cost"], data["ends"], data["starts"]) == ("running", None, None, "2026-03-01")
    assert spring.ok("campaign", "edit", "1", "--status", "running").err == "campaign Spring sale already is so\n"
    assert spring("campaign", "edit", "1").status == 2


def test_join_adds_whom_the_campaign_is_for_or_whom_one_says(spring: Crm) -> None:
    ran = spring.ok("campaign", "join", "spring sale", "王芳")
    assert ran.err == "one customer joined campaign Spring sale\n"
    ran = spring.ok("campaign", "join", "1", "id:1..4", "--yes")
    assert ran.err == "one customer joined campaign Spring sale; 3 were in it already\n"
    assert spring.ok("campaign", "join", "1", "Ada", "-f", "json").json == {
        "id": 1, "name": "Spring sale", "changed": 0, "unchanged": 1, "ids": [],
    }  # fmt: skip


def test_join_asks_before_many(spring: Crm) -> None:
    assert spring("campaign", "join", "1", "id:1..4", "-f", "json").error["code"] == "confirmation_needed"


def test_join_needs_somebody(shop: Crm) -> None:
    shop.ok("campaign", "add", "open house")
    ran = shop("campaign", "join", "open house")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "error: campaign open house does not say whom it is for")
    assert shop("campaign", "join", "open house", "city:Rome").status == 3


@pytest.mark.parametrize(
    "line", ["show nope", "edit nope --cost 1", "join nope Ada", "mark nope Ada --sent", "rm nope", "show 9"]
)
def test_a_campaign_that_is_not_there(spring: Crm, line: str) -> None:
    ran = spring("campaign", *line.split(), "-f", "json")
    assert (ran.status, ran.error["code"]) == (3, "campaign.none_such")


def test_a_name_that_is_nearly_right_is_suggested(spring: Crm) -> None:
    assert spring("campaign", "show", "Spring sail").err.splitlines()[1] == "hint: did you mean 'Spring sale'?"


def test_mark_notes_the_first_time(spring: Crm) -> None:
    ran = spring.ok("campaign", "mark", "1", "campaign:spring", "--sent", "--at", "2026-02-28 10:00")
    assert ran.err == "campaign Spring sale: 2 members marked sent\n"
    ran = spring.ok("campaign", "mark", "1", "id:1,4", "--sent", "--replied")
    assert ran.err == "campaign Spring sale: one member marked sent, replied; one is no member\n"
    ada = spring.ok("campaign", "show", "1", "-f", "json").json["member_list"][0]
    assert (ada["sent_at"], ada["replied_at"]) == ("2026-02-28T10:00:00", "2026-03-01T09:00:00")
    ran = spring.ok("campaign", "mark", "1", "Ada", "--sent", "--lang", "zh")
    assert ran.err == "活动“Spring sale”：已将 0 位成员标为已发送；另有 1 位早已如此\n"


def test_mark_with_a_sale_means_converted(spring: Crm) -> None:
    spring.ok("campaign", "mark", "1", "Ada", "--sale", "1")
    ada = spring.ok("campaign", "show", "1", "-f", "json").json["member_list"][0]
    assert (ada["converted_at"], ada["sale_id"]) == ("2026-03-01T09:00:00", 1)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("Ada",), 2, "campaign.no_step"),
        (("Cy", "--sent"), 3, "campaign.no_member"),
        (("nobody", "--sent"), 3, "no_such_customer"),
        (("Ada", "--sent", "--at", "+1d"), 2, "campaign.in_future"),
        (("Bob", "--sale", "1"), 4, "campaign.foreign_sale"),
        (("Ada", "--sale", "9"), 3, "sale.none_such"),
        (("city:Paris", "--sale", "1"), 2, "campaign.sale_of_one"),
    ],
)
def test_what_cannot_be_marked(spring: Crm, words: tuple[str, ...], status: int, code: str) -> None:
    before = content(spring.db)
    ran = spring("campaign", "mark", "1", *words, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    assert content(spring.db) == before


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("campaign:spring", ["1", "3"]),
        ('campaign="SPRING SALE"', ["1", "3"]),
        ("campaign=spring", []),
        ("活动:sale,x", ["1", "3"]),
        ("campaign~^S", ["1", "3"]),
        ("campaign!=x city:上海", ["2"]),
        ("has:campaign", ["1", "3"]),
        ("no:活动", ["2", "4"]),
    ],
)
def test_queries_know_the_members(spring: Crm, query: str, ids: list[str]) -> None:
    assert spring.ok("list", query, "-f", "ids").out.split() == ids


def test_customers_are_summed_up_by_campaign(spring: Crm) -> None:
    assert spring.ok("list", "--group-by", "campaign", "--sum", "spent", "--count", "-f", "json").json == [
        {"campaign": "Spring sale", "count": 2, "sum_spent": "5.00", "currency": "CNY"},
        {"campaign": None, "count": 2, "sum_spent": "0.00", "currency": "CNY"},
    ]


def test_show_is_a_page(spring: Crm) -> None:
    spring.ok("campaign", "mark", "1", "Bob", "--sent", "--opened")
    assert spring.ok("campaign", "show", "Spring sale").out == (
        "Spring sale (1)\n\n"
        "status   planned\n"
        "for      city:Paris\n"
        "channel  WeChat\n"
        "message  tea is in\n"
        "days     2026-03-01 – 2026-03-31\n"
        "cost     120.00 CNY\n"
        "members  2\n\n"
        "How far they went\n"
        "step       customers  share\n"
        "sent               1  50%\n"
        "opened             1  50%\n"
        "clicked            0  0%\n"
        "replied            0  0%\n"
        "converted          0  0%\n\n"
        "Members\n"
        "customer id  customer  step    at\n"
        "          3  Bob       opened  2026-03-01 09:00\n"
        "          1  Ada       joined  2026-03-01 09:00\n"
    )
    assert spring.ok("campaign", "show", "1", "-f", "ids").out == "3\n1\n"


def test_show_in_chinese(spring: Crm) -> None:
    page = spring.ok("campaign", "show", "1", "--lang", "zh").out
    assert page.startswith("Spring sale（1）\n\n状态      计划中\n目标客户  city:Paris\n渠道      微信\n")
    assert "       1  Ada   已加入  2026-03-01 09:00\n" in page


def test_rm_and_its_undo(spring: Crm) -> None:
    before = content(spring.db)
    assert spring.ok("campaign", "rm", "spring sale").err == "removed campaign Spring sale and its list of 2 members\n"
    assert spring.ok("list", "has:campaign", "-f", "ids").out == ""
    spring.ok("undo")
    assert content(spring.db) == before


def test_rm_asks_where_there_are_many_members(spring: Crm) -> None:
    spring.ok("campaign", "join", "1", "id:1..4", "--yes")
    assert spring("campaign", "rm", "1", "-f", "json").error["code"] == "confirmation_needed"
    spring.ok("campaign", "rm", "1", "--yes")


def test_merge_makes_one_member_of_two_who_went_as_far_as_both(spring: Crm) -> None:
    spring.ok("campaign", "mark", "1", "Ada", "--sent", "--sale", "1")
    spring.ok("campaign", "mark", "1", "Bob", "--sent", "--clicked")
    before = content(spring.db)
    merged = spring.ok("merge", "Bob", "Ada", "-f", "json").json
    assert merged["already_there"]["campaign_members"] == 1
    bob = spring.ok("campaign", "show", "1", "-f", "json").json["member_list"]
    assert [(m["customer_id"], bool(m["clicked_at"]), m["sale_id"]) for m in bob] == [(3, True, 1)]
    check_derived(spring.db)
    spring.ok("undo")
    assert content(spring.db) == before


def test_members_in_the_trash_do_not_count_and_go_with_it(spring: Crm) -> None:
    spring.ok("rm", "Ada")
    assert spring.ok("campaign", "list", "-f", "json").json[0]["members"] == 1
    spring.ok("trash", "empty", "--yes")
    assert [row[2] for row in content(spring.db)["campaign_members"]] == [3]
    assert spring.ok("doctor").status == 0


def test_its_cost_is_money_of_the_file(spring: Crm) -> None:
    assert spring("config", "set", "currency", "JPY").status == 4


def test_everything_goes_out_and_into_a_new_file(spring: Crm) -> None:
    spring.ok("prefer", "add", "Ada", "tea")
    spring.ok("feedback", "add", "Ada", "9", "--sale", "1")
    spring.ok("campaign", "mark", "1", "Ada", "--sale", "1")
    folder, new = spring.folder / "all", spring.folder / "new.db"
    spring.ok("export", "--all", "-o", str(folder))
    assert "120.00" in (folder / "campaigns.csv").read_text()
    spring.ok("import", "--all", str(folder), "--db", str(new))
    before, after = content(spring.db), content(new)
    for table in ("feedback", "preferences", "campaigns", "campaign_members", "customer_stats"):
        assert after[table] == before[table]


def test_the_views_speak_plainly(spring: Crm) -> None:
    assert spring.ok("sql", "select name, cost, starts, members, sent from v_campaigns", "-f", "json").json == [
        {"name": "Spring sale", "cost": 120.0, "starts": "2026-03-01", "members": 2, "sent": 0}
    ]
    assert spring.ok("sql", "select campaign, customer from v_campaign_members order by id", "-f", "json").json == [
        {"campaign": "Spring sale", "customer": "Ada"},
        {"campaign": "Spring sale", "customer": "Bob"},
    ]
