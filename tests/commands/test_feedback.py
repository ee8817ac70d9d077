"""feedback add, list, rm: the scores that customers give us."""

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init")
    crm.ok("add", "Ada")
    crm.ok("add", "王芳")
    crm.ok("sale", "add", "Ada", "Tea@5")
    crm.ok("complaint", "add", "王芳", "late")
    return crm


@pytest.fixture
def scored(shop: Crm) -> Crm:
    shop.ok("feedback", "add", "Ada", "9", "quick", "and", "friendly", "--at", "2026-02-01 10:00", "-c", "phone")
    shop.ok("feedback", "add", "Ada", "6", "--at", "2026-02-20")
    shop.ok("feedback", "add", "王芳", "5", "好评", "--kind", "review")
    return shop


def latest(crm: Crm, who: str) -> tuple[int | None, int | None]:
    row = crm.ok("list", who, "--columns", "nps,csat", "-f", "json").json[0]
    return row["nps"], row["csat"]


def test_add_says_what_was_noted(shop: Crm) -> None:
    ran = shop.ok("feedback", "add", "Ada", "9", "quick")
    assert (ran.out, ran.err) == ("1\n", "feedback 1 of Ada: NPS 9\n")


def test_add_in_chinese(shop: Crm) -> None:
    ran = shop.ok("feedback", "add", "王芳", "5", "--kind", "满意度", "--lang", "zh")
    assert ran.err == "已记录王芳的反馈 1：满意度 5 分\n"


def test_the_record_for_scripts(shop: Crm) -> None:
    line = ("feedback", "add", "Ada", "2", "too bitter", "--kind", "csat", "--channel", "微信", "--sale", "1")
    assert shop.ok(*line, "--at", "2026-02-28", "-f", "json").json == {
        "id": 1,
        "customer_id": 1,
        "customer": "Ada",
        "kind": "csat",
        "score": 2,
        "comment": "too bitter",
        "channel": "wechat",
        "sale_id": 1,
        "complaint_id": None,
        "at": "2026-02-28T00:00:00",
        "created_at": "2026-03-01T09:00:00",
    }


@pytest.mark.parametrize(
    ("kind", "score", "sentence"),
    [
        ("nps", "11", "NPS goes from 0 to 10, not 11"),
        ("nps", "-1", "NPS goes from 0 to 10, not -1"),
        ("csat", "0", "CSAT goes from 1 to 5, not 0"),
        ("ces", "8", "CES goes from 1 to 7, not 8"),
        ("review", "6", "review goes from 1 to 5, not 6"),
    ],
)
def test_a_score_out_of_range_is_refused_with_the_range(shop: Crm, kind: str, score: str, sentence: str) -> None:
    before = content(shop.db)
    ran = shop("feedback", "add", "Ada", score, "--kind", kind)
    assert (ran.status, ran.err) == (2, f"error: {sentence}\n")
    assert content(shop.db) == before


def test_the_range_in_chinese(shop: Crm) -> None:
    ran = shop("feedback", "add", "Ada", "11", "--lang", "zh")
    assert (ran.status, ran.err) == (2, "错误：NPS只能是 0 到 10 分，不能是 11\n")


@pytest.mark.parametrize("score", ["0", "10"])
def test_both_ends_are_possible(shop: Crm, score: str) -> None:
    shop.ok("feedback", "add", "Ada", score)
    assert latest(shop, "Ada") == (int(score), None)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("9.5",), 2, "invalid_number"),
        (("good",), 2, "invalid_number"),
        (("9", "--kind", "mood"), 2, "not_a_choice"),
        (("9", "--at", "+1d"), 2, "feedback.in_future"),
        (("9", "--sale", "7"), 3, "sale.none_such"),
        (("9", "--complaint", "7"), 3, "complaint.none_such"),
        (("9", "--complaint", "1"), 4, "feedback.foreign_complaint"),
        (("9", "x" * 10_001), 2, "too_long"),
    ],
)
def test_impossible_feedback_is_refused(shop: Crm, words: tuple[str, ...], status: int, code: str) -> None:
    ran = shop("feedback", "add", "Ada", *words, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)


def test_a_sale_of_somebody_else_is_refused(shop: Crm) -> None:
    assert shop("feedback", "add", "王芳", "9", "--sale", "1", "-f", "json").error["code"] == "feedback.foreign_sale"


def test_list_has_the_latest_first(scored: Crm) -> None:
    assert scored.ok("feedback", "list").out == (
        "id\tat\tcustomer\tkind\tscore\tcomment\tchannel\n"
        "3\t2026-03-01T09:00:00\t王芳\treview\t5\t好评\t\n"
        "2\t2026-02-20T00:00:00\tAda\tnps\t6\t\t\n"
        "1\t2026-02-01T10:00:00\tAda\tnps\t9\tquick and friendly\tcall\n"
    )


def test_list_in_chinese(scored: Crm) -> None:
    assert scored.ok("feedback", "list", "王芳", "--lang", "zh", "-f", "table").out == (
        "编号  时间              客户  类型  分值  评语\n   3  2026-03-01 09:00  王芳  评价     5  好评\n"
    )


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("Ada",), [2, 1]),
        (("nps<=6",), [2, 1]),
        (("--kind", "评价"), [3]),
        (("--since", "2026-02-20"), [3, 2]),
        (("--until", "2026-02"), [2, 1]),
        (("--sort", "-score"), [1, 2, 3]),
        (("--limit", "1"), [3]),
        (("--kind", "ces"), []),
    ],
)
def test_list_some(scored: Crm, words: tuple[str, ...], ids: list[int]) -> None:
    assert [row["id"] for row in scored.ok("feedback", "list", *words, "-f", "json").json] == ids


def test_nps_is_the_latest_score_whenever_it_was_entered(scored: Crm) -> None:
    assert latest(scored, "Ada") == (6, None)
    scored.ok("feedback", "add", "Ada", "1", "--at", "2026-01-01")
    assert latest(scored, "Ada") == (6, None)
    scored.ok("feedback", "rm", "2")
    assert latest(scored, "Ada") == (9, None)


def test_queries_ask_for_the_latest_score(scored: Crm) -> None:
    scored.ok("feedback", "add", "王芳", "0")
    for query, ids in (
        ("nps>=7", ""),
        ("推荐分<=6", "1\n2\n"),
        ("nps:0", "2\n"),
        ("has:nps", "1\n2\n"),
        ("no:满意度", "1\n2\n"),
    ):
        assert scored.ok("list", query, "-f", "ids").out == ids, query


def test_rm_takes_several(scored: Crm) -> None:
    assert scored.ok("feedback", "rm", "1", "2").err == "removed 2 scores\n"
    assert scored.ok("feedback", "list", "-f", "ids").out == "3\n"
    ran = scored("feedback", "rm", "1")
    assert (ran.status, ran.err.splitlines()[0]) == (3, "error: there is no feedback 1")


def test_rm_and_its_undo(scored: Crm) -> None:
    before = content(scored.db)
    assert scored.ok("feedback", "rm", "2").err == "removed feedback 2 of Ada\n"
    scored.ok("undo")
    assert content(scored.db) == before
    check_derived(scored.db)


def test_show_and_timeline_have_it(scored: Crm) -> None:
    page = scored.ok("show", "Ada").out
    assert "\n\nLast feedback\nat                kind  score  comment\n" in page
    assert "2026-02-01 10:00  NPS       9  quick and friendly\n" in page
    data = scored.ok("show", "Ada", "-f", "json").json
    assert (data["stats"]["nps"], [row["score"] for row in data["feedback"]]) == (6, [6, 9])
    assert scored.ok("timeline", "Ada", "--kind", "feedback").out == (
        "at\tkind\twhat\tamount\tcurrency\tid\n"
        "2026-02-20T00:00:00\tfeedback\tNPS 6\t\t\t2\n"
        "2026-02-01T10:00:00\tfeedback\tNPS 9: quick and friendly\t\t\t1\n"
    )
    assert (
        scored.ok("timeline", "王芳", "--kind", "反馈", "--lang", "zh", "-f", "json").json[0]["what"]
        == "评价 5 分：好评"
    )


def test_merge_takes_it_along_and_undo_gives_it_back(scored: Crm) -> None:
    scored.ok("feedback", "add", "王芳", "10", "--complaint", "1")
    before = content(scored.db)
    merged = scored.ok("merge", "1", "2", "-f", "json").json
    assert merged["moved"]["feedback"] == 2
    assert latest(scored, "1") == (10, None)
    check_derived(scored.db)
    scored.ok("undo")
    assert content(scored.db) == before


def test_the_trash_takes_it_too(scored: Crm) -> None:
    before = content(scored.db)
    scored.ok("rm", "Ada")
    assert scored.ok("feedback", "list", "-f", "ids").out == "3\n"
    scored.ok("trash", "empty", "--yes")
    assert [row[0] for row in content(scored.db)["feedback"]] == [3]
    scored.ok("undo")
    scored.ok("undo")
    assert content(scored.db) == before


def test_a_sale_that_feedback_is_about_is_not_undone(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup@3")
    shop.ok("feedback", "add", "Ada", "9", "--sale", "2")
    operations = shop.ok("history", "-f", "json").json
    number = next(row["operation"] for row in operations if "Cup@3" in row["command"])
    assert shop("undo", str(number)).status == 4
    assert shop.ok("doctor").status == 0


def test_the_view_speaks_plainly(scored: Crm) -> None:
    ran = scored.ok("sql", "select customer, kind, score, comment from v_feedback where id = 1", "-f", "json")
    assert ran.json == [{"customer": "Ada", "kind": "nps", "score": 9, "comment": "quick and friendly"}]
    assert scored.ok("sql", "select nps, csat from v_customers where id = 1", "-f", "json").json == [
        {"nps": 6, "csat": None}
    ]
