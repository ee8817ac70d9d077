"""A question is asked while the file is free, and answered for exactly what was asked."""

import pytest

from crmcli.context import Context
from tests.conftest import Crm

QUESTION = "tag 4 customers, among them Ann (1), Bob (2), Cem (3), …?"


@pytest.fixture
def many(crm: Crm) -> Crm:
    for name in ("Ann", "Bob", "Cem", "Dee"):
        crm.ok("add", name, "city=Paris")
    return crm


def test_a_yes_lets_the_command_go_on(many: Crm) -> None:
    ran = many("tag", "city:Paris", "vip", stdin="y\n", terminal=True)
    assert (ran.status, ran.err) == (0, f"{QUESTION} [y/N] tagged 4 customers with vip\n")


def test_anything_else_changes_nothing(many: Crm) -> None:
    ran = many("tag", "city:Paris", "vip", stdin="\n", terminal=True)
    assert (ran.status, ran.err) == (7, f"{QUESTION} [y/N] error: not done\n")
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


@pytest.mark.parametrize(
    ("line", "english", "chinese"),
    [
        (("tag", "city:Paris", "vip"), QUESTION, "要给 4 位客户打标签吗？其中有 Ann（1）、Bob（2）、Cem（3）、…"),
        (("edit", "city:Paris", "city=Rome"), "change 4 customers, among them Ann (1), Bob (2), Cem (3), …?",
         "要修改 4 位客户吗？其中有 Ann（1）、Bob（2）、Cem（3）、…"),
        (("rm", "city:Paris"), "put 4 customers in the trash, among them Ann (1), Bob (2), Cem (3), …?",
         "要把 4 位客户放进回收站吗？其中有 Ann（1）、Bob（2）、Cem（3）、…"),
    ],
)  # fmt: skip
def test_a_question_about_many_names_the_first(many: Crm, line: tuple[str, ...], english: str, chinese: str) -> None:
    assert many(*line).err == f"error: not done without a yes: {english}\nhint: add --yes\n"
    assert many(*line, "--lang", "zh").err == f"错误：未经确认，没有执行：{chinese}\n提示：请加上 --yes\n"
