"""The same customers out of every format, and what the report says of it."""

import gzip
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.exchange.test_sheets import workbook

ROWS = [["Name", "Phone", "City"], ["Ann Lee", "+8613800138001", "Rome"], ["Bob", "", "Bonn"]]


def write(folder: Path, name: str) -> Path:
    path = folder / name
    heading, *rows = ROWS
    objects = [dict(zip(heading, row, strict=True)) for row in rows]
    if name.endswith(".json"):
        path.write_text(json.dumps(objects))
    elif name.endswith(".ndjson"):
        path.write_text("\n".join(map(json.dumps, objects)))
    elif name.endswith(".xlsx"):
        path.write_bytes(workbook(ROWS, [["x"]], names=("people", "other")))
    elif name.endswith(".db"):
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE people (Name, Phone, City)")
            db.executemany("INSERT INTO people VALUES (?, ?, ?)", rows)
            db.commit()
    elif name.endswith(".vcf"):
        cards = (f"BEGIN:VCARD\nVERSION:3.0\nFN:{n}\nTEL:{p}\nADR:;;;{c};;;\nEND:VCARD\n" for n, p, c in rows)
        path.write_text("".join(cards))
    else:
        text = "\n".join(map(",".join, ROWS)) + "\n"
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


NAMES = {
    "p.csv": "csv", "p.csv.gz": "csv", "p.json": "json", "p.ndjson": "ndjson", "p.xlsx": "xlsx", "p.db": "sqlite",
    "p.vcf": "vcard",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_customers_come_out_of_every_format(crm: Crm, tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name)
    report = crm.ok("import", str(path), "-f", "json").json
    part = {"xlsx": ("people", None), "sqlite": (None, "people")}.get(NAMES[name], (None, None))
    assert (report["format"], report["sheet"], report["table"]) == (NAMES[name], *part)
    assert (report["source"], report["created"], report["rejected"]) == ("p", 2, 0)
    assert [(who["name"], who["phones"], who["city"]) for who in crm.ok("list", "-f", "json", "--sort", "id").json] == [
        ("Ann Lee", ["+8613800138001"], "Rome"), ("Bob", [], "Bonn"),
    ]  # fmt: skip
    again = crm.ok("import", str(path), "-f", "json").json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_the_page_names_the_sheet_and_the_others(crm: Crm, tmp_path: Path) -> None:
    out = crm.ok("import", str(write(tmp_path, "p.xlsx"))).out
    assert "customers from 'p' (Excel workbook)" in out
    assert "people (not: other)" in out
    assert "people（未读：other）" in crm.ok("import", str(tmp_path / "p.xlsx"), CRMCLI_LANG="zh").out


def test_a_format_can_be_named(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("Name,x\tCity\nAnn,y\tRome\n")
    report = crm.ok("import", "customers", str(path), "--as", "tsv", "--map", "Name,x=name", "-f", "json").json
    assert (report["format"], report["delimiter"], report["created"]) == ("tsv", "\t", 1)
    assert crm("import", str(path), "--as", "ods").status == 2


def test_a_sheet_that_is_not_there(crm: Crm, tmp_path: Path) -> None:
    ran = crm("import", str(write(tmp_path, "p.xlsx")), "--sheet", "9")
    assert ran.status == 2
    assert ran.err == f"error: {tmp_path}/p.xlsx has no sheet '9'\nhint: its sheets are: people, other\n"
    ran = crm("import", str(tmp_path / "p.xlsx"), "--sheet", "9", CRMCLI_LANG="zh")
    assert "没有工作表“9”" in ran.err
    assert "已有的工作表：people、other" in ran.err


def test_rejected_rows_of_a_workbook_come_back_as_csv(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(workbook([["Name", "Phone", "Note"], ["Ann", 13800138001, "x"], ["Bob", 1.38e17, "=1+1"]]))
    ran = crm("import", str(path), "-f", "json")
    assert (ran.status, ran.json["created"], ran.json["rejected"]) == (5, 1, 1)
    rejects = Path(ran.json["rejects_file"])
    assert rejects == tmp_path / "people.xlsx.rejects.csv"
    heading, row = rejects.read_text().splitlines()
    assert heading == "_line,_reason,Name,Phone,Note"
    assert row.startswith("3,")
    assert row.endswith(",Bob,1.38E+17,'=1+1")
    rejects.write_text(rejects.read_text().replace("1.38E+17", "13800138002"))
    mended = crm.ok("import", str(rejects), "-f", "json").json
    assert (mended["source"], mended["created"]) == ("people", 1)
    (bob,) = crm.ok("export", "customers", "Bob", "-f", "json").json
    assert (bob["phone"], bob["note"]) == ("13800138002", "=1+1")


def test_a_broken_line_is_rejected_again_until_it_is_mended(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.ndjson"
    path.write_text('{"name": "Ann"}\n{"name": "Bob"\n{"name": "Cy"}\n')
    ran = crm("import", "customers", str(path), "-f", "json")
    assert (ran.status, ran.json["created"], ran.json["rejected"]) == (5, 2, 1)
    assert crm("import", "customers", ran.json["rejects_file"], "--dry-run").status == 5


def test_orders_with_scattered_lines_come_out_of_a_pipe(crm: Crm) -> None:
    lines = [("N1", "pen"), ("N2", "cup"), ("N1", "ink")]
    text = "\n".join(
        json.dumps({"order number": number, "date": "2026-01-02", "customer": "Ann", "item": item, "price": 2})
        for number, item in lines
    )  # fmt: skip
    report = crm.ok("import", "sales", "-", "--create-customers", "-f", "json", stdin=text).json
    assert (report["format"], report["made"]["orders"]) == ("ndjson", 2)


WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FA1, exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"])
)
PEOPLE = st.lists(
    st.fixed_dictionaries({
        "note": st.one_of(st.just(""), st.text("=+-@'ab\n ", max_size=8)),
        "city": WORDS.map(lambda text: text[:20]),
        "tags": st.lists(st.sampled_from(["vip", "b", "interest:eco"]), unique=True),
    }),
    min_size=1, max_size=3,
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PEOPLE, st.sampled_from(["json", "ndjson"]))
def test_what_export_writes_as_json_import_reads(
    seller: Callable[[str], Crm], people: list[dict[str, Any]], form: str
) -> None:
    counter["n"] += 1
    first, second = seller(f"first{counter['n']}"), seller(f"second{counter['n']}")
    for n, person in enumerate(people):
        first.ok("add", f"P{n}", f"note={person['note']}", f"city={person['city']}", f"tags={','.join(person['tags'])}")
    path = first.folder / f"people.{form}"
    first.ok("export", "customers", "-f", form, "-o", str(path))
    second.ok("import", str(path))
    wanted, found = (crm.ok("export", "customers", "-f", "csv").out for crm in (first, second))
    assert found == wanted
    assert first.ok("import", str(path), "-f", "json").json["unchanged"] == len(people)


counter = {"n": 0}


@pytest.mark.parametrize("nothing", ["#N/A", "#REF!", "NULL", "\\N"])
def test_what_a_spreadsheet_writes_for_nothing_is_nothing(crm: Crm, tmp_path: Path, nothing: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"name,phone,note\nAnn,{nothing},{nothing}\n")
    assert crm.ok("import", "customers", str(path), "-f", "json").json["created"] == 1
    path.write_text(f"order,date,customer,item,price,note\n1,2026-01-05,{nothing},{nothing},2,{nothing}\n")
    ran = crm("import", "sales", str(path), "--create-customers", "-f", "json")
    assert (ran.status, ran.json["rejected"]) == (5, 1)
    (found,) = crm.ok("export", "customers", "-f", "json").json
    assert (found["name"], found["phone"], found["note"]) == ("Ann", None, None)


def test_a_calendar_is_refused_with_what_to_do(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    path.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    ran = crm("import", str(path))
    assert (ran.status, ran.err) == (
        2,
        f"error: {path} is a calendar: its events cannot be imported\n"
        "hint: write what there is to do as a table under headings such as title, due, customer: "
        "crm import tasks FILE.csv\n",
    )
    assert "是日历文件，其中的日程不能导入" in crm("import", str(path), CRMCLI_LANG="zh").err


def test_the_number_of_a_day_says_what_it_is(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(workbook([["Name", "Birthday"], ["Ann", 32874]]))
    (row,) = crm("import", str(path), "--dry-run", "-f", "json").json["rows"]
    assert row["reason"] == (
        "'32874' looks like the number of a day in a spreadsheet, 1990-01-01: format the column there as a date, or "
        "import it with --date-format serial"
    )
    (row,) = crm.ok("import", str(path), "--date-format", "serial", "--preview", "1", "-f", "json").json["rows"]
    assert row["birthday"] == "1990-01-01"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.json", '[{"name": "Ann", "tags": ["a, b", "vip"]}]'),
        ("p.csv", 'name,tags\nAnn,"a, b ::: vip"\n'),
        ("p.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nCATEGORIES:a\\, b,vip\nEND:VCARD\n"),
    ],
)
def test_a_tag_of_a_list_stays_one(crm: Crm, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    crm.ok("import", str(path))
    assert crm.ok("list", "-f", "json").json[0]["tags"] == ["a b", "vip"]
    assert crm.ok("import", str(path), "-f", "json").json["unchanged"] == 1


@pytest.mark.parametrize("name", ["p.csv", "p.xlsx"])
def test_a_line_ends_in_one_way_in_preview_and_store(crm: Crm, tmp_path: Path, name: str) -> None:
    path, rows = tmp_path / name, [["Name", "Note", "Address"], ["Ann", "a\r\nb", "c\r\nd"]]
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(workbook(rows) if name == "p.xlsx" else text.encode())
    (previewed,) = crm.ok("import", str(path), "--preview", "5", "-f", "json").json["rows"]
    crm.ok("import", str(path))
    stored = crm.ok("show", "1", "-f", "json").json
    for row in (previewed, stored):
        assert (row["note"], row["address"]) == ("a\nb", "c d")
