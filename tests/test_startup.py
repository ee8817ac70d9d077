"""What a short command must not load: start-up is most of its time."""

import os
import subprocess
import sys

import pytest

from crmcli import cli
from tests.conftest import Crm

HEAVY = (
    "rich", "pydantic", "sqlite_utils", "dateutil", "numpy", "typer", "click", "importlib.metadata", "phonenumbers",
    "lunar_python", "sqlalchemy", "pandas",
)  # fmt: skip
_PROGRAM = """
import sys
from crmcli.cli import main
status = main(sys.argv[1:])
sys.stdout.flush()
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize(("said", "told"), [(None, "1"), ("4", "4")])
def test_numpy_starts_without_threads_unless_somebody_wants_them(
    monkeypatch: pytest.MonkeyPatch, said: str | None, told: str
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", said or "")
    if said is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setattr(cli, "main", lambda: os.environ["OPENBLAS_NUM_THREADS"])
    with pytest.raises(SystemExit, match=told):
        cli.run()


def loaded(crm: Crm, *argv: str) -> set[str]:
    """The modules in memory when a piped command ends."""
    ran = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{_PROGRAM}", *argv],
        env=crm.environ, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines())


@pytest.mark.parametrize(
    "line", ["show 1", "list", "find 张", "today", "add 李四 phone=13800138001", "log 1 谈了价格", "timeline 1"]
)
def test_an_everyday_command_loads_nothing_heavy(crm: Crm, line: str) -> None:
    crm.ok("add", "张三", "phone=13800138000", "city=上海")
    found = loaded(crm, *line.split())
    assert sorted(name for name in HEAVY if name in found) == []


@pytest.mark.parametrize("line", ["show 1", "today"])
def test_a_page_about_customers_is_read_without_dataclasses(crm: Crm, line: str) -> None:
    """``dataclasses`` brings ``inspect``, and with it a sixth of the time such a command takes."""
    crm.ok("add", "张三")
    assert {"dataclasses", "inspect", "difflib", "random", "decimal"} & loaded(crm, *line.split()) == set()
