"""Tasks and birthdays as calendars, read by another library."""

from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from crmcli.domain.birthdays import lunar_dates
from tests.conftest import Crm


@pytest.fixture
def desk(crm: Crm) -> Crm:
    crm.ok("add", "张三", "birthday=1990-03-04", "lunar_birthday=农历八月十五")
    crm.ok("add", "Leap", "birthday=--02-29")
    crm.ok("task", "add", "send, the; offer", "--for", "1", "--due", "2026-03-31", "--repeat", "monthly",
           "--priority", "high")  # fmt: skip
    crm.ok("task", "add", "visit", "--due", "2026-03-05 14:00")
    crm.ok("task", "add", "count the stock")
    crm.ok("task", "done", "3")
    return crm


def entries(crm: Crm, *argv: str) -> list[Any]:
    text = crm.ok("export", *argv).out
    assert text.replace("\r\n", "").count("\n") == 0
    return list(Calendar.from_ical(text).subcomponents)


def test_tasks_are_things_to_do(desk: Crm) -> None:
    offer, visit, stock = entries(desk, "tasks", "-f", "ical")
    assert (offer.name, offer["SUMMARY"], offer["DUE"].dt) == ("VTODO", "send, the; offer (张三)", date(2026, 3, 31))
    assert (offer["PRIORITY"], offer["STATUS"]) == (1, "NEEDS-ACTION")
    assert visit["DUE"].dt == datetime(2026, 3, 5, 14, 0)
    assert (stock["STATUS"], "DUE" in stock, "COMPLETED" in stock) == ("COMPLETED", False, True)
    assert len({entry["UID"] for entry in (offer, visit, stock)}) == 3


def test_or_events_which_repeat_as_the_tasks_do(desk: Crm) -> None:
    offer, visit = entries(desk, "tasks", "-f", "ical", "--events")
    assert (offer["DTSTART"].dt, offer["DTEND"].dt) == (date(2026, 3, 31), date(2026, 4, 1))
    assert dict(offer["RRULE"]) == {"FREQ": ["MONTHLY"], "BYMONTHDAY": [28, 29, 30, 31], "BYSETPOS": [-1]}
    assert (visit["DTSTART"].dt, visit["DTEND"].dt) == (datetime(2026, 3, 5, 14), datetime(2026, 3, 5, 14, 30))


def test_the_same_entries_have_the_same_uid_in_the_next_export(desk: Crm) -> None:
    first = [entry["UID"] for entry in entries(desk, "tasks", "-f", "ical")]
    desk.environ["CRMCLI_NOW"] = "2026-05-01T10:00"
    assert [entry["UID"] for entry in entries(desk, "tasks", "-f", "ical")] == first


def test_birthdays_come_back_every_year_and_lunar_ones_are_the_next_five(desk: Crm) -> None:
    zhang, *lunar, leap = entries(desk, "birthdays", "-f", "ical")
    assert (zhang["SUMMARY"], zhang["DTSTART"].dt) == ("张三's birthday", date(2026, 3, 4))
    assert dict(zhang["RRULE"]) == {"FREQ": ["YEARLY"]}
    assert [event["DTSTART"].dt for event in lunar] == [
        date(2026, 9, 25), date(2027, 9, 15), date(2028, 10, 3), date(2029, 9, 22), date(2030, 9, 12),
    ]  # fmt: skip
    assert dict(leap["RRULE"]) == {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [28, 29], "BYSETPOS": [-1]}


def test_the_suffix_of_a_calendar(desk: Crm) -> None:
    desk.ok("export", "birthdays", "Leap", "-o", str(desk.folder / "b.ics"))
    events = Calendar.from_ical((desk.folder / "b.ics").read_bytes()).subcomponents
    assert [event["SUMMARY"] for event in events] == ["Leap's birthday"]


def test_times_of_day_are_told_in_the_zone_of_the_settings(desk: Crm) -> None:
    desk.ok("config", "set", "timezone", "Asia/Shanghai")
    assert "DTSTAMP:20260301T010000Z\r\n" in desk.ok("export", "tasks", "-f", "ical").out


def test_customers_have_no_place_in_a_calendar(desk: Crm) -> None:
    ran = desk("export", "-f", "ical")
    assert (ran.status, ran.err) == (2, "error: customers cannot be written as ical; tasks, birthdays can\n")


def test_the_thirtieth_of_a_lunar_month_that_has_no_more_than_29_days() -> None:
    days = [day for day, _ in lunar_dates("12-30", date(2026, 3, 1), 4)]
    assert days == [date(2027, 2, 5), date(2028, 1, 25), date(2029, 2, 12), date(2030, 2, 2)]
