"""Sessions that read like a letter: prose, and between it commands with what they answer.

Indented by two spaces: ``$ crm …`` as it is typed, then what goes to stdout, then what goes to stderr (``2> …``), then
``exit N`` unless N is 0. Everything else is prose. Besides ``crm`` there are ``cat > FILE`` (the lines below it become
the file), ``cat FILE`` and ``echo TEXT | crm …``; ``COLUMNS=80 crm …`` runs at a terminal of that width, and any other
``NAME=value`` before a command is its environment. The home folder of the seller is shown as ``~``.
"""

import shlex
from collections.abc import Iterator
from typing import NamedTuple

from tests.conftest import Crm

_INDENT = "  "
_PROMPT = f"{_INDENT}$ "


class Step(NamedTuple):
    command: str
    given: list[str]
    """The lines below the command, without their indent."""


def replay(text: str, crm: Crm) -> str:
    """The session with the answers that there are now; its files live in the seller's folder (the current one)."""
    crm.environ["CRMCLI_DB"] = "crm.db"
    out = []
    for part in parse(text):
        if isinstance(part, str):
            out.append(part)
            continue
        out.append(_PROMPT + part.command)
        out += [(_INDENT + line).rstrip() for line in run(part, crm)]
    return "\n".join(out) + "\n"


def parse(text: str) -> Iterator[str | Step]:
    """Lines of prose, and steps; an empty line belongs to an answer if the answer goes on below it."""
    lines = text.rstrip("\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.startswith(_PROMPT):
            yield line
            continue
        end = at
        for i in range(at, len(lines)):
            if lines[i].startswith(_PROMPT) or (lines[i] and not lines[i].startswith(_INDENT)):
                break
            if lines[i]:
                end = i + 1
        yield Step(line.removeprefix(_PROMPT), [given.removeprefix(_INDENT) for given in lines[at:end]])
        at = end


def run(step: Step, crm: Crm) -> Iterator[str]:
    """The lines that the command answers."""
    words = shlex.split(step.command)
    stdin, environ = "", {}
    if words[0] == "cat":
        path = crm.folder / words[-1]
        if words[1] == ">":
            path.write_text("".join(f"{line}\n" for line in step.given), encoding="utf-8")
            yield from step.given
        else:
            yield from path.read_text(encoding="utf-8").splitlines()
        return
    if words[0] == "echo":
        bar = words.index("|")
        stdin, words = " ".join(words[1:bar]) + "\n", words[bar + 1 :]
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environ[name] = value
    assert words[0] == "crm", step.command
    columns = environ.pop("COLUMNS", "")
    ran = crm(*words[1:], stdin=stdin, terminal=bool(columns), columns=int(columns or 80), **environ)
    for text, mark in ((ran.out, ""), (ran.err, "2> ")):
        for line in text.replace(str(crm.folder), "~").splitlines():
            yield mark + line
    if ran.status:
        yield f"exit {ran.status}"
