"""The roster's answers: never overlapping, never outside, right when clocks change."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.calendar import ServiceCalendar
from desk.domain.roster import MARGIN, Away, Duty, DutyRoster
from desk.domain.shifts import local_instant
from desk.domain.vocabulary import Attendance
from tests.domain.strategies import DAY, HOUR, QUICK

ANI, BUDI = 1, 2
ZONES = ("Asia/Jakarta", "Australia/Sydney", "America/New_York", "Asia/Beirut")
# Days before and after a change of the clocks in each of them.
START = int(datetime(2026, 3, 1, tzinfo=ZoneInfo("UTC")).timestamp())
INSTANTS = st.integers(0, 45 * 24 * 4).map(lambda n: START + n * 900)
LENGTHS = st.integers(1, 48).map(lambda n: n * 900)
DUTIES = st.builds(
    lambda person, begin, length, said: Duty(person, begin, begin + length, said),
    st.sampled_from([ANI, BUDI]),
    INSTANTS,
    LENGTHS,
    st.sampled_from([None, *Attendance]),
)
AWAYS = st.builds(
    lambda person, begin, length: Away(person, begin, length and begin + length),
    st.sampled_from([ANI, BUDI]),
    INSTANTS,
    st.none() | st.integers(1, 20).map(lambda n: n * DAY // 2),
)
ROSTERS = st.builds(
    DutyRoster,
    st.lists(DUTIES, max_size=12).map(tuple),
    st.lists(AWAYS, max_size=3).map(tuple),
    st.sampled_from([ServiceCalendar(zone, {}) for zone in ZONES]),
)
SPANS = st.tuples(INSTANTS, st.integers(0, 12 * DAY)).map(lambda s: (s[0], sum(s)))


@QUICK
@given(ROSTERS, SPANS)
def test_intervals_are_sorted_apart_and_within_the_span(book, span):
    begin, end = span
    for intervals in book.for_people([ANI, BUDI], begin, end).values():
        assert all(begin <= on < off <= end for on, off in intervals)
        assert all(off < on for (_, off), (on, _) in pairwise(intervals))


@QUICK
@given(ROSTERS, SPANS, st.integers(0, 12 * DAY))
def test_a_span_is_the_sum_of_its_parts(book, span, ahead):
    begin, end = span
    middle = min(begin + ahead, end)

    def seconds(first, last):
        return sum(off - on for on, off in book.on_duty(ANI, first, last))

    assert seconds(begin, end) == seconds(begin, middle) + seconds(middle, end)


@QUICK
@given(ROSTERS, SPANS)
def test_only_shifts_near_the_span_matter(book, span):
    """What the loaders leave out (MARGIN) could not have changed the answer."""
    begin, end = span
    near = tuple(
        duty
        for duty in book.duties
        if duty.begin < end + MARGIN and duty.end > begin - MARGIN
    )
    assert replace(book, duties=near).on_duty(ANI, begin, end) == book.on_duty(
        ANI, begin, end
    )


@QUICK
@given(ROSTERS, SPANS)
def test_nobody_is_on_duty_while_away_sick_or_on_a_rostered_day_without_a_shift(
    book, span
):
    for on, off in book.on_duty(ANI, *span):
        for instant in (on, off - 1):
            assert not book.is_away(ANI, instant)
            day = book.calendar.local_day(instant)
            is_rostered = any(
                book.calendar.local_day(duty.begin)
                <= day
                <= book.calendar.local_day(duty.end - 1)
                for duty in book.duties
            )
            is_there = any(
                duty.person_id == ANI
                and duty.counts
                and duty.begin <= instant < duty.end
                for duty in book.duties
            )
            assert is_there or not is_rostered


@QUICK
@given(ROSTERS, INSTANTS)
def test_the_end_of_a_shift_is_an_end_of_duty(book, instant):
    end = book.shift_end(ANI, instant)
    if end is not None:
        assert end > instant
        assert book.on_duty(ANI, instant, end) == [(instant, end)]
        assert any(duty.end == end for duty in book.duties) or book.is_away(ANI, end)


def test_a_day_without_a_roster_has_no_shift_to_end():
    book = DutyRoster((), (), ServiceCalendar("Asia/Jakarta", {}))
    assert book.on_duty(ANI, START, START + DAY)
    assert book.shift_end(ANI, START) is None


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 4, 5), 25), (date(2026, 10, 4), 23), (date(2026, 9, 2), 24)],
)
def test_a_day_without_a_roster_is_as_long_as_its_clocks_say(day, hours):
    zone = "Australia/Sydney"
    begin = local_instant(day, 0, zone)
    end = local_instant(day, DAY, zone)
    around = (
        Duty(BUDI, begin - HOUR, begin),
        Duty(BUDI, end, end + HOUR),
    )
    book = DutyRoster(around, (), ServiceCalendar(zone, {}))
    assert book.on_duty(ANI, begin - DAY, end + DAY) == [(begin, end)]
    assert end - begin == hours * HOUR


def test_the_last_hour_of_a_long_day_knows_the_shift_of_its_first():
    zone = "Australia/Sydney"  # 25 hours on 5 April 2026
    begin = local_instant(date(2026, 4, 5), 0, zone)
    early = Duty(BUDI, begin, begin + HOUR // 2)
    late = begin + 24 * HOUR + 3 * HOUR // 4
    assert late - DAY > early.end  # a day's margin would miss it
    assert late - MARGIN < early.end
    book = DutyRoster((early,), (), ServiceCalendar(zone, {}))
    assert book.on_duty(ANI, late, late + 60) == []
