"""Tables of SQLite files as rows."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.exchange.reading import faults, read, refusal, table


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "other.db"


def make(file: Path, script: str) -> Path:
    with closing(sqlite3.connect(file)) as db:
        db.executescript(script)
    return file


PEOPLE = "CREATE TABLE people (name TEXT, phone INTEGER, spent REAL);"


def test_the_only_table_is_read(file: Path) -> None:
    make(
        file, PEOPLE + "INSERT INTO people VALUES ('Ann', 13800138000, 19.9), (NULL, NULL, NULL), ('Bob', '007x', 5.0)"
    )
    rows, found = read(file)
    assert (rows.form, rows.part, rows.headings, rows.blank) == ("sqlite", "people", ["name", "phone", "spent"], 1)
    assert [(row.line, row.cells) for row in found] == [(1, ["Ann", "13800138000", "19.9"]), (3, ["Bob", "007x", "5"])]


def test_of_several_tables_one_is_chosen(file: Path) -> None:
    make(file, PEOPLE + "INSERT INTO people VALUES ('Ann', 1, 2); CREATE VIEW names AS SELECT name FROM people;")
    assert refusal(file).facts == {"path": str(file), "names": "people, names"}
    assert table(file, table="names") == table(file, table="NAMES") == [{"name": "Ann"}]
    assert refusal(file, table="x").code == "exchange.no_such_table"


def test_the_tables_of_a_search_index_are_not_offered(file: Path) -> None:
    make(file, PEOPLE + "CREATE VIRTUAL TABLE found USING fts5(x);")
    assert refusal(file).facts["names"] == "found, people"


def test_blobs_are_rejected_row_by_row(file: Path) -> None:
    make(file, PEOPLE + "INSERT INTO people VALUES (x'ff00', 1, 2), ('Ann', 1, 2)")
    assert faults(file) == [(1, "exchange.blob")]


def test_text_that_is_no_utf8_is_rejected(file: Path) -> None:
    make(file, PEOPLE + "INSERT INTO people VALUES (CAST(x'ff' AS TEXT), 1, 2)")
    assert faults(file) == [(1, "exchange.undecodable")]


def test_the_file_and_its_folder_are_not_touched(file: Path) -> None:
    make(file, PEOPLE + "INSERT INTO people VALUES ('Ann', 1, 2)")
    file.chmod(0o400)
    before = file.read_bytes(), file.stat().st_mtime_ns
    read(file)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert os.listdir(file.parent) == [file.name]


def test_what_stands_only_in_the_journal_is_read_too(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.executescript("PRAGMA journal_mode = WAL;" + PEOPLE + "INSERT INTO people VALUES ('Ann', 1, 2)")
        names = sorted(os.listdir(file.parent))
        before = {name: (file.parent / name).read_bytes() for name in names}
        assert table(file) == [{"name": "Ann", "phone": "1", "spent": "2"}]
        assert {name: (file.parent / name).read_bytes() for name in sorted(os.listdir(file.parent))} == before


def test_a_file_through_a_pipe(file: Path) -> None:
    make(file, PEOPLE + "INSERT INTO people VALUES ('Ann', 1, 2)")
    assert table(file.read_bytes()) == [{"name": "Ann", "phone": "1", "spent": "2"}]


def test_odd_names_are_only_names(file: Path) -> None:
    make(file, 'CREATE TABLE "a"";--" ("x y", "select"); INSERT INTO "a"";--" VALUES (1, 2)')
    assert table(file) == [{"x y": "1", "select": "2"}]


def test_damaged_and_empty_files_are_refused(file: Path) -> None:
    make(file, "CREATE TABLE a (x); DROP TABLE a")
    assert refusal(file).code == "file_empty"
    assert refusal(b"SQLite format 3\0" + b"\xff" * 500).code == "exchange.broken_database"


def test_only_some_formats_have_tables() -> None:
    assert refusal("Name\nAnn\n", table="x").code == "exchange.no_tables"
