"""Tables on a terminal too narrow for them: lists cut and leave out, documents have all there is."""

import pytest

from crmcli.result import Column
from crmcli.tables import Table
from crmcli.text import width
from tests.conftest import Crm

COLUMNS = (Column("day", "date"), Column("what"), Column("note", optional=True))
ROW = {"day": "2026-03-01", "what": "a long remark about tea cups", "note": "红茶绿茶乌龙茶白茶黑茶"}


def lines(limit: int, *, whole: bool) -> list[str]:
    table = Table(COLUMNS, [ROW], limit=limit, labels=lambda c: c.name, style=lambda _, text: text, whole=whole)
    return list(table.lines())


def test_a_list_cuts_text_and_never_a_date() -> None:
    assert lines(46, whole=False) == [
        "day         what              note",
        "2026-03-01  a long remark a…  红茶绿茶乌龙茶…",
    ]


def test_a_document_goes_on_in_further_lines() -> None:
    assert lines(46, whole=True) == [
        "day         what              note",
        "2026-03-01  a long remark     红茶绿茶乌龙茶白",
        "            about tea cups    茶黑茶",
    ]


def test_a_document_has_every_column_however_narrow() -> None:
    text = "".join("".join(line.split()) for line in lines(20, whole=True))
    assert "…" not in text
    assert sorted("".join(ROW.values()).replace(" ", "")) == sorted(text.removeprefix("daywhatnote"))


@pytest.mark.parametrize(
    ("language", "remark"),
    [("en", "columns left out for width: tags, last contact\n"), ("zh", "屏幕太窄，未显示这些列：标签、最近联系\n")],
)
def test_a_list_says_which_columns_it_leaves_out(crm: Crm, language: str, remark: str) -> None:
    crm.ok("add", "Ann Lee Smith", "city=Paris", "tags=vip,regular", "phone=+33 1 70 18 99 00")
    crm.ok("log", "1", "hello")
    ran = crm.ok("list", terminal=True, columns=50, CRMCLI_LANG=language)
    assert ran.err == remark
    assert crm.ok("list", terminal=True, columns=200).err == ""


def test_rfm_explained_on_a_narrow_terminal_breaks_no_word(crm: Crm) -> None:
    crm.ok("add", "Ann")
    crm.ok("sale", "add", "1", "tea@5")
    narrow = crm.ok("report", "rfm", "--explain", terminal=True, columns=64).out
    assert max(map(width, narrow.splitlines())) <= 64
    assert sorted(narrow.split()) == sorted(crm.ok("report", "rfm", "--explain").out.split())
