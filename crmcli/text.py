"""Text on a terminal: how wide it is, and nothing in it that could steer the terminal."""

import re
import unicodedata
from functools import cache

_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WIDE = frozenset("WF")
_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))


# Patterns are made when first needed: most output needs none, and making them is a tenth of all start-up.
@cache
def _unsafe() -> re.Pattern[str]:
    """C0 and C1 controls, and the marks that reorder text."""
    return re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@cache
def _pieces() -> re.Pattern[str]:
    """A word or one Chinese character, with the punctuation that may not be parted from it."""
    return re.compile(r"[（《【“]*(?:[^\s\u2e80-\uffff]+|[\u2e80-\uffff])[，。、；：！？）》」』】”…]*\s*|\s+")


def safe(text: str) -> str:
    """The text with control characters shown as escapes (``\\x1b``) instead of sent."""
    return text if text.isprintable() else _unsafe().sub(_escape, text)


def safe_json(text: str) -> str:
    """JSON text whose strings hold no raw control character (json leaves DEL and C1 as they are)."""
    return _unsafe().sub(lambda m: m[0] if m[0] == "\n" else f"\\u{ord(m[0]):04x}", text)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _SHORT.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")


def moment(iso: str) -> str:
    """``2026-03-01 09:00``; midnight is how a day without a time is stored, and reads as the day alone."""
    day, _, time = iso.partition("T")
    return f"{day} {time[:5]}" if time and time[:5] != "00:00" else day


def width(text: str) -> int:
    """Cells the text takes on a terminal; Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.east_asian_width(char) in _WIDE:
        return 2
    return 0 if unicodedata.category(char) in _NO_WIDTH else 1


def pad(text: str, cells: int, *, right: bool = False) -> str:
    space = " " * max(0, cells - width(text))
    return space + text if right else text + space


def shorten(text: str, cells: int) -> str:
    """At most ``cells`` cells, the last one an ellipsis where something was cut."""
    if width(text) <= cells:
        return text
    used, kept = 0, []
    for char in text:
        used += _char_width(char)
        if used > cells - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"


def pieces(text: str) -> list[str]:
    """What lines are broken between: words, or single Chinese characters."""
    return [piece.rstrip() for piece in _pieces().findall(text)]


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most ``cells`` cells, broken at spaces or between Chinese characters (not before ，)."""
    lines, line = [], ""
    for word in _pieces().findall(text):
        if line and width(line) + width(word.rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        while width(word.rstrip()) > cells:
            head = shorten(word, cells + 1)[:-1] or word[0]
            lines.append(head)
            word = word[len(head) :]
        line += word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
