"""Points in time, seen from Sunday, 22 November 2026, 10:15."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.dates import parse_moment
from tests.normalize.test_dates import check

NOW = datetime(2026, 11, 22, 10, 15)
BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("typed", "moment"),
    check("""
    2026-03-01T09:00 → 2026-03-01 09:00
    2026-03-01 09:00:05 → 2026-03-01 09:00:05
    2026/3/1 9:05 → 2026-03-01 09:05
    tomorrow → 2026-11-23 00:00
    tomorrow 9:00 → 2026-11-23 09:00
    fri 14:30 → 2026-11-27 14:30
    9:00 → 2026-11-22 09:00
    9am → 2026-11-22 09:00
    tomorrow 12pm → 2026-11-23 12:00
    12am → 2026-11-22 00:00
    now → 2026-11-22 10:15
    现在 → 2026-11-22 10:15
    -2h → 2026-11-22 08:15
    +1h → 2026-11-22 11:15
    -30min → 2026-11-22 09:45
    30 min ago → 2026-11-22 09:45
    2小时前 → 2026-11-22 08:15
    半小时后 → 2026-11-22 10:45
    30分钟前 → 2026-11-22 09:45
    明天下午3点 → 2026-11-23 15:00
    下周一上午九点半 → 2026-11-23 09:30
    明天下午3:15 → 2026-11-23 15:15
    明天 14:30 → 2026-11-23 14:30
    11月25日9点 → 2026-11-25 09:00
    晚上8点 → 2026-11-22 20:00
    中午12点 → 2026-11-22 12:00
    凌晨2点 → 2026-11-22 02:00
    三点一刻 → 2026-11-22 03:15
    +3d → 2026-11-25 00:00
    """),
)
def test_dates_and_times_of_day(typed: str, moment: str) -> None:
    assert parse_moment(typed, NOW) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("25:00", "time"),
        ("13pm", "time"),
        ("明天25点", "time"),
        ("晚上12点", "midnight"),
        ("30m ago", "minutes"),
        ("-30m", "minutes"),
        ("2026-03-01T09:00Z", "offset"),
        ("2026-02-30 9:00", "day_of_month"),
        ("whenever", "no_date"),
    ],
)
def test_what_is_no_moment_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_moment(typed, NOW)
    assert (error.value.code, error.value.facts["reason"]) == ("invalid_date", f"normalize.reason_{reason}")


def test_an_offset_is_converted_to_the_zone_given() -> None:
    assert parse_moment("2026-03-01T09:00:00Z", NOW, BEIJING) == datetime(2026, 3, 1, 17)


def test_an_aware_now_gives_an_aware_moment_in_its_zone() -> None:
    now = NOW.replace(tzinfo=BEIJING)
    assert parse_moment("2026-03-01T09:00", now) == datetime(2026, 3, 1, 1, tzinfo=UTC)
    assert parse_moment("2026-03-01T09:00Z", now).utcoffset() == timedelta(hours=8)
