"""One key pressed at a terminal."""

import os
from typing import TextIO

END = "\x04"
"""Ctrl-D, or nothing more to come."""
RESIZED = "\x00"
"""No key: the terminal has another size now."""
_ESCAPE = b"\x1b"
_NOTHING = (b"", b"\x00")
"""The latter is a Ctrl-D that was typed ahead."""
_WAIT = 0.25
_WITHIN = 0.05
"""Seconds in which the rest of a sequence follows its escape character."""


def press(stdin: TextIO) -> str:
    """The key, in lower case, without waiting for Enter; where there is no such terminal, the first of a line.

    "" for an arrow, Alt and a letter, and other keys that are no character.
    """
    try:
        number = stdin.fileno()
    except (OSError, ValueError):
        line = stdin.readline()
        return line.strip()[:1].lower() if line else END
    import termios
    import tty

    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number, termios.TCSADRAIN)  # what was typed ahead counts
        size = os.get_terminal_size(number)
        while not _waiting(number, _WAIT):
            if os.get_terminal_size(number) != size:
                return RESIZED
        return _read(number)
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


def _waiting(number: int, seconds: float) -> bool:
    from select import select

    return bool(select([number], [], [], seconds)[0])


def _read(number: int) -> str:
    typed = os.read(number, 1)
    if typed in _NOTHING:
        return END
    if typed == _ESCAPE:
        return "" if _sequence(number) else "\x1b"
    more = sum(typed[0] >= start for start in (0xC0, 0xE0, 0xF0))
    return _folded((typed + os.read(number, more)).decode("utf-8", "replace"))


def _sequence(number: int) -> bool:
    """Read what follows an escape character: nothing, a letter, or ``[`` and all up to the letter that ends it."""
    if not _waiting(number, _WITHIN):
        return False
    lead = os.read(number, 1)
    if lead in (b"[", b"O"):
        while _waiting(number, _WITHIN) and (part := os.read(number, 1)):
            if b"@" <= part <= b"~" and part != b"[":
                break
    return True


def _folded(text: str) -> str:
    """A full-width letter is that letter."""
    import unicodedata

    return unicodedata.normalize("NFKC", text).lower() if text.isprintable() or text in (END, "\x0c") else ""
