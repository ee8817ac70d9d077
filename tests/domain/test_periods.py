"""--since, --until, and the units of reports."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain import periods
from crmcli.normalize.days import from_day

TODAY = date(2026, 3, 1)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2026-02", "2026-02", "2026-02-01", "2026-02-28"),
        ("2025", "2025", "2025-01-01", "2025-12-31"),
        ("2025Q4", "2025Q4", "2025-10-01", "2025-12-31"),
        ("2025年3月", "2025年3月", "2025-03-01", "2025-03-31"),
        ("2026-02-03", "today", "2026-02-03", "2026-03-01"),
        ("20260203", "20260204", "2026-02-03", "2026-02-04"),
    ],
)
def test_a_part_of_a_date_means_all_of_it(since: str, until: str, first: str, last: str) -> None:
    span = periods.read(since, until, TODAY)
    assert span.first is not None
    assert span.last is not None
    assert (from_day(span.first).isoformat(), from_day(span.last).isoformat()) == (first, last)


@given(DAYS, st.sampled_from(periods.UNITS))
def test_a_unit_starts_where_the_one_before_it_ends(day: date, unit: str) -> None:
    start = periods.start(day, unit)
    assert start <= day < periods.shifted(day, unit, 1)
    assert periods.label(start, unit) == periods.label(day, unit)
    assert periods.label(start - timedelta(days=1), unit) == periods.label(periods.shifted(day, unit, -1), unit)


@given(DAYS, st.integers(0, 800), st.sampled_from(periods.UNITS))
def test_labels_leave_none_out(first: date, days: int, unit: str) -> None:
    last = first + timedelta(days=days)
    every = dict.fromkeys(periods.label(first + timedelta(days=i), unit) for i in range(days + 1))
    assert periods.labels(first, last, unit) == list(every)
