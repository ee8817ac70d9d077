"""The fast lane: the command line parsed from a command's signature, without Typer.

Global options may stand before or after the command; ``--`` ends options; ``--opt=value``, ``-fjson``
and repeated options work as users of getopt expect. What starts with a dash and is no option of the
command is an error, but for negative numbers (``-5``, ``-30d``).
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from crmcli.errors import Invalid
from crmcli.signature import Opt, Param, Signature

FORMATS = ("table", "json", "ndjson", "csv", "tsv", "md", "ids")


class Globals(NamedTuple):
    """Options of every command, before or after its name."""

    db: str | None = None
    lang: str | None = None
    format: str | None = None
    output: str | None = None
    headings: str | None = None
    read_only: bool = False
    yes: bool = False
    quiet: bool = False
    help: bool = False
    version: bool = False


GLOBALS: dict[str, Opt] = {
    "db": Opt("--db", help="common.opt_db", metavar="FILE"),
    "lang": Opt("--lang", help="common.opt_lang", choices=("en", "zh")),
    "format": Opt("--format", "-f", help="common.opt_format", choices=FORMATS),
    "output": Opt("--output", "-o", help="common.opt_output", metavar="FILE"),
    "headings": Opt("--headings", help="common.opt_headings", choices=("en", "zh")),
    "read_only": Opt("--read-only", help="common.opt_read_only"),
    "yes": Opt("--yes", "-y", help="common.opt_yes"),
    "quiet": Opt("--quiet", "-q", help="common.opt_quiet"),
    "help": Opt("--help", "-h", help="common.opt_help"),
    "version": Opt("--version", help="common.opt_version"),
}
_LARGEST = 2**63 - 1
"""What a column of SQLite can hold."""
_SWITCHES = frozenset(("read_only", "yes", "quiet", "help", "version"))
GLOBAL_PARAMS = tuple(
    Param(
        name,
        "opt",
        "bool" if name in _SWITCHES else "str",
        False,
        False,
        None,
        opt.flags,
        opt.help,
        opt.metavar,
        opt.choices,
        "globals",
    )
    for name, opt in GLOBALS.items()
)
_BY_FLAG = {flag: param for param in GLOBAL_PARAMS for flag in param.flags}


class Parsed(NamedTuple):
    options: dict[str, Any]
    """What the command's own parameters get."""
    globals: dict[str, Any]


def split_command(argv: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Global options that stand before the command, and the rest from the command on."""
    found: dict[str, Any] = {}
    rest = list(argv)
    while rest and rest[0].startswith("-") and rest[0] != "--":
        param, value, used = _option(rest, _BY_FLAG)
        found[param.name] = value
        del rest[:used]
    return found, rest


def parse(signature: Signature, words: Sequence[str], field_names: Iterable[str] = ()) -> Parsed:
    """Words after the command, as arguments for its function.

    ``field_names`` are the catalogue's: a command with a fields parameter takes ``--FIELD VALUE`` for each.
    """
    flags = flags_of(signature, field_names)
    options: dict[str, Any] = {}
    common: dict[str, Any] = {}
    positional: list[str] = []
    rest = list(words)
    while rest:
        if rest[0] == "--":
            positional += rest[1:]
            break
        if not rest[0].startswith("-") or rest[0] == "-" or _is_text(rest[0], flags):
            positional.append(rest.pop(0))
            continue
        param, value, used = _option(rest, flags)
        del rest[:used]
        _store(param, value, options, common)
    if not (common.get("help") or common.get("version")):
        _place(signature, positional, options)
    return Parsed(options, common)


def flags_of(signature: Signature, field_names: Iterable[str] = ()) -> dict[str, Param]:
    """Every option that the command takes: its own, those of fields, the global ones."""
    flags = dict(_BY_FLAG)
    flags.update((flag, param) for param in signature.params for flag in param.flags)
    if signature.fields:
        flags.update(
            (_field_flag(name), _field_param(signature, name)) for name in field_names if _field_flag(name) not in flags
        )
    return flags


def _store(param: Param, value: Any, options: dict[str, Any], common: dict[str, Any]) -> None:
    if param.group == "globals":
        common[param.name] = value
    elif param.name.startswith("="):
        options.setdefault(param.group, {}).setdefault("pairs", []).append((param.name[1:], value))
    else:
        home = options.setdefault(param.group, {}) if param.group else options
        if param.many:
            home.setdefault(param.name, []).append(value)
        else:
            home[param.name] = value


def _field_flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _field_param(signature: Signature, name: str) -> Param:
    flag = _field_flag(name)
    return Param("=" + name, "opt", "str", True, False, None, (flag,), "", "VALUE", (), signature.fields)


def _is_text(word: str, flags: dict[str, Param]) -> bool:
    """A negative number (``-5``, ``-30d``), or a query's ``-tag:vip``, which means not."""
    if word[:2] in flags and not word[2:]:
        return False
    if word[1:2].isdigit():
        return word[:2] not in flags
    head = word[1:]
    for i, char in enumerate(head):
        if not (char.isalnum() or char == "_"):
            return i > 1 and char in ":=<>~!："
    return False


def _option(rest: list[str], flags: dict[str, Param]) -> tuple[Param, Any, int]:
    """The option that ``rest`` starts with, its value, and how many words it took."""
    word = rest[0]
    name, equals, given = word.partition("=") if word.startswith("--") else (word[:2], word[2:3], word[2:])
    param = flags.get(name)
    if param is None and name.startswith("--no-"):
        param = flags.get("--" + name[5:])
        if param is not None and param.type == "bool" and not equals:
            return param, False, 1
        param = None
    if param is None:
        raise Invalid("unknown_option", option=name, like=_like(name, flags))
    if param.type == "bool":
        if equals and not name.startswith("--"):
            rest[1:1] = ["-" + given]
        elif equals:
            raise Invalid("option_takes_no_value", option=name)
        return param, True, 1
    if equals:
        return param, convert(param, given), 1
    if len(rest) < 2:
        raise Invalid("option_needs_value", option=name)
    return param, convert(param, rest[1]), 2


def convert(param: Param, text: str) -> Any:
    """A word as the type of its parameter."""
    shown = param.flags[0] if param.flags else param.metavar
    if param.words and text not in param.choices:
        text = param.words.get(text.strip().lower(), text)
    if param.choices and text not in param.choices:
        raise Invalid("not_a_choice", option=shown, value=text, choices=", ".join(param.choices))
    if param.type in ("int", "float"):
        try:
            number = int(text) if param.type == "int" else float(text)
        except ValueError:
            raise Invalid("invalid_number", value=text, option=shown) from None
        if not -_LARGEST <= number <= _LARGEST:
            raise Invalid("invalid_number", value=text, option=shown)
        return number
    return text


def _place(signature: Signature, words: list[str], options: dict[str, Any]) -> None:
    """Hand positional words to the arguments; one that takes many takes what the others leave."""
    params = [p for p in signature.params if p.kind == "arg"]
    needed = sum(p.required for p in params)
    for i, param in enumerate(params):
        after = sum(p.required for p in params[i + 1 :])
        if param.many:
            take = len(words) - after
            if take > 0:
                options[param.name] = [convert(param, word) for word in words[:take]]
                del words[:take]
        elif len(words) > after or (param.required and words):
            options[param.name] = convert(param, words.pop(0))
        if param.required and param.name not in options:
            raise Invalid("missing_argument", argument=f"metavars.{param.metavar}", needed=needed)
    if words and signature.fields:
        options.setdefault(signature.fields, {})["words"] = words
    elif words:
        raise Invalid("unexpected_argument", argument=words[0])


def _like(name: str, flags: dict[str, Param]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, flags, 1)), "")


def bind(signature: Signature, options: dict[str, Any]) -> dict[str, Any]:
    """Keyword arguments of the command: shared options as their objects, fields as (name, value) pairs."""
    from crmcli.options import FieldValues

    bound = dict(options)
    for name, cls in signature.groups.items():
        bound[name] = cls(**bound.get(name, {}))
    if signature.fields:
        given = bound.get(signature.fields, {})
        bound[signature.fields] = FieldValues.read(given.get("words", []), given.get("pairs", []))
    return bound
