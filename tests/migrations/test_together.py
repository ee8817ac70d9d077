"""Several programs at one file: everybody is heard, and who is killed leaves nothing half-done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content

EIGHT = range(8)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")


def start(crm: Crm, *words: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    environ = {**crm.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environ.pop("CRMCLI_SEED")
    command = [sys.executable, "-m", "crmcli", *words]
    return subprocess.Popen(
        command, env=environ, cwd=crm.folder, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finish(processes: list[subprocess.Popen[bytes]]) -> list[str]:
    """What each printed; all of them must succeed."""
    ends = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert [code for _, code in ends] == [0] * len(ends), [err.decode() for (_, err), _ in ends]
    return [out.decode() for (out, _), _ in ends]


def test_eight_who_open_a_new_file_at_once_are_all_there(crm: Crm) -> None:
    printed = finish([start(crm, "add", f"Customer {n}") for n in EIGHT])
    assert sorted(printed) == sorted(f"{n + 1}\n" for n in EIGHT)
    assert sorted(row["name"] for row in crm.ok("list", "-f", "json").json) == [f"Customer {n}" for n in EIGHT]
    check_derived(crm.db)


def test_eight_writers_wait_for_one_another_while_others_read(crm: Crm) -> None:
    crm.ok("add", "Ann")
    writers = [
        start(crm, *words) for n in EIGHT for words in [("log", "1", f"call {n}") if n % 2 else ("tag", "1", f"tag{n}")]
    ]
    readers = [start(crm, "show", "1", "-f", "json") for _ in range(4)]
    finish(writers + readers)
    shown = crm.ok("show", "1", "-f", "json").json
    assert (len(shown["tags"]), shown["stats"]["contacts"]) == (4, 4)
    assert len(crm.ok("history", "-f", "json").json) == 9
    check_derived(crm.db)


def test_two_who_undo_at_once_undo_two_operations(crm: Crm) -> None:
    for name in ("Ann", "Bea", "Cy"):
        crm.ok("add", name)
    finish([start(crm, "undo"), start(crm, "undo")])
    assert crm.ok("list", "-f", "ids").out == "1\n"


LINES = "name,email\nBad,oops\n" + "".join(f"Person {n},p{n}@example.com\n" for n in range(40_000))


def test_an_import_that_is_killed_while_it_reads_leaves_a_sound_file_without_it(crm: Crm) -> None:
    crm.ok("add", "Ann", "phone=+14155550101")
    before = content(crm.db)
    process = start(crm, "import", "customers", "-", "--rejects", "bad.csv", stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(LINES.encode())
    process.stdin.close()
    process.stdin = None
    wait_for(lambda: bool(list(crm.folder.glob(".bad.csv.*"))), process)
    kill(process)
    assert content(crm.db) == before
    sound(crm)


@pytest.mark.parametrize("after", [0.0, 0.02, 0.1])
def test_an_import_that_is_killed_while_it_writes_is_there_or_not(crm: Crm, after: float) -> None:
    crm.ok("add", "Ann", "phone=+14155550101")
    before = content(crm.db)
    (crm.folder / "many.csv").write_text(LINES)
    log = crm.db.with_name("crm.db-wal")
    process = start(crm, "import", "customers", "many.csv")
    wait_for(lambda: log.exists() and log.stat().st_size > 0, process)
    time.sleep(after)
    kill(process)
    found = crm.ok("list", "-f", "ids").out.count("\n")
    assert found in (1, 40_001)
    if found == 1:
        assert content(crm.db) == before
    sound(crm)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)


def sound(crm: Crm) -> None:
    """The file can be read and written, and nothing in it contradicts anything else."""
    assert crm.ok("doctor").status == 0
    check_derived(crm.db)
    crm.ok("add", "Bea")


def wait_for(sign: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Until there is a sign that the import is under way."""
    for _ in range(6000):
        if sign():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    raise AssertionError("the import never began")
