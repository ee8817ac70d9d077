"""imports: what was read, and whether it still stands; undo of what nothing changed since."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.importing.content import check_derived, content

PEOPLE = "name,email,city,tags\nAnna,a@x.com,Rome,vip\nBen,b@x.com,Rome,vip\nCy,c@x.com,Rome,\n"


@pytest.fixture
def shop(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    crm.ok("add", "Dora", "email=d@x.com", "city=Oslo")
    crm.ok("import", "people.csv")
    return crm


def states(shop: Crm) -> list[tuple[int, str]]:
    return [(row["id"], row["state"]) for row in shop.ok("imports", "-f", "json").json]


def test_the_list(shop: Crm) -> None:
    (row,) = shop.ok("imports", "-f", "json").json
    told = {k: row[k] for k in ("id", "kind", "source", "file", "read", "created", "rejected", "operation", "state")}
    assert told == {
        "id": 1, "kind": "customers", "source": "people", "file": "people.csv", "read": 3, "created": 3,
        "rejected": 0, "operation": 2, "state": "stands",
    }  # fmt: skip


def test_one_in_full(shop: Crm) -> None:
    shown = shop.ok("imports", "show", "1", "-f", "json").json
    assert shown["mapping"] == {"name": "name", "email": "email", "city": "city", "tags": "tags"}
    assert len(shown["sha256"]) == 64
    assert "stands" in shop.ok("imports", "show", "1").out
    assert "有效" in shop.ok("--lang", "zh", "imports", "show", "1").out


def test_no_imports_and_no_such_import(crm: Crm) -> None:
    crm.ok("add", "Anna")
    assert crm.ok("imports", "-f", "json").json == []
    ran = crm("imports", "show", "7")
    assert (ran.status, ran.err) == (3, "error: there is no import 7\nhint: 'crm imports' lists them\n")


def test_an_undone_import_is_listed_as_that_until_it_is_redone(shop: Crm) -> None:
    shop.ok("undo")
    assert states(shop) == [(1, "undone")]
    shop.ok("redo")
    assert states(shop) == [(1, "stands")]


def test_undo_refuses_what_was_changed_and_says_how_to_go_on(shop: Crm) -> None:
    shop.ok("edit", "Anna", "city=Paris")
    ran = shop("undo", "2")
    assert ran.status == 4
    assert "crm undo 2 --force-unchanged" in ran.err


def test_force_unchanged_undoes_the_rest_and_names_what_stays(shop: Crm) -> None:
    shop.ok("edit", "Anna", "city=Paris")
    shop.ok("log", "Ben", "hello")
    ran = shop.ok("undo", "2", "--force-unchanged", "-f", "json")
    left = {(row["table"], row["id"]) for row in ran.json["left"]}
    assert {("customers", 2), ("customers", 3)} <= left
    assert ("customers", 4) not in left
    assert "customers 2, 3" in ran.err
    found = shop.ok("list", "-f", "json").json
    assert [(row["name"], row["city"], row["emails"], row["tags"]) for row in found] == [
        ("Dora", "Oslo", ["d@x.com"], []), ("Anna", "Paris", ["a@x.com"], ["vip"]),
        ("Ben", "Rome", ["b@x.com"], ["vip"]),
    ]  # fmt: skip
    assert states(shop) == [(1, "partly_undone")]
    check_derived(shop.db)


def test_it_can_be_taken_back_itself(shop: Crm) -> None:
    shop.ok("edit", "Anna", "city=Paris")
    before = content(shop.db)
    shop.ok("undo", "2", "--force-unchanged")
    shop.ok("undo")
    assert content(shop.db) == before
    assert states(shop) == [(1, "stands")]


def test_where_nothing_was_changed_it_is_a_plain_undo(shop: Crm) -> None:
    shop.ok("undo", "2", "--force-unchanged")
    assert states(shop) == [(1, "undone")]
    assert shop.ok("redo").status == 0


def test_where_all_was_changed_nothing_is_undone(shop: Crm) -> None:
    for name in ("Anna", "Ben", "Cy"):
        shop.ok("edit", name, "city=Paris")
    before = content(shop.db)
    ran = shop("undo", "2", "--force-unchanged")
    assert (ran.status, content(shop.db)) == (4, before)


def test_rows_that_the_import_changed_go_back_unless_changed_again(shop: Crm, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("name,email,city\nAnna,a@x.com,Bonn\nDora,d@x.com,Bonn\n")
    shop.ok("import", "more.csv")
    shop.ok("edit", "Anna", "company=Tea Ltd")
    shop.ok("undo", "3", "--force-unchanged")
    cities = {row["name"]: row["city"] for row in shop.ok("list", "-f", "json").json}
    assert cities == {"Anna": "Bonn", "Ben": "Rome", "Cy": "Rome", "Dora": "Oslo"}
    check_derived(shop.db)


NAMES = ("Ann", "Bea", "Cy", "Dan", "Eve", "Flo")
CHANGES = (("edit", "city=Bonn"), ("log", "hello"), ("tag", "new"), ("untag", "vip"), ("edit", "phone=+14155552671"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    here=st.sets(st.sampled_from(NAMES)),
    changed=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CHANGES), max_size=5),
)
def test_what_was_not_touched_is_as_before_the_import(
    crm: Crm, tmp_path: Path, here: set[str], changed: dict[str, tuple[str, ...]]
) -> None:
    crm.db.unlink(missing_ok=True)
    crm.ok("add", "Zoe")
    for name in sorted(here):
        crm.ok("add", name, f"email={name}@x.com", "city=Oslo")
    (tmp_path / "in.csv").write_text(
        "name,email,city,tags,wechat\n" + "".join(f"{n},{n}@x.com,Rome,vip,w{n}xyz\n" for n in NAMES)
    )
    before = people(crm)
    crm.ok("import", str(tmp_path / "in.csv"))
    number = str(crm.ok("history", "--limit", "1", "-f", "json").json[0]["operation"])
    for name, (verb, what) in changed.items():
        if name in here:  # what is merely added to somebody who was there before stands in no import's way
            verb, what = CHANGES[0]
        crm.ok(verb, name, what)
    after = people(crm)
    crm.ok("undo", number, "--force-unchanged")
    assert people(crm) == {
        name: after[name] if name in changed else before[name] for name in after if name in changed or name in before
    }
    check_derived(crm.db)
    if changed:
        crm.ok("undo")
        assert people(crm) == after


def people(crm: Crm) -> dict[str, tuple[object, ...]]:
    found = crm.ok("list", "-f", "json").json
    told = {row["name"]: crm.ok("show", str(row["id"]), "-f", "json").json for row in found}
    return {
        name: (row["city"], sorted(row["tags"]), sorted(point["value"] for point in row["contact_points"]))
        for name, row in told.items()
    }
