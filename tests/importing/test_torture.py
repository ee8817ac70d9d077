"""Whatever a file holds: a sentence or an account of its rows, never a traceback, nothing half-written."""

import csv
import gzip
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.importing.content import check_derived

FORMS = ("csv", "tsv", "json", "ndjson", "xlsx", "xls", "vcf", "sqlite", "csv.gz")
PLAIN = b"name,phone,email,birthday,tags\nAnna,+14155552671,a@x.com,1990-02-03,vip\nBen,1.38E+10,b@x,30/02/1990,\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nTEL;TYPE=CELL:+14155552671\r\nBDAY:--0305\r\nEND:VCARD\r\n"
LIST = b'[{"name": "Anna", "phone": "+14155552671"}, {"name": 3, "tags": ["a", {"b": null}]}]'
PIECES = (b'"', b"\0", b"\n", b"\r", b",", b"=", b"\xff\xfe", b"END:VCARD", b"{", b"]")
SEEDS = (PLAIN, CARD, LIST, PLAIN.decode().encode("utf-16"), "姓名,电话\n张三,13800138000\n".encode("gb18030"))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound file with pieces cut out, put in or doubled."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.integers(0, 12)))
        data[at:to] = draw(st.one_of(st.binary(max_size=8), st.sampled_from((*PIECES, bytes(data[at:to] * 2)))))
    return bytes(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"", "csv")
@example(b"PK\x03\x04", "xlsx")
@example(b"SQLite format 3\0", "sqlite")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls")
@example(b"\x1f\x8b\x08", "csv.gz")
@given(st.one_of(st.binary(max_size=400), damaged()), st.sampled_from(FORMS))
def test_random_and_damaged_files(crm: Crm, tmp_path: Path, data: bytes, form: str) -> None:
    if form == "csv.gz" and data[:2] != b"\x1f\x8b":
        data = gzip.compress(data)
    path = tmp_path / f"in.{form}"
    path.write_bytes(data)
    rows = accounted(crm, "import", str(path), "--dry-run", "--create-customers", "--anonymous")
    stored = accounted(crm, "import", str(path), "--create-customers", "--anonymous")
    assert rows == stored
    if crm.db.exists():
        sound(crm)
        while crm("undo").status == 0:
            pass
        assert crm.ok("list", "-f", "ids").out == ""
        crm.db.unlink()


HEADS = {
    "customers": ("name", "phone", "birthday"), "sales": ("date", "price", "customer"),
    "payments": ("date", "amount", "customer"), "contacts": ("date", "content", "customer"),
    "complaints": ("date", "content", "customer"), "tasks": ("title", "due", "customer"),
    "tags": ("customer", "tag", "x"), "products": ("sku", "name", "price"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEADS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(max_size=20), min_size=3, max_size=12))
def test_random_cells_of_every_kind(crm: Crm, tmp_path: Path, kind: str, cells: list[str]) -> None:
    path = tmp_path / "in.csv"
    with open(path, "w", newline="", encoding="utf-8", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS[kind])
        writer.writerows(cells[at : at + 3] for at in range(0, len(cells), 3))
    words = ("import", kind, str(path), "--create-customers", "--anonymous")
    assert accounted(crm, *words, "--dry-run") == accounted(crm, *words)
    if crm.db.exists():
        sound(crm)
        crm.db.unlink()


def accounted(crm: Crm, *words: str) -> tuple[int, ...]:
    """How many rows there were of each outcome; none where the file was refused."""
    ran = crm(*words, "-f", "json", CRMCLI_DEBUG="1")
    assert ran.status in (0, 2, 3, 5), (ran.status, ran.err)
    if ran.status in (2, 3):
        return ()
    outcomes = tuple(ran.json[name] for name in ("created", "updated", "unchanged", "skipped", "rejected"))
    assert sum(outcomes) == ran.json["read"]
    return outcomes


def sound(crm: Crm) -> None:
    check_derived(crm.db)
    with sqlite3.connect(crm.db) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
    db.close()
