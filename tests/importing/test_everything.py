"""export --all and import --all: a database of equal content; whatever is not as it was written is refused."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crmcli import migrations
from crmcli.db import Repository
from crmcli.migrations.derived import UNJOURNALLED
from crmcli.store import dump
from tests.conftest import Crm
from tests.dumps import dump as rows_of
from tests.importing.content import check_derived, content

FORMS = ("csv", "ndjson", "json")


@pytest.fixture
def shop(seller: Callable[[str], Crm]) -> Crm:
    crm = seller("shop")
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("config", "set", "payment_days", "14")
    crm.ok("field", "add", "size", "--type", "choice", "--choices", "S,M,L")
    crm.ok("add", "张三", "phone=13800138000", "phone+=010-62770334", "email=z@example.com", "size=M",
           "note=\\=1+1\n'quoted', \\ and \"twice\"\r\nend", "tags=vip,老客户", "stage=lost", "credit_limit=99.50",
           "lunar_birthday=农历八月十五")  # fmt: skip
    crm.ok("add", "Ann", "company=Blue Door Ltd", "note==1+1")
    crm.ok("add", "Ann", "--force", "email=ann@example.com")
    crm.ok("product", "add", "Tea", "--sku", "0017", "--price", "8")
    crm.ok("sale", "add", "1", "0017*2", "cup@4.20", "--discount", "1", "--paid")
    crm.ok("sale", "add", "2", "x*0.333@19.99", "--currency", "EUR", "--rate", "7.8431372549019605")
    crm.ok("sale", "add", "2", "x*3@1500", "--currency", "JPY", "--rate", "0.047")
    crm.ok("log", "1", "called", "--at", "2026-02-20 10:00", "--next", "+3d")
    crm.ok("complaint", "add", "1", "cold")
    crm.ok("complaint", "resolve", "1", "hot")
    crm.ok("segment", "save", "vips", "tag:vip")
    crm.ok("segment", "freeze", "vips", "--as", "fixed")
    crm.ok("merge", "2", "3")
    crm.ok("rm", "2")
    crm.ok("task", "add", "count the stock", "--due", "fri")
    return crm


def exported(crm: Crm, form: str = "csv") -> Path:
    crm.ok("export", "--all", "-f", form, "-o", str(crm.folder / "all"))
    return crm.folder / "all"


@pytest.mark.parametrize("form", FORMS)
def test_a_database_of_equal_content(shop: Crm, seller: Callable[[str], Crm], form: str) -> None:
    folder = exported(shop, form)
    other = seller("other")
    ran = other.ok("import", "--all", str(folder), "-f", "json")
    assert ran.json["read"] == ran.json["created"] == sum(file["rows"] for file in ran.json["files"])
    assert content(other.db) == content(shop.db)
    check_derived(other.db)
    assert other.ok("config", "get", "currency").out == "CNY\n"
    assert other.ok("export", "--all", "-f", form, "-o", str(other.folder / "all")).err.startswith("exported")
    for path in folder.glob(f"*.{form}"):
        assert (other.folder / "all" / path.name).read_bytes() == path.read_bytes()


def test_every_table_is_there_but_what_is_derived_and_the_journal(shop: Crm) -> None:
    folder = exported(shop)
    with closing(sqlite3.connect(shop.db)) as db:
        tables = {n for (n,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    wanted = {n for n in tables if n not in UNJOURNALLED and not n.startswith(("sqlite_", "search"))}
    assert {path.stem for path in folder.glob("*.csv")} == wanted


def test_a_table_that_is_added_later_is_not_forgotten(tmp_path: Path) -> None:
    with Repository(str(tmp_path / "x.db"), write=True) as repo:
        repo.connection.execute(
            "CREATE TABLE quotes (id INTEGER PRIMARY KEY AUTOINCREMENT, currency TEXT NOT NULL, amount INTEGER, "
            "close_day INTEGER, rate REAL, base_amount INTEGER, note TEXT) STRICT"
        )
        found = {table.name: table for table in dump.tables(repo)}["quotes"]
    assert [(column.name, column.kind, column.currency) for column in found.columns] == [
        ("id", "int", ""), ("currency", "text", ""), ("amount", "money", "currency"), ("close_day", "day", ""),
        ("rate", "real", ""), ("base_amount", "money", ""), ("note", "text", ""),
    ]  # fmt: skip


def test_people_can_read_the_files(shop: Crm) -> None:
    folder = exported(shop)
    assert (folder / "payments.csv").read_text("utf-8") == (
        "id,customer_id,sale_id,day,currency,amount,base_amount,method,note,created_at\n"
        "1,1,1,2026-03-01,CNY,19.20,19.20,,,2026-03-01T09:00:00\n"
    )
    line = (folder / "sale_lines.csv").read_text("utf-8").splitlines()[-1]
    assert line == "5,3,2,2026-03-01,,x,3.0,1500,4500,211.50,JPY"


def test_the_manifest_says_what_the_files_are(shop: Crm) -> None:
    found = json.loads((exported(shop) / "manifest.json").read_text("utf-8"))
    assert found["program"].startswith("crm ")
    assert (found["schema"], found["made_at"], found["form"], found["currency"]) == (
        migrations.latest(), "2026-03-01T09:00:00", "csv", "CNY",
    )  # fmt: skip
    assert found["settings"]["payment_days"] == "14"
    tags = next(file for file in found["files"] if file["kind"] == "tags")
    assert (tags["file"], tags["rows"], [c["name"] for c in tags["columns"]]) == (
        "tags.csv", 2, ["id", "name", "created_at"],
    )  # fmt: skip
    assert len(tags["sha256"]) == 64


def test_nobody_else_may_read_it(shop: Crm) -> None:
    folder = exported(shop)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_with_something_in_it_is_left_alone(shop: Crm) -> None:
    folder = exported(shop)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = shop("export", "--all", "-o", str(folder))
    assert (ran.status, ran.err.splitlines()[0]) == (7, f"error: {folder} is there already and not empty")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_empty_folder_is_filled(shop: Crm) -> None:
    (shop.folder / "all").mkdir()
    assert (exported(shop) / "manifest.json").exists()


# -- reading ---------------------------------------------------------------------------------------


def test_it_is_one_operation_that_can_be_undone(shop: Crm, seller: Callable[[str], Crm]) -> None:
    folder = exported(shop)
    other = seller("other")
    other.ok("init", "--currency", "USD")
    before = rows_of(other.db)
    other.ok("import", "--all", str(folder))
    after = rows_of(other.db)
    other.ok("undo")
    assert rows_of(other.db) == before
    other.ok("redo")
    assert rows_of(other.db) == after
    check_derived(other.db)


def test_new_ids_go_on_where_the_other_file_stopped(shop: Crm, seller: Callable[[str], Crm]) -> None:
    shop.ok("add", "Gone")
    shop.ok("undo")
    other = seller("other")
    other.ok("import", "--all", str(exported(shop)))
    assert other.ok("add", "New").out == "5\n"


def test_a_database_that_was_used_is_left_alone(shop: Crm, seller: Callable[[str], Crm]) -> None:
    folder = exported(shop)
    other = seller("other")
    other.ok("add", "Ann")
    other.ok("undo")
    before = rows_of(other.db)
    ran = other("import", "--all", str(folder), "-f", "json")
    assert (ran.status, ran.error["code"]) == (4, "everything.not_empty")
    assert rows_of(other.db) == before


def edit_manifest(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


@pytest.mark.parametrize(
    ("status", "code", "spoil"),
    [
        (2, "everything.changed", lambda folder: (folder / "tags.csv").write_text("id,name,created_at\n")),
        (2, "everything.unreadable", lambda folder: (folder / "tags.csv").unlink()),
        (2, "everything.bad_manifest", lambda folder: (folder / "manifest.json").write_text("[]")),
        (2, "everything.bad_manifest", lambda folder: (folder / "manifest.json").write_text("{")),
        (3, "everything.no_manifest", lambda folder: (folder / "manifest.json").unlink()),
        (3, "everything.no_manifest", shutil.rmtree),
        (4, "everything.newer", lambda folder: edit_manifest(folder, schema=999)),
        (4, "everything.newer", lambda folder: edit_manifest(folder, format=2)),
        (2, "everything.bad_manifest", lambda folder: edit_manifest(folder, form="xml")),
        (2, "everything.bad_manifest", lambda folder: edit_manifest(folder, files=[{"table": "tags"}])),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_written_is_refused(
    shop: Crm, seller: Callable[[str], Crm], status: int, code: str, spoil: Callable[[Path], object]
) -> None:
    folder = exported(shop)
    spoil(folder)
    other = seller("other")
    ran = other("import", "--all", str(folder), "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    if other.db.exists():
        assert all(not rows for name, rows in rows_of(other.db).items() if name != "settings")


def test_a_path_in_the_manifest_leads_nowhere_else(shop: Crm, seller: Callable[[str], Crm]) -> None:
    folder = exported(shop)
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    files[0]["file"] = "../all/" + files[0]["file"]
    edit_manifest(folder, files=files)
    assert seller("other")("import", "--all", str(folder), "-f", "json").error["code"] == "everything.bad_manifest"


@pytest.mark.parametrize("change", [{"table": "customer_stats"}, {"table": "sqlite_schema"}])
def test_only_tables_of_ours_are_written(shop: Crm, seller: Callable[[str], Crm], change: dict[str, str]) -> None:
    folder = exported(shop)
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    files[0].update(change)
    edit_manifest(folder, files=files)
    assert seller("other")("import", "--all", str(folder), "-f", "json").error["code"] == "everything.unknown"


def test_no_other_option_goes_with_it(shop: Crm, seller: Callable[[str], Crm]) -> None:
    ran = seller("other")("import", "--all", str(exported(shop)), "--dry-run", "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, "everything.alone")


def test_a_folder_is_needed(seller: Callable[[str], Crm]) -> None:
    other = seller("other")
    assert other("import", "--all", "a", "b").status == 2
    assert other("import", "--all").status == 2
