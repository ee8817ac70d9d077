"""A line on a terminal: how far the import is, how fast, how much longer."""

import io

import pytest

from crmcli import i18n
from crmcli.importing.progress import Progress


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.set_language("en")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_bar_rate_and_time_left() -> None:
    out, clock = io.StringIO(), Clock()
    progress = Progress(out, clock)
    progress.reading(2_000, None)
    clock.now = 1.0
    progress.reading(10_000, 0.25)
    clock.now = 4.0
    progress.storing(0, 40_000)
    clock.now = 6.0
    progress.storing(20_000, 40_000)
    progress.done()
    assert out.getvalue().split("\r") == [
        "",
        "2000 rows read\x1b[K",
        "[#####---------------]  25%  10000 rows read · 10000 a second · 0:03 left\x1b[K",
        "[--------------------]   0%  0 rows stored\x1b[K",
        "[##########----------]  50%  20000 rows stored · 10000 a second · 0:02 left\x1b[K",
        "\x1b[K",
    ]


def test_ten_times_a_second_is_enough() -> None:
    out, clock = io.StringIO(), Clock()
    progress = Progress(out, clock)
    for rows in range(100):
        clock.now += 0.01
        progress.storing(rows, 100)
    assert 8 <= out.getvalue().count("\r") <= 12


def test_nobody_is_told_where_nobody_looks() -> None:
    progress = Progress(None)
    progress.reading(1, 0.5)
    progress.done()
