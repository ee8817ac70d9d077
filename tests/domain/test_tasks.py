"""Recurring tasks: what ``--repeat`` understands, and the day that comes next."""

from datetime import date

import pytest

from crmcli.domain.tasks import next_day, recurrence
from crmcli.errors import Invalid

LONG_AGO = date(2000, 1, 1)


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("daily", "daily"),
        ("every day", "daily"),
        ("每天", "daily"),
        ("Weekly", "weekly"),
        ("每周", "weekly"),
        ("每星期", "weekly"),
        ("every 2 weeks", "every 2 weeks"),
        ("2w", "every 2 weeks"),
        ("每两周", "every 2 weeks"),
        ("每 2 周", "every 2 weeks"),
        ("monthly", "monthly"),
        ("每个月", "monthly"),
        ("quarterly", "every 3 months"),
        ("每季度", "every 3 months"),
        ("每半年", "every 6 months"),
        ("yearly", "yearly"),
        ("每年", "yearly"),
    ],
)
def test_repeat_is_understood_in_both_languages(words: str, stored: str) -> None:
    assert recurrence(words, date(2026, 3, 5)) == stored


@pytest.mark.parametrize("words", ["", "often", "every", "week", "every 0 days", "每", "每百周", "有时", "-1w"])
def test_other_words_are_refused(words: str) -> None:
    with pytest.raises(Invalid) as caught:
        recurrence(words, date(2026, 3, 5))
    assert caught.value.code == "task.unknown_repeat"


def series(due: date, words: str, count: int) -> list[str]:
    stored, days = recurrence(words, due), []
    for _ in range(count):
        due = next_day(due, stored, not_before=LONG_AGO)
        days.append(due.isoformat())
    return days


def test_the_31st_is_clipped_at_month_ends_and_comes_back() -> None:
    assert series(date(2026, 1, 31), "monthly", 4) == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


def test_29_february_comes_back_in_leap_years() -> None:
    years = series(date(2024, 2, 29), "yearly", 4)
    assert years == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_weeks_keep_the_weekday_of_the_due_day() -> None:
    assert series(date(2026, 2, 25), "every 2 weeks", 2) == ["2026-03-11", "2026-03-25"]


@pytest.mark.parametrize(
    ("words", "due", "expected"),
    [
        ("daily", date(2026, 2, 1), "2026-03-01"),
        ("weekly", date(2026, 2, 3), "2026-03-03"),
        ("monthly", date(2025, 10, 15), "2026-03-15"),
        ("yearly", date(2020, 2, 10), "2027-02-10"),
        ("daily", date(2026, 5, 1), "2026-05-02"),
    ],
)
def test_what_is_past_already_is_left_out(words: str, due: date, expected: str) -> None:
    found = next_day(due, recurrence(words, due), not_before=date(2026, 3, 1))
    assert found.isoformat() == expected
