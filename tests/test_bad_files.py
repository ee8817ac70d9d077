"""A database that is foreign, newer, damaged, locked or read-only, a disk that is full: nothing is lost."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content
from tests.refusal import RAW, refused

READER, WRITER = ("list",), ("add", "Zoe")


@pytest.fixture
def shop(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    crm.environ["CRMCLI_DB"] = "crm.db"
    monkeypatch.chdir(crm.folder)
    crm.ok("add", "Ann", "phone=+14155550101")
    return crm


def elsewhere(shop: Crm, name: str) -> Path:
    """The seller uses this file from now on."""
    shop.environ["CRMCLI_DB"] = name
    shop.db = shop.folder / name
    return shop.db


@pytest.mark.parametrize("line", [READER, WRITER])
def test_a_folder_is_no_database(shop: Crm, line: tuple[str, ...]) -> None:
    refused(shop, 6, ". is a folder, not a database", *line, "--db", ".")


@pytest.mark.parametrize("line", [READER, WRITER])
@pytest.mark.parametrize("text", [b"hello", b"name,phone\nAnn,1\n", b"\0" * 5000, b"SQLite format 2\0"])
def test_a_text_file_is_no_database_and_stays_as_it_is(shop: Crm, line: tuple[str, ...], text: bytes) -> None:
    Path("notes.txt").write_bytes(text)
    refused(shop, 6, "notes.txt is not a database; it was left as it is", *line, "--db", "notes.txt")
    assert Path("notes.txt").read_bytes() == text


@pytest.mark.parametrize("line", [READER, WRITER, ("doctor",), ("init",)])
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
@pytest.mark.parametrize("mark", [0, 1234])
def test_the_file_of_another_application_is_untouched_byte_for_byte(
    shop: Crm, line: tuple[str, ...], mode: str, mark: int
) -> None:
    with closing(sqlite3.connect("theirs.db")) as theirs:
        theirs.execute(f"PRAGMA journal_mode = {mode}")
        theirs.executescript(f"PRAGMA application_id = {mark}; CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        before = files(shop.folder)
        refused(shop, 6, "theirs.db belongs to another program; it was left as it is", *line, "--db", "theirs.db")
        assert files(shop.folder) == before
    before = files(shop.folder)  # at rest, everything of the log in the file
    refused(shop, 6, "theirs.db belongs to another program; it was left as it is", *line, "--db", "theirs.db")
    assert files(shop.folder) == before


def files(folder: Path) -> dict[str, bytes]:
    """Every file there but shared memory, which is no file but in name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


@pytest.mark.parametrize("line", [READER, WRITER])
def test_a_newer_database_is_refused(shop: Crm, line: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(shop.db)) as connection:
        known = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("PRAGMA user_version = 99")
    sentence = f"crm.db was written by a newer crm (schema 99, this one knows {known})"
    assert refused(shop, 6, sentence, *line).error["hint"] == "update crm"


def test_a_missing_database_is_an_error_for_readers_and_made_by_writers(shop: Crm) -> None:
    db = elsewhere(shop, "new/folder/crm.db")
    refused(shop, 6, "there is no database new/folder/crm.db", *READER)
    assert not db.parent.exists()
    shop.ok(*WRITER)
    assert (db.stat().st_mode & 0o777, db.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_folder_that_cannot_be_made(shop: Crm) -> None:
    Path("file").touch()
    refused(shop, 3, f"the folder {shop.folder / 'file'} cannot be made", *WRITER, "--db", "file/crm.db")


@pytest.mark.parametrize(
    "name",
    [
        "two words.db",
        "客户.db",
        "100%.db",
        "what?.db",
        "a#b.db",
        "file:x.db",
        "'q'.db",
        '"q".db',
        "-dash.db",
        "new\nline.db",
    ],
)
def test_any_name_of_a_file_will_do(shop: Crm, name: str) -> None:
    db = elsewhere(shop, name)
    shop.ok("add", "Bea")
    assert db.exists()
    assert shop.ok("list", "-f", "ids").out == "1\n"
    assert not RAW.search(shop("init").err)


# -- damage ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [16, 99, 100, 4096, 100_000])
def test_a_file_cut_short_is_damaged(shop: Crm, size: int) -> None:
    data = shop.db.read_bytes()[:size]
    for line in (READER, WRITER, ("doctor",), ("undo",)):
        shop.db.write_bytes(data)
        for lang in ("en", "zh"):
            ran = shop(*line, "--lang", lang)
            assert (ran.status, ran.out) == (6, ""), ran
            assert "Traceback" not in ran.err
        assert shop.db.read_bytes() == data


def test_flipped_bytes_never_end_in_a_traceback(shop: Crm) -> None:
    for n in range(30):
        shop.ok("add", f"Customer {n}", f"phone=+1415555{n:04}", "tags=vip")
    whole = shop.db.read_bytes()
    dice = random.Random(7)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 20, 400))):
            data[dice.randrange(16, len(data))] ^= 1 << dice.randrange(8)
        for line in (READER, ("show", "1"), ("find", "Cust"), ("history",), ("doctor",), WRITER, ("undo",)):
            shop.db.write_bytes(data)
            ran = shop(*line)
            # 1: a table definition with another word in it cannot be told from a fault of ours.
            assert ran.status in (0, 1, 3, 4, 6), (line, ran)
            assert "Traceback" not in ran.err


# -- in use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", [WRITER, ("import", "customers", "in.csv"), ("undo",), ("config", "set", "region", "US")]
)
def test_a_locked_database_is_waited_for_then_refused(shop: Crm, line: tuple[str, ...]) -> None:
    Path("in.csv").write_text("name\nEve\n")
    with closing(sqlite3.connect(shop.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(shop, 6, "crm.db is in use by another program", *line, CRMCLI_BUSY_MS="100")
        shop.ok("list", CRMCLI_BUSY_MS="100")
    shop.ok(*WRITER)


def test_even_readers_wait_for_an_exclusive_lock(shop: Crm) -> None:
    with closing(sqlite3.connect(shop.db, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        ran = shop("list", CRMCLI_BUSY_MS="100")
        assert (ran.status, ran.out) == (6, "")
        assert ran.err.startswith("error: crm.db is in use by another program\nhint: ")


# -- read-only -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [WRITER, ("undo",), ("import", "customers", "in.csv"), ("init",), ("trash", "empty")])
def test_read_only_refuses_every_write(shop: Crm, line: tuple[str, ...]) -> None:
    Path("in.csv").write_text("name\nEve\n")
    refused(shop, 7, "writing was refused: --read-only", *line, "--read-only")


# Permissions do not bind root, unless it lays down the capability to overrule them.
_BOUND = """
import ctypes, os, sys
if os.geteuid() == 0 and ctypes.CDLL(None).prctl(24, 1, 0, 0, 0) != 0:
    sys.exit(77)
os.execv(sys.executable, [sys.executable, "-m", "crmcli", *sys.argv[1:]])
"""
_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from crmcli.cli import run
del sys.argv[1]
run()
"""


def child(shop: Crm, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**shop.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    environ["PYTHONDONTWRITEBYTECODE"] = "1"  # on a full disk it would be cut short, and be in everybody's way
    ran = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environ,
        cwd=shop.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == 77:
        pytest.skip("root is not bound by permissions here")
    return ran


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions as on Linux")
@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_a_read_only_file_is_read_and_not_written(shop: Crm, folder_mode: int) -> None:
    folder = shop.folder / "cd"
    folder.mkdir()
    (folder / "crm.db").write_bytes(shop.db.read_bytes())
    (folder / "crm.db").chmod(0o444)
    folder.chmod(folder_mode)
    shop.environ["CRMCLI_DB"] = "cd/crm.db"
    read, written = child(shop, _BOUND, "show", "1"), child(shop, _BOUND, "add", "Zoe")
    folder.chmod(0o755)
    assert (read.returncode, read.stderr) == (0, "")
    assert read.stdout.startswith("Ann (1)\n")
    assert (written.returncode, written.stdout, written.stderr) == (7, "", "error: cd/crm.db cannot be written to\n")
    assert [path.name for path in folder.iterdir()] == ["crm.db"]
    assert content(folder / "crm.db") == content(shop.db)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions as on Linux")
def test_a_file_that_may_not_be_read(shop: Crm) -> None:
    shop.db.chmod(0)
    ran = child(shop, _BOUND, "list")
    if os.geteuid():
        assert (ran.returncode, ran.stderr) == (6, "error: the database crm.db cannot be opened\n")


# -- a full disk ---------------------------------------------------------------------------------------


def full(ran: subprocess.CompletedProcess[str]) -> bool:
    return (
        ran.returncode == 6
        and ran.stdout == ""
        and ran.stderr.startswith("error: the disk could not take crm.db: ")
        and ran.stderr.endswith("hint: make room and try again; nothing was changed\n")
    )


@pytest.mark.skipif(os.name == "nt", reason="POSIX resource limits")
@pytest.mark.parametrize("room", [0, 20_000, 200_000, 600_000])
def test_a_full_disk_takes_all_of_an_import_or_none(shop: Crm, room: int) -> None:
    Path("many.csv").write_text("name,email\n" + "".join(f"Customer {n},c{n}@example.com\n" for n in range(6000)))
    before = content(shop.db)
    ran = child(shop, _LIMITED, str(room), "import", "customers", "many.csv")
    assert full(ran), ran
    assert content(shop.db) == before
    check_derived(shop.db)
    shop.ok("import", "customers", "many.csv")


@pytest.mark.skipif(os.name == "nt", reason="POSIX resource limits")
def test_a_full_disk_refuses_a_single_customer_and_a_new_file(shop: Crm) -> None:
    before = content(shop.db)
    assert full(child(shop, _LIMITED, "8000", *WRITER))
    assert content(shop.db) == before
    shop.ok(*WRITER)
    ran = child(shop, _LIMITED, "8000", *WRITER, "--db", "new.db")
    assert (ran.returncode, ran.stdout) == (6, "")
    assert "Traceback" not in ran.stderr
    shop.ok(*WRITER, "--db", "new.db")


@pytest.mark.skipif(os.name == "nt", reason="POSIX resource limits")
def test_a_file_written_to_a_full_disk_appears_whole_or_not_at_all(shop: Crm) -> None:
    for n in range(20):
        shop.ok("add", f"Customer {n}", "note=" + "x" * 5000)
    ran = child(shop, _LIMITED, "40000", "export", "customers", "-o", "out.csv")
    assert (ran.returncode, ran.stdout) == (7, "")
    assert ran.stderr.startswith("error: out.csv cannot be written: ")
    assert not list(shop.folder.glob("out.csv*"))
