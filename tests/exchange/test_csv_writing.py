import io
from pathlib import Path

from crmcli.exchange.headings import recognise
from crmcli.exchange.rejects import RejectsWriter
from crmcli.exchange.table import Table, open_table
from crmcli.exchange.writer import write_csv


def table_of(data: bytes) -> Table:
    return open_table(io.BytesIO(data))


def test_rows_are_written_with_their_formulas_disarmed() -> None:
    out = io.StringIO()
    write_csv(out, ["name", "n"], [("=1+1", -2), (None, 3)])
    assert out.getvalue() == "name,n\n'=1+1,-2\n,3\n"


def test_a_line_end_within_a_cell_stands_in_quotes_whichever_it_is() -> None:
    out = io.StringIO()
    write_csv(out, ["note"], [("a\rb",), ("a\nb",), ("a\r\nb",)])
    assert out.getvalue() == 'note\n"a\rb"\n"a\nb"\n"a\r\nb"\n'


def test_the_guard_can_be_left_out() -> None:
    out = io.StringIO()
    write_csv(out, ["name"], [("=1",)], delimiter=";", guard=False)
    assert out.getvalue() == "name\n=1\n"


def test_rejects_keep_the_row_with_its_line_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    with table_of(b"name,city\nAnn,Rome,extra\n") as table, RejectsWriter(str(path), table) as rejects:
        for row in table:
            rejects.write(row, "too long")
    assert path.read_text() == "_line,_reason,name,city\n2,too long,Ann,Rome,extra\n"
    assert rejects.count == 1


def test_without_a_rejected_row_there_is_no_file(tmp_path: Path) -> None:
    with table_of(b"name\nAnn\n") as table, RejectsWriter(str(tmp_path / "r.csv"), table):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_import_leaves_nothing(tmp_path: Path) -> None:
    with table_of(b"name\nAnn\n") as table:
        rejects = RejectsWriter(str(tmp_path / "r.csv"), table)
        rejects.write(next(iter(table)), "why")
        rejects.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_rejects_imports_as_it_is(tmp_path: Path) -> None:
    path, again = tmp_path / "r.csv", tmp_path / "r2.csv"
    with table_of(b"name,phone\nAnn,x\n") as table, RejectsWriter(str(path), table) as rejects:
        rejects.write(next(iter(table)), "no phone")
    with open_table(str(path)) as table, RejectsWriter(str(again), table) as rejects:
        assert recognise(table.headings, "customers").fields == (None, None, "name", "phone")
        rejects.write(next(iter(table)), "still no phone")
    assert again.read_text() == "_line,_reason,name,phone\n2,still no phone,Ann,x\n"


def test_undecodable_bytes_can_be_written_to_the_rejects(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    with (
        open_table(io.BytesIO(b"name\n\xff\n"), encoding="utf-8") as table,
        RejectsWriter(str(path), table) as rejects,
    ):
        rejects.write(next(iter(table)), "bytes")
    assert path.read_text() == "_line,_reason,name\n2,bytes,\ufffd\n"
