"""Others may write while a file is read; only the storing itself keeps them waiting."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from crmcli.importing import spool
from crmcli.importing.contacts import ContactImport
from crmcli.importing.customer_rows import RowReader
from crmcli.importing.customers import CustomerImport
from tests.conftest import Crm

PEOPLE = "name,email\n" + "".join(f"Person {n},p{n}@x.com\n" for n in range(5_000)) + "Bad,oops\n"


def is_free(crm: Crm) -> bool:
    """Can somebody else write right now?"""
    other = sqlite3.connect(crm.db, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


def test_another_program_writes_while_customers_are_read(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm.ok("add", "Anna")
    (tmp_path / "people.csv").write_text(PEOPLE)
    found: list[tuple[str, bool]] = []
    read, store = RowReader.read, CustomerImport.store

    def watched_read(self: RowReader, rows: Sequence[list[str]]) -> object:
        found.append(("read", is_free(crm)))
        return read(self, rows)

    def watched_store(self: CustomerImport, batch: object) -> None:
        found.append(("store", is_free(crm)))
        store(self, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(RowReader, "read", watched_read)
    monkeypatch.setattr(CustomerImport, "store", watched_store)
    assert crm("import", str(tmp_path / "people.csv")).status == 5
    assert found == [("read", True)] * 3 + [("store", False)] * 3


def test_another_program_writes_while_contacts_are_read(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm.ok("add", "Anna")
    (tmp_path / "log.csv").write_text("date,customer,content\n2026-01-02,Anna,hello\n")
    found: list[bool] = []
    record = ContactImport.record

    def watched(self: ContactImport, cells: list[str]) -> tuple[object, ...]:
        found.append(is_free(crm))
        return record(self, cells)

    monkeypatch.setattr(ContactImport, "record", watched)
    crm.ok("import", "contacts", str(tmp_path / "log.csv"))
    assert found == [True]


KINDS = {
    "customers": "name,phone,email,tags\n" + "".join(
        f"Person {n},+1415555{n:04},p{n}@x.com,vip\n" for n in range(5_000)) + "Bad,oops,,\nSum,,,\nAnna,12,a@x.com,\n",
    "sales": "order,date,customer email,item,price\n" + "".join(
        f"A{n // 2},2026-01-02,p{n // 2}@x.com,Tea,3\n" for n in range(5_000)) + "Z,2026-01-02,p1@x.com,Tea,x\n",
    "contacts": "date,customer email,content\n" + "".join(
        f"2026-01-02,p{n}@x.com,hello {n}\n" for n in range(50)) + "never,p1@x.com,what\n",
    "products": "sku,name,price\nA,Tea,3\nB,Cup,x\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_waits_on_disk_comes_to_the_same_as_what_waits_in_memory(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "in.csv").write_text(KINDS[kind])
    told = []
    for live in (spool.LIVE, 0):
        monkeypatch.setattr("crmcli.importing.job.LIVE", live)
        crm.db.unlink(missing_ok=True)
        ran = crm("import", kind, str(tmp_path / "in.csv"), *(["--create-customers"] if kind != "customers" else []))
        assert ran.status == 5, ran.err
        rows = crm.ok("export", kind, "-f", "csv").out
        told.append((ran.out, rows, (tmp_path / "in.rejects.csv").read_text()))
    assert told[0] == told[1]


def test_the_spool_is_gone_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = spool.Spool(live=0)
    kept.add(_Batch([1]))
    kept.__exit__(KeyboardInterrupt, None, None)
    assert list(tmp_path.iterdir()) == []


def test_the_spool_gives_back_errors_with_their_facts() -> None:
    from crmcli.errors import Invalid

    with spool.Spool(live=1) as kept:
        kept.add(_Batch(["here"]))
        kept.add(_Batch([Invalid("too_long", field="name", n=9, limit=3)]))
        (here,), (there,) = kept
        assert list(kept) == []
    assert (here, type(there), there.code, there.facts) == (
        "here", Invalid, "too_long", {"field": "name", "n": 9, "limit": 3},
    )  # fmt: skip


class _Batch(list[object]):
    @property
    def size(self) -> int:
        return len(self)
