import gzip
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from crmcli.errors import CrmError, Invalid, NotFound
from crmcli.exchange.table import Row, Table, open_table


def read(text: str | bytes, **options: Any) -> tuple[Table, list[Row]]:
    data = text.encode() if isinstance(text, str) else text
    with open_table(BytesIO(data), **options) as table:
        return table, list(table)


def lines_and_errors(text: str | bytes) -> list[tuple[int, str | None]]:
    return [(row.line, row.error) for row in read(text)[1]]


def test_a_plain_file_gives_its_rows_with_their_lines() -> None:
    table, rows = read("name,city\nAnn,Rome\nBob,Bonn\n")
    assert table.headings == ["name", "city"]
    assert [(row.line, row.cells, row.error) for row in rows] == [
        (2, ["Ann", "Rome"], None),
        (3, ["Bob", "Bonn"], None),
    ]


def test_headings_lose_their_mark_and_their_spaces() -> None:
    assert read("\ufeff name , city \nA,B\n")[0].headings == ["name", "city"]


def test_equal_and_empty_headings_are_told_apart() -> None:
    assert read("Phone,Phone,,Phone\n1,2,3,4\n")[0].headings == [
        "Phone",
        "Phone (2)",
        "column 3",
        "Phone (3)",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_line_ends(end: str) -> None:
    assert lines_and_errors(end.join(["a,b", "1,2", "3,4", ""])) == [(2, None), (3, None)]


def test_a_record_of_several_lines_has_the_line_it_begins_on() -> None:
    rows = read('a,b\n1,"x\ny"\n2,z\n')[1]
    assert [(row.line, row.cells) for row in rows] == [(2, ["1", "x\ny"]), (4, ["2", "z"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_in_a_cell_ends_as_all_lines_do(end: str) -> None:
    rows = read(end.join(["a,b", '1,"x', "", 'y"', "2,z", ""]))[1]
    assert [(row.line, row.cells) for row in rows] == [(2, ["1", "x\n\ny"]), (5, ["2", "z"])]


def test_a_text_in_a_formula_is_that_text() -> None:
    (row,) = read('id,name,note\n="0012","=""Ann""","a=""b"" x"\n')[1]
    assert (row.cells, row.raw) == (["0012", "Ann", 'a="b" x'], ['="0012"', '="Ann"', 'a="b" x'])


def test_missing_trailing_cells_are_empty() -> None:
    rows = read("a,b,c\n1\n")[1]
    assert (rows[0].cells, rows[0].error, rows[0].raw) == (["1", "", ""], None, ["1"])


def test_empty_extra_cells_do_no_harm() -> None:
    assert read("a,b\n1,2,,\n")[1][0].cells == ["1", "2"]


def test_full_extra_cells_are_an_error_and_kept() -> None:
    row = read("a,b\n1,2,3\n")[1][0]
    assert (row.error, row.raw) == ("exchange.row_too_long", ["1", "2", "3"])


def test_blank_rows_are_counted_and_not_given() -> None:
    table, rows = read("a,b\n1,2\n\n,\n , \n3,4\n")
    assert (table.blank, len(rows), table.read, table.good) == (3, 2, 5, 2)


def test_repeated_headings_are_skipped_and_counted() -> None:
    table, rows = read("a,b\n1,2\na,b\n3,4\n")
    assert [row.skip_reason for row in rows] == [None, "exchange.repeated_heading", None]
    assert (table.skipped, table.good) == (1, 2)


def test_an_unclosed_quote_costs_one_row() -> None:
    body = "".join(f"{n},x,y\n" for n in range(300))
    table, rows = read('a,b,c\n0,"oops,y\n' + body)
    assert rows[0][:3] == (2, ["0", '"oops', "y"], "exchange.unclosed_quote")
    assert (table.errors, table.good) == (1, 300)


def test_an_unclosed_quote_that_meets_another_costs_one_row_each() -> None:
    text = 'a,b,c\n1,"oops,x\n2,y,z\n3,y,z\n4,"fine",z\n5,y,z\n'
    errors = [row.line for row in read(text)[1] if row.error]
    assert errors == [2]


def test_an_unclosed_quote_on_the_last_line_is_found() -> None:
    assert lines_and_errors('a,b\n1,2\n3,"x') == [(2, None), (3, "exchange.unclosed_quote")]


def test_rows_between_two_stray_quotes_are_not_swallowed() -> None:
    text = 'a,b,c\n1,"oops,x\n2,y,z\n3,y,z\n4,y",z\n5,y,z\n'
    assert lines_and_errors(text)[:3] == [(2, "exchange.unclosed_quote"), (3, None), (4, None)]


def test_text_after_a_closing_quote_is_kept() -> None:
    assert read('a,b\n"x" y,2\n')[1][0].cells == ["x y", "2"]


def test_a_nul_is_an_error_of_its_row_only() -> None:
    assert lines_and_errors("a,b\n1,2\n\0,3\n4,5\n") == [(2, None), (3, "exchange.nul_byte"), (4, None)]


def test_an_overlong_cell_is_an_error_of_its_row_only() -> None:
    text = "a,b\n1,2\n3," + "x" * 140_000 + "\n4,5\n"
    assert lines_and_errors(text) == [(2, None), (3, "exchange.field_too_long"), (4, None)]


def test_an_overlong_quoted_cell_of_several_lines_is_one_row() -> None:
    text = 'a,b\n3,"' + ("x" * 70_000 + "\n") * 3 + '"\n4,5\n'
    assert lines_and_errors(text) == [(2, "exchange.field_too_long"), (6, None)]


def test_an_endless_line_is_cut_and_reported() -> None:
    text = "a,b\n1,2\n" + "x," * 1_500_000 + "\n4,5\n"
    assert lines_and_errors(text) == [(2, None), (3, "exchange.line_too_long"), (4, None)]


def test_a_bad_byte_is_an_error_of_its_row_only() -> None:
    data = b"a,b\n" + "1,张伟\n".encode() * 30 + b"2,\xff\n" + "3,王芳\n".encode()
    assert [pair for pair in lines_and_errors(data) if pair[1]] == [(32, "exchange.undecodable")]


def test_a_given_encoding_is_believed() -> None:
    rows = read("名字\n张伟\n".encode("gb18030"), encoding="utf-8")[1]
    assert [row.error for row in rows] == ["exchange.undecodable"]


def test_an_odd_byte_at_the_end_of_utf_16_is_an_error() -> None:
    data = "a,b\n1,2\n3,4\n5,6".encode("utf-16") + b"\n"
    assert lines_and_errors(data)[-1] == (4, "exchange.undecodable")


def test_prose_above_the_headings_is_given_as_preamble() -> None:
    table, rows = read("My customers\n\nname,city,phone\nAnn,Rome,1\nBob,Bonn,2\n")
    assert (table.preamble, table.headings, rows[0].line) == (
        ["My customers", ""],
        ["name", "city", "phone"],
        4,
    )


def test_a_file_of_headings_has_no_rows() -> None:
    table, rows = read("name,city\n")
    assert (table.headings, rows, table.read) == (["name", "city"], [], 0)


def test_lines_are_counted_across_blocks() -> None:
    text = "a,b\n" + "".join(f'{n},"x\ny"\n{n},z\n' for n in range(20_000))
    rows = read(text)[1]
    assert [rows[0].line, rows[1].line, rows[-1].line] == [2, 4, 60_001]
    assert len(rows) == 40_000


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    with open_table(str(path)) as table:
        assert [row.cells for row in table] == [["1", "2"]]


class Pipe(BytesIO):
    def seekable(self) -> bool:
        return False


def test_a_pipe_can_be_read() -> None:
    with open_table(Pipe("姓名\n张伟\n".encode("gb18030"))) as table:
        assert [row.cells for row in table] == [["张伟"]]


def test_a_stream_handed_in_stays_open() -> None:
    stream = BytesIO(b"a\n1\n")
    open_table(stream).close()
    assert not stream.closed


@pytest.mark.parametrize(
    ("data", "looks_like"),
    [
        (b"SQLite format 3\0" + bytes(100), "sqlite"),
        (b"%PDF-1.7\n", "pdf"),
        (b"PK\x03\x04[Content_Types].xml", "xlsx"),
        (b"PK\x03\x04hello", "zip"),
        (bytes(range(32)) * 9, "binary"),
    ],
)
def test_other_kinds_of_files_are_refused_by_name(data: bytes, looks_like: str) -> None:
    with pytest.raises(Invalid) as caught:
        open_table(BytesIO(data))
    assert (caught.value.code, caught.value.facts["looks_like"]) == ("file_not_csv", looks_like)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b",,\n"])
def test_a_file_without_headings_is_empty(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        open_table(BytesIO(data))
    assert caught.value.code == "file_empty"


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as missing:
        open_table(str(tmp_path / "none.csv"))
    with pytest.raises(Invalid) as folder:
        open_table(str(tmp_path))
    assert (missing.value.code, folder.value.code) == ("file_missing", "file_is_directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")
    path.chmod(0)
    with pytest.raises(Invalid) as caught:
        open_table(str(path))
    assert caught.value.code == "file_unreadable"


def test_a_broken_gzip_is_unreadable() -> None:
    with pytest.raises(Invalid) as caught:
        open_table(BytesIO(gzip.compress(b"a,b\n" + os.urandom(5000))[:-2000]))
    assert caught.value.code == "file_unreadable"


@pytest.mark.parametrize(
    ("options", "code"),
    [({"encoding": "klingon"}, "encoding_unknown"), ({"delimiter": "ab"}, "delimiter_invalid")],
)
def test_options_are_checked(options: dict[str, str], code: str) -> None:
    with pytest.raises(CrmError) as caught:
        read("a\n1\n", **options)
    assert caught.value.code == code
