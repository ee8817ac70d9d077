"""A file of each schema that was shipped, as SQL: ``python -m tests.migrations.snapshot`` writes the latest one.

Written once, when the version ships, and never again: later versions must be able to open such files. Its first
line holds the hash of the step, which must not be edited from then on.
"""

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path

from crmcli import migrations
from tests.conftest import Crm

FOLDER = Path(__file__).parent

LINES = (
    ("init", "--currency", "CNY", "--region", "CN"),
    ("add", "张三", "phone=13800138000", "email=zhang@example.cn", "tags=vip", "city=上海"),
    ("add", "Anna O'Neil", "company=Blue Door Ltd", "birthday=1990-03-04"),
    ("field", "add", "size", "--type", "number"),
    ("edit", "1", "size=42", "wechat=zhang_san"),
    ("product", "add", "绿茶", "--sku", "TEA", "--price", "12.50"),
    ("sale", "add", "1", "TEA*2"),
    ("sale", "pay", "1", "5"),
    ("log", "1", "问了目录", "--channel", "call", "--next", "+3d"),
    ("note", "2", "likes green tea"),
    ("complaint", "add", "2", "the cup was broken"),
    ("feedback", "add", "1", "9", "又快又好", "--sale", "1"),
    ("prefer", "add", "2", "green tea"),
    ("campaign", "add", "spring", "--to", "tag:vip", "--cost", "120"),
    ("campaign", "join", "spring"),
    ("deal", "add", "2", "ten chairs", "--amount", "350"),
    ("deal", "move", "1", "proposal"),
    ("log", "2", "wants them in oak", "--deal", "1"),
    ("add", "Anna ONeil", "email=anna@example.com"),
    ("merge", "2", "3"),
    ("undo",),
    ("rm", "3"),
)
"""A little of everything."""

FULL_TEXT = (
    "INSERT INTO search (search) VALUES ('rebuild');",
    "INSERT INTO search_digits (rowid, digits) SELECT customer_id, digits FROM search_text WHERE digits <> '';",
)


def step_hash(version: int) -> str:
    sql = import_module(f"crmcli.migrations.{migrations.STEPS[version - 1]}").SQL
    return hashlib.sha256(sql.encode()).hexdigest()


def path(version: int) -> Path:
    return FOLDER / f"schema_{version}.sql"


def restore(version: int, db: Path) -> None:
    """Make the file that the snapshot describes."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # statement by statement onto the disk takes seconds
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.executescript(path(version).read_text(encoding="utf-8"))


def dump(db: Path) -> Iterator[str]:
    """Statements that make the file again: tables, rows, full-text indexes, then all that would act on rows."""
    with closing(sqlite3.connect(db)) as connection:
        objects = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        virtual = [name for kind, name, sql in objects if kind == "table" and "VIRTUAL" in sql]
        shadows = {f"{name}_{part}" for name in virtual for part in ("data", "idx", "content", "docsize", "config")}
        tables = [(name, sql) for kind, name, sql in objects if kind == "table" and name not in shadows]
        yield "PRAGMA foreign_keys = OFF;"
        for name, sql in tables:
            if not name.startswith("sqlite_"):
                yield f"{sql};"
        for name, _ in tables:
            if name not in virtual:
                yield from _rows(connection, name)
        yield from FULL_TEXT
        for wanted in ("index", "trigger", "view"):
            yield from (f"{sql};" for kind, _, sql in objects if kind == wanted)
        for pragma in ("application_id", "user_version"):
            yield f"PRAGMA {pragma} = {connection.execute(f'PRAGMA {pragma}').fetchone()[0]};"
        yield "PRAGMA journal_mode = WAL;"


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    if table == "sqlite_sequence":
        yield "DELETE FROM sqlite_sequence;"
    columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    values = " || ', ' || ".join(f'quote("{name}")' for name in columns)
    for (row,) in connection.execute(f"SELECT {values} FROM {table}"):
        yield f"INSERT INTO {table} VALUES ({row});"


def write() -> Path:
    version = migrations.latest()
    with tempfile.TemporaryDirectory() as folder:
        crm = Crm(Path(folder))
        for line in LINES:
            crm.ok(*line)
        lines = [f"-- {migrations.STEPS[version - 1]} {step_hash(version)}", *dump(crm.db)]
    path(version).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path(version)


if __name__ == "__main__":
    print(write())
