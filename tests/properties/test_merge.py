"""Laws of merging: undone exactly, nothing lost or counted twice, whatever the order."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.dumps import dump

PEOPLE = 4
FACTS = ("sales", "sale_lines", "payments", "interactions", "complaints", "complaint_events", "tasks", "feedback",
         "deals")  # fmt: skip

person = st.fixed_dictionaries(
    {
        "city": st.sampled_from(["上海", "上海市", "Paris", ""]),
        "address": st.sampled_from(["南京路1号", "Rue 2", ""]),
        "postcode": st.sampled_from(["200000", "75001", ""]),
        "title": st.sampled_from(["Boss", "经理", ""]),
        "phone": st.sampled_from(["13800000001", "13800000002", ""]),
        "email": st.sampled_from(["a@example.com", "b@example.com", ""]),
        "tags": st.sampled_from(["vip", "vip,a", "b", ""]),
    }
)
NOTHING = {"city": "", "address": "", "postcode": "", "title": "", "phone": "", "email": "", "tags": ""}
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
            ("deal", "add", "WHO", "ten chairs"),
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


step = st.one_of(
    st.tuples(st.just("merge"), st.sampled_from("1234"), st.sampled_from("1234")),
    st.tuples(st.just("merge"), st.sampled_from("1234"), st.sampled_from("1234"), st.sampled_from("1234")),
    st.tuples(st.just("unmerge"), st.sampled_from("1234")),
    st.tuples(st.just("unmerge"), st.sampled_from("1234"), st.just("--to"), st.just("restored")),
    st.tuples(st.just("undo")),
    deed.map(lambda one: tuple(str(one[0]) if word == "WHO" else word for word in one[1])),
    st.sampled_from(
        [
            ("deal", "win", "1", "--sale", "1"),
            ("deal", "win", "1", "--sale", "2"),
            ("sale", "pay", "1", "1"),
            ("complaint", "add", "1", "cold", "--sale", "1"),
            ("log", "1", "about the chairs", "--deal", "1"),
        ]
    ),
)


def _latest(crm: Crm) -> int:
    """The operation that undo would take back."""
    with closing(sqlite3.connect(crm.db)) as db:
        found: int = db.execute("SELECT max(id) FROM operations WHERE undoes IS NULL AND undone_by IS NULL").fetchone()[
            0
        ]
    return found


def _owners(crm: Crm) -> dict[str, list[tuple[int, int]]]:
    """Whose each record and each description of a customer is."""
    with closing(sqlite3.connect(crm.db)) as db:
        return {
            table: db.execute(f"SELECT id, customer_id FROM {table} ORDER BY 1").fetchall()
            for table in (*FACTS, "contact_points", "customer_tags", "preferences", "campaign_members")
            if table != "complaint_events"
        }


@settings(max_examples=25, deadline=None)
@given(st.lists(person, min_size=PEOPLE, max_size=PEOPLE), st.lists(deed, max_size=6), st.permutations([1, 2, 3]))
def test_merged_and_unmerged_is_as_if_nothing_had_been(
    people: list[dict[str, str]], deeds: list[tuple[int, tuple[str, ...]]], losers: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crm = shop(folder, people, deeds)
        before = dump(crm.db)
        crm.ok("merge", "4", *map(str, losers))
        for loser in sorted(losers):
            crm.ok("unmerge", str(loser))
        assert dump(crm.db) == before
        for loser in losers:
            crm.ok("merge", "4", str(loser))
        for loser in reversed(losers):
            crm.ok("unmerge", str(loser))
        assert dump(crm.db) == before


@settings(max_examples=40, deadline=None)
@given(
    st.lists(person, min_size=PEOPLE, max_size=PEOPLE),
    st.lists(deed, max_size=6),
    st.lists(step, min_size=2, max_size=8),
)
@example(
    [NOTHING] * PEOPLE,
    [(2, ("deal", "add", "WHO", "ten chairs"))],
    [
        ("merge", "1", "2"),
        ("sale", "add", "1", "Tea*2@10"),
        ("deal", "win", "1", "--sale", "1"),
        ("sale", "pay", "1", "1"),
        ("unmerge", "2"),
    ],
)
def test_no_order_of_merges_and_unmerges_loses_a_record_or_counts_it_twice(
    people: list[dict[str, str]], deeds: list[tuple[int, tuple[str, ...]]], steps: list[tuple[str, ...]]
) -> None:
    """Records are of one customer each, who is not merged, with what they name; once all are unmerged, each has their
    own again."""
    with tempfile.TemporaryDirectory() as folder:
        crm = shop(folder, people, deeds)
        records, sums, owners = facts(crm), totals(crm), _owners(crm)
        start = _latest(crm)
        for line in steps:
            if line == ("undo",) and _latest(crm) == start:
                continue
            crm(*line)
            if line[0] not in ("merge", "unmerge"):
                records, sums = facts(crm), totals(crm)
            assert (facts(crm), totals(crm), strays(crm)) == (records, sums, [])
        for _ in range(PEOPLE):
            for number in range(1, PEOPLE + 1):
                crm("unmerge", str(number))
        assert (facts(crm), totals(crm)) == (records, sums)
        now = _owners(crm)
        assert {table: [row for row in rows if row not in now[table]] for table, rows in owners.items()} == {
            table: [] for table in owners
        }
        assert crm.ok("doctor").status == 0
