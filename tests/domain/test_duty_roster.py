"""Who is on duty when: shifts, attendance, internships, days without a roster."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.calendar import ServiceCalendar
from desk.domain.roster import Away, Duty, DutyRoster
from desk.domain.vocabulary import Attendance
from tests.domain.simulator import DutyBook
from tests.domain.strategies import DAY, MINUTE, QUICK, STUDENTS, cases

ANI, BUDI = 1, 2
ZONE = "Asia/Jakarta"
JAKARTA = ServiceCalendar(ZONE, {})


def at(hour: float, day: int = 2) -> int:
    """Return an instant in September 2026 by its local hour."""
    midnight = datetime(2026, 9, day, tzinfo=ZoneInfo(ZONE))
    return int(midnight.timestamp()) + int(hour * 3600)


def roster(*duties: Duty, aways: tuple[Away, ...] = ()) -> DutyRoster:
    return DutyRoster(duties, aways, JAKARTA)


def on_duty(book: DutyRoster, person: int = ANI, day: int = 2) -> list:
    """Return the hours of a day at which the person is on duty."""
    midnight = at(0, day)
    got = book.on_duty(person, midnight, midnight + DAY)
    return [((b - midnight) / 3600, (e - midnight) / 3600) for b, e in got]


MORNING = Duty(ANI, at(7), at(12))


class TestOnDuty:
    def test_in_the_own_shift_alone(self):
        book = roster(MORNING, Duty(BUDI, at(12), at(15)))
        assert on_duty(book) == [(7, 12)]
        assert on_duty(book, BUDI) == [(12, 15)]
        assert on_duty(book, 3) == []

    def test_shifts_are_put_together_where_they_meet(self):
        book = roster(Duty(ANI, at(9), at(13)), MORNING, Duty(ANI, at(13), at(14)))
        assert on_duty(book) == [(7, 14)]
        apart = roster(Duty(ANI, at(13), at(14)), MORNING)
        assert on_duty(apart) == [(7, 12), (13, 14)]
        inside = roster(MORNING, Duty(ANI, at(8), at(9)))
        assert on_duty(inside) == [(7, 12)]

    @pytest.mark.parametrize(
        ("attendance", "counts"),
        [
            (None, True),
            (Attendance.PRESENT, True),
            (Attendance.SICK, False),
            (Attendance.EXCUSED, False),
            (Attendance.ABSENT, False),
        ],
    )
    def test_attendance_overrides_the_plan(self, attendance, counts):
        book = roster(MORNING._replace(attendance=attendance))
        assert on_duty(book) == ([(7, 12)] if counts else [])

    def test_on_a_day_without_a_roster_everybody_is(self):
        book = roster(MORNING)
        assert on_duty(book, BUDI, day=3) == on_duty(book, day=1) == [(0, 24)]
        assert on_duty(roster(), BUDI) == [(0, 24)]

    def test_a_shift_over_midnight_makes_a_roster_of_both_days(self):
        book = roster(Duty(ANI, at(22), at(26)))
        assert on_duty(book, BUDI) == on_duty(book, BUDI, day=3) == []
        assert on_duty(book, day=3) == [(0, 2)]
        till_midnight = roster(Duty(ANI, at(22), at(24)))
        assert on_duty(till_midnight, BUDI, day=3) == [(0, 24)]

    def test_a_span_is_cut_where_it_begins_and_ends(self):
        book = roster(MORNING)
        assert book.on_duty(ANI, at(8), at(9)) == [(at(8), at(9))]
        assert book.on_duty(ANI, at(11), at(30)) == [(at(11), at(12)), (at(24), at(30))]
        assert book.on_duty(ANI, at(12), at(20)) == []
        assert book.on_duty(ANI, at(9), at(9)) == []

    def test_for_people(self):
        got = roster(MORNING).for_people([ANI, BUDI], at(0), at(24))
        assert got == {ANI: [(at(7), at(12))], BUDI: []}


class TestInternship:
    @pytest.mark.parametrize(
        ("begin", "end", "left"),
        [
            (at(6), at(7), [(7, 12)]),
            (at(12), at(13), [(7, 12)]),
            (at(6), at(8), [(8, 12)]),
            (at(8), at(9), [(7, 8), (9, 12)]),
            (at(11), at(13), [(7, 11)]),
            (at(6), at(13), []),
            (at(7), at(12), []),
            (at(9), None, [(7, 9)]),
            (at(6), None, []),
            (at(12), None, [(7, 12)]),
        ],
    )
    def test_takes_time_away(self, begin, end, left):
        assert on_duty(roster(MORNING, aways=(Away(ANI, begin, end),))) == left
        assert on_duty(roster(MORNING, aways=(Away(BUDI, begin, end),))) == [(7, 12)]

    def test_on_a_day_without_a_roster_too(self):
        book = roster(aways=(Away(ANI, at(8), at(20)), Away(ANI, at(22))))
        assert on_duty(book) == [(0, 8), (20, 22)]


class TestHandover:
    @pytest.mark.parametrize(
        ("instant", "may"),
        [
            (at(7) - 601, False),
            (at(7) - 600, True),
            (at(7), True),
            (at(12) - 1, True),
            (at(12), False),
        ],
    )
    def test_may_be_received_from_ten_minutes_before_the_shift(self, instant, may):
        assert roster(MORNING).may_receive(ANI, instant) is may

    @pytest.mark.parametrize(
        ("instant", "end"),
        [
            (at(7) - 1, None),
            (at(7), at(12)),
            (at(12) - 1, at(12)),
            (at(12), None),
            (at(13), at(14)),
        ],
    )
    def test_the_end_of_the_present_shift(self, instant, end):
        book = roster(MORNING, Duty(ANI, at(13), at(14)))
        assert book.shift_end(ANI, instant) == end

    def test_on_a_day_without_a_roster_no_end_is_known(self):
        assert roster().shift_end(ANI, at(8)) is None
        assert roster(MORNING).shift_end(ANI, at(8, day=3)) is None


@pytest.mark.parametrize(
    ("instant", "is_away"),
    [(at(8) - 1, False), (at(8), True), (at(9) - 1, True), (at(9), False)],
)
def test_who_is_away_when(instant, is_away):
    book = roster(aways=(Away(ANI, at(8), at(9)),))
    assert book.is_away(ANI, instant) is is_away
    assert book.is_away(BUDI, instant) is False
    assert roster(aways=(Away(ANI, at(8)),)).is_away(ANI, instant) is (instant >= at(8))


@QUICK
@given(cases().filter(lambda case: case.book), st.integers(-100, 2500))
def test_it_agrees_with_a_look_at_every_minute(case, first):
    book = case.book
    begin = case.events[0].recorded_at + first * MINUTE
    oracle = DutyBook(book.duties, book.aways, case.calendar.zone)
    for person in STUDENTS:
        shifts = book.on_duty(person, begin, begin + DAY)
        assert shifts == sorted(shifts)
        assert all(end < begin for (_, end), (begin, _) in pairwise(shifts))
        for minute in range(begin, begin + DAY, MINUTE):
            is_on = any(on <= minute < off for on, off in shifts)
            assert is_on == oracle.has_on_duty(person, minute)
