"""Local days of a service calendar: when they begin, and which are school days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.calendar import ServiceCalendar
from tests.domain.strategies import DAY, HOUR, QUICK, calendars

SCHOOL = ServiceCalendar(
    "Asia/Jakarta",
    dict.fromkeys(range(1, 6), ((7 * HOUR, 15 * HOUR),)),
    closed={date(2026, 8, 17): "Proklamasi", date(2026, 8, 18): "closed, but"},
    overrides={
        date(2026, 8, 18): ((9 * HOUR, 10 * HOUR),),
        date(2026, 8, 20): (),
        date(2026, 8, 22): ((8 * HOUR, 9 * HOUR),),
    },
)


def at(text: str, zone: str = "Asia/Jakarta") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def number(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


class TestSchoolDays:
    @pytest.mark.parametrize(
        ("begin", "end", "days"),
        [
            # Within a day, to the next, over a weekend, over a whole week.
            ("2026-08-03 06:00", "2026-08-03 23:59", 0),
            ("2026-08-03 23:59", "2026-08-04 00:00", 1),
            ("2026-08-03 07:00", "2026-08-04 06:00", 1),
            ("2026-08-07 15:00", "2026-08-09 12:00", 0),
            ("2026-08-07 15:00", "2026-08-10 00:00", 1),
            ("2026-08-03 12:00", "2026-08-10 12:00", 5),
            ("2026-08-08 12:00", "2026-08-17 12:00", 5),
            # A holiday; one with hours of its own; a day off by them; a Saturday.
            ("2026-08-14 12:00", "2026-08-17 12:00", 0),
            ("2026-08-14 12:00", "2026-08-18 00:00", 1),
            ("2026-08-19 12:00", "2026-08-20 12:00", 0),
            ("2026-08-19 12:00", "2026-08-21 12:00", 1),
            ("2026-08-21 12:00", "2026-08-22 12:00", 1),
            # Backwards.
            ("2026-08-04 12:00", "2026-08-03 12:00", 0),
        ],
    )
    def test_table(self, begin, end, days):
        assert SCHOOL.school_days(at(begin), at(end)) == days

    def test_a_night_in_another_zone_is_another_date(self):
        abroad = ServiceCalendar("Asia/Jayapura", SCHOOL.weekly)
        begin, end = at("2026-08-03 12:00"), at("2026-08-03 22:30")
        assert SCHOOL.school_days(begin, end) == 0
        assert abroad.school_days(begin, end) == 1

    def test_without_any_service_there_are_none(self):
        never = ServiceCalendar("Asia/Jakarta", {})
        assert never.school_days(at("2026-01-01"), at("2027-01-01")) == 0


@QUICK
@given(calendars(), st.integers(-DAY, DAY), st.integers(0, 6 * DAY))
def test_they_are_the_dates_with_an_open_second(drawn, offset, length):
    calendar, start = drawn
    begin = start + offset
    end = begin + length
    first, last = calendar.local_day(begin), calendar.local_day(end)
    served = [
        day
        for day in range(first + 1, last + 1)
        if calendar.service(*calendar.day_span(day))
    ]
    assert calendar.school_days(begin, end) == len(served)


class TestLocalDay:
    @pytest.mark.parametrize(
        ("instant", "zone", "day"),
        [
            ("2026-09-02 00:00", "Asia/Jakarta", "2026-09-02"),
            ("2026-09-01 23:59:59", "Asia/Jakarta", "2026-09-01"),
            ("2026-09-02 12:00", "Pacific/Kiritimati", "2026-09-02"),
            ("1970-01-01 07:00", "Asia/Jakarta", "1970-01-01"),
        ],
    )
    def test_is_that_of_the_wall_clock(self, instant, zone, day):
        calendar = ServiceCalendar(zone, {})
        assert calendar.local_day(at(instant, zone)) == number(day)

    @pytest.mark.parametrize(
        ("zone", "day", "hours"),
        [
            ("Asia/Jakarta", "2026-09-02", 24),
            ("Europe/Berlin", "2026-03-29", 23),
            ("Europe/Berlin", "2026-10-25", 25),
            ("Australia/Lord_Howe", "2026-04-05", 24.5),
            # Midnight itself is skipped, comes twice, and a whole day is.
            ("Africa/Cairo", "2026-04-24", 23),
            ("Atlantic/Azores", "2026-10-25", 25),
            ("Pacific/Apia", "2011-12-30", 0),
        ],
    )
    def test_is_as_long_as_the_zone_has_it(self, zone, day, hours):
        calendar = ServiceCalendar(zone, {})
        begin, end = calendar.day_span(number(day))
        assert end - begin == hours * HOUR
        if hours:
            assert calendar.local_day(begin) == number(day)
            assert calendar.local_day(end - 1) == number(day)
            assert calendar.local_day(begin - 1) < number(day) < calendar.local_day(end)


@QUICK
@given(calendars(), st.integers(-3 * DAY, 3 * DAY))
def test_every_instant_lies_in_its_day(drawn, offset):
    calendar, start = drawn
    instant = start + offset
    begin, end = calendar.day_span(calendar.local_day(instant))
    assert begin <= instant < end
    local = datetime.fromtimestamp(begin, ZoneInfo(calendar.zone))
    assert (local.hour, local.minute) == (0, 0)
    assert timedelta(hours=22) < timedelta(seconds=end - begin) < timedelta(hours=26)
