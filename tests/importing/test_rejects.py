"""Rows that cannot be taken: in their order, with all reasons, in a file that imports as it is once mended."""

import csv
import errno
import io
import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from crmcli.errors import Invalid
from crmcli.exchange import rejects
from crmcli.exchange.careful import Row
from crmcli.exchange.table import open_table
from crmcli.importing.account import Account, Facts
from crmcli.importing.customers import CustomerImport
from tests.conftest import Crm
from tests.exchange.test_sheets import workbook


@pytest.fixture(autouse=True)
def here(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(crm.folder)


def read(path: str) -> list[list[str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


# -- all reasons -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "head", "row", "reasons"),
    [
        ("customers", "name,phone,email,birthday", "Ann,1.38E+10,oops,tomorrow",
         ["ruined_number", "invalid_email", "invalid_birthday"]),
        ("sales", "order,date,customer,item,quantity,price", "1,2026-13-02,Ann,Tea,0,abc",
         ["invalid_date", "invalid_number", "invalid_money"]),
        ("payments", "customer,date,amount,currency", "Ann,2026-13-02,abc,EUR",
         ["invalid_date", "import.other_currency", "invalid_money"]),
        ("feedback", "customer,date,score,kind", "Ann,2026-13-02,x,ces2",
         ["invalid_date", "not_a_choice", "invalid_number"]),
        ("contacts", "date,customer,content", "2026-13-02,Ann,", ["invalid_date", "import.nothing_said"]),
    ],
)  # fmt: skip
def test_every_reason_is_told(crm: Crm, kind: str, head: str, row: str, reasons: list[str]) -> None:
    crm.ok("add", "Ann")
    Path("in.csv").write_text(f"{head}\n{row}\n")
    dry = crm("import", kind, "in.csv", "--dry-run", "-f", "json").json
    assert sorted(dry["reasons"]) == sorted(code.removeprefix("") for code in reasons)
    told = dry["rows"][0]
    assert (len(told["reasons"]), told["reason"]) == (len(reasons), "; ".join(told["reasons"]))
    crm("import", kind, "in.csv")
    assert read("in.rejects.csv")[1][:2] == ["2", told["reason"]]


def test_the_sound_lines_of_a_bad_order_name_the_bad_one(crm: Crm) -> None:
    Path("in.csv").write_text("order,date,customer,item,price\n1,2026-01-02,Ann,Tea,3\n1,2026-01-02,Ann,Ink,x\n")
    crm("import", "sales", "in.csv", "--create-customers")
    assert [row[1] for row in read("in.rejects.csv")[1:]] == [
        "line 3 of the same order is rejected",
        "this is no possible amount of money: 'x' (no amount is recognised in it)",
    ]


# -- their order and their place -------------------------------------------------------------------


def test_rejects_are_in_order_of_lines(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("name\nx\n")
    with open_table(str(source)) as table, rejects.RejectsWriter(str(tmp_path / "r.csv"), table) as writer:
        for line in (7, 2, 30, 4):
            writer.write(Row(line, [], None, ["x" * line]), "why")
    assert [row[0] for row in read(str(tmp_path / "r.csv"))] == ["_line", "2", "4", "7", "30"]
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "r.csv"]


def test_lines_of_orders_that_stand_apart_are_in_their_order(crm: Crm) -> None:
    Path("in.csv").write_text(
        "order,date,customer,item,price\n1,2026-01-02,Zoe,Tea,3\n2,2026-01-02,Zoe,Tea,x\n1,2026-01-02,Zoe,Ink,3\n"
    )
    crm("import", "sales", "in.csv")
    assert [row[0] for row in read("in.rejects.csv")[1:]] == ["2", "3", "4"]


@pytest.mark.parametrize("place", ["nowhere/r.csv", "."])
def test_a_place_where_nothing_can_be_written_is_refused_before_anything_is_read(crm: Crm, place: str) -> None:
    Path("in.csv").write_text("name,email\nAnn,a@x.com\nBad,oops\n")
    ran = crm("import", "in.csv", "--rejects", place)
    assert (ran.status, crm.db.exists()) == (7, False)
    assert ran.err.startswith(f"error: {place} cannot be written: ")
    assert ran.err.endswith("hint: --rejects FILE puts rejected rows elsewhere\n")
    assert crm("import", "in.csv", "--rejects", place, "--dry-run").status == 5


def test_a_disk_that_fills_up_is_told_of_the_rejected_rows_and_nothing_stays_behind(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.EFBIG, "File too large")

        def close(self) -> None:
            if not self.closed:
                super().close()
                raise OSError(errno.EFBIG, "File too large")

    def opened(path: str, *_: object, **__: object) -> io.BytesIO:
        Path(path).touch()
        return Full()

    Path("in.csv").write_text("name,email\nBad,oops\n")
    monkeypatch.setattr(rejects, "open", opened, raising=False)
    ran = crm("import", "in.csv")
    assert (ran.status, ran.err.splitlines()[0]) == (7, "error: in.rejects.csv cannot be written: File too large")
    assert not list(Path().glob(".in.rejects*"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "in.rejects.csv is from an earlier import; this one rejected nothing"),
        ("zh", "in.rejects.csv 是以前导入时留下的，这次没有未导入的行"),
    ],
)
def test_rejected_rows_of_an_earlier_import_are_told_but_stay(crm: Crm, lang: str, said: str) -> None:
    Path("in.csv").write_text("name,email\nBad,oops\n")
    assert crm("import", "in.csv").status == 5
    Path("in.csv").write_text("name,email\nBad,a@x.com\n")
    assert said in crm.ok("import", "in.csv", "--lang", lang).err
    assert Path("in.rejects.csv").exists()
    assert said not in crm.ok("import", "customers", "in.csv", "--dry-run", "--lang", lang).err


def test_the_first_rejected_rows_are_told_whenever_they_were_met() -> None:
    work = CustomerImport.__new__(CustomerImport)
    Account.__init__(work, Facts("x", False, "update", datetime(2026, 1, 2), None, True, False), lambda *_: None)
    for line in range(40, 0, -1):
        work.refuse(Row(line, [], None, []), Invalid("import.no_name"))
    assert [fact["line"] for fact in work.first_refused] == list(range(1, 21))


def test_warnings_are_counted_but_only_the_first_are_kept(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmcli.importing.customers.NOTED", 2)
    Path("in.csv").write_text("name,phone,phone 2\n" + "".join(f"N{n},13800138{n:03},12\n" for n in range(3)))
    data = crm.ok("import", "in.csv", "--region", "CN", "-f", "json").json
    assert (data["warnings"], len(data["warned"])) == (3, 2)


def test_nothing_is_put_in_the_place_of_a_device(crm: Crm) -> None:
    Path("in.csv").write_text("name,email\nBad,oops\n")
    assert crm("import", "in.csv", "--rejects", os.devnull).status == 5
    assert not os.path.isfile(os.devnull)


def test_all_or_nothing_names_the_files(crm: Crm) -> None:
    Path("a.csv").write_text("name,email\nAnn,a@x.com\n")
    Path("b.csv").write_text("name,email\nBad,oops\n")
    assert crm("import", "customers", "a.csv", "b.csv", "--strict").err == (
        "error: one row was rejected, so nothing was stored (b.csv: 1)\n"
        "  b.csv  2  this is no possible e-mail address: 'oops' (the @ is missing)\n"
    )
    error = crm("import", "customers", "a.csv", "b.csv", "--strict", "-f", "json").error
    assert [detail["file"] for detail in error["details"]] == ["b.csv"]


# -- mended ----------------------------------------------------------------------------------------

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEMAIL:{0}\nADR:;;;Rome;;;\nEND:VCARD\n"


@pytest.mark.parametrize("name", ["people.json", "people.xlsx", "people.vcf"])
def test_what_was_mended_goes_in_as_the_file_would_have(crm: Crm, name: str) -> None:
    def write(email: str) -> None:
        people = [{"id": "A7", "name": "Ann", "email": email, "city": "Rome"}]
        table = [list(people[0]), list(people[0].values())]
        data = {"people.json": json.dumps(people).encode(), "people.xlsx": workbook(table)}
        Path(name).write_bytes(data.get(name, CARD.format(email).encode()))

    write("oops")
    assert crm("import", "customers", name, "--strict").status == 5
    assert crm("import", "customers", name, "-f", "json").json["rejected"] == 1
    mended = Path(f"{name}.rejects.csv")
    mended.write_text(mended.read_text().replace("oops", "ann@x.com"))
    assert crm.ok("import", "customers", str(mended), "-f", "json").json["created"] == 1
    write("ann@x.com")
    assert crm.ok("import", "customers", name, "-f", "json").json["unchanged"] == 1
