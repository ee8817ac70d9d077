"""Help pages, made from the table of commands and each command's signature, in the user's language.

Typer's own pages speak English only ("Usage", "Options", panel titles are private constants), so pages
are plain text of our own; Typer completes in the shell (``typer_lane``). ``tools/reference.py`` writes
the same pages as Markdown.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TextIO

from crmcli import i18n, signature
from crmcli.argv import GLOBAL_PARAMS
from crmcli.cli import COMMANDS, FAMILIES, load
from crmcli.i18n import t
from crmcli.signature import Param
from crmcli.text import pad, width, wrap

_WIDEST_TERM = 30
_SHORT_CHOICES = 24


class Entry(NamedTuple):
    """A term and what it means."""

    term: str
    text: str


class Page(NamedTuple):
    """What is to be said about one command."""

    name: str
    help: str
    usage: str
    arguments: Sequence[Entry]
    options: Sequence[Entry]
    fields: Sequence[str]
    examples: Sequence[str]
    about: str
    statuses: Sequence[Entry]


def show_root(out: TextIO, environ: Mapping[str, str] = os.environ) -> int:
    """All commands by family, the options of every command, and how to say WHO."""
    lines = _Lines(out, environ)
    lines.plain(t("manual.title"))
    lines.commands(t("manual.usage"), [f"crm {t('manual.some_options')} {t('manual.command')}"])
    widest = max(width(name) for name in COMMANDS)
    for family in FAMILIES:
        entries = [Entry(name, help_of(name)) for name, c in COMMANDS.items() if c.family == family]
        lines.entries(t(f"manual.family_{family}"), entries, widest)
    lines.entries(t("manual.global_options"), global_options())
    lines.section(t("manual.who"), [t("manual.who_text"), t("manual.query_text")])
    lines.more(t("manual.query_examples").splitlines())
    lines.section(t("manual.more"), [t("manual.more_text")])
    return 0


def show_group(group: str, out: TextIO, environ: Mapping[str, str] = os.environ) -> int:
    """The commands of one noun."""
    lines = _Lines(out, environ)
    lines.plain(t("manual.heading", command=group, help=t(f"help.{group}")))
    lines.commands(t("manual.usage"), [f"crm {group} {t('manual.command')}"])
    entries = [Entry(name, help_of(name)) for name in COMMANDS if name.startswith(f"{group} ")]
    lines.entries(t("manual.commands"), entries)
    lines.section(t("manual.more"), [t("manual.group_text", group=group)])
    return 0


def show_command(name: str, out: TextIO, environ: Mapping[str, str] = os.environ) -> int:
    """How to use one command."""
    page = page_of(name)
    lines = _Lines(out, environ)
    lines.plain(t("manual.heading", command=name, help=page.help))
    lines.commands(t("manual.usage"), [page.usage])
    if page.about:
        out.write("\n")
        lines.plain(page.about)
    lines.entries(t("manual.arguments"), page.arguments)
    lines.entries(t("manual.options"), page.options)
    if page.fields:
        lines.section(t("manual.fields"), [t("manual.fields_text"), t("manual.fields_own")])
        lines.items(page.fields)
    lines.commands(t("manual.examples"), page.examples)
    lines.entries(t("manual.global_options"), global_options())
    lines.entries(t("manual.exit_status"), page.statuses)
    return 0


# -- what a page says ------------------------------------------------------------------------------


def page_of(name: str) -> Page:
    """The page of one command, in the language set."""
    takes = signature.read(load(name))
    return Page(
        name,
        help_of(name),
        _usage(name, takes),
        [Entry(_argument(p), t(p.help)) for p in takes.params if p.kind == "arg"],
        [_option(p) for p in takes.params if p.kind == "opt"],
        field_names() if takes.fields else (),
        _text(name, "more").splitlines(),
        _text(name, "about"),
        [Entry(*line.split(maxsplit=1)) for line in _text(name, "status").splitlines()],
    )


def key(name: str) -> str:
    """The key of a command on the catalogue page ``help``."""
    return name.replace(" ", "_")


def help_of(name: str) -> str:
    return t(f"help.{key(name)}")


def _text(name: str, part: str) -> str:
    full = f"help.{key(name)}.{part}"
    return t(full) if i18n.has(full) else ""


def global_options() -> list[Entry]:
    return [_option(param) for param in GLOBAL_PARAMS]


def field_names() -> list[str]:
    """Editable fields as ``city``, or ``城市（city）`` in Chinese; with their values where these are few."""
    from crmcli.fields import CUSTOMER, EDITABLE

    names = []
    for name in EDITABLE:
        field = CUSTOMER[name]
        asides = [name] if i18n.language() == "zh" and field.zh.lower() != name else []
        shown = field.zh if asides else name
        asides += ["|".join(field.choices)] if field.choices else []
        aside = t("manual.list_comma").join(asides)
        names.append(t("manual.aside", text=shown, aside=aside) if aside else shown)
    return names


def metavar(text: str) -> str:
    """A placeholder like WHO in the user's language."""
    found = i18n.page("metavars").get(text, text)
    return found if isinstance(found, str) else text


def _usage(name: str, takes: signature.Signature) -> str:
    words = ["crm", name]
    for param in takes.params:
        if param.kind == "arg":
            word = _argument(param)
            words.append(word if param.required or word.startswith("[") else f"[{word}]")
    if takes.fields:
        words.append(t("manual.assignment"))
    return " ".join([*words, t("manual.some_options")])


def _argument(param: Param) -> str:
    """``WHO…``; a placeholder that spells out its words itself is left as it is."""
    spelled = param.metavar.startswith("[")
    return metavar(param.metavar) + ("…" if param.many and not spelled else "")


def _option(param: Param) -> Entry:
    """``-d, --due DATE`` and its help, with the choices where the help does not name them."""
    short = [flag for flag in param.flags if not flag.startswith("--")]
    long = [flag for flag in param.flags if flag.startswith("--")]
    term = ", ".join([*(short or ["   "]), *long]).replace("   , ", "    ")
    text, choices = t(param.help), param.choices
    if param.type != "bool":
        brief = "|".join(choices)
        fits = bool(choices) and len(brief) <= _SHORT_CHOICES and not param.metavar
        named = param.name.upper() in i18n.page("metavars")
        word = param.metavar or (param.name.upper() if named else "WORD")
        term += " " + (brief if fits else metavar(word))
        if choices and not fits and not all(choice in text for choice in choices):
            text = t("manual.choices", help=text, choices=t("manual.list_comma").join(choices))
    return Entry(term, text)


# -- how it looks ----------------------------------------------------------------------------------


class _Lines:
    """Writes the parts of a page, wrapped at the terminal's width (80 elsewhere)."""

    def __init__(self, out: TextIO, environ: Mapping[str, str]) -> None:
        self.out = out
        self.limit = _width(environ) if out.isatty() else 80
        self.bold = out.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"

    def plain(self, text: str) -> None:
        self.out.writelines(f"{line}\n" for part in text.splitlines() for line in wrap(part, self.limit))

    def section(self, title: str, paragraphs: Sequence[str]) -> None:
        if not paragraphs:
            return
        self._title(title)
        for paragraph in paragraphs:
            for line in wrap(paragraph, self.limit - 2):
                self.out.write(f"  {line}\n")

    def commands(self, title: str, lines: Sequence[str]) -> None:
        """Commands stay whole, so that they can be copied."""
        if lines:
            self._title(title)
            self.out.writelines(f"  {line}\n" for line in lines)

    def more(self, lines: Sequence[str]) -> None:
        """Commands below a paragraph."""
        self.out.writelines(f"    {line}\n" for line in lines)

    def items(self, words: Sequence[str]) -> None:
        """Words side by side, none of them broken."""
        line = ""
        comma = t("manual.list_comma")
        for word in words:
            if line and width(line + comma.rstrip() + word) > self.limit - 2:
                self.out.write(f"  {line}\n".replace(f"{comma}\n", f"{comma.rstrip()}\n"))
                line = ""
            line += word + comma
        self.out.write(f"  {line.removesuffix(comma)}\n")

    def entries(self, title: str, entries: Sequence[Entry], widest: int = 0) -> None:
        if not entries:
            return
        self._title(title)
        terms = [width(entry.term) for entry in entries]
        column = widest or max((n for n in terms if n <= _WIDEST_TERM), default=0)
        for entry in entries:
            self.out.writelines(f"  {line}\n" for line in self._entry(entry, column))

    def _entry(self, entry: Entry, column: int) -> Iterator[str]:
        texts = wrap(entry.text, max(20, self.limit - column - 4))
        if width(entry.term) > column:
            yield entry.term
        else:
            yield f"{pad(entry.term, column)}  {texts.pop(0)}".rstrip()
        for text in texts:
            yield " " * (column + 2) + text

    def _title(self, title: str) -> None:
        self.out.write(f"\n\x1b[1m{title}\x1b[0m\n" if self.bold else f"\n{title}\n")


def _width(environ: Mapping[str, str]) -> int:
    """At most 100 columns: longer lines are hard to read."""
    given = environ.get("COLUMNS", "")
    columns = int(given) if given.isdecimal() else shutil.get_terminal_size().columns
    return max(40, min(100, columns))
