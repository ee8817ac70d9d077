"""report rfm and report lifecycle, and the fields that come with them."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Five buyers who differ in everything, and one who never bought."""
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    for i, (name, day, orders) in enumerate(
        [
            ("A", "2024-01-01", 1),
            ("B", "2025-06-01", 2),
            ("C", "2025-11-01", 3),
            ("D", "2026-01-15", 4),
            ("E", "2026-02-27", 5),
        ],
        1,
    ):
        crm.ok("add", name)
        for n in range(orders):
            crm.ok("sale", "add", str(i), f"tea@{i * 100 + n}", "--date", day)
    crm.ok("add", "Lead")
    return crm


def test_scores_are_fifths_of_those_who_bought(shop: Crm) -> None:
    rows = shop.ok("list", "--columns", "name,rfm", "-f", "json").json
    assert [(row["name"], row["rfm"]) for row in rows] == [
        ("A", 111), ("B", 222), ("C", 333), ("D", 444), ("E", 555), ("Lead", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("rfm:555", ["E"]),
        ("rfm:4xx", ["D"]),
        ("rfm:champions", ["D", "E"]),
        ("rfm:冠军客户", ["D", "E"]),
        ("r<=2 m>=2", ["B"]),
    ],
)
def test_queries_select_by_score_and_by_name(shop: Crm, query: str, names: list[str]) -> None:
    rows = shop.ok("list", query, "--columns", "name", "-f", "json").json
    assert [row["name"] for row in rows] == names


def test_an_unknown_name_is_refused_with_the_names_there_are(shop: Crm) -> None:
    ran = shop("list", "rfm:kings")
    assert ran.status == 2
    assert ran.err.startswith(
        "error: 'kings' at column 1 is neither a score like 555 nor a name\nhint: the names are: champions"
    )


def test_the_segments_of_the_report_add_up_to_all_buyers(shop: Crm) -> None:
    report = shop.ok("report", "rfm", "-f", "json").json
    counts = {row["name"]: row["customers"] for row in report["rows"] if row["customers"]}
    assert counts == {"champions": 2, "loyal": 1, "hibernating": 1, "lost": 1}
    assert sum(map(sum, report["grid"])) == 5


def test_rfm_without_any_sale(crm: Crm) -> None:
    crm.ok("add", "Ann")
    assert sum(row["customers"] for row in crm.ok("report", "rfm", "-f", "json").json["rows"]) == 0


def test_lifecycle_counts_every_customer_once_and_agrees_with_the_field(shop: Crm) -> None:
    rows = shop.ok("report", "lifecycle", "-f", "json").json["rows"]
    assert {row["stage"]: row["customers"] for row in rows} == {
        "lead": 1, "new": 0, "active": 2, "at_risk": 2, "lost": 1,
    }  # fmt: skip
    for row in rows:
        assert len(shop.ok("list", f"stage:{row['stage']}", "-f", "ids").out.split()) == row["customers"]


def test_movements_say_who_went_from_where_to_where(shop: Crm) -> None:
    moves = shop.ok("report", "lifecycle", "--since", "2026-01-01", "--until", "2026-02-28", "-f", "json").json[
        "movements"
    ]
    assert {"from": "active", "to": "at_risk", "customers": 1} in moves


def test_overdue_is_what_is_left_unpaid_past_its_day(shop: Crm) -> None:
    shop.ok("sale", "add", "6", "tea@100", "--date", "2026-01-01", "--due", "2026-02-01")
    number = shop.ok("list", "overdue>0 id:6", "-f", "ids").out.strip()
    assert number == "6"
    assert shop.ok("list", "6", "--columns", "overdue", "-f", "json").json[0]["overdue"] == "100.00"


def test_replied_is_the_last_time_they_came_to_us(shop: Crm) -> None:
    shop.ok("log", "6", "asked for tea", "--in", "--at", "2026-02-10")
    assert shop.ok("list", "replied>-30d", "-f", "ids").out == "6\n"
