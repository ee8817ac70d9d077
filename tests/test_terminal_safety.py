"""Nothing that stands in the data can steer the terminal: control characters are shown, not sent."""

import json
import re

import pytest

from tests.conftest import Crm
from tests.refusal import RAW

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\r\x7f"
CSV = f'name,city,phone\n"{EVIL}","{EVIL}",1380013800{EVIL}\n'


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Escapes everywhere a seller can put them."""
    crm.environ["TERM"] = "xterm"
    crm.ok("add", f"Ann {EVIL}", f"city={EVIL}", f"company={EVIL}", f"note={EVIL}\n{EVIL}", "--force")
    crm("tag", "1", EVIL.replace("\r", ""))
    crm.ok("log", "1", EVIL, "--subject", EVIL, "--next", "today")
    crm.ok("note", "1", EVIL)
    crm.ok("task", "add", EVIL, "--for", "1", "--due", "today")
    crm.ok("sale", "add", "1", f"{EVIL}@3", "--note", EVIL)
    crm.ok("sale", "pay", "1", "--method", EVIL)
    crm.ok("complaint", "add", "1", EVIL, "--category", EVIL)
    crm.ok("complaint", "update", "1", EVIL)
    crm("field", "add", "colour", "--label", EVIL)
    crm("edit", "1", f"colour={EVIL}")
    return crm


READING = [
    "today", "list", "find evil", "show 1", "timeline 1", "tags list", "task list", "sale list", "sale show 1",
    "product list", "complaint list", "complaint show 1", "export customers", "export sales", "export contacts",
    "export complaints", "dedupe list", "trash list", "field list", "report overview", "report sales", "history",
    "history 1", "config list", "doctor",
]  # fmt: skip


@pytest.mark.parametrize("form", ["", "table", "json", "ndjson", "csv", "tsv", "md", "ids"])
def test_no_format_sends_data_raw_to_a_terminal(shop: Crm, form: str) -> None:
    for line in READING:
        ran = shop.ok(*line.split(), *(("-f", form) if form else ()), terminal=True)
        assert not RAW.search(ran.err), line
        out = ran.out.replace("\t", "") if form == "tsv" else ran.out
        assert not RAW.search(out), (line, form)


def test_colours_are_ours_and_nothing_else_is(shop: Crm) -> None:
    del shop.environ["NO_COLOR"]
    for line in READING:
        out = shop.ok(*line.split(), terminal=True).out
        assert not RAW.search(re.sub(r"\x1b\[(0|1|2|1;4)m", "", out)), line


def test_a_pipe_gets_json_and_csv_as_they_are(shop: Crm) -> None:
    stored = json.loads(shop.ok("list", "-f", "json").out)[0]["city"]
    assert stored in shop.ok("list", "-f", "csv", "--columns", "city").out
    assert "\x1b" in stored


def test_errors_show_what_was_typed_and_send_none_of_it(shop: Crm) -> None:
    (shop.folder / "in.csv").write_text(CSV)
    mistakes = (
        "EVIL", "show EVILx", "list --EVIL", "list --lang EVIL", "list -f EVIL", "list --sort EVIL", "list -o EVIL/x",
        "list --db EVIL.db", "edit 1 EVIL=1", "edit 1 phone=EVIL", "edit 1 email=EVIL", "edit 1 birthday=EVIL",
        "import EVIL", "import customers EVIL", "import customers in.csv", "report EVIL", "sale show EVIL",
        "sale add 1 EVIL", "task add x --due EVIL", "tags rm EVILx", "config set currency EVIL", "config get EVIL",
        "undo EVIL", "add EVIL phone=1", "merge 1 EVILx", "field rm EVIL",
    )  # fmt: skip
    for mistake in mistakes:
        line = [word.replace("EVIL", EVIL).replace("in.csv", str(shop.folder / "in.csv")) for word in mistake.split()]
        for more in ((), ("-f", "json")):
            ran = shop(*line, *more, terminal=True)
            assert ran.status in (2, 3, 4, 5, 6, 7), (line, ran)
            assert not RAW.search(ran.out + ran.err), (line, ran)


def test_questions_and_answers_of_writing_commands_are_harmless(shop: Crm) -> None:
    shop.ok("add", f"Ann Two {EVIL}", "--force")
    for answer in ("n\n", "y\n"):
        for line in (
            ("tag", "Ann", "x"),
            ("tags", "rm", "x"),
            ("edit", "Ann", f"city={EVIL}"),
            ("rm", "Ann"),
            ("trash", "empty"),
        ):
            ran = shop(*line, terminal=True, stdin=answer, COLUMNS="80")
            assert not RAW.search(ran.out + ran.err), (line, ran)
    for _ in range(4):
        ran = shop("undo", terminal=True)
        assert not RAW.search(ran.out + ran.err)
