"""The house: who may import whom, where SQL may stand, who may print. Read from the source with ast."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "crmcli"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "i18n", "locale"),
    ("normalize", "text"),
    ("fields", "domain", "result"),
    ("migrations",),
    ("db", "store"),
    ("query",),
    ("segment",),
    ("reports", "exchange", "dedupe", "safety"),
    ("tables", "render", "sentences"),
    ("signature", "options", "argv", "config", "context"),
    ("services", "importing", "demo", "shapes"),
    ("commands",),
    ("manual", "typer_lane", "output", "cli", "__main__"),
)
"""Lower rooms first; a room may import from its own row and from those above it in this list."""

RANK = {room: i for i, row in enumerate(LAYERS) for room in row}

SQL_ROOMS = {"db", "store", "migrations", "fields", "query", "segment", "reports", "dedupe", "safety"}
SQL = re.compile(r"\s*(SELECT|INSERT( OR \w+)? INTO|UPDATE \w+ SET|DELETE FROM|CREATE |PRAGMA |WITH \w+ AS)\b")


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def imported(tree: ast.AST) -> Iterator[str]:
    """Modules of ours that a tree imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("crmcli"):
            base = node.module.removeprefix("crmcli").removeprefix(".")
            yield from ([base] if base else [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("crmcli.") for a in node.names if a.name.startswith("crmcli."))


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", modules(), ids=name)
def test_every_room_imports_only_from_below(path: Path) -> None:
    own = RANK[room(path)]
    above = [m for m in imported(parse(path)) if m != "VERSION" and RANK[m.split(".")[0]] > own]
    assert above == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "commands").glob("*.py")), ids=name)
def test_commands_do_not_import_each_other(path: Path) -> None:
    assert [m for m in imported(parse(path)) if m.startswith("commands.")] == []


@pytest.mark.parametrize("path", [p for p in modules() if room(p) not in SQL_ROOMS], ids=name)
def test_sql_stands_only_in_its_rooms(path: Path) -> None:
    texts = [n.value for n in ast.walk(parse(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [text for text in texts if SQL.match(text)] == []


@pytest.mark.parametrize("path", [p for p in modules() if RANK[room(p)] < RANK["commands"]], ids=name)
def test_nothing_below_the_commands_prints_or_prompts(path: Path) -> None:
    calls = [
        node.func.id for node in ast.walk(parse(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert not {"print", "input"} & set(calls)


READS_THE_ENVIRONMENT = {"i18n.py", "cli.py", "context.py", "manual.py", "typer_lane.py"}


@pytest.mark.parametrize("path", [p for p in modules() if name(p) not in READS_THE_ENVIRONMENT], ids=name)
def test_the_environment_is_read_at_the_edge(path: Path) -> None:
    assert not re.search(r"os\.environ|os\.getenv|sys\.argv", path.read_text("utf-8"))


@pytest.mark.parametrize("path", modules(), ids=name)
def test_files_are_small_and_functions_short(path: Path) -> None:
    text = path.read_text("utf-8")
    if room(path) != "locale" and path.name != "pinyin_table.py":
        assert text.count("\n") <= 450
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno <= 70, node.name
