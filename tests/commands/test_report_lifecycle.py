"""report lifecycle and the field ``stage``: sales and contacts, thresholds, movements."""

import sqlite3
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from crmcli.fields import ACTIVITY, STAGES
from crmcli.migrations.statistics import COUNTS
from tests.conftest import Crm

EPOCH = date(1970, 1, 1)
TODAY = date(2026, 3, 1)
COUNTING = f"SELECT day FROM sales WHERE customer_id = ? AND kind = 'sale' AND {COUNTS} AND day <= ?"
DAYS = (0, 29, 30, 31, 89, 90, 91, 200, 364, 365, 366, 500)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Crm:
    """A customer for each way to have bought and been in touch, at every edge of the thresholds."""
    crm = Crm(tmp_path_factory.mktemp("town"))
    crm.ok("init", "--currency", "CNY", "--region", "CN", CRMCLI_NOW="2024-01-01T09:00")
    for ago in DAYS:
        crm.ok("add", f"Once{ago}", CRMCLI_NOW="2024-06-01T09:00")
        sell(crm, f"Once{ago}", ago)
    for ago in (91, 400):
        for heard in (10, 100):
            for how in ("in", "out", "note"):
                name = f"Touched{ago}{heard}{how}"
                at = f"{TODAY - timedelta(days=heard)}T10:00"
                crm.ok("add", name, CRMCLI_NOW="2024-06-01T09:00")
                sell(crm, name, ago)
                sell(crm, name, ago + 1)
                words = ["note", name, "spoke"] if how == "note" else ["log", name, "spoke", f"--{how}"]
                crm.ok(*words, CRMCLI_NOW=at)
    crm.ok("add", "Lead", CRMCLI_NOW="2024-06-01T09:00")
    crm.ok("log", "Lead", "asked", "--in", "--at", "2026-02-20T10:00")
    crm.ok("add", "Newcomer", CRMCLI_NOW="2026-02-20T09:00")
    crm.ok("add", "Byhand", "stage=lost", CRMCLI_NOW="2024-06-01T09:00")
    sell(crm, "Byhand", 3)
    crm.ok("add", "Cancelled", CRMCLI_NOW="2024-06-01T09:00")
    crm.ok("sale", "cancel", str(sell(crm, "Cancelled", 5)))
    crm.ok("add", "Gone", CRMCLI_NOW="2024-06-01T09:00")
    sell(crm, "Gone", 5)
    crm.ok("rm", "Gone", "--yes")
    return crm


def sell(crm: Crm, name: str, ago: int) -> int:
    day = TODAY - timedelta(days=ago)
    return int(crm.ok("sale", "add", name, "tea@10", "--date", day.isoformat()).out)


def plainly(crm: Crm, day: date, activity: str) -> dict[int, str | None]:
    """Customer → stage at the end of a day, from the rows as they are."""
    number = (day - EPOCH).days
    found: dict[int, str | None] = {}
    db = sqlite3.connect(crm.db)
    for who, made, fixed in db.execute(
        "SELECT id, created_at, stage FROM customers WHERE deleted_at IS NULL"
    ).fetchall():
        sales = [d for (d,) in db.execute(COUNTING, (who, number))]
        contacts = db.execute(
            "SELECT day, direction, kind FROM interactions WHERE customer_id = ? AND day <= ?", (who, number)
        ).fetchall()
        if not sales and made[:10] > day.isoformat():
            found[who] = None
        else:
            found[who] = fixed or stage(number, sales, contacts, activity)
    db.close()
    return found


def stage(day: int, sales: list[int], contacts: list[Any], activity: str) -> str:
    if not sales:
        return "lead"
    if len(sales) == 1 and sales[0] >= day - 30:
        return "new"
    counted = {
        "sales": [],
        "replies": [d for d, direction, _ in contacts if direction == "in"],
        "contacts": [d for d, direction, kind in contacts if direction == "in" or kind == "contact"],
    }[activity]
    last = max(*sales, *counted, -(10**6))
    return "lost" if last < day - 365 else "at_risk" if last < day - 90 else "active"


@pytest.mark.parametrize("activity", ACTIVITY)
def test_the_field_is_what_sales_and_contacts_say(town: Crm, activity: str) -> None:
    rows = town.ok("list", "--columns", "id,stage", "--limit", "0", "-f", "json", CRMCLI_STAGE_ACTIVITY=activity).json
    assert {row["id"]: row["stage"] for row in rows} == plainly(town, TODAY, activity)
    for name in STAGES:
        ids = town.ok("list", f"stage:{name}", "--limit", "0", "-f", "ids", CRMCLI_STAGE_ACTIVITY=activity).out.split()
        assert [int(n) for n in ids] == [row["id"] for row in rows if row["stage"] == name]


@pytest.mark.parametrize("activity", ACTIVITY)
@pytest.mark.parametrize("since", ["2024-03-01", "2025-03-02", "2025-12-01", "2026-01-30", "2026-02-21", "2026-03-01"])
@pytest.mark.parametrize("until", ["2026-03-01", "2026-02-19", "2025-12-31"])
def test_movements_are_those_between_the_stages_of_two_days(town: Crm, since: str, until: str, activity: str) -> None:
    if since > until:
        return
    report = town.ok(
        "report", "lifecycle", "--since", since, "--until", until, "-f", "json", CRMCLI_STAGE_ACTIVITY=activity
    ).json
    before = plainly(town, date.fromisoformat(since) - timedelta(days=1), activity)
    after = plainly(town, date.fromisoformat(until), activity)
    moved = Counter((before[who], stage) for who, stage in after.items() if stage != before[who])
    assert {(m["from"], m["to"]): m["customers"] for m in report["movements"]} == moved
    assert {row["stage"]: row["customers"] for row in report["rows"]} == {
        stage: sum(found == stage for found in after.values()) for stage in STAGES
    }


@pytest.mark.parametrize("since", ["2024-03-01", "2025-12-01", "2026-02-21"])
def test_what_was_before_and_what_moved_make_what_is_now(town: Crm, since: str) -> None:
    report = town.ok("report", "lifecycle", "--since", since, "-f", "json").json
    for row in report["rows"]:
        came = sum(m["customers"] for m in report["movements"] if m["to"] == row["stage"])
        went = sum(m["customers"] for m in report["movements"] if m["from"] == row["stage"])
        assert row["before"] + came - went == row["customers"]
        assert row["change"] == row["customers"] - row["before"]


@pytest.mark.parametrize(
    ("activity", "stages"),
    [
        ("sales", {"Called us": "at_risk", "Called by us": "at_risk", "Silent": "at_risk"}),
        ("replies", {"Called us": "active", "Called by us": "at_risk", "Silent": "at_risk"}),
        ("contacts", {"Called us": "active", "Called by us": "active", "Silent": "at_risk"}),
    ],
)
def test_what_counts_as_activity_is_a_setting(crm: Crm, activity: str, stages: dict[str, str]) -> None:
    crm.ok("init", "--currency", "CNY")
    for name in stages:
        crm.ok("add", name)
        crm.ok("sale", "add", name, "tea@1", "--date", "2025-10-01")
    crm.ok("log", "Called us", "hello", "--in", "--at", "2026-02-01")
    crm.ok("log", "Called by us", "hello", "--out", "--at", "2026-02-01")
    crm.ok("config", "set", "stage_activity", activity)
    assert {r["name"]: r["stage"] for r in crm.ok("list", "--columns", "name,stage", "-f", "json").json} == stages
    moved = crm.ok("report", "lifecycle", "--since", "2026-02-01", "--until", "2026-02-01", "-f", "json").json[
        "movements"
    ]
    back = sum(stage == "active" for stage in stages.values())
    assert moved == ([{"from": "at_risk", "to": "active", "customers": back}] if back else [])


def test_replies_are_the_default_and_another_word_is_refused(crm: Crm) -> None:
    assert crm.ok("config", "get", "stage_activity").out == "replies\n"
    ran = crm("config", "set", "stage_activity", "visits")
    assert (ran.status, ran.err.splitlines()[0]) == (
        2, "error: 'visits' is not possible for stage_activity; choose one of: sales, replies, contacts",
    )  # fmt: skip


def test_the_page_says_which_thresholds_it_used(crm: Crm) -> None:
    crm.ok("init")
    crm.ok("add", "Ann")
    crm.ok("config", "set", "stage_lost_days", "200")
    report = crm.ok("report", "lifecycle", "-f", "json").json
    assert report["thresholds"] == {"new_days": 30, "active_days": 90, "lost_days": 200, "activity": "replies"}
    assert (
        crm.ok("report", "lifecycle").out
        == """\
Life-cycle of customers

one customer, 2026-01-31 to 2026-03-01

stage    customers  period before  change  what to do
lead             1              0       1  convert: offer a first purchase
new              0              0       0  welcome: ask how it went
active           0              0       0  maintain and add value
at risk          0              0       0  win back before they are gone
lost             0              0       0  win back, or let go

Movements, 2026-01-31 to 2026-03-01
from        to    customers
(newcomer)  lead          1

New: one order, 30 days ago at most. At risk: more than 90 days without a sale or a word from them; lost: more than 200.
"""
    )
    assert crm.ok("report", "lifecycle", "--lang", "zh", CRMCLI_STAGE_ACTIVITY="contacts").out.endswith(
        "\n新客户：只有一单，且在 30 天以内。有流失风险：超过 90 天没有购买，也没有任何联系；已流失：超过 200 天。\n"
    )


def test_one_order_is_new_even_where_new_lasts_longer_than_active(crm: Crm) -> None:
    crm.ok("init")
    crm.ok("add", "Ann")
    crm.ok("sale", "add", "Ann", "tea@1", "--date", "2025-10-01")
    assert crm.ok("list", "stage:new", "-f", "ids", CRMCLI_STAGE_NEW_DAYS="200").out == "1\n"


def test_a_period_that_ends_before_it_begins_is_refused(crm: Crm) -> None:
    crm.ok("init")
    ran = crm("report", "lifecycle", "--since", "2026-04-01")
    assert (ran.status, ran.err) == (2, "error: 2026-04-01 is after 2026-03-01\n")
