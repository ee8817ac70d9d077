"""On which day a birthday is celebrated."""

from datetime import date

from crmcli.domain.birthdays import lunar_days, solar_days, years


def test_29_february_is_celebrated_on_the_28th_in_common_years() -> None:
    assert solar_days(date(2026, 2, 28), 1)["02-29"] == date(2026, 2, 28)


def test_29_february_is_celebrated_on_its_day_in_leap_years() -> None:
    found = solar_days(date(2028, 2, 28), 1)
    assert found == {"02-28": date(2028, 2, 28), "02-29": date(2028, 2, 29)}


def test_a_window_goes_over_the_end_of_the_year() -> None:
    assert list(solar_days(date(2026, 12, 31), 1)) == ["12-31", "01-01"]


def test_mid_autumn_of_2026() -> None:
    assert lunar_days(date(2026, 9, 25), 0) == {"08-15": (date(2026, 9, 25), 2026)}


def test_a_lunar_year_ends_after_the_solar_one() -> None:
    assert lunar_days(date(2026, 2, 16), 0)["12-29"] == (date(2026, 2, 16), 2025)


def test_the_30th_falls_on_the_29th_of_a_short_lunar_month() -> None:
    assert lunar_days(date(2026, 2, 16), 0)["12-30"] == (date(2026, 2, 16), 2025)


def test_the_30th_stays_the_30th_of_a_long_lunar_month() -> None:
    found = lunar_days(date(2024, 2, 8), 1)
    assert found["12-29"] == (date(2024, 2, 8), 2023)
    assert found["12-30"] == (date(2024, 2, 9), 2023)


def test_nobody_celebrates_in_a_leap_month() -> None:
    assert lunar_days(date(2025, 8, 1), 0) == {}  # the 8th of the leap sixth month


def test_age_needs_a_year_of_birth() -> None:
    assert years("1990-05-12", 2026) == 36
    assert years("--05-12", 2026) is None
