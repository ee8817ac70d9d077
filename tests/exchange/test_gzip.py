"""Packed files, files through a pipe, and telling one format from another."""

import gzip
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import CrmError
from crmcli.exchange import source
from crmcli.exchange.forms import FORMS
from crmcli.exchange.readers import open_rows
from tests.exchange.reading import read, refusal, table
from tests.exchange.test_sheets import workbook

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n"
SAMPLES: dict[str, bytes] = {
    "csv": b"name,city\nAnn,Rome\n",
    "tsv": b"name\tcity\nAnn\tRome\n",
    "json": b'[{"name": "Ann"}]',
    "ndjson": b'{"name": "Ann"}\n{"name": "Bob"}\n',
    "xlsx": workbook([["name", "city"], ["Ann", "Rome"]]),
    "vcard": CARD.encode(),
}


@pytest.mark.parametrize("form", SAMPLES)
def test_a_format_is_told_by_its_content(form: str) -> None:
    assert read(SAMPLES[form])[0].form == form


@pytest.mark.parametrize("form", SAMPLES)
def test_the_content_counts_more_than_the_name(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(SAMPLES[form])
    assert read(path)[0].form == form


@pytest.mark.parametrize("form", SAMPLES)
def test_packed_files_are_unpacked(form: str) -> None:
    assert table(gzip.compress(SAMPLES[form])) == table(SAMPLES[form])


def test_the_name_counts_where_the_content_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text('{"name": "Ann"}\n')
    assert read(path)[0].form == "ndjson"
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b"oops"))
    assert refusal(path).code == "exchange.broken_json_file"


def test_the_user_knows_best() -> None:
    assert read('{"a"},b\n1,2\n', form="csv")[0].headings == ['{"a"}', "b"]
    assert read("a,b\tc\n1,2\t3\n", form="tsv")[0].headings == ["a,b", "c"]
    assert refusal("Name\nAnn\n", form="json").code == "exchange.broken_json_file"
    assert refusal("Name\nAnn\n", form="xlsx").code == "exchange.broken_workbook"
    assert refusal("Name\nAnn\n", form="sqlite").code == "exchange.broken_database"


@pytest.mark.parametrize(
    ("data", "looks_like"),
    [(b"%PDF-1.7 ...", "pdf"), (b"<!DOCTYPE html><html><table>", "html"), (b"\n<?xml version='1.0'?><a/>", "xml"),
     (b"\xff\xfe\0garbage\1\2", "binary"), (b"\7\1\2\3\4\5\6\7\x10some noise", "binary")],
)  # fmt: skip
def test_what_holds_no_rows_is_named(data: bytes, looks_like: str) -> None:
    assert refusal(data).facts["looks_like"] == looks_like


def test_parquet_is_refused_by_name() -> None:
    assert refusal(b"PAR1\x15\4...PAR1").code == "exchange.parquet"


def test_a_cut_packed_file_is_refused() -> None:
    assert refusal(gzip.compress(SAMPLES["csv"] * 1000)[:-9]).code == "file_unreadable"


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_BYTES", 1 << 20)
    assert refusal(gzip.compress(bytes(5 << 20))).code == "file_too_big"


@given(
    st.binary(max_size=300), st.sampled_from(["", *SAMPLES]), st.sampled_from([None, *FORMS]), st.integers(0, 10_000)
)
def test_any_bytes_are_rows_or_a_refusal(noise: bytes, begun_as: str, form: str | None, cut: int) -> None:
    sample = SAMPLES.get(begun_as, b"")
    cut %= len(sample) + 1
    with suppress(CrmError), open_rows(BytesIO(sample[:cut] + noise + sample[cut:]), form=form) as rows:
        for row in rows:
            assert len(row.cells) == len(rows.headings)


def test_packed_files_through_a_pipe_are_unpacked() -> None:
    with SpooledTemporaryFile() as pipe:
        pipe.write(gzip.compress(SAMPLES["csv"]))
        pipe.seek(0)
        with open_rows(cast(BinaryIO, pipe)) as rows:
            assert [row.cells for row in rows] == [["Ann", "Rome"]]
