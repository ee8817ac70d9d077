"""A question is asked while the file is free, and answered for exactly what was asked."""

import pytest

from crmcli.context import Context
from tests.conftest import Crm


@pytest.fixture
def many(crm: Crm) -> Crm:
    for name in ("Ann", "Bob", "Cem", "Dee"):
        crm.ok("add", name, "city=Paris")
    return crm


def test_a_yes_lets_the_command_go_on(many: Crm) -> None:
    ran = many("tag", "city:Paris", "vip", stdin="y\n", terminal=True)
    assert (ran.status, ran.err) == (0, "tag 4 customers? [y/N] tagged 4 customers with vip\n")


def test_anything_else_changes_nothing(many: Crm) -> None:
    ran = many("tag", "city:Paris", "vip", stdin="\n", terminal=True)
    assert (ran.status, ran.err) == (7, "tag 4 customers? [y/N] error: not done\n")
    assert many.ok("list", "tag:vip", "-f", "ids").out == ""


def test_others_can_write_while_a_person_thinks(many: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Context.ask

    def meanwhile(self: Context, question: str) -> None:
        many.ok("add", "Eve", "city=Rome", CRMCLI_BUSY_MS="0")
        asked(self, question)

    monkeypatch.setattr(Context, "ask", meanwhile)
    assert many("rm", "city:Paris", stdin="y\n", terminal=True).status == 0
    assert many.ok("list", "--columns", "name").out == "name\nEve\n"


def test_a_yes_to_four_is_none_to_five(many: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Context.ask

    def meanwhile(self: Context, question: str) -> None:
        if "4" in question:
            many.ok("add", "Eve", "city=Paris", CRMCLI_BUSY_MS="0")
        asked(self, question)

    monkeypatch.setattr(Context, "ask", meanwhile)
    ran = many("rm", "city:Paris", stdin="y\nn\n", terminal=True)
    assert ran.status == 7
    assert len(many.ok("list", "-f", "ids").out.split()) == 5
