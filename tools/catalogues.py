"""What the source code says: which sentences it names, which errors it raises. Read with ``ast``."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from crmcli import errors
from crmcli.i18n import LANGUAGES

PACKAGE = Path(errors.__file__).parent
STATUS = {
    name: value.status
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.CrmError)
}
Sentence = str | tuple[str, str]


class Use(NamedTuple):
    """A sentence asked for by name: where, its full key, and the facts given (None: not known)."""

    place: str
    key: str
    facts: frozenset[str] | None
    status: int = 0
    """Of an error: the exit status."""


def catalogue(language: str) -> dict[str, Sentence]:
    """All sentences of a language under their full names (``page.name``)."""
    found: dict[str, Sentence] = {}
    for path in sorted((PACKAGE / "locale" / language).glob("[!_]*.py")):
        messages = import_module(f"crmcli.locale.{language}.{path.stem}").MESSAGES
        found.update((f"{path.stem}.{name}", text) for name, text in messages.items())
    return found


def placeholders(sentence: Sentence) -> set[str]:
    """Names in braces; of a plural pair, those of the second (the first may do without its number)."""
    text = sentence if isinstance(sentence, str) else sentence[1]
    return set(re.findall(r"{(\w+)[^}]*}", text))


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package but the catalogues, parsed."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith("locale/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def uses() -> list[Use]:
    """Every t("…"), Arg("…"), Opt(help="…") and error with a literal code."""
    return [use for name, tree in trees() for node in ast.walk(tree) for use in _uses(name, node)]


def raised() -> dict[str, int]:
    """Error codes and their exit status."""
    return {use.key: use.status for use in uses() if use.status}


def _uses(name: str, node: ast.AST) -> Iterator[Use]:
    if not isinstance(node, ast.Call):
        return
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    place = f"{name}:{node.lineno}"
    given = _facts(node)
    if called in ("t", "Arg"):
        yield from (Use(place, key, given if called == "t" else frozenset()) for key in _literals(node.args[:1]))
    elif called == "Opt":
        keys = _literals([k.value for k in node.keywords if k.arg == "help"])
        yield from (Use(place, key, frozenset()) for key in keys)
    elif called in STATUS:
        for code in (*_literals(node.args[:1]), *_composed(node.args[:1])):
            yield Use(place, code if "." in code else f"errors.{code}", given, STATUS[called])


def _composed(nodes: list[ast.expr]) -> Iterator[str]:
    """The codes that an f-string like ``f"sale.already_{status}"`` can become."""
    for pattern in (pattern for node in nodes for pattern in _patterns(node)):
        yield from (key for key in catalogue("en") if pattern.fullmatch(key))


def _facts(node: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in node.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _literals(nodes: list[ast.expr]) -> Iterator[str]:
    """String constants, those of both branches of ``a if x else b`` too."""
    for node in nodes:
        if isinstance(node, ast.IfExp):
            yield from _literals([node.body, node.orelse])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def columns() -> set[str]:
    """Names of the columns that tables can have."""
    calls = (node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        name
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("Column", "Shown")
        for name in _literals(call.args[:1])
    }


def mentioned() -> tuple[set[str], list[re.Pattern[str]]]:
    """String constants anywhere in the code, and patterns of what is put together and may name a sentence."""
    constants: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    writer = Path(__file__).with_name("reference.py").read_text(encoding="utf-8")
    for tree in (*(tree for _, tree in trees()), ast.parse(writer)):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            else:
                patterns += _patterns(node)
    return constants, patterns


def _patterns(node: ast.AST) -> Iterator[re.Pattern[str]]:
    """``f"today.{kind}"`` and ``"today." + kind`` are both today.-and-something."""
    if isinstance(node, ast.JoinedStr):
        text = "".join(_part(part) for part in node.values)
    elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
        text = re.escape(str(node.left.value)) + ".+"
    else:
        return
    if re.fullmatch(r"[a-z_.+\\]+", text) and re.search(r"[a-z]{3}", text):
        yield re.compile(text)


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"


__all__ = ["LANGUAGES", "Use", "catalogue", "columns", "mentioned", "placeholders", "raised", "uses"]
