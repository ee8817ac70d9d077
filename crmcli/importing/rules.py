"""``FILE.rules.toml``: how a file is to be read, noted beside it for the next time.

Options given on the command line overrule it; what it says is checked as strictly as they are.
"""

import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from crmcli.errors import Invalid, Refused
from crmcli.exchange import presets
from crmcli.exchange.forms import FORMS
from crmcli.importing.customers import ON_DUPLICATE
from crmcli.importing.options import DECIMALS, EXTRAS, FORMATS, Columns, Identity, Reading

SUFFIX = ".rules.toml"
REJECTS = ".rejects.csv"
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".json", ".ndjson")
_OF_THE_FORM = frozenset(("encoding", "delimiter", "skip", "sheet", "table", "format"))
"""What a file of rejected rows has its own way of, whatever the file they come from was like."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


KINDS = ("customers", "sales", "payments", "contacts", "complaints", "tasks", "tags", "feedback", "products", "deals",
         "campaigns")  # fmt: skip
KEYS: Mapping[str, Callable[[Any], bool]] = {
    "kind": lambda value: value in KINDS,
    "preset": lambda value: _text(value) and (value == "none" or value in presets.names()),
    "source": _text,
    "encoding": _text,
    "delimiter": lambda value: isinstance(value, str) and value != "",
    "skip": _count,
    "sheet": lambda value: _text(value) or _count(value),
    "table": _text,
    "format": lambda value: value in FORMS,
    "date_format": lambda value: value in FORMATS,
    "decimal": lambda value: value in DECIMALS,
    "currency": _text,
    "region": _text,
    "key": _text,
    "on_duplicate": lambda value: value in ON_DUPLICATE and value != "ask",
    "extra": lambda value: value in EXTRAS,
    "null": _texts,
    "skip_columns": _texts,
    "map": _table,
    "const": _table,
}
"""Key → is this a value for it? In the order in which they are written."""


def path_of(file: str) -> str | None:
    """Where the rules of a file stand; standard input has none."""
    return None if file == "-" else file + SUFFIX


def read(path: str) -> dict[str, Any]:
    """Raises Invalid naming the key, or the place where it is no TOML."""
    import tomllib

    try:
        with open(path, "rb") as file:
            found = tomllib.load(file)
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("file_unreadable", path=path, reason=str(error)) from error
    except tomllib.TOMLDecodeError as error:
        raise Invalid("import.rules_broken", path=path, problem=str(error)) from error
    for key, value in found.items():
        if key not in KEYS:
            raise Invalid("import.rules_key", key=key, path=path, choices=" ".join(KEYS))
        if not KEYS[key](value):
            raise Invalid("import.rules_value", key=key, path=path, value=str(value)[:80])
    return found


def beside(file: str, *, ignore: bool) -> tuple[str | None, dict[str, Any]]:
    """The rules file that is used (None without one) and what it says; rejected rows go by those of their file."""
    path = path_of(file)
    if ignore or path is None:
        return None, {}
    if os.path.exists(path):
        return path, read(path)
    if file.endswith(REJECTS):
        for ending in _TABLES:
            path = f"{file.removesuffix(REJECTS)}{ending}{SUFFIX}"
            if os.path.exists(path):
                return path, {key: value for key, value in read(path).items() if key not in _OF_THE_FORM}
    return None, {}


def write(path: str, rules: Mapping[str, Any]) -> None:
    """Put what is set into the file, in one step."""
    from tempfile import NamedTemporaryFile

    folder, name = os.path.split(path)
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=folder or ".", prefix=f".{name}.", delete=False) as file:
            file.write(text(rules))
        os.replace(file.name, path)
    except OSError as error:
        raise Refused("cannot_write", path=path, reason=error.strerror or str(error)) from error


def text(rules: Mapping[str, Any]) -> str:
    lines = [f"{key} = {_value(rules[key])}" for key in KEYS if _is_set(rules.get(key)) and not _is_table(rules[key])]
    for key in KEYS:
        if _is_set(rules.get(key)) and _is_table(rules[key]):
            lines += ["", f"[{key}]", *(f"{_key(name)} = {_value(value)}" for name, value in rules[key].items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def _is_set(value: Any) -> bool:
    return value is not None and value not in ([], {}, "")


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(value: str) -> str:
    """A basic string: quotes, backslashes and control characters escaped."""
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    shown = (short.get(c) or (c if c >= " " and not "\x7f" <= c <= "\x9f" else f"\\u{ord(c):04X}") for c in value)
    return f'"{"".join(shown)}"'


def with_options(rules: Mapping[str, Any], kind: str | None, reading: Reading, columns: Columns,
                 identity: Identity, sheet: str | int | None = None) -> dict[str, Any]:  # fmt: skip
    """What is in force: the rules of the file, overruled by the options."""
    given = {
        "kind": kind, "preset": columns.preset, "source": identity.source, "encoding": reading.encoding,
        "delimiter": reading.delimiter, "skip": reading.skip_lines, "sheet": reading.sheet or sheet,
        "table": reading.table, "format": reading.form,
        "date_format": reading.date_format, "decimal": reading.decimal, "currency": reading.currency,
        "region": reading.region, "key": identity.key, "extra": columns.extra,
        "on_duplicate": None if identity.on_duplicate == "ask" else identity.on_duplicate,
    }  # fmt: skip
    merged = {key: given.get(key) if given.get(key) is not None else rules.get(key) for key in KEYS}
    merged["null"] = [*dict.fromkeys((*rules.get("null", ()), *reading.null))]
    merged["skip_columns"] = [*dict.fromkeys((*rules.get("skip_columns", ()), *columns.skip_column))]
    merged["map"] = {**rules.get("map", {}), **pairs(columns.map, "import.not_a_mapping")}
    merged["const"] = {**rules.get("const", {}), **pairs(columns.const, "import.not_a_constant")}
    return merged


def pairs(words: list[str], problem: str) -> dict[str, str]:
    """``Heading=field`` words; the first ``=`` parts them, but for headings that hold one themselves."""
    found = {}
    for word in words:
        name, equals, value = word.rpartition("=") if problem == "import.not_a_mapping" else word.partition("=")
        if not equals or not name.strip():
            raise Invalid(problem, word=word)
        found[name] = value.strip()
    return found
