"""What holds for every kind of file whose rows name a customer."""

from pathlib import Path

import pytest

from tests.conftest import Crm

KINDS = {
    "sales": "date,customer,item,price\n{},Tea,3\n",
    "payments": "date,customer,amount\n{},3\n",
    "contacts": "date,customer,content\n{},hi\n",
    "complaints": "date,customer,content\n{},broken\n",
    "tasks": "due,customer,title\n{},ring\n",
    "feedback": "date,customer,score\n{},8\n",
    "tags": "start,customer,tag\n{},vip\n",
}
COUNTS = ("read", "created", "updated", "unchanged", "merged", "skipped", "rejected")


@pytest.fixture
def shop(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Zoe, and two of the name of Ann."""
    monkeypatch.chdir(crm.folder)
    people = "name,email\nZoe,z@x.com\nAnn,a@x.com\nAnn,b@x.com\n"
    crm.ok("import", "customers", "-", "--source", "us", stdin=people)
    return crm


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_finds_its_customer_or_says_why_not(shop: Crm, kind: str) -> None:
    head, row = KINDS[kind].split("\n")[:2]
    who = ("Zoe", "Ann", "Nobody", *([] if kind == "tasks" else [""]))
    Path("in.csv").write_text("\n".join([head, *(row.format(f"2026-01-02,{name}") for name in who)]) + "\n")
    dry = shop("import", kind, "in.csv", "--dry-run", "-f", "json").json
    first, second = (shop("import", kind, "in.csv", "-f", "json").json for _ in range(2))
    assert [first[name] for name in COUNTS] == [len(who), 1, 0, 0, 0, 0, len(who) - 1]
    assert [second[name] for name in COUNTS] == [len(who), 0, 0, 1, 0, 0, len(who) - 1]
    assert [dry[name] for name in COUNTS] == [first[name] for name in COUNTS]
    assert sorted(dry) == sorted([*first, "rows"]) == sorted([*second, "rows"])
    assert [(row["line"], row["outcome"], row["reason"]) for row in dry["rows"]] == [
        (2, "created", ""),
        (3, "rejected", "several customers match: 2, 3 (an id, a phone or an e-mail in the row tells which)"),
        (4, "rejected", "no customer 'Nobody' (--create-customers makes those that are missing)"),
        (5, "rejected", "no customer is named (--anonymous books such lines to one anonymous buyer)"),
    ][: len(who)]  # fmt: skip
