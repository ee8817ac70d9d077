"""Regular expressions that are given up when they take too long, such as ``(a+)+$`` on many a's."""

import re
import signal
import threading
import time
from types import FrameType

from crmcli.db import Repository
from crmcli.errors import Invalid

_ONE_TEXT = 1.0
_ALL_TEXTS = 20.0
"""Seconds that a pattern may take for one text, and for all of them."""


def add_functions(repo: Repository) -> None:
    """What SQLite leaves to us: regular expressions, and letters beyond ASCII in one case."""
    patience = Patience()

    def regexp(pattern: str, text: str | None) -> bool:
        try:
            return patience.found(pattern, text)
        except TooSlowError:
            repo.failure = Invalid("query.slow_regex")
            raise

    repo.connection.create_function("REGEXP", 2, regexp, deterministic=True)
    repo.connection.create_function(
        "fold", 1, lambda text: None if text is None else str(text).casefold(), deterministic=True
    )


class TooSlowError(Exception):
    pass


class Patience:
    """``found(pattern, text)`` for one command; it raises TooSlowError when the time is up."""

    def __init__(self) -> None:
        self.spent = 0.0

    def found(self, pattern: str, text: str | None) -> bool:
        if text is None:
            return False
        if not _may_explode(pattern) or not _can_be_stopped():
            return re.search(pattern, str(text), re.IGNORECASE) is not None
        began = time.perf_counter()
        before = signal.signal(signal.SIGALRM, _stop)
        try:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, min(_ONE_TEXT, _ALL_TEXTS - self.spent)))
            return re.search(pattern, str(text), re.IGNORECASE) is not None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            self.spent += time.perf_counter() - began


def _may_explode(pattern: str) -> bool:
    """Whether it repeats something more than once, or a group."""
    repeats = sum(map(pattern.count, "*+?{"))
    return repeats > 1 or (repeats == 1 and "(" in pattern)


def _can_be_stopped() -> bool:
    """Not everywhere is there an alarm clock, and only the main thread hears it."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _stop(_: int, __: FrameType | None) -> None:
    raise TooSlowError
