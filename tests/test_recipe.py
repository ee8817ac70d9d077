"""CONTRIBUTING's recipe for a new noun, followed with a toy: visits to customers."""

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Annotated, Any, ClassVar

import pytest

from crmcli import cli, i18n, migrations
from crmcli.context import Context
from crmcli.i18n import t
from crmcli.result import Column, Record, Rows
from crmcli.services import customers
from crmcli.signature import Arg
from tests.conftest import Crm

# 1. A migration.
SQL = """
CREATE TABLE visits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  place TEXT NOT NULL CHECK (place <> ''),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX visits_by_customer ON visits (customer_id);
"""


# 2. domain/visits.py
@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    TABLE: ClassVar[str] = "visits"
    id: int | None = None
    customer_id: int
    place: str
    at: str


# 3. commands/visit.py
def add(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    place: Annotated[str, Arg("visit.arg_place", "PLACE")],
) -> Record:
    with ctx.operation() as operation:
        customer = customers.one(ctx, who)
        stored = ctx.repo.save(Visit(customer_id=customer.id or 0, place=place, at=ctx.now.isoformat()))
        operation.summary = f"+ {place}"
    return Record({"id": stored.id, "place": place}, t("visit.added", name=customer.name, place=place))


def list_(ctx: Context) -> Rows:
    rows: list[dict[str, Any]] = [
        {"id": visit.id, "customer_id": visit.customer_id, "place": visit.place} for visit in ctx.repo.find(Visit)
    ]
    return Rows([Column("id", "id"), Column("customer_id", "id"), Column("place")], rows)


# 4. Its words.
WORDS = {
    "en": {"arg_place": "where", "added": "visited {name} in {place}"},
    "zh": {"arg_place": "地点", "added": "在{place}拜访了{name}"},
}


@pytest.fixture
def visiting(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    step = ModuleType("crmcli.migrations.m9999_visits")
    step.SQL = SQL  # type: ignore[attr-defined]
    command = ModuleType("crmcli.commands.visit")
    command.add, command.list_ = add, list_  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, step.__name__, step)
    monkeypatch.setitem(sys.modules, command.__name__, command)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "m9999_visits"))
    for name, function, writes in (("visit add", "add", True), ("visit list", "list_", False)):
        monkeypatch.setitem(cli.COMMANDS, name, cli.Command("visit", function, "day", writes))
    monkeypatch.setattr(cli, "GROUPS", cli.GROUPS | {"visit"})
    for language, words in WORDS.items():
        monkeypatch.setitem(i18n._pages, (language, "visit"), words)
    crm.ok("add", "张三")
    crm.ok("add", "Zhang San")
    return crm


# 5. Its test.
def test_the_noun_is_written_and_listed(visiting: Crm) -> None:
    assert visiting.ok("visit", "add", "张三", "Hangzhou").err == "visited 张三 in Hangzhou\n"
    assert visiting.ok("visit", "list", "-f", "json").json == [{"id": 1, "customer_id": 1, "place": "Hangzhou"}]


def test_it_speaks_chinese(visiting: Crm) -> None:
    assert visiting.ok("--lang", "zh", "visit", "add", "张三", "杭州").err == "在杭州拜访了张三\n"


def test_undo_redo_and_history_come_with_the_table(visiting: Crm) -> None:
    visiting.ok("visit", "add", "张三", "Hangzhou")
    assert visiting.ok("history", "张三", "-f", "json").json[0]["summary"] == "+ Hangzhou"
    visiting.ok("undo")
    assert visiting.ok("visit", "list", "-f", "json").json == []
    visiting.ok("redo")
    assert visiting.ok("visit", "list", "-f", "ids").out == "1\n"


def test_merge_takes_its_rows_along(visiting: Crm) -> None:
    visiting.ok("visit", "add", "2", "Hangzhou")
    visiting.ok("merge", "1", "2")
    assert visiting.ok("visit", "list", "-f", "json").json == [{"id": 1, "customer_id": 1, "place": "Hangzhou"}]


def test_emptying_the_trash_takes_its_rows_too(visiting: Crm) -> None:
    visiting.ok("visit", "add", "2", "Hangzhou")
    visiting.ok("rm", "2")
    visiting.ok("trash", "empty", "--yes")
    assert visiting.ok("visit", "list", "-f", "ids").out == ""


def test_doctor_finds_nothing_wrong(visiting: Crm) -> None:
    assert visiting("doctor").status == 0
