"""A command's signature is its declaration: what it takes from the command line, with help keys.

    def add(
        ctx: Context,
        title: Annotated[list[str], Arg("task.arg_title")],
        due: Annotated[str | None, Opt("--due", "-d", help="task.opt_due")] = None,
        listing: Listing = Listing(),            # shared options come as one object
    ) -> Record: ...

Read without ``inspect`` (as dear as all of start-up). Both lanes use it: ``argv`` parses every command
with it, ``manual`` builds Typer's help pages and completion from it.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Arg(NamedTuple):
    """A positional argument. ``metavar`` is how usage lines call it; ``optional`` may be left out."""

    help: str
    metavar: str = ""


class Opt:
    """An option. A bool is a flag; a ``list[str]`` may be repeated; ``choices`` are the allowed words.

    ``words`` are other words for them, such as the Chinese ones, in lower case.
    """

    def __init__(
        self,
        *flags: str,
        help: str,  # noqa: A002 - reads as in Typer
        metavar: str = "",
        choices: tuple[str, ...] = (),
        words: Mapping[str, str] | None = None,
    ) -> None:
        self.flags = flags
        self.help = help
        self.metavar = metavar
        self.choices = choices
        self.words = words


class Param(NamedTuple):
    """One parameter as the parser sees it."""

    name: str
    kind: str  # "arg" or "opt"
    type: str  # "str", "int", "float", "bool"
    many: bool
    required: bool
    default: Any
    flags: tuple[str, ...]
    help: str
    metavar: str
    choices: tuple[str, ...]
    group: str = ""  # parameter of the command that this option belongs to, for shared options
    words: Mapping[str, str] | None = None  # other word → choice


class Signature(NamedTuple):
    params: tuple[Param, ...]
    groups: dict[str, Any]  # parameter name → class of shared options
    fields: str = ""  # parameter that takes --FIELD VALUE and field=value, if there is one


def shared_options(cls: Any) -> dict[str, Opt]:
    found: dict[str, Opt] = getattr(cls, "OPTIONS", {})
    return found


def read(function: Callable[..., Any]) -> Signature:
    """The signature of a command, its first parameter (the context) left out."""
    code = function.__code__
    names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    defaults = dict(zip(reversed(names), reversed(function.__defaults__ or ()), strict=False))
    params: list[Param] = []
    groups: dict[str, Any] = {}
    fields = ""
    for name in names:
        hint = function.__annotations__[name]
        meta = getattr(hint, "__metadata__", (None,))[0]
        if meta is None and shared_options(hint):
            groups[name] = hint
            params += [
                _option(field, opt, hint.__annotations__[field], None, name)
                for field, opt in shared_options(hint).items()
            ]
        elif meta is None:
            fields = name
        elif isinstance(meta, Opt):
            params.append(_option(name, meta, hint.__origin__, defaults.get(name), ""))
        else:
            kind, many = _type(hint.__origin__)
            params.append(
                Param(
                    name,
                    "arg",
                    kind,
                    many,
                    name not in defaults,
                    defaults.get(name),
                    (),
                    meta.help,
                    meta.metavar or name.upper(),
                    (),
                )
            )
    return Signature(tuple(params), groups, fields)


def _option(name: str, opt: Opt, hint: Any, default: Any, group: str) -> Param:
    kind, many = _type(hint)
    return Param(
        name, "opt", kind, many, False, default, opt.flags, opt.help, opt.metavar, opt.choices, group, opt.words
    )


def _type(hint: Any) -> tuple[str, bool]:
    """("str", True) for list[str], ("int", False) for int | None, and so on."""
    if hasattr(hint, "__args__"):
        inner = next(a for a in hint.__args__ if a is not type(None))
        if getattr(hint, "__origin__", None) in (list, tuple):
            return inner.__name__, True
        return _type(inner)
    return hint.__name__, False
