"""CPU time of child processes, compared in pairs.

CPU time (user and system, of the child and of its own children) hardly depends on what else the machine
does; ratios of runs that took turns hardly depend on the machine at all.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple

Command = Sequence[str]


class Cost(NamedTuple):
    cpu: float
    """Seconds, user and system."""
    peak: float
    """Megabytes of memory at most."""
    out: str = ""


@dataclass
class Line:
    """One line of the table: what was measured, against what, and whether the bar is met."""

    what: str
    value: str
    peer: str = ""
    ratio: float | None = None
    bar: str = ""
    met: bool | None = None


@dataclass
class Table:
    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        self.lines.append(line)
        show([line])

    def ratio(self, what: str, mine: float, peer: str, theirs: float, *, most: float | None = None) -> None:
        """``what`` took ``mine`` seconds and the peer ``theirs``; the bar is how many times as long at most."""
        found = mine / theirs
        bar, met = ("", None) if most is None else (f"<= {most:g}x", found <= most)
        self.add(Line(what, seconds(mine), f"{peer} {seconds(theirs)}", found, bar, met))

    def rate(self, what: str, mine: float, peer: str, theirs: float, *, least: float | None = None) -> None:
        """The same as a share of the peer's speed; the bar is how much of it at least."""
        found = theirs / mine
        bar, met = ("", None) if least is None else (f">= {least:g}x", found >= least)
        self.add(Line(what, seconds(mine), f"{peer} {seconds(theirs)}", found, bar, met))

    def limit(self, what: str, value: float, unit: str, *, most: float | None = None) -> None:
        bar, met = ("", None) if most is None else (f"< {most:g} {unit}", value < most)
        self.add(Line(what, f"{value:.3g} {unit}", bar=bar, met=met))

    def note(self, what: str, value: str) -> None:
        self.add(Line(what, value))


_WIDTHS = (46, 12, 36, 7, 10, 3)


def head(title: str) -> None:
    print(f"\n{title}")
    print(_row("", "this", "peer", "ratio", "bar", "met"))


def show(lines: Sequence[Line]) -> None:
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}x"
        met = "" if line.met is None else "yes" if line.met else "NO"
        print(_row(line.what, line.value, line.peer, ratio, line.bar, met), flush=True)


def _row(*cells: str) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def run(command: Command, environ: Mapping[str, str], *, folder: str | None = None, ok: Sequence[int] = (0,)) -> Cost:
    """Run to its end; RuntimeError with what it said where it fails."""
    process = subprocess.Popen(
        command,
        env=dict(environ),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    out = process.stdout.read().decode(errors="replace")
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{out}")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale, out)


def paired(runs: int, *candidates: Callable[[], Cost]) -> list[Cost]:
    """Each candidate in turn, ``runs`` times; the medians. One round before is not counted."""
    for candidate in candidates:
        candidate()
    costs = [[candidate() for candidate in candidates] for _ in range(runs)]
    return [
        Cost(median(c.cpu for c in column), median(c.peak for c in column), column[-1].out)
        for column in zip(*costs, strict=True)
    ]


def environment(db: Path, **more: str) -> dict[str, str]:
    """As few variables as possible, so that runs on two machines compare."""
    return {
        "PATH": os.environ.get("PATH", ""), "HOME": str(db.parent), "CRMCLI_DB": str(db), "CRMCLI_LANG": "en",
        "CRMCLI_NOW": "2026-03-01T09:00", "LANG": "C.UTF-8", **more,
    }  # fmt: skip


def python() -> str:
    """The interpreter of this environment (never a version manager's shim, which costs more than we do)."""
    return sys.executable


def machine() -> list[str]:
    import sqlite3

    model = platform.processor() or platform.machine()
    with open("/proc/cpuinfo", encoding="utf-8") if os.path.exists("/proc/cpuinfo") else open(os.devnull) as file:
        found = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        f"machine  {found[0] if found else model}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}, load {load}",
        f"python   {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
    ]
