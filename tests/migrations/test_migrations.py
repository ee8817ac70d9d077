"""From blank and from every schema that was shipped to the present one; a backup first; newer ones refused."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from crmcli import migrations
from tests.conftest import Crm
from tests.importing.content import check_derived, content
from tests.migrations import snapshot

SHIPPED = [number for number in range(1, migrations.latest() + 1) if snapshot.path(number).exists()]
"""The last step may still be under way: its snapshot is written when it ships."""
NEWEST = SHIPPED[-1]
BACKUP = f"crm.db.before-{NEWEST + 1:04d}.bak"


@pytest.fixture(params=SHIPPED)
def old(request: pytest.FixtureRequest, crm: Crm) -> Crm:
    """A seller whose file was written by each shipped version."""
    snapshot.restore(request.param, crm.db)
    return crm


@pytest.fixture
def next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more step than there is, as a later version would bring it."""
    step = ModuleType("crmcli.migrations.step_to_come")
    step.SQL = "ALTER TABLE customers ADD COLUMN motto TEXT;\n" + (  # type: ignore[attr-defined]
        "CREATE TABLE visits (\n  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  customer_id INTEGER NOT NULL REFERENCES customers (id),\n  place TEXT\n) STRICT;\n"
    )
    monkeypatch.setitem(sys.modules, step.__name__, step)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "step_to_come"))


def schema(db: Path) -> list[tuple[str, str]]:
    """Every object of the file with its SQL; white space does not count."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return [(name, " ".join(sql.split())) for name, sql in rows]


def version(db: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(db)) as connection:
        return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))


def test_every_step_but_the_latest_has_its_snapshot() -> None:
    assert SHIPPED[: migrations.latest() - 1] == list(range(1, migrations.latest()))


@pytest.mark.parametrize("number", SHIPPED)
def test_a_shipped_step_is_never_edited(number: int) -> None:
    written = snapshot.path(number).read_text(encoding="utf-8").splitlines()[0]
    assert written == f"-- {migrations.STEPS[number - 1]} {snapshot.step_hash(number)}"


@pytest.mark.parametrize("number", SHIPPED)
def test_the_steps_still_make_the_tables_that_were_shipped(number: int, tmp_path: Path) -> None:
    snapshot.restore(number, tmp_path / "shipped.db")
    with closing(sqlite3.connect(tmp_path / "blank.db", isolation_level=None)) as connection:
        migrations.migrate(connection, upto=number)
    derived = ("journal_", "stats_", "search_", "follow_", "v_")
    tables = [
        [row for row in schema(tmp_path / f"{name}.db") if not row[0].startswith(derived)]
        for name in ("shipped", "blank")
    ]
    assert tables[0] == tables[1]


def as_wide_as(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """``after`` without the tables and columns that were added since."""
    return {
        name: [row[: len(old)] for row, old in zip(after[name], rows, strict=True)] for name, rows in before.items()
    }


def test_an_old_file_and_a_blank_one_come_to_the_same_schema(old: Crm, tmp_path: Path) -> None:
    old.ok("list")
    old.ok("init", "--db", str(tmp_path / "blank.db"))
    assert [name for name, _ in schema(old.db)] == [name for name, _ in schema(tmp_path / "blank.db")]
    assert version(old.db) == version(tmp_path / "blank.db") == (migrations.APPLICATION_ID, migrations.latest())


def test_an_old_file_is_read_written_and_undone_to_its_first_operation(old: Crm) -> None:
    before = content(old.db)
    assert (
        old.ok("list", "-f", "csv", "--columns", "id,name,spent").out
        == "id,name,spent\n1,张三,25.00\n2,Anna O'Neil,0.00\n"
    )
    assert old.ok("doctor").status == 0
    check_derived(old.db)
    old.ok("add", "Zoe")
    old.ok("undo")
    assert as_wide_as(before, content(old.db)) == before
    while (ran := old("undo")).status == 0:
        pass
    assert ran.status == 3
    assert [name for name, rows in content(old.db).items() if rows] == ["settings"]


# -- the way to a later version ------------------------------------------------------------------------


def test_a_backup_is_written_beside_the_file_before_a_migration(crm: Crm, next_step: None) -> None:
    snapshot.restore(NEWEST, crm.db)
    before, tables = content(crm.db), schema(crm.db)
    crm.ok("list")
    backup = crm.folder / BACKUP
    assert (content(backup), schema(backup), version(backup)[1]) == (before, tables, NEWEST)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert version(crm.db)[1] == migrations.latest()
    assert sorted(path.name for path in crm.folder.iterdir()) == ["crm.db", BACKUP]


@pytest.mark.parametrize("left_open", [False, True])
def test_read_only_reads_an_older_file_and_changes_not_a_byte(crm: Crm, *, left_open: bool) -> None:
    snapshot.restore(1, crm.db)
    if left_open:  # by a writer that died: its last rows are in the log beside the file
        code = "import sqlite3, os, sys; db = sqlite3.connect(sys.argv[1]); db.execute('PRAGMA journal_mode = WAL')"
        code += "; db.execute('CREATE TABLE mine (a)'); db.commit(); os._exit(0)"
        subprocess.run([sys.executable, "-c", code, str(crm.db)], check=True)
    before = bytes_beside(crm.db)
    assert len(before) == 1 + left_open
    ran = crm.ok("list", "--read-only", "-f", "csv", "--columns", "id,name,spent")
    assert (ran.out, ran.err) == (
        "id,name,spent\n1,张三,25.00\n2,Anna O'Neil,0.00\n",
        f"{crm.db} is of an older version: it was read from a copy and left as it is; 'crm doctor' without --read-only "
        "brings it up to date, with a backup beside it\n",
    )
    assert crm("add", "Zoe", "--read-only").status == 7
    assert bytes_beside(crm.db) == before


def bytes_beside(db: Path) -> dict[str, bytes]:
    """What is in the folder, but for the index of the log, which readers note themselves in."""
    return {path.name: path.read_bytes() for path in db.parent.iterdir() if not path.name.endswith("-shm")}


def test_read_only_leaves_a_file_of_today_alone(crm: Crm) -> None:
    crm.ok("add", "Zoe")
    before = bytes_beside(crm.db)
    assert crm.ok("list", "--read-only", "-f", "ids").err == ""
    assert bytes_beside(crm.db) == before


def test_an_older_file_that_cannot_be_written_is_read_all_the_same(
    crm: Crm, next_step: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.restore(NEWEST, crm.db)
    monkeypatch.setattr("os.access", lambda *_: False)
    before = crm.db.read_bytes()
    assert "older version" in crm.ok("list").err
    assert crm("add", "Zoe").status == 7
    assert crm.db.read_bytes() == before


def test_a_migrated_file_keeps_its_rows_and_its_history(crm: Crm, next_step: None) -> None:
    snapshot.restore(NEWEST, crm.db)
    before = content(crm.db)
    crm.ok("add", "Zoe")
    crm.ok("undo")
    assert as_wide_as(before, content(crm.db)) == before
    check_derived(crm.db)
    while crm("undo").status == 0:
        pass
    assert content(crm.db)["customers"] == []


def test_a_new_table_is_journalled_by_being_there(crm: Crm, next_step: None) -> None:
    crm.ok("add", "Zoe")
    with closing(sqlite3.connect(crm.db)) as connection:
        connection.execute("INSERT INTO visits (customer_id, place) VALUES (1, 'shop')")
        connection.commit()
        kind = connection.execute(
            "SELECT c.kind FROM changes c JOIN journalled j ON j.id = c.tbl WHERE j.name = 'visits'"
        )
        assert kind.fetchall() == [("I",)]


def test_a_blank_file_needs_no_backup(crm: Crm, next_step: None) -> None:
    crm.db.touch()
    crm.ok("add", "Zoe")
    assert [path.name for path in crm.folder.iterdir()] == ["crm.db"]


def test_a_step_that_fails_leaves_the_file_as_it_was(crm: Crm, next_step: None) -> None:
    snapshot.restore(NEWEST, crm.db)
    before, tables = content(crm.db), schema(crm.db)
    sys.modules["crmcli.migrations.step_to_come"].SQL += "CREATE TABLE visits (twice TEXT) STRICT;\n"  # type: ignore[attr-defined]
    ran = crm("list")
    assert (ran.status, ran.out) == (1, "")
    assert (content(crm.db), schema(crm.db), version(crm.db)[1]) == (before, tables, NEWEST)


def test_a_newer_file_is_refused_by_the_older_program(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    crm.ok("add", "Zoe")
    with closing(sqlite3.connect(crm.db)) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.latest() + 1}")
    before = content(crm.db)
    for line in (("list",), ("add", "Bea"), ("doctor",), ("undo",), ("history",)):
        assert crm(*line, "-f", "json").error["code"] == "db_newer"
        assert crm(*line).status == 6
    assert content(crm.db) == before


OWN = (
    "CREATE VIEW my_ids AS SELECT source, external FROM external_ids",
    "CREATE VIEW v_vip AS SELECT id, name FROM v_customers",
    "CREATE TRIGGER my_note AFTER INSERT ON external_ids BEGIN SELECT 1; END",
)


def test_views_and_triggers_of_the_owner_of_the_file_outlive_a_migration(old: Crm) -> None:
    with closing(sqlite3.connect(old.db)) as connection:
        for sql in OWN:
            connection.execute(sql)
        connection.commit()
    old.ok("add", "Zoe")
    with closing(sqlite3.connect(old.db)) as connection:
        made = connection.execute("SELECT sql FROM sqlite_schema WHERE name IN ('my_ids', 'v_vip', 'my_note')")
        assert {sql for (sql,) in made} == set(OWN)
        assert ("Zoe",) in connection.execute("SELECT name FROM v_vip").fetchall()
