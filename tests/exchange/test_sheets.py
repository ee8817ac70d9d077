"""Workbooks as rows."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from crmcli.exchange import sheet_formats
from tests.conftest import SHARED
from tests.exchange.reading import faults, read, refusal, table

TORTURE = SHARED / "5_torture"


def workbook(*sheets: list[list[Any]], names: tuple[str, ...] = (), hidden: str = "") -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for n, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[n] if names else None)
            if names and names[n] == hidden:
                sheet.hide()
            for r, cells in enumerate(rows):
                for c, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(r, c, cell)
                    elif cell is not None:
                        sheet.write(r, c, cell)
    return file.getvalue()


def cell(value: Any) -> str:
    return table(workbook([["a", "b"], [value, "x"]]))[0].get("a", "")


def test_a_line_is_a_row_of_the_sheet() -> None:
    rows, found = read(workbook([["Name", "City"], ["Ann", "Rome"], [], ["Bob", "Bonn"]]))
    assert (rows.form, rows.headings, rows.part, rows.blank) == ("xlsx", ["Name", "City"], "Sheet1", 1)
    assert [(row.line, row.cells) for row in found] == [(2, ["Ann", "Rome"]), (4, ["Bob", "Bonn"])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13800138000, "13800138000"),
        (13085.0, "13085"),
        (-3, "-3"),
        (19.9, "19.9"),
        (0.1, "0.1"),
        (999999999999999, "999999999999999"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30), "2026-03-01T09:30:00"),
        (time(9, 30), "09:30:00"),
        ("007", "007"),
        ("", ""),
    ],
)
def test_a_cell_is_what_one_would_write(value: Any, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize(("value", "text"), [(110101199001011234, "1.10101199001011E+17"), (1e15, "1E+15")])
def test_digits_that_a_spreadsheet_lost_are_not_made_up(value: float, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (123, "00000", "00123"),
        (123456, "00000", "123456"),
        (123, '[$-804]00000;"-"@', "00123"),
        (1234567, "000\\-0000", "123-4567"),
        (12345678, "000-0000", "1234-5678"),
        (7, '"A"00', "7"),
        (1.5, "00000", "1.5"),
        (-3, "00000", "-3"),
        (1234, "0", "1234"),
        (1234, "#,##0.00", "1234"),
        ("9", "00000", "9"),
    ],
)
def test_zeros_that_a_format_shows_are_kept(value: float | str, code: str, text: str) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Other & first").write_row(0, 0, ["x"])
        sheet, wear = book.add_worksheet("客户 & <list>"), book.add_format({"num_format": code})
        sheet.write_row(2, 1, ["name", "code"])
        sheet.write(4, 1, 5)
        sheet.write(4, 2, value, wear)
    assert table(file.getvalue()) == [{"name": "5", "code": text}]


def test_a_workbook_may_count_its_days_from_1904() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "birthday"])
        sheet.write(1, 0, "Ann")
        sheet.write_datetime(1, 1, datetime(1990, 2, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert table(file.getvalue()) == [{"name": "Ann", "birthday": "1990-02-03"}]


def test_lines_above_the_headings_are_passed_over() -> None:
    rows, found = read(workbook([["Export of customers"], [], ["Name", "City", "Phone"], ["Ann", "Rome", "1"]]))
    assert (rows.preamble, rows.headings) == (["Export of customers"], ["Name", "City", "Phone"])
    assert [row.line for row in found] == [4]


def test_repeated_headings_codes_and_totals_are_skipped() -> None:
    data = workbook([
        ["Name", "Phone", "Spent"], ["full_name", "phone_number", "spent"], ["Ann", "13800138000", 5],
        ["Name", "Phone", "Spent"], ["合计", "", 5],
    ])  # fmt: skip
    assert faults(data) == [(2, "exchange.field_codes"), (4, "exchange.repeated_heading"), (5, "exchange.totals")]


BOOK = ([["only a title"]], [["Name"], ["Ann"]], [["Name"], ["Bob"]])
NAMES = ("cover", "people", "2")


def test_the_first_sheet_with_rows_is_read_and_the_others_are_named() -> None:
    rows, _ = read(workbook(*BOOK, names=NAMES))
    assert (rows.part, rows.others) == ("people", ("cover", "2"))


def test_hidden_sheets_come_last() -> None:
    assert table(workbook(*BOOK, names=NAMES, hidden="people")) == [{"Name": "Bob"}]


@pytest.mark.parametrize(("asked", "name"), [("people", "Ann"), ("People", "Ann"), ("2", "Bob"), ("3", "Bob")])
def test_a_sheet_is_chosen_by_name_or_number(asked: str, name: str) -> None:
    assert table(workbook(*BOOK, names=NAMES), sheet=asked) == [{"Name": name}]


@pytest.mark.parametrize("asked", ["4", "0", "persons", ""])
def test_a_sheet_that_is_not_there(asked: str) -> None:
    error = refusal(workbook(*BOOK, names=NAMES), sheet=asked)
    assert (error.code, error.facts["names"]) == ("exchange.no_such_sheet", "cover, people, 2")


def test_only_workbooks_have_sheets() -> None:
    assert refusal("Name\nAnn\n", sheet="1").code == "exchange.no_sheets"


def test_an_empty_workbook_is_refused() -> None:
    assert refusal(workbook([])).code == "file_empty"


def test_a_cut_workbook_is_refused() -> None:
    data = workbook([["Name"], ["Ann"]])
    assert refusal(data[: len(data) // 2]).code == "exchange.broken_workbook"


def test_one_cell_in_the_last_corner_does_not_fill_the_memory() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Name")
        sheet.write(1_048_575, 16_383, "x")
    error = refusal(file.getvalue())
    assert (error.code, error.facts["rows"], error.facts["columns"]) == ("exchange.vast_sheet", 1_048_576, 16_384)


def test_an_archive_without_sheets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "Name\nAnn\n")
    assert refusal(path).facts == {"path": str(path), "looks_like": "zip"}


@pytest.mark.skipif(not TORTURE.exists(), reason="real files are not here")
def test_old_workbooks_are_read_and_locked_ones_refused() -> None:
    folder = TORTURE / "messytables"
    assert table(folder / "simple.xls")[0] == {"date": "2011-01-01", "temperature": "1", "place": "Galway"}
    assert refusal(folder / "encrypted_no_password.xls").code == "exchange.password"


def test_yes_and_no_are_no_numbers_whatever_their_format() -> None:
    assert [sheet_formats.shown(value, "00000") for value in (True, False, 1)] == [None, None, "00001"]
