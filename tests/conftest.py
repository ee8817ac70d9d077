"""``crm(...)`` runs one command line through ``main()`` on a database of its own, at a fixed time."""

import io
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from crmcli import migrations
from crmcli.cli import main

settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")
"""The same examples every time; ``--hypothesis-profile=default`` looks for new ones."""

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"
"""Real files to try things on; tests that use them skip where they are absent."""


@pytest.fixture(scope="session", autouse=True)
def new_files_are_copies() -> Iterator[None]:
    """A new file inside a test is a copy of one that ``migrate`` made: a schema takes three times a command's time."""
    make, made = migrations.migrate, dict[tuple[object, ...], sqlite3.Connection]()

    def copied(db: sqlite3.Connection, *, upto: int | None = None, seed: Mapping[str, str] | None = None) -> None:
        if upto is not None or db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            return make(db, upto=upto, seed=seed)
        key = (migrations.STEPS, *(seed or {}).items())
        if key not in made:
            made[key] = sqlite3.connect(":memory:", isolation_level=None)
            make(made[key], seed=seed)
        made[key].backup(db)
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "migrate", copied)
        yield
    for connection in made.values():
        connection.close()


class Ran(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Crm:
    """One seller at one database. ``environ`` may be changed between commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = folder / "crm.db"
        self.environ = {
            "CRMCLI_DB": str(self.db),
            "CRMCLI_NOW": "2026-03-01T09:00",
            "CRMCLI_SEED": "1",
            "CRMCLI_LANG": "en",
            "CRMCLI_USER": "mei",
            "HOME": str(folder),
            "NO_COLOR": "1",
        }

    def __call__(self, *argv: str, stdin: str = "", terminal: bool = False, columns: int = 80, **environ: str) -> Ran:
        out = Terminal() if terminal else io.StringIO()
        err = io.StringIO()
        source = Terminal(stdin) if terminal else io.StringIO(stdin)
        env = {**self.environ, "COLUMNS": str(columns), **environ}
        status = main([*argv], environ=env, stdin=source, stdout=out, stderr=err)
        return Ran(status, out.getvalue(), err.getvalue())

    def ok(self, *argv: str, **options: Any) -> Ran:
        """Run a command that must succeed."""
        ran = self(*argv, **options)
        assert ran.status == 0, f"crm {' '.join(argv)}: exit {ran.status}\n{ran.err}"
        return ran


@pytest.fixture
def crm(tmp_path: Path) -> Crm:
    return Crm(tmp_path)


@pytest.fixture
def seller(tmp_path: Path) -> Callable[[str], Crm]:
    """Several sellers with a database each."""

    def make(name: str) -> Crm:
        folder = tmp_path / name
        folder.mkdir()
        return Crm(folder)

    return make
