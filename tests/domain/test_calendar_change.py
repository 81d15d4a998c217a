"""What a version of the service hours adds and takes: the seconds, and the rules."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_change import Difference, alterations, by_day, difference
from desk.domain.calendar_day import Origin
from tests.domain.strategies import QUICK, calendars, weeks

HOUR, DAY = 3600, 86_400
ZONE = ZoneInfo("Asia/Jakarta")
MORNING, AFTERNOON = (7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR)
WEEK = dict.fromkeys(range(1, 8), (MORNING, AFTERNOON))
SCHOOL = ServiceCalendar("Asia/Jakarta", WEEK)
WEDNESDAY = date(2026, 9, 2)
CLOSED = ServiceCalendar("Asia/Jakarta", WEEK, closed={WEDNESDAY: "Listrik padam"})


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


SPAN = at("2026-09-01"), at("2026-09-08")


class TestDifference:
    def test_a_closed_day_is_removed(self):
        found = difference(SCHOOL, CLOSED, *SPAN)
        assert found.added == ()
        assert found.removed == (
            (at("2026-09-02 07:00"), at("2026-09-02 12:00")),
            (at("2026-09-02 13:00"), at("2026-09-02 15:00")),
        )
        assert (found.added_seconds, found.removed_seconds) == (0, 7 * HOUR)
        assert found.span == (at("2026-09-02 07:00"), at("2026-09-02 15:00"))

    def test_and_added_the_other_way_round(self):
        there, back = (
            difference(SCHOOL, CLOSED, *SPAN),
            difference(CLOSED, SCHOOL, *SPAN),
        )
        assert (back.added, back.removed) == (there.removed, there.added)

    def test_hours_that_move_are_both(self):
        moved = ServiceCalendar(
            "Asia/Jakarta", WEEK, overrides={WEDNESDAY: ((8 * HOUR, 14 * HOUR),)}
        )
        found = difference(SCHOOL, moved, *SPAN)
        assert found.added == ((at("2026-09-02 12:00"), at("2026-09-02 13:00")),)
        assert found.removed == (
            (at("2026-09-02 07:00"), at("2026-09-02 08:00")),
            (at("2026-09-02 14:00"), at("2026-09-02 15:00")),
        )

    @pytest.mark.parametrize(
        "span",
        [
            (at("2026-09-03"), at("2026-09-08")),
            (at("2026-09-01"), at("2026-09-02 07:00")),
            (at("2026-09-02 12:00"), at("2026-09-02 13:00")),
            (at("2026-09-08"), at("2026-09-01")),
        ],
    )
    def test_is_empty_elsewhere(self, span):
        found = difference(SCHOOL, CLOSED, *span)
        assert found.is_empty
        assert found.span == (0, 0)
        assert not found.touches(0, 2**40)

    @pytest.mark.parametrize(
        ("begin", "end", "touches"),
        [
            ("2026-09-01 09:00", "2026-09-02 07:00", False),
            ("2026-09-01 09:00", "2026-09-02 07:01", True),
            ("2026-09-02 12:00", "2026-09-02 13:00", False),
            ("2026-09-02 11:59", "2026-09-02 12:30", True),
            ("2026-09-02 15:00", "2026-09-03 15:00", False),
        ],
    )
    def test_touches(self, begin, end, touches):
        found = difference(SCHOOL, CLOSED, *SPAN)
        assert found.touches(at(begin), at(end)) is touches

    @settings(QUICK)
    @given(
        calendars(), weeks(), st.integers(-8 * DAY, 8 * DAY), st.integers(0, 9 * DAY)
    )
    def test_explains_every_second(self, drawn, week, offset, length):
        old, start = drawn
        new = ServiceCalendar(old.zone, week)
        begin, end = start + offset, start + offset + length
        found = difference(old, new, begin, end)
        gained = found.added_seconds - found.removed_seconds
        assert new.service(begin, end) - old.service(begin, end) == gained
        assert all(new.service(*each) == each[1] - each[0] for each in found.added)
        assert all(old.service(*each) == each[1] - each[0] for each in found.removed)
        assert all(old.service(*each) == 0 for each in found.added)
        assert all(new.service(*each) == 0 for each in found.removed)


def test_seconds_by_local_date():
    intervals = [(at("2026-09-01 23:00"), at("2026-09-03 01:00"))]
    assert by_day(intervals, SCHOOL) == {
        date(2026, 9, 1): HOUR,
        date(2026, 9, 2): DAY,
        date(2026, 9, 3): HOUR,
    }
    assert by_day([], SCHOOL) == {}


class TestAlterations:
    def test_a_date(self):
        (found,) = alterations(SCHOOL, CLOSED)
        assert (found.day, found.weekday) == (WEDNESDAY, None)
        assert found.before == (Origin.WEEKLY, (MORNING, AFTERNOON), "")
        assert found.after == (Origin.CLOSED, (), "Listrik padam")

    def test_the_zone(self):
        moved = ServiceCalendar("Asia/Makassar", WEEK)
        assert alterations(SCHOOL, moved) == [
            (None, None, "Asia/Jakarta", "Asia/Makassar")
        ]

    def test_weekly_hours_from_a_date_on(self):
        term = ServiceCalendar(
            "Asia/Jakarta", WEEK, seasons={WEDNESDAY: {**WEEK, 6: (), 5: (MORNING,)}}
        )
        assert alterations(SCHOOL, term) == [
            (WEDNESDAY, 5, (MORNING, AFTERNOON), (MORNING,)),
            (WEDNESDAY, 6, (MORNING, AFTERNOON), ()),
        ]

    def test_nothing(self):
        assert alterations(CLOSED, CLOSED) == []

    def test_a_closed_date_is_told_once_when_its_weekly_hours_change(self):
        other = ServiceCalendar(
            "Asia/Jakarta", {**WEEK, 3: (MORNING,)}, closed=CLOSED.closed
        )
        (found,) = alterations(CLOSED, other)
        assert found.weekday == 3


def test_a_difference_is_compared_by_what_it_holds():
    assert Difference((), ()) == Difference((), ())
