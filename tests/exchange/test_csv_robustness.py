"""Whatever the bytes: an answer or a CrmError, and every record accounted for."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import CrmError
from crmcli.exchange.table import Row, open_table

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
TEXTUAL = (".csv", ".tsv", ".txt", ".gz")


def account_for(source: str | io.BytesIO) -> list[Row]:
    with open_table(source) as table:
        rows = list(table)
        assert len(rows) == table.read - table.blank
        assert sum(row.error is not None for row in rows) == table.errors
        assert sum(row.skip_reason is not None for row in rows) == table.skipped
        assert all(len(row.cells) == len(table.headings) for row in rows)
        lines = [row.line for row in rows]
        assert lines == sorted(set(lines))
        return rows


def bits() -> st.SearchStrategy[bytes]:
    """Pieces that tables are made of, so that quotes and ends meet in all ways."""
    pieces = [
        b'"',
        b",",
        b";",
        b"\n",
        b"\r",
        b"\r\n",
        b"\0",
        b"\t",
        b"\\",
        b"a",
        "张".encode(),
        b"\xff",
        b" ",
    ]
    return st.lists(st.sampled_from(pieces), max_size=60).map(b"".join)


@given(st.one_of(bits(), st.binary(max_size=200)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(CrmError):
        account_for(io.BytesIO(data))


@given(bits())
def test_one_bad_stretch_does_not_cost_the_rows_after_it(data: bytes) -> None:
    tail = b"\n" + b"".join(b"%d,x,y\n" % n for n in range(500))
    rows = account_for(io.BytesIO(b"a,b,c\n1,2,3\n4,5,6\n" + data + tail))
    assert sum(row.error is None for row in rows) >= 470


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=20))
def test_what_the_csv_module_wrote_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["name", "note", "city"], *rows])
    full = [row for row in rows if "".join(row).strip(' \xa0\u3000,"') and row != ["name", "note", "city"]]
    with open_table(io.BytesIO(text.getvalue().encode()), encoding="utf-8", delimiter=",") as table:
        assert [row.cells for row in table if not row.skip_reason] == full


def corpus() -> Iterator[Path]:
    return (path for path in sorted(DATA.rglob("*")) if path.suffix in TEXTUAL)


@pytest.mark.skipif(not DATA.is_dir(), reason="the collected files are not here")
def test_every_collected_file_is_read_or_refused() -> None:
    read = refused = 0
    for path in corpus():
        try:
            account_for(str(path))
            read += 1
        except CrmError:
            refused += 1
    assert read > 300
    assert refused <= 3
