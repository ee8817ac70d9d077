"""Dates as typed, seen from Sunday, 22 November 2026."""

from collections.abc import Callable
from datetime import date

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.dates import add_months, date_reader, from_day, parse_birthday, parse_date, to_day

TODAY = date(2026, 11, 22)


def check(table: str) -> list[tuple[str, str]]:
    """Lines of ``typed → date``."""
    pairs = (line.split("→") for line in table.strip().splitlines())
    return [(typed.strip(), day.strip()) for typed, day in pairs]


@pytest.mark.parametrize(
    ("typed", "day"),
    check("""
    2026-11-22 → 2026-11-22
    2026-1-5 → 2026-01-05
    2026/11/22 → 2026-11-22
    2026.11.22 → 2026-11-22
    20261122 → 2026-11-22
    2026-03-01T09:00 → 2026-03-01
    2026-03-01 09:00:05 → 2026-03-01
    2026-03-01T09:00:00Z → 2026-03-01
    2026-03-01T09:00:00.5+08:00 → 2026-03-01
    11-22 → 2026-11-22
    2-28 → 2026-02-28
    11/22 → 2026-11-22
    22/11 → 2026-11-22
    22/11/2026 → 2026-11-22
    11/22/2026 → 2026-11-22
    5/5/2026 → 2026-05-05
    12 Sep 2026 → 2026-09-12
    Sep 12, 2026 → 2026-09-12
    September 12th → 2026-09-12
    12-Sep-2026 → 2026-09-12
    today → 2026-11-22
    Tomorrow → 2026-11-23
    yesterday → 2026-11-21
    mon → 2026-11-23
    Fri → 2026-11-27
    sun → 2026-11-29
    eow → 2026-11-22
    eom → 2026-11-30
    eoy → 2026-12-31
    +3d → 2026-11-25
    -2w → 2026-11-08
    3m → 2027-02-22
    1y → 2027-11-22
    3 days ago → 2026-11-19
    """),
)
def test_dates_in_figures_and_english(typed: str, day: str) -> None:
    assert parse_date(typed, TODAY).isoformat() == day


@pytest.mark.parametrize(
    ("typed", "day"),
    check("""
    今天 → 2026-11-22
    明天 → 2026-11-23
    后天 → 2026-11-24
    大后天 → 2026-11-25
    昨天 → 2026-11-21
    前天 → 2026-11-20
    周一 → 2026-11-23
    周日 → 2026-11-29
    星期天 → 2026-11-29
    礼拜天 → 2026-11-29
    下周一 → 2026-11-23
    下下周一 → 2026-11-30
    本周五 → 2026-11-20
    这个星期五 → 2026-11-20
    上周三 → 2026-11-11
    月初 → 2026-11-01
    月底 → 2026-11-30
    下月底 → 2026-12-31
    下个月底 → 2026-12-31
    年底 → 2026-12-31
    明年初 → 2027-01-01
    3天后 → 2026-11-25
    两周后 → 2026-12-06
    十天前 → 2026-11-12
    三个月前 → 2026-08-22
    半年后 → 2027-05-22
    2026年11月22日 → 2026-11-22
    2026 年 3 月 1 日 → 2026-03-01
    二〇二六年三月五日 → 2026-03-05
    明年3月5日 → 2027-03-05
    11月22日 → 2026-11-22
    11月2号 → 2026-11-02
    十一月二十二日 → 2026-11-22
    22号 → 2026-11-22
    下月5号 → 2026-12-05
    ２０２６－１１－２２ → 2026-11-22
    """),
)
def test_dates_in_chinese(typed: str, day: str) -> None:
    assert parse_date(typed, TODAY).isoformat() == day


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "no_date"),
        ("soon", "no_date"),
        ("5.12", "no_date"),
        ("周八", "no_date"),
        ("2026年11月", "no_date"),
        ("13800138000", "no_date"),
        ("2026-11-22 25:99", "no_date"),
        ("2026-13-01", "month"),
        ("22-11", "month"),
        ("2026-01-32", "day"),
        ("2026-02-30", "day_of_month"),
        ("31号", "day_of_month"),
        ("0000-01-01", "year"),
        ("26-11-22", "year_digits"),
        ("5/12", "ambiguous"),
        ("5/12/2026", "ambiguous"),
        ("99999y", "out_of_range"),
    ],
)
def test_a_day_that_does_not_exist_or_could_be_another_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_date(typed, TODAY)
    assert (error.value.code, error.value.facts["reason"]) == ("invalid_date", f"normalize.reason_{reason}")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_are_the_calendars_and_stop_at_its_ends(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_a_leap_day_a_year_later_is_the_28th() -> None:
    assert parse_date("1y", date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_day_is_counted_from_1970() -> None:
    assert to_day(date(1970, 1, 2)) == 1
    assert from_day(-1) == date(1969, 12, 31)


@pytest.mark.parametrize(("typed", "day"), [("32874", "1990-01-01"), ("45292.5", "2024-01-01")])
@pytest.mark.parametrize("read", [lambda text: parse_date(text, TODAY), parse_birthday, date_reader("dmy")])
def test_the_number_of_a_day_in_a_spreadsheet_is_told(typed: str, day: str, read: Callable[[str], object]) -> None:
    with pytest.raises(Invalid) as error:
        read(typed)
    assert (error.value.code, error.value.facts) == ("serial_date", {"value": typed, "day": day})


@pytest.mark.parametrize("typed", ["9999", "80000", "123456", "-32874"])
def test_other_numbers_are_just_no_dates(typed: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_date(typed, TODAY)
    assert error.value.code == "invalid_date"
