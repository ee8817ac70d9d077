"""The second lane: a Typer app made from the same signatures. It completes command lines in the shell.

``argv`` parses what is really run, because Typer takes longer to start than most commands to finish;
``tests/test_lanes.py`` holds that both read command lines alike. Only Typer's public interface is used:
callbacks whose signature is made up from ``typer.Option`` and ``typer.Argument``.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import redirect_stdout
from inspect import Parameter, Signature
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import typer

from crmcli import signature
from crmcli.argv import GLOBAL_PARAMS, Parsed, flags_of
from crmcli.cli import COMMANDS, GROUPS, load
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.manual import help_of, metavar
from crmcli.signature import Param

VARIABLE = "_CRM_COMPLETE"
"""Set by the completion scripts of the shells; ``source_bash`` and the like ask for the script itself."""
_TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}

Run = Callable[[str, Parsed], None]


def build(run: Run, only: Collection[str] = COMMANDS) -> typer.Typer:
    """An app that hands each command line, parsed, to ``run``.

    Commands that are not in ``only`` are there by name, but without options: they need not be imported.
    """
    app = typer.Typer(name="crm", pretty_exceptions_enable=False)
    before: dict[str, Any] = {}

    def start(given: dict[str, Any]) -> None:
        before.clear()
        before.update(given.get("globals", {}))

    app.callback(invoke_without_command=True)(_callback(_options(GLOBAL_PARAMS), start))
    groups = {name: typer.Typer(name=name, help=t(f"help.{name}")) for name in sorted(GROUPS)}
    for name, group in groups.items():
        app.add_typer(group, name=name, no_args_is_help=False)
    for name in COMMANDS:
        first, _, verb = name.partition(" ")
        home = groups[first] if verb else app
        home.command(verb or first, help=help_of(name), add_help_option=False)(
            _command(name, before, run) if name in only else _nothing
        )
    return app


def _nothing() -> None:
    """A command that is not needed now."""


def _command(name: str, before: dict[str, Any], run: Run) -> Callable[..., None]:
    takes = signature.read(load(name))
    params = [p for p in takes.params if p.kind == "arg"]
    if takes.fields:
        params.append(_words(takes.fields))
    params += _options(flags_of(takes, _field_names(takes)).values())

    def finish(values: dict[str, Any]) -> None:
        common = {**before, **values.pop("globals", {})}
        run(name, Parsed(values, common))

    return _callback(params, finish)


def _words(group: str) -> Param:
    """The words beyond the arguments of a command that takes FIELD=VALUE."""
    return Param("words", "arg", "str", True, False, None, (), "manual.fields_own", "FIELD=VALUE", (), group)


def _field_names(takes: signature.Signature) -> Sequence[str]:
    from crmcli.fields import EDITABLE

    return EDITABLE if takes.fields else ()


def _options(params: Any) -> list[Param]:
    """Each option once, however many flags it has."""
    return list({(param.group, param.name): param for param in params}.values())


# -- parameters ------------------------------------------------------------------------------------


def _callback(params: Sequence[Param], finish: Callable[[dict[str, Any]], None]) -> Callable[..., None]:
    """A function whose signature asks Typer for ``params``, and which passes on what was given of them."""
    by_name = {f"p{i}": param for i, param in enumerate(params)}

    def callback(**values: Any) -> None:
        given: dict[str, Any] = {}
        for name, value in values.items():
            if value is not None:
                _store(by_name[name], value, given)
        finish(given)

    made = {name: _parameter(name, param) for name, param in by_name.items()}
    callback.__signature__ = Signature(list(made.values()))  # type: ignore[attr-defined]  # read by inspect
    callback.__annotations__ = {name: parameter.annotation for name, parameter in made.items()}
    return callback


def _store(param: Param, value: Any, given: dict[str, Any]) -> None:
    """As ``bind`` expects it: options of a group and values of fields under the name of their parameter."""
    home = given.setdefault(param.group, {}) if param.group else given
    if param.name.startswith("="):
        home.setdefault("pairs", []).extend((param.name[1:], each) for each in value)
    else:
        home[param.name] = value


def _parameter(name: str, param: Param) -> Parameter:
    kind: Any = _TYPES[param.type]
    if param.choices and not param.many:
        kind = Literal[param.choices]
    if param.many:
        kind = list[kind]
    needed = param.kind == "arg" and param.required
    hint: Any = kind if needed else kind | None
    default = Parameter.empty if needed else None
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=Annotated[hint, _info(param)], default=default)


def _info(param: Param) -> Any:
    """Typer's description of the parameter."""
    text = t(param.help) if param.help else None
    shown = metavar(param.metavar) or None
    if param.kind == "arg":
        return typer.Argument(metavar=shown, help=text)
    if param.type == "bool":
        return typer.Option(*map(_with_negation, param.flags) if param.group != "globals" else param.flags, help=text)
    completion = (lambda: list(param.choices)) if param.choices and param.many else None
    return typer.Option(*param.flags, metavar=shown, help=text, autocompletion=completion)


def _with_negation(flag: str) -> str:
    return f"{flag}/--no-{flag[2:]}" if flag.startswith("--") else flag


# -- completion ------------------------------------------------------------------------------------


def complete(arguments: Sequence[str], environ: Mapping[str, str], out: TextIO) -> int:
    """Answer a shell that asks for completions, or show or install the script that makes it ask."""
    if VARIABLE in environ:
        typed = environ.get("COMP_WORDS") or environ.get("_TYPER_COMPLETE_ARGS") or ""
        return _ask_typer(out, typed.split())
    flag, _, shell = (arguments[0] if "=" in arguments[0] else "=".join(arguments[:2])).partition("=")
    shell = shell or os.path.basename(environ.get("SHELL", ""))
    if shell not in _HOMES:
        raise Invalid("manual.unknown_shell", shell=shell)
    if flag == "--show-completion":
        out.write(_script(shell))
        return 0
    path = _install(shell, Path(environ.get("HOME") or Path.home()))
    out.write(t("manual.completion_installed", shell=shell, path=path) + "\n")
    return 0


def _ask_typer(out: TextIO, typed: Sequence[str]) -> int:
    """Typer reads the request from the environment and prints its answer."""
    only = [name for name in COMMANDS if all(word in typed for word in name.split())]
    with redirect_stdout(out):
        try:
            build(lambda name, parsed: None, only)(args=[], prog_name="crm")
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 0
    return 0


def _script(shell: str) -> str:
    """The script that makes a shell ask for completions."""
    text = StringIO()
    os.environ[VARIABLE] = f"source_{shell}"
    try:
        _ask_typer(text, ())
    finally:
        del os.environ[VARIABLE]
    return text.getvalue()


_HOMES = {
    "bash": (".bash_completions/crm.sh", ".bashrc", "source '{path}'"),
    "zsh": (".zfunc/_crm", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    "fish": (".config/fish/completions/crm.fish", "", ""),
}
"""Where each shell's script goes, and the line of its start-up file that finds it."""


def _install(shell: str, home: Path) -> Path:
    """Write the script, and the line that loads it unless it is there; the rest of the file stays."""
    place, startup, line = _HOMES[shell]
    path = home / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_script(shell), encoding="utf-8")
    if startup:
        line = line.format(path=path)
        file = home / startup
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if line not in text.splitlines():
            file.write_text(f"{text.rstrip()}\n{line}\n".lstrip(), encoding="utf-8")
    return path


__all__ = ["VARIABLE", "build", "complete"]
