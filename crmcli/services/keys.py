"""One key pressed at a terminal."""

import os
from typing import TextIO

END = "\x04"
"""Ctrl-D, or nothing more to come."""


def press(stdin: TextIO) -> str:
    """The key, in lower case, without waiting for Enter; where there is no such terminal, the first of a line."""
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
        typed = os.read(number, 16)
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
    return _folded(typed.decode("utf-8", "replace")) if typed else END


def _folded(text: str) -> str:
    """A full-width letter is that letter; an arrow or another long sequence is no key."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return plain if len(plain) == 1 else END if text == END else ""
