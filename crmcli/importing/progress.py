"""How far an import is, on one line of a terminal: bar, rows a second, time left."""

from collections.abc import Callable
from time import monotonic
from typing import TextIO

from crmcli.i18n import t

_WIDTH = 20
_EVERY = 0.1
"""Seconds between two looks of it."""


class Progress:
    """``stream`` is None where nobody is to see it."""

    def __init__(self, stream: TextIO | None, clock: Callable[[], float] = monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._began = self._shown = clock()
        self._step = ""

    @property
    def seen(self) -> bool:
        return self._stream is not None

    def reading(self, rows: int, share: float | None) -> None:
        """``share``: how much of the file has been read, where that is known."""
        self._show("reading", rows, share)

    def storing(self, rows: int, of: int) -> None:
        self._show("storing", rows, rows / of if of else 1.0)

    def _show(self, step: str, rows: int, share: float | None) -> None:
        if self._stream is None:
            return
        now = self._clock()
        if step != self._step:
            self._step, self._began = step, now
        elif now < self._shown + _EVERY:
            return
        self._shown = now
        self._stream.write(f"\r{line(step, rows, share, now - self._began)}\x1b[K")
        self._stream.flush()

    def done(self) -> None:
        """The line goes; what is told instead begins where it began."""
        if self._stream is not None and self._step:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def line(step: str, rows: int, share: float | None, seconds: float) -> str:
    parts = [t(f"import.progress_{step}", n=rows)]
    if seconds > 0.5:
        parts.append(t("import.progress_rate", n=round(rows / seconds)))
    if share is None:
        return " · ".join(parts)
    share = min(max(share, 0.0), 1.0)
    if seconds > 0.5 and share > 0.01:
        parts.append(t("import.progress_left", time=_time(seconds / share - seconds)))
    full = round(share * _WIDTH)
    return f"[{'#' * full}{'-' * (_WIDTH - full)}] {share:4.0%}  {' · '.join(parts)}"


def _time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
