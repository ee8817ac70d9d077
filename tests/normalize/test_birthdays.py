"""Birthdays, with and without a year, by either calendar."""

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.dates import looks_lunar, parse_birthday, parse_lunar_birthday
from tests.normalize.test_dates import check


@pytest.mark.parametrize(
    ("typed", "kept"),
    check("""
    1990-05-12 → 1990-05-12
    1990.5.12 → 1990-05-12
    1990/5/12 → 1990-05-12
    19900512 → 1990-05-12
    1990年5月12日 → 1990-05-12
    1990-05-12T00:00:00 → 1990-05-12
    May 12, 1990 → 1990-05-12
    25/12/1990 → 1990-12-25
    12/25/1990 → 1990-12-25
    --05-12 → --05-12
    --0512 → --05-12
    05-12 → --05-12
    5月12日 → --05-12
    五月十二日 → --05-12
    12 May → --05-12
    13/5 → --05-13
    02-29 → --02-29
    0000-05-12 → --05-12
    1604-05-12 → --05-12
    """),
)
def test_a_birthday_need_not_know_its_year(typed: str, kept: str) -> None:
    assert parse_birthday(typed) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("02-30", "day_of_month"),
        ("1990-02-29", "day_of_month"),
        ("1990-13-01", "month"),
        ("0900-01-01", "year"),
        ("5/12/1990", "ambiguous"),
        ("5/12", "ambiguous"),
        ("农历八月十五", "lunar"),
        ("spring", "no_date"),
        ("", "no_date"),
    ],
)
def test_impossible_and_ambiguous_birthdays_are_refused(typed: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_birthday(typed)
    assert (error.value.code, error.value.facts["reason"]) == (
        "invalid_birthday",
        f"normalize.reason_{reason}",
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    check("""
    农历八月十五 → --08-15
    八月十五 → --08-15
    腊月廿三 → --12-23
    正月初一 → --01-01
    冬月初十 → --11-10
    八月卅 → --08-30
    农历8月15 → --08-15
    lunar:08-15 → --08-15
    lunar: 1990-08-15 → 1990-08-15
    1990年农历八月十五 → 1990-08-15
    农历一九九〇年八月十五 → 1990-08-15
    """),
)
def test_lunar_birthdays(typed: str, kept: str) -> None:
    assert parse_lunar_birthday(typed) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("闰四月初五", "leap_month"),
        ("农历八月三十一", "lunar_day"),
        ("农历十三月初一", "month"),
        ("中秋", "no_date"),
    ],
)
def test_lunar_days_that_do_not_exist(typed: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_lunar_birthday(typed)
    assert error.value.facts["reason"] == f"normalize.reason_{reason}"


@pytest.mark.parametrize(
    ("typed", "lunar"), [("农历八月十五", True), ("腊月廿三", True), ("lunar:08-15", True), ("08-15", False)]
)
def test_what_can_only_be_lunar(typed: str, lunar: bool) -> None:
    assert looks_lunar(typed) is lunar
