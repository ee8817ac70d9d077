"""Excel workbooks: what is a date, a number or text there, and that no cell is ever a formula."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from crmcli.errors import Refused
from crmcli.exchange import xlsx_writing
from tests.conftest import Crm
from tests.exchange.workbooks import sheet

MADE = datetime(2026, 3, 1, 9)


def written(headings: list[str], types: list[str], rows: Any, path: Path) -> list[list[Any]]:
    with path.open("wb") as file:
        xlsx_writing.write(file, "test", headings, types, rows, MADE)
    return sheet(path)


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("date", "2026-03-01", date(2026, 3, 1)),
        ("moment", "2026-03-01T09:30:00", datetime(2026, 3, 1, 9, 30)),
        ("moment", "2026-03-01", date(2026, 3, 1)),
        ("birthday", "1990-03-04", date(1990, 3, 4)),
        ("birthday", "--03-04", "--03-04"),
        ("birthday", "1899-12-24", "1899-12-24"),
        ("money", "1234.50", 1234.5),
        ("money", "12345678901234567.89", "12345678901234567.89"),
        ("int", 3, 3.0),
        ("number", 0.333, 0.333),
        ("id", 17, "17"),
        ("contact", "+8613800138000", "+8613800138000"),
        ("text", "0012", "0012"),
        ("text", "=1+1", "=1+1"),
        ("text", "https://example.org", "https://example.org"),
        ("list", ["vip", "老客户"], "vip;老客户"),
        ("text", None, ""),
    ],
)
def test_values_by_the_type_of_their_column(tmp_path: Path, kind: str, value: Any, cell: Any) -> None:
    found = written(["first", "x"], ["text", kind], [("a", value), ("b", value)], tmp_path / "x.xlsx")
    assert [row[1] if len(row) > 1 else "" for row in found[1:]] == [cell, cell]


def test_nothing_is_a_formula_or_a_link(tmp_path: Path) -> None:
    written(["x"], ["text"], [("=1+1",), ("https://example.org",)], tmp_path / "x.xlsx")
    text = part(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml")
    assert "<f>" not in text
    assert "<hyperlink" not in text


def test_headings_are_bold_and_stay_in_sight_and_columns_are_as_wide_as_their_text(tmp_path: Path) -> None:
    written(["name", "n"], ["text", "int"], [("王" * 10, 1), ("x" * 500, 2)], tmp_path / "x.xlsx")
    text = part(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in text
    widths = [float(found) for found in re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', text)]
    assert [round(width) for width in widths] == [51, 7]
    assert "<b/>" in part(tmp_path / "x.xlsx", "xl/styles.xml")


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writing, "_ROWS", 2)
    path = tmp_path / "x.xlsx"
    assert written(["n"], ["int"], [(1,), (2,), (3,)], path) == [["n"], [1.0], [2.0]]
    assert sheet(path, 1) == [["n"], [3.0]]


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut(tmp_path: Path) -> None:
    with pytest.raises(Refused) as error:
        written(["note"], ["text"], [("x" * 32_768,)], tmp_path / "x.xlsx")
    assert error.value.code == "export.cell_too_long"


def test_rows_are_taken_one_at_a_time() -> None:
    held: list[int] = []

    def rows() -> Iterator[tuple[int]]:
        for n in range(3):
            held.append(n)
            yield (n,)

    xlsx_writing.write(io.BytesIO(), "t", ["n"], ["int"], rows(), MADE)
    assert held == [0, 1, 2]


def test_customers_as_a_workbook(crm: Crm) -> None:
    crm.ok("add", "张三", "phone=+8613800138000", "birthday=1990-03-04", "credit_limit=99.50", "note==1+1")
    path = crm.folder / "c.xlsx"
    crm.ok("export", "-o", str(path), "--headings", "zh")
    headings, row = sheet(path)
    found = dict(zip(headings, row, strict=True))
    wanted = {
        "编号": "1",
        "姓名": "张三",
        "电话": "+8613800138000",
        "生日": date(1990, 3, 4),
        "信用额度": 99.5,
        "备注": "=1+1",
    }
    assert {name: found[name] for name in wanted} == wanted


def test_sales_as_a_workbook(crm: Crm) -> None:
    crm.ok("add", "Ann")
    crm.ok("sale", "add", "1", "tea*2@3.50", "--number", "0017", "--due", "2026-04-01")
    crm.ok("export", "sales", "-o", str(crm.folder / "s.xlsx"))
    headings, row = sheet(crm.folder / "s.xlsx")
    found = dict(zip(headings, row, strict=True))
    assert (found["number"], found["date"], found["due"]) == ("0017", datetime(2026, 3, 1, 9), date(2026, 4, 1))
    assert (found["quantity"], found["price"], found["total"], found["rate"]) == (2.0, 3.5, 7.0, 1.0)


def test_a_terminal_gets_no_workbook(crm: Crm) -> None:
    crm.ok("add", "Ann")
    ran = crm("export", "-f", "xlsx", terminal=True)
    assert (ran.status, ran.err) == (
        7,
        "error: this is nothing a terminal could show\nhint: name a file with -o FILE\n",
    )
