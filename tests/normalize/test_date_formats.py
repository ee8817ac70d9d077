"""A column of dates tells by itself which way round it is written, or it is not guessed at."""

from datetime import date

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.dates import date_reader, guess_date_format


@pytest.mark.parametrize(
    ("samples", "fmt"),
    [
        (["2026-01-02", "", "2026-01-03 10:00"], "iso"),
        (["2026-01-02T09:00:00Z"], "iso"),
        (["2026-01-02", "2026/1/3"], "ymd"),
        (["20080901"], "ymd"),
        (["2026年1月2日"], "ymd"),
        (["24-08-2020", "01-02-2020"], "dmy"),
        (["9/13/08"], "mdy"),
        (["1/20/2024 10:30 AM"], "mdy"),
        (["September 12, 2008"], "mdy"),
        (["12-Sep-2008"], "dmy"),
        (["1/2/2008"], None),
        (["24-08-20"], None),
        (["13/9/2008", "9/13/2008"], None),
        (["abc"], None),
        ([""], None),
        ([], None),
    ],
)
def test_the_order_is_told_by_the_samples(samples: list[str], fmt: str | None) -> None:
    assert guess_date_format(samples) == fmt


@pytest.mark.parametrize(
    ("fmt", "text", "day"),
    [
        ("iso", "2026-01-02", date(2026, 1, 2)),
        ("iso", " 2026-01-02 10:00:00 ", date(2026, 1, 2)),
        ("ymd", "2026/1/2", date(2026, 1, 2)),
        ("dmy", "1/2/2026", date(2026, 2, 1)),
        ("mdy", "1/2/2026", date(2026, 1, 2)),
        ("mdy", "9/1/08", date(2008, 9, 1)),
        ("dmy", "24-Aug-1999", date(1999, 8, 24)),
        ("dmy", "1.2.75", date(1975, 2, 1)),
    ],
)
def test_a_reader_reads_its_order(fmt: str, text: str, day: date) -> None:
    assert date_reader(fmt)(text) == day


@pytest.mark.parametrize(
    ("fmt", "text"),
    [
        ("iso", "1/2/2026"),
        ("iso", ""),
        ("dmy", "2026/01/02"),
        ("mdy", "13/1/2026"),
        ("ymd", "abc"),
        ("dmy", "30/2/2026"),
    ],
)
def test_a_reader_refuses_what_does_not_fit(fmt: str, text: str) -> None:
    with pytest.raises(Invalid):
        date_reader(fmt)(text)


def test_only_the_known_formats_have_readers() -> None:
    with pytest.raises(ValueError, match="ydm"):
        date_reader("ydm")


@pytest.mark.parametrize(
    ("text", "day"), [("32874", date(1990, 1, 1)), (" 45292.75 ", date(2024, 1, 1)), ("2024-01-02", date(2024, 1, 2))]
)
def test_a_column_of_the_day_numbers_of_a_spreadsheet(text: str, day: date) -> None:
    assert date_reader("serial")(text) == day


@pytest.mark.parametrize("fmt", ["iso", "ymd", "dmy", "mdy", "serial"])
def test_a_date_that_begins_with_its_year_is_read_in_every_column(fmt: str) -> None:
    assert date_reader(fmt)("2024-02-20") == date(2024, 2, 20)
    assert guess_date_format(["01/15/2024", "2024-02-20"]) == "mdy"
