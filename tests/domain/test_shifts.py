"""Planning: new, there already, or impossible, and times by the clocks of a zone."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.people import Role
from desk.domain.roster import Away, Duty
from desk.domain.shifts import (
    AWAY,
    CLOSED,
    ELSEWHERE,
    NO_SHIFTS,
    NOBODY,
    OVERLAP,
    REVERSED,
    TOO_FAR,
    TOO_LONG,
    Colleague,
    Wanted,
    local_date,
    local_instant,
    monday_of,
    moved,
    obstacle,
    plan,
    span_error,
    week_span,
)
from tests.domain.strategies import DAY, HOUR, QUICK

NOW = 1_788_000_000
ANI, BUDI = Colleague(1, "Ani"), Colleague(2, "Budi", ELSEWHERE)
PEOPLE = {1: ANI, 2: BUDI}


def planned(*wanted, duties=(), aways=()):
    return plan(wanted, colleagues=PEOPLE, duties=duties, aways=aways, now=NOW)


def reasons(result):
    return [unfit.reason for unfit in result.unfit]


@pytest.mark.parametrize(
    ("begin", "end", "error"),
    [
        (0, 12 * HOUR, None),
        (0, 12 * HOUR + 1, TOO_LONG),
        (0, 30 * HOUR, TOO_LONG),
        (0, 0, REVERSED),
        (1, 0, REVERSED),
        (366 * DAY, 366 * DAY + 1, None),
        (366 * DAY + 1, 366 * DAY + 2, TOO_FAR),
        (-366 * DAY, -365 * DAY - 20 * HOUR, None),
        (-366 * DAY - 1, -365 * DAY - 20 * HOUR, TOO_FAR),
    ],
)
def test_span(begin, end, error):
    assert span_error(NOW + begin, NOW + end, now=NOW) == error


@pytest.mark.parametrize(
    ("role", "home", "is_active", "expected"),
    [
        (Role.STUDENT, 7, True, None),
        (Role.SUPERVISOR, 7, True, None),
        (Role.STUDENT, 8, True, ELSEWHERE),
        (Role.STUDENT, None, True, ELSEWHERE),
        (Role.STUDENT, 8, False, ELSEWHERE),
        (Role.TEACHER, 8, True, ELSEWHERE),
        (Role.STUDENT, 7, False, CLOSED),
        (Role.TEACHER, 7, True, NO_SHIFTS),
        (Role.HEAD, None, True, NO_SHIFTS),
        (Role.ADMIN, None, True, NO_SHIFTS),
    ],
)
def test_obstacle(role, home, is_active, expected):
    assert obstacle(role, home, 7, is_active=is_active) == expected


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (0, HOUR, [OVERLAP]),
        (-HOUR, 1, [OVERLAP]),
        (2 * HOUR - 1, 3 * HOUR, [OVERLAP]),
        (-HOUR, 0, []),
        (2 * HOUR, 3 * HOUR, []),
    ],
)
def test_overlap(begin, end, expected):
    there = Duty(1, NOW, NOW + 2 * HOUR)
    result = planned(Wanted(1, NOW + begin, NOW + end), duties=[there])
    assert reasons(result) == expected
    assert len(result.new) == 1 - len(expected)


def test_the_same_shift_is_there_already():
    wanted = Wanted(1, NOW, NOW + HOUR, line=3)
    result = planned(wanted, duties=[Duty(1, NOW, NOW + HOUR)])
    assert result == ((), (wanted,), ())


def test_one_wanted_twice_is_new_once():
    wanted = Wanted(1, NOW, NOW + HOUR)
    result = planned(wanted, wanted, wanted._replace(end=NOW + 2 * HOUR))
    assert (len(result.new), len(result.already_there)) == (1, 1)
    assert reasons(result) == [OVERLAP]


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        (Away(1, NOW + HOUR), []),
        (Away(1, NOW + HOUR - 1), [AWAY]),
        (Away(1, NOW - DAY, NOW), []),
        (Away(1, NOW - DAY, NOW + 1), [AWAY]),
        (Away(2, NOW - DAY), []),
    ],
)
def test_away(away, expected):
    result = planned(Wanted(1, NOW, NOW + HOUR), aways=[away])
    assert reasons(result) == expected


def test_people():
    result = planned(Wanted(2, NOW, NOW + HOUR), Wanted(9, NOW, NOW + HOUR))
    assert reasons(result) == [ELSEWHERE, NOBODY]
    assert result.unfit[0].facts == {"name": "Budi"}


@QUICK
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(-2, 30)).map(
            lambda s: Wanted(1, NOW + s[0] * HOUR, NOW + (s[0] + s[1]) * HOUR)
        )
    )
)
def test_carried_out_and_planned_again_nothing_is_new(wanted):
    first = planned(*wanted)
    kept = [Duty(w.person_id, w.begin, w.end) for w in first.new]
    again = planned(*wanted, duties=kept)
    assert again.new == ()
    assert reasons(again) == reasons(first)
    hours = sorted((duty.begin, duty.end) for duty in kept)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(hours))


def test_the_clocks_show_the_same_time_in_another_week():
    zone = "Australia/Sydney"  # changes on 5 April 2026
    before = local_instant(date(2026, 4, 1), 7 * HOUR, zone)
    after = moved(before, 7, zone)
    assert after - before == 7 * DAY + HOUR
    assert after == local_instant(date(2026, 4, 8), 7 * HOUR, zone)
    assert moved(after, -7, zone) == before


@pytest.mark.parametrize("seconds", [0, 7 * HOUR, DAY])
def test_local_times_in_jakarta(seconds):
    begin = local_instant(date(2026, 9, 2), seconds, "Asia/Jakarta")
    assert begin == 1_788_282_000 + seconds
    assert local_date(begin, "Asia/Jakarta") == date(2026, 9, 2 + seconds // DAY)


def test_weeks():
    assert monday_of(date(2026, 9, 6)) == monday_of(date(2026, 8, 31))
    begin, end = week_span(date(2026, 8, 31), "Asia/Jakarta")
    assert end - begin == 7 * DAY
    assert local_date(end - 1, "Asia/Jakarta") == date(2026, 9, 6)
