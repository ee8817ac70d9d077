"""The root: the table of commands, global options, and the one place where an error becomes a message."""

import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, TextIO

from crmcli import argv as words
from crmcli import config, i18n, output, signature
from crmcli.context import ConsentNeeded, Context
from crmcli.errors import CrmError, Interrupted, Invalid, Refused
from crmcli.i18n import t
from crmcli.render import Target, dump
from crmcli.result import Document, Done
from crmcli.text import safe


class Command(NamedTuple):
    """Where a command lives. Its one-line help is ``help.<name with _ for spaces>`` in the catalogues."""

    module: str
    function: str
    family: str
    writes: bool = False


def _read(module: str, function: str, family: str) -> Command:
    return Command(module, function, family)


def _write(module: str, function: str, family: str) -> Command:
    return Command(module, function, family, writes=True)


COMMANDS: dict[str, Command] = {
    "today": _read("today", "today", "day"),
    "add": _write("customer", "add", "day"),
    "list": _read("customer", "list_", "day"),
    "find": _read("customer", "find", "day"),
    "show": _read("show", "show", "day"),
    "timeline": _read("show", "timeline", "day"),
    "edit": _write("customer", "edit", "day"),
    "log": _write("interaction", "log", "day"),
    "note": _write("interaction", "note", "day"),
    "tag": _write("tag", "tag", "day"),
    "untag": _write("tag", "untag", "day"),
    "tags list": _read("tag", "list_", "day"),
    "tags rename": _write("tag", "rename", "day"),
    "tags rm": _write("tag", "rm", "day"),
    "task add": _write("task", "add", "day"),
    "task list": _read("task", "list_", "day"),
    "task done": _write("task", "done", "day"),
    "task snooze": _write("task", "snooze", "day"),
    "task rm": _write("task", "rm", "day"),
    "undo": _write("undo", "undo", "day"),
    "redo": _write("undo", "redo", "day"),
    "sale add": _write("sale", "add", "selling"),
    "sale list": _read("sale", "list_", "selling"),
    "sale show": _read("sale", "show", "selling"),
    "sale pay": _write("sale", "pay", "selling"),
    "sale cancel": _write("sale", "cancel", "selling"),
    "deal add": _write("deal", "add", "selling"),
    "deal list": _read("deal", "list_", "selling"),
    "deal show": _read("deal", "show", "selling"),
    "deal edit": _write("deal", "edit", "selling"),
    "deal move": _write("deal", "move", "selling"),
    "deal win": _write("deal", "win", "selling"),
    "deal lose": _write("deal", "lose", "selling"),
    "deal rm": _write("deal", "rm", "selling"),
    "product add": _write("product", "add", "selling"),
    "product list": _read("product", "list_", "selling"),
    "complaint add": _write("complaint", "add", "service"),
    "complaint list": _read("complaint", "list_", "service"),
    "complaint show": _read("complaint", "show", "service"),
    "complaint update": _write("complaint", "update", "service"),
    "complaint resolve": _write("complaint", "resolve", "service"),
    "complaint reopen": _write("complaint", "reopen", "service"),
    "feedback add": _write("feedback", "add", "service"),
    "feedback list": _read("feedback", "list_", "service"),
    "feedback rm": _write("feedback", "rm", "service"),
    "prefer add": _write("prefer", "add", "service"),
    "prefer list": _read("prefer", "list_", "service"),
    "prefer rm": _write("prefer", "rm", "service"),
    "segment save": _write("segment", "save", "marketing"),
    "segment list": _read("segment", "list_", "marketing"),
    "segment show": _read("segment", "show", "marketing"),
    "segment explain": _read("segment", "explain", "marketing"),
    "segment count": _read("segment", "count", "marketing"),
    "segment compare": _read("segment", "compare", "marketing"),
    "segment freeze": _write("segment", "freeze", "marketing"),
    "segment watch": _write("segment", "watch", "marketing"),
    "segment rename": _write("segment", "rename", "marketing"),
    "segment rm": _write("segment", "rm", "marketing"),
    "campaign add": _write("campaign", "add", "marketing"),
    "campaign list": _read("campaign", "list_", "marketing"),
    "campaign show": _read("campaign", "show", "marketing"),
    "campaign edit": _write("campaign", "edit", "marketing"),
    "campaign join": _write("campaign", "join", "marketing"),
    "campaign mark": _write("campaign", "mark", "marketing"),
    "campaign rm": _write("campaign", "rm", "marketing"),
    "import": _write("import_", "import_", "data"),
    "imports list": _read("imports", "list_", "data"),
    "imports show": _read("imports", "show", "data"),
    "export": _read("export", "export", "data"),
    "dedupe list": _read("dedupe", "list_", "data"),
    "dedupe show": _read("dedupe", "show", "data"),
    "dedupe explain": _read("dedupe", "explain", "data"),
    "dedupe reject": _write("dedupe_decide", "reject", "data"),
    "dedupe auto": _write("dedupe_decide", "auto", "data"),
    "dedupe review": _write("dedupe_review", "review", "data"),
    "dedupe train": _write("dedupe_train", "train", "data"),
    "dedupe stats": _read("dedupe_train", "stats", "data"),
    "dedupe file": _read("dedupe_file", "file", "data"),
    "merge": _write("merge", "merge", "data"),
    "unmerge": _write("unmerge", "unmerge", "data"),
    "verify": _write("verify", "verify", "data"),
    "rm": _write("trash", "rm", "data"),
    "restore": _write("trash", "restore", "data"),
    "trash list": _read("trash", "list_", "data"),
    "trash empty": _write("trash", "empty", "data"),
    "field add": _write("field", "add", "data"),
    "field list": _read("field", "list_", "data"),
    "field rm": _write("field", "rm", "data"),
    "sql": _read("sql", "sql", "insight"),
    "report": _read("report", "report", "insight"),
    "history": _read("undo", "history", "safety"),
    "config list": _read("config", "list_", "safety"),
    "config get": _read("config", "get", "safety"),
    "config set": _write("config", "set_", "safety"),
    "doctor": _read("doctor", "doctor", "safety"),
    "init": _write("init", "init", "safety"),
    "demo": _read("demo", "demo", "safety"),
}
FAMILIES = ("day", "selling", "service", "marketing", "data", "insight", "safety")
NUMPY = {"OPENBLAS_NUM_THREADS": "1"}
"""Variables that are read when numpy is imported: its threads, for which no matrix here is large enough, would only
wait, and that costs a tenth of a second of CPU time."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_COMPLETION = ("--install-completion", "--show-completion")
GROUPS = frozenset(name.split()[0] for name in COMMANDS if " " in name)


def main(
    argv: Sequence[str] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run one command line; returns its exit status (PRODUCT section 2)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    env = os.environ if environ is None else environ
    out, err = stdout or sys.stdout, stderr or sys.stderr
    wish = _peek(arguments, "--lang") or env.get("CRMCLI_LANG") or config.language(env)
    i18n.set_language(i18n.choose(wish, env))
    try:
        status = _dispatch(arguments, env, stdin or sys.stdin, out, err)
        out.flush()
        return status
    except BrokenPipeError:
        _drop(out)
        return 0
    except CrmError as error:
        return _tell(error, arguments, err)
    except KeyboardInterrupt:
        return _tell(Interrupted("interrupted"), arguments, err)
    except Exception as error:
        if env.get("CRMCLI_DEBUG") == "1":
            raise
        return _tell(_unforeseen(error, out), arguments, err)


def run() -> None:
    """The ``crm`` script."""
    _open_closed_streams()
    for name, value in NUMPY.items():
        os.environ.setdefault(name, value)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())


def find_command(rest: Sequence[str]) -> tuple[str, int]:
    """The command's full name and how many words of ``rest`` name it; a bare group means its list."""
    first = rest[0]
    if first in COMMANDS:
        return first, 1
    if first in GROUPS:
        if len(rest) > 1 and f"{first} {rest[1]}" in COMMANDS:
            return f"{first} {rest[1]}", 2
        if len(rest) == 1 or rest[1].startswith("-"):
            return f"{first} list", 1
        raise Invalid("unknown_command", command=f"{first} {rest[1]}", like=_like(f"{first} {rest[1]}"))
    raise Invalid("unknown_command", command=first, like=_like(first))


def load(name: str) -> Callable[..., Any]:
    command = COMMANDS[name]
    function: Callable[..., Any] = getattr(import_module(f"crmcli.commands.{command.module}"), command.function)
    return function


def _dispatch(arguments: list[str], env: Mapping[str, str], stdin: TextIO, out: TextIO, err: TextIO) -> int:
    _check_encoding(arguments)
    if "_CRM_COMPLETE" in env or "".join(arguments[:1]).startswith(_COMPLETION):
        from crmcli import typer_lane

        return typer_lane.complete(arguments, env, out)
    before, rest = words.split_command(arguments)
    if rest[:1] == ["help"]:
        before, rest = {**before, "help": True}, rest[1:]
    if not rest or before.get("help") or before.get("version"):
        return _without_command(before, rest, env, stdin, out, err)
    if rest[0] in GROUPS and rest[1:2] in (["--help"], ["-h"]):
        from crmcli.manual import show_group

        return show_group(rest[0], out, env)
    name, used = find_command(rest)
    function = load(name)
    takes = signature.read(function)
    parsed = words.parse(takes, rest[used:], _field_names(takes))
    flags = {**before, **parsed.globals}
    if flags.get("help"):
        from crmcli.manual import show_command

        return show_command(name, out, env)
    ctx = Context(
        flags,
        env,
        writes=COMMANDS[name].writes,
        command=_as_typed(arguments),
        stdin=stdin,
        stdout=out,
        stderr=err,
    )
    ctx.run = lambda argv, environ: main(argv, environ=environ, stdin=stdin, stdout=out, stderr=out)
    writes = COMMANDS[name].writes and not flags.get("format")
    output.check(flags.get("output"), folder=bool(parsed.options.get("everything")), suffix=writes)
    try:
        options = _with_typed_ids(ctx, takes, parsed.options) if "-" in rest else parsed.options
        while True:
            try:
                return deliver(ctx, function(ctx, **words.bind(takes, options)))
            except ConsentNeeded as needed:
                ctx.ask(needed.question)
    finally:
        ctx.close()


def _with_typed_ids(ctx: Context, takes: signature.Signature, options: dict[str, Any]) -> dict[str, Any]:
    from crmcli.services import whom

    return whom.typed(ctx, takes, options)


def deliver(ctx: Context, result: Any) -> int:
    """Show what a command returned; its status (0 unless it says otherwise)."""
    message = output.put(ctx, result, target_for(ctx, ctx.stdout))
    if not ctx.flags.get("quiet"):
        for text in (message, *ctx.remarks):
            if text:
                ctx.stderr.write(f"{safe(text)}\n")
    return result.status if isinstance(result, Done | Document) else 0


def target_for(ctx: Context, out: TextIO) -> Target:
    terminal = out.isatty()
    return Target(
        out,
        format=ctx.flags.get("format") or "",
        terminal=terminal,
        colour=terminal and not ctx.environ.get("NO_COLOR") and ctx.environ.get("TERM") != "dumb",
        columns=_terminal_width(ctx.environ) if terminal else 80,
        quiet=bool(ctx.flags.get("quiet")),
        headings=ctx.flags.get("headings") or "en",
    )


def _without_command(
    before: dict[str, Any], rest: list[str], env: Mapping[str, str], stdin: TextIO, out: TextIO, err: TextIO
) -> int:
    if before.get("version"):
        from crmcli import VERSION

        out.write(f"crm {VERSION}\n")
        return 0
    if before.get("help"):
        from crmcli import manual

        if not rest:
            return manual.show_root(out, env)
        if len(rest) == 1 and rest[0] in GROUPS:
            return manual.show_group(rest[0], out, env)
        return manual.show_command(find_command(rest)[0], out, env)
    from crmcli.commands.home import home

    ctx = Context(before, env, writes=False, command="", stdin=stdin, stdout=out, stderr=err)
    try:
        return deliver(ctx, home(ctx))
    finally:
        ctx.close()


def _field_names(takes: signature.Signature) -> Sequence[str]:
    if not takes.fields:
        return ()
    from crmcli.fields import EDITABLE

    return EDITABLE


def _tell(error: CrmError, arguments: Sequence[str], err: TextIO) -> int:
    """The error as ``error:`` and ``hint:`` lines, or as one JSON object where JSON was asked for."""
    from crmcli.sentences import hint, sentence

    message, advice = sentence(error), hint(error)
    if _wants_json(arguments):
        body = {"code": error.code, "message": message, "hint": advice, "details": error.details}
        err.write(dump({"error": body}) + "\n")
        return error.status
    err.write(f"{t('common.error')}{safe(message)}\n")
    for detail in error.details[:50]:
        err.write("  " + safe("  ".join(str(v) for v in detail.values() if v not in (None, ""))) + "\n")
    more = error.facts.get("n", 0) - len(error.details) if error.code == "ambiguous" else 0
    if more > 0:
        err.write("  " + t("errors._and_more", n=more) + "\n")
    if advice:
        err.write(f"{t('common.hint')}{safe(advice)}\n")
    return error.status


def _wants_json(arguments: Sequence[str]) -> bool:
    form = _peek(arguments, "--format") or _peek(arguments, "-f")
    return form in ("json", "ndjson") or "-fjson" in arguments


def _peek(arguments: Sequence[str], flag: str) -> str | None:
    """The value of an option, looked up before anything is parsed."""
    for i, word in enumerate(arguments):
        if word == "--":
            return None
        if word == flag and i + 1 < len(arguments):
            return arguments[i + 1]
        if word.startswith(flag + "="):
            return word.partition("=")[2]
    return None


def _check_encoding(arguments: Sequence[str]) -> None:
    for word in arguments:
        try:
            word.encode()
        except UnicodeEncodeError:
            raise Invalid("not_utf8", value=word.encode("utf-8", "backslashreplace").decode()) from None


def _as_typed(arguments: Sequence[str]) -> str:
    """The command line for history, quoted as a shell would need it."""
    plain = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+.,:/@%^")
    quoted = [
        w if w and all(c in plain or ord(c) > 127 for c in w) else "'" + w.replace("'", "'\"'\"'") + "'"
        for w in arguments
    ]
    return " ".join(["crm", *quoted])


def _like(name: str) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, [*COMMANDS, *GROUPS], 1)), "")


def _terminal_width(env: Mapping[str, str]) -> int:
    if env.get("COLUMNS", "").isdecimal():
        return max(20, int(env["COLUMNS"]))
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _unforeseen(error: Exception, out: TextIO) -> CrmError:
    """A disk that is full under the output is said in plain words; everything else is a bug."""
    if isinstance(error, OSError) and error.filename is None and error.errno in _FULL:
        _drop(out)
        return Refused("cannot_write", path="stdout", reason=error.strerror)
    return CrmError("unexpected", reason=f"{type(error).__name__}: {error}")


def _open_closed_streams() -> None:
    """A stream that was closed (``>&-``) is read and written as nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def _drop(stream: TextIO) -> None:
    """What is left goes nowhere, so that closing does not complain: the reader has gone, or the disk is full."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
