"""What ``crm`` alone shows: the everyday commands, and where there is a file, how the day begins."""

import os

from crmcli import i18n
from crmcli.context import Context
from crmcli.i18n import t
from crmcli.result import Column, Document, Lines, Pairs, Title
from crmcli.services import agenda

_COMMANDS = (
    "today", "add", "find", "list", "show", "edit", "log", "note", "tag", "task add", "task done",
    "sale add", "complaint add", "import", "report", "undo",
)  # fmt: skip
_ENTRIES_SHOWN = 3


def home(ctx: Context) -> Document:
    """The everyday commands with their one-line help, and today's first entries."""
    words = i18n.page("help")
    pairs = [(f"crm {name}", str(words.get(name.replace(" ", "_"), ""))) for name in _COMMANDS]
    rows = [{"command": command, "help": text} for command, text in pairs]
    found = agenda.entries(ctx) if os.path.exists(ctx.db_path) else []
    blocks = [Title(t("home.title")), Pairs(pairs), *_day(ctx, found), Lines([t("home.more")])]
    data = {"commands": rows, "today": [entry.row() for entry in found]}
    return Document(data, blocks, (Column("command"), Column("help")), rows)


def _day(ctx: Context, found: list[agenda.Entry]) -> list[Title | Lines]:
    if not os.path.exists(ctx.db_path):
        return [Lines([t("home.start")])]
    shown = agenda.lines(found[:_ENTRIES_SHOWN])
    left = len(found) - _ENTRIES_SHOWN
    if left > 0:
        shown.append(t("home.left", n=left))
    return [Title(agenda.heading(ctx, found)), Lines(shown)]
