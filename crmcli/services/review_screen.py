"""The screen of ``dedupe review``: a page that leaves room for its headline and the keys, and one key for an answer."""

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.context import Context
from crmcli.i18n import t
from crmcli.result import Document, Row
from crmcli.services import duplicate_pages, keys
from crmcli.services.duplicate_pages import Comparison
from crmcli.text import safe, shorten, width, wrap

_CALLED = {
    "merge": "m合", "reject": "n否", "each": "e逐", "skip": "s跳", "why": "w依", "all": "a全", "undo": "u撤",
    "quit": f"q退{keys.END}\x1b", "again": f"\x0c{keys.RESIZED}",
}  # fmt: skip
_KEYS = {key: decision for decision, several in _CALLED.items() for key in several}
_FIRST_TO_GO = ("same", "", "partly", "different")
"""Marks of the lines that a small screen has no room for."""


class Size(NamedTuple):
    columns: int
    lines: int


class Screen:
    """``used`` counts the lines since the headline was written: it is repeated before it would be out of sight."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.used = 0
        self.said = 0
        """Lines since the last answer, which stay on the screen if they are few."""

    @property
    def size(self) -> Size:
        from shutil import get_terminal_size

        given = [self.ctx.environ.get(name, "") for name in ("COLUMNS", "LINES")]
        columns, lines = (int(text) if text.isdecimal() else 0 for text in given)
        found = get_terminal_size()
        return Size(max(20, columns or found.columns), lines or found.lines)

    def compare(self, compared: Comparison, about: Mapping[str, Any], prompt: str) -> bool:
        """Show customers side by side, as far as there is room for; False if something was left out."""
        room = self.size.lines - self._height(prompt) - 1 - min(self.said, self.size.lines // 4)
        blocks, whole = self._fitting(compared, about, room)
        self.used = 0
        self.put(Document({}, blocks))
        return whole

    def put(self, page: Document) -> None:
        text = self._text(page, colour=not self.ctx.environ.get("NO_COLOR") and self.ctx.environ.get("TERM") != "dumb")
        self.used += self._height(self._text(page)) + 1
        self.ctx.stdout.write(text + "\n\n")
        self.ctx.stdout.flush()

    def say(self, text: str, end: str = "\n") -> None:
        lines = [part for line in text.split("\n") for part in wrap(safe(line), self.size.columns)]
        self.used += len(lines)
        self.said += len(lines)
        self.ctx.stderr.write("\n".join(lines) + end)
        self.ctx.stderr.flush()

    def prompt(self, place: str, offered: Mapping[str, str]) -> str:
        """The keys in as many lines as they need; ``offered``: decision → how it is called."""
        lines = [place]
        for label in offered.values():
            if width(lines[-1]) + width(label) + 4 > self.size.columns:
                lines.append("")
            lines[-1] += f"  {label}" if lines[-1] else label
        return t("dedupe.press", keys="\n".join(lines))

    def ask(self, headline: str, prompt: str, offered: Mapping[str, str]) -> str:
        """One of the decisions offered, or ``again`` where the page is to be shown once more."""
        while True:
            if self.used + self._height(prompt) > self.size.lines:
                self.used = 0
                self.say(headline)
            self.say(prompt, end=" ")
            decision = _KEYS.get(keys.press(self.ctx.stdin), "")
            if decision == "again" or decision in offered:
                chosen = t(f"dedupe.chosen_{decision}") if decision in offered else ""
                last = width(prompt.rpartition("\n")[2])
                self.say(chosen if last + 1 + width(chosen) <= self.size.columns else f"\n{chosen}")
                self.said = 0
                return decision
            self.say("")
            self.say(t("dedupe.no_key", keys=" ".join(_CALLED[one][0] for one in offered)))

    def _fitting(self, compared: Comparison, about: Mapping[str, Any], room: int) -> tuple[list[Any], bool]:
        """The blocks of the page, and whether they are all there is; who agrees in a field is left out first."""
        lines = compared.shown
        blocks = duplicate_pages.page(compared, about, lines)
        if self._height(self._text(Document({}, blocks))) <= room:
            return blocks, True
        short = [self._shortened(line) for line in lines]
        going = sorted(range(1, len(lines)), key=lambda at: (_FIRST_TO_GO.index(lines[at]["mark"]), -at))
        for n in range(len(going) + 1):
            kept = [line for at, line in enumerate(short) if at not in going[:n]]
            notes = [t("dedupe.hidden", n=n, of=len(lines)) if n else t("dedupe.cut")]
            blocks = duplicate_pages.page(compared, about, kept, notes)
            if self._height(self._text(Document({}, blocks))) <= room:
                return blocks, False
        return duplicate_pages.page(compared, {**about, "said": []}, kept, notes), False

    def _shortened(self, line: Row) -> Row:
        """A long text takes two or three lines of its column."""
        most = self.size.columns
        return {**line, "values": [shorten(one, most) if isinstance(one, str) else one for one in line["values"]]}

    def _text(self, page: Document, *, colour: bool = False) -> str:
        from crmcli.render import Target, show

        out = io.StringIO()
        show(page, Target(out, "table", terminal=True, colour=colour, columns=self.size.columns))
        return out.getvalue().rstrip("\n")

    def _height(self, text: str) -> int:
        """Lines of the screen that a text takes."""
        return sum(max(1, math.ceil(width(line) / self.size.columns)) for line in text.split("\n"))


def offered(ids: Sequence[int], *, whole: bool, undoable: bool) -> dict[str, str]:
    """The decisions that there are about these customers, as they are called."""
    several = len(ids) > 2
    names = {
        "merge": "merge_all" if several else "merge", "reject": "reject_all" if several else "reject",
        **({"each": "each"} if several else {}), "skip": "skip", **({} if several else {"why": "why"}),
        **({} if whole else {"all": "all"}), **({"undo": "undo"} if undoable else {}), "quit": "quit",
    }  # fmt: skip
    return {decision: t(f"dedupe.press_{name}") for decision, name in names.items()}
