"""Ctrl-C in the middle of an import: exit 130, the file as it was, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from crmcli.importing.customer_rows import RowReader
from tests.conftest import Crm
from tests.importing.content import check_derived, content

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")


@pytest.mark.parametrize("kind", ["customers", "sales"])
def test_an_interrupt_leaves_everything_as_it_was(crm: Crm, tmp_path: Path, kind: str) -> None:
    crm.ok("add", "Anna", "phone=+14155552671")
    before = content(crm.db)
    head = (
        "name,phone,email\nBad,oops,\n" if kind == "customers" else "order,date,customer phone,item,price\nx,y,z,u,v\n"
    )
    line = "Person {n},,p{n}@x.com\n" if kind == "customers" else "A{n},2026-01-02,+14155552671,Tea,3\n"
    process = subprocess.Popen(
        [sys.executable, "-m", "crmcli", "import", kind, "-", "--rejects", str(tmp_path / "bad.csv")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**crm.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, cwd=tmp_path,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write((head + "".join(line.format(n=n) for n in range(60_000))).encode())
    process.stdin.close()
    process.stdin = None
    wait_for_rejects(tmp_path)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode()) == (130, "error: interrupted; nothing was written\n")
    assert sorted(path.name for path in tmp_path.iterdir() if "bad" in path.name) == []
    assert content(crm.db) == before
    check_derived(crm.db)
    crm.ok("add", "Zoe")


def wait_for_rejects(folder: Path) -> None:
    """The first rejected row is written out once the import is under way."""
    for _ in range(6_000):
        if list(folder.glob(".bad.csv.*")):
            return
        time.sleep(0.01)
    raise AssertionError("the import never began")


@pytest.mark.parametrize("files", [("a.csv",), ("a.csv", "b.csv")])
def test_an_interrupt_while_files_are_read_leaves_nothing_behind(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: tuple[str, ...]
) -> None:
    """With what was read so far already on disk."""
    crm.ok("add", "Anna")
    before = content(crm.db)
    spool = tmp_path / "spool"
    spool.mkdir()
    for name in files:
        (tmp_path / name).write_text("name,email\nBad,oops\n" + "".join(f"P {n},p{n}@x.com\n" for n in range(5_000)))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(spool))
    monkeypatch.setattr("crmcli.importing.job.LIVE", 0)
    read, last = RowReader.read, len(files) * 3
    seen: list[int] = []

    def interrupted(self: RowReader, rows: Sequence[list[str]]) -> object:
        seen.append(len(rows))
        if len(seen) == last:
            raise KeyboardInterrupt
        return read(self, rows)

    monkeypatch.setattr(RowReader, "read", interrupted)
    ran = crm("import", "customers", *files)
    assert (ran.status, ran.err) == (130, "error: interrupted; nothing was written\n")
    assert len(seen) == last
    assert content(crm.db) == before
    assert list(spool.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir() if "rejects" in path.name) == []
