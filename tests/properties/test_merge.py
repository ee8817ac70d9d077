"""Laws of merging: undone exactly, nothing lost or counted twice, whatever the order."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.dumps import dump

PEOPLE = 4
FACTS = ("sales", "sale_lines", "payments", "interactions", "complaints", "complaint_events", "tasks", "feedback")

words = st.sampled_from(["上海", "Paris", ""])
person = st.fixed_dictionaries(
    {
        "city": words,
        "title": st.sampled_from(["Boss", "经理", ""]),
        "phone": st.sampled_from(["13800000001", "13800000002", ""]),
        "email": st.sampled_from(["a@example.com", "b@example.com", ""]),
        "tags": st.sampled_from(["vip", "vip,a", "b", ""]),
    }
)
deed = st.tuples(
    st.integers(1, PEOPLE),
    st.sampled_from(
        [
            ("sale", "add", "WHO", "Tea*2@10"),
            ("log", "WHO", "called"),
            ("note", "WHO", "likes tea"),
            ("complaint", "add", "WHO", "cold"),
            ("task", "add", "call back", "--who", "WHO"),
            ("feedback", "add", "WHO", "9"),
            ("prefer", "add", "WHO", "tea"),
            ("prefer", "add", "WHO", "Tea", "--kind", "need"),
            ("campaign", "join", "spring", "WHO"),
        ]
    ),
)
order = st.permutations(range(1, PEOPLE + 1)).flatmap(
    lambda ids: st.tuples(st.just(ids), st.lists(st.integers(0, PEOPLE), min_size=PEOPLE - 1, max_size=PEOPLE - 1))
)


def shop(folder: str, people: list[dict[str, str]], deeds: list[tuple[int, tuple[str, ...]]]) -> Crm:
    crm = Crm(Path(folder))
    for number, values in enumerate(people, 1):
        crm.ok("add", f"Person {number}", "--force", *(f"{k}={v}" for k, v in values.items() if v))
    crm.ok("campaign", "add", "spring")
    for number, line in deeds:
        crm.ok(*(str(number) if word == "WHO" else word for word in line))
    return crm


def facts(crm: Crm) -> dict[str, list[int]]:
    """The ids of all records, whoever has them."""
    content = dump(crm.db)
    return {table: [row[0] for row in content[table]] for table in FACTS}


def totals(crm: Crm) -> tuple[Any, ...]:
    """What the statistics say of everybody together."""
    with closing(sqlite3.connect(crm.db)) as db:
        found: tuple[Any, ...] = db.execute(
            "SELECT sum(orders), sum(spent), sum(balance), sum(contacts), sum(open_tasks), sum(complaints) "
            "FROM customer_stats JOIN customers ON id = customer_id WHERE deleted_at IS NULL"
        ).fetchone()
    return found


def strays(crm: Crm) -> list[tuple[str, int]]:
    """Rows that still belong to somebody who was merged."""
    with closing(sqlite3.connect(crm.db)) as db:
        return [
            (table, number)
            for table in (*FACTS, "contact_points", "customer_tags", "preferences", "campaign_members")
            if table != "complaint_events"
            for (number,) in db.execute(
                f"SELECT x.id FROM {table} x JOIN customers c ON c.id = x.customer_id WHERE c.merged_into IS NOT NULL"
            )
        ]


@settings(max_examples=25, deadline=None)
@given(st.lists(person, min_size=PEOPLE, max_size=PEOPLE), st.lists(deed, max_size=8), order)
def test_any_order_of_merges_loses_nothing_and_is_undone_exactly(
    people: list[dict[str, str]], deeds: list[tuple[int, tuple[str, ...]]], how: tuple[list[int], list[int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crm = shop(folder, people, deeds)
        before, records, sums = dump(crm.db), facts(crm), totals(crm)
        alive = list(how[0])
        for pick in how[1]:
            lost = alive.pop(pick % len(alive))
            kept = alive[pick % len(alive)]
            crm.ok("merge", str(kept), str(lost))
            assert (facts(crm), totals(crm), strays(crm)) == (records, sums, [])
            assert crm.ok("show", str(lost), "-f", "json").json["id"] == kept
        assert crm.ok("doctor").status == 0
        for _ in how[1]:
            crm.ok("undo")
        assert dump(crm.db) == before


@settings(max_examples=15, deadline=None)
@given(st.lists(person, min_size=PEOPLE, max_size=PEOPLE), st.lists(deed, max_size=6))
def test_all_at_once_is_the_same_as_one_after_the_other(
    people: list[dict[str, str]], deeds: list[tuple[int, tuple[str, ...]]]
) -> None:
    """Everybody was changed at the same moment, so that the higher id goes first."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        at_once, in_turn = shop(first, people, deeds), shop(second, people, deeds)
        at_once.ok("merge", "1", "4", "3", "2")
        for other in ("4", "3", "2"):
            in_turn.ok("merge", "1", other)
        one, two = (crm.ok("show", "1", "-f", "json").json for crm in (at_once, in_turn))
        assert one == two
