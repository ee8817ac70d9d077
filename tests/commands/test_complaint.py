"""complaint add, list, show, update, resolve, reopen."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def desk(crm: Crm) -> Crm:
    crm.ok("init")
    crm.ok("add", "Ada")
    crm.ok("add", "Bob")
    return crm


@pytest.fixture
def cases(desk: Crm) -> Crm:
    desk.ok("complaint", "add", "Ada", "the", "cup", "broke", "--at", "2026-02-24 10:00", "--priority", "high")
    desk.ok("complaint", "add", "Bob", "wrong colour", "--category", "delivery")
    return desk


def counters(crm: Crm, who: str) -> list[int]:
    row = crm.ok("list", who, "--columns", "complaints,open_complaints", "-f", "json").json[0]
    return [row["complaints"], row["open_complaints"]]


def test_add_says_by_when(desk: Crm) -> None:
    ran = desk.ok("complaint", "add", "Ada", "the", "cup", "broke")
    assert (ran.out, ran.err) == ("1\n", "complaint 1 of Ada, to be resolved by 2026-03-04 09:00\n")


def test_add_in_chinese(desk: Crm) -> None:
    ran = desk.ok("complaint", "add", "Ada", "杯子碎了", "--priority", "紧急", "--lang", "zh")
    assert ran.err == "已登记Ada的投诉 1，须在 2026-03-02 09:00 前解决\n"


def test_a_due_day_lasts_to_its_end(desk: Crm) -> None:
    ran = desk.ok("complaint", "add", "Ada", "x", "--due", "tomorrow", "-f", "json")
    assert ran.json["due_at"] == "2026-03-02T23:59:59"


def test_a_complaint_about_a_sale_and_a_product(desk: Crm) -> None:
    desk.ok("product", "add", "Cup", "--sku", "C-1", "--price", "4")
    desk.ok("sale", "add", "Ada", "C-1", "--number", "A-7")
    ran = desk.ok("complaint", "add", "Ada", "broke", "--sale", "A-7", "--product", "c-1", "-f", "json")
    assert (ran.json["sale_id"], ran.json["product"]) == (1, "Cup")
    assert desk("complaint", "add", "Bob", "broke", "--sale", "1").status == 4
    assert desk("complaint", "add", "Bob", "broke", "--sale", "9").status == 3
    assert desk("complaint", "add", "Bob", "broke", "--product", "Plate").status == 3


@pytest.mark.parametrize("words", [("",), ("x", "--at", "+3d"), ("x", "--priority", "huge"), ("x", "--due", "soon")])
def test_an_impossible_complaint_is_refused(desk: Crm, words: tuple[str, ...]) -> None:
    assert desk("complaint", "add", "Ada", *words).status == 2
    assert counters(desk, "Ada") == [0, 0]


def test_list_has_the_most_pressing_first_and_says_it_in_words(cases: Crm) -> None:
    assert cases.ok("complaint", "list").out == (
        "id\tpriority\tstatus\tcustomer\tcontent\tcategory\towner\tdue_at\tstate\n"
        "1\thigh\topen\tAda\tthe cup broke\t\t\t2026-02-26T10:00:00\t2 days overdue\n"
        "2\tnormal\topen\tBob\twrong colour\tdelivery\t\t2026-03-04T09:00:00\t3 days left\n"
    )


def test_list_in_chinese(cases: Crm) -> None:
    out = cases.ok("complaint", "list", "--lang", "zh", "--columns", "id,state").out
    assert out == "id\tstate\n1\t已逾期 2 天\n2\t还剩 3 天\n"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), [2]),
        (("--status", "all"), [2, 1]),
        (("--status", "resolved"), [1]),
        (("--status", "open"), [2]),
        (("--overdue",), []),
        (("Ada",), []),
        (("Ada", "--status", "all"), [1]),
    ],
)
def test_list_some(cases: Crm, words: tuple[str, ...], ids: list[int]) -> None:
    cases.ok("complaint", "resolve", "1", "sent a new one")
    assert [row["id"] for row in cases.ok("complaint", "list", *words, "-f", "json").json] == ids


def test_each_change_is_an_event(cases: Crm) -> None:
    cases.ok("complaint", "update", "1", "called her", "--status", "in_progress", "--owner", "mei")
    events = cases.ok("complaint", "show", "1", "-f", "json").json["events"]
    assert [(event["kind"], event["content"]) for event in events] == [
        ("opened", "the cup broke"),
        ("comment", "called her"),
        ("changed", "owner: - → mei"),
        ("changed", "status: open → in_progress"),
    ]


def test_another_priority_means_another_due_time(cases: Crm) -> None:
    cases.ok("complaint", "update", "1", "--priority", "urgent")
    assert cases.ok("complaint", "show", "1", "-f", "json").json["due_at"] == "2026-02-25T10:00:00"


def test_a_due_time_that_was_said_stays(cases: Crm) -> None:
    cases.ok("complaint", "update", "1", "--due", "2026-03-09 12:00")
    cases.ok("complaint", "update", "1", "--priority", "urgent")
    assert cases.ok("complaint", "show", "1", "-f", "json").json["due_at"] == "2026-03-09T12:00:00"


def test_an_update_says_something(cases: Crm) -> None:
    assert cases("complaint", "update", "1").status == 2
    ran = cases.ok("complaint", "update", "1", "--priority", "high")
    assert ran.err == "complaint 1 of Ada already is so\n"


def test_resolving_twice_is_refused_and_changes_nothing(cases: Crm) -> None:
    cases.ok("complaint", "resolve", "1", "sent", "a new one", "--satisfaction", "4")
    before = cases.ok("complaint", "show", "1", "-f", "json").out
    ran = cases("complaint", "resolve", "1", "again")
    assert (ran.status, ran.err) == (4, "error: complaint 1 is resolved already\n")
    assert cases.ok("complaint", "show", "1", "-f", "json").out == before
    assert counters(cases, "Ada") == [1, 0]


@pytest.mark.parametrize("number", ["0", "6"])
def test_satisfaction_goes_from_1_to_5(cases: Crm, number: str) -> None:
    assert cases("complaint", "resolve", "1", "x", "--satisfaction", number).status == 2


def test_reopen_only_what_was_resolved_or_closed(cases: Crm) -> None:
    assert cases("complaint", "reopen", "1").status == 4
    cases.ok("complaint", "resolve", "1", "sent a new one")
    cases.ok("complaint", "reopen", "1", "broke", "again")
    case = cases.ok("complaint", "show", "1", "-f", "json").json
    assert (case["status"], case["resolution"], case["reopened"]) == ("open", None, 1)
    assert case["due_at"] == "2026-03-03T09:00:00"
    assert counters(cases, "Ada") == [1, 1]


def test_a_closed_complaint_is_reopened_not_updated(cases: Crm) -> None:
    cases.ok("complaint", "update", "1", "--status", "closed")
    ran = cases("complaint", "update", "1", "--status", "in_progress")
    assert (ran.status, ran.err.splitlines()[1]) == (4, "hint: 'crm complaint reopen 1' opens it again")


def test_undo_of_resolving(cases: Crm) -> None:
    before = cases.ok("complaint", "show", "1", "-f", "json").out
    cases.ok("complaint", "resolve", "1", "sent a new one")
    cases.ok("undo")
    assert cases.ok("complaint", "show", "1", "-f", "json").out == before


def test_a_complaint_that_is_not_there(cases: Crm) -> None:
    for verb in ("show", "update", "resolve", "reopen"):
        assert cases("complaint", verb, "9", *(["x"] if verb in ("update", "resolve") else [])).status == 3


def test_show_is_a_page(cases: Crm) -> None:
    cases.ok("complaint", "update", "1", "--status", "in_progress")
    assert cases.ok("complaint", "show", "1", "--lang", "zh").out == (
        "投诉 1：Ada\n\n"
        "the cup broke\n\n"
        "状态      处理中\n"
        "紧急程度  高\n"
        "投诉时间  2026-02-24 10:00\n"
        "期限      2026-02-26 10:00（已逾期 2 天）\n\n"
        "处理记录\n"
        "时间              事项  内容\n"
        "2026-02-24 10:00  投诉  the cup broke\n"
        "2026-03-01 09:00  变更  状态：待处理 → 处理中\n"
    )
