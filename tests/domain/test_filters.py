"""Which filters exclude each other, and how far back a silence reaches."""

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.filters import Filters, Silence, View
from desk.domain.roster import Away, Duty, DutyRoster
from desk.domain.vocabulary import Attendance

HOUR, DAY = 3_600, 86_400
# Thursday 1 January 1970 is day 0; weekday hours 07-12 and 13-15 UTC.
HOURS = ServiceCalendar.from_json(
    {
        "tz": "UTC",
        "weekly": {
            str(day): [["07:00", "12:00"], ["13:00", "15:00"]] for day in "12345"
        },
    }
)
MONDAY = 20_454 * DAY - 3 * DAY  # 29 December 2025


def test_most_filters_combine():
    every = Filters(is_past_target=True, is_paused=True, owner_id=3, class_group_id=1)
    assert every.contradictions == []
    assert all(view.filters.contradictions == [] for view in View)


@pytest.mark.parametrize(
    ("filters", "pair"),
    [
        (Filters(is_queue=True, owner_id=3), ("is_queue", "owner_id")),
        (Filters(is_queue=True, class_group_id=3), ("is_queue", "class_group_id")),
        (
            Filters(is_paused=True, is_due_this_shift=True),
            ("is_paused", "is_due_this_shift"),
        ),
        (
            Filters(is_past_target=True, is_due_this_shift=True),
            ("is_past_target", "is_due_this_shift"),
        ),
        (Filters(since=2 * DAY, until=DAY), ("since", "until")),
    ],
)
def test_some_exclude_each_other(filters, pair):
    assert filters.contradictions == [pair]


@pytest.mark.parametrize("silence", Silence)
@pytest.mark.parametrize("hour", [6, 7, 8, 12.5, 13, 15, 23])
@pytest.mark.parametrize("day", range(7))
def test_what_is_before_it_is_longer_ago(silence, hour, day):
    now = MONDAY + day * DAY + int(hour * HOUR)
    since = HOURS.back(now, silence.seconds)
    assert HOURS.service(since, now) == silence.seconds
    assert HOURS.service(since - 1, now) == silence.seconds + 1


def test_a_calendar_without_service_is_never_silent():
    closed = ServiceCalendar.from_json({"tz": "UTC", "weekly": {}})
    assert closed.back(MONDAY, HOUR) == 0


@pytest.mark.parametrize("has_roster", [True, False])
def test_the_bells_of_all_are_the_bell_of_each(has_roster):
    at = MONDAY + 9 * HOUR
    duties = (
        Duty(1, at - HOUR, at + HOUR),
        Duty(2, at - HOUR, at + 2 * HOUR, Attendance.SICK),
        Duty(3, at + HOUR, at + 2 * HOUR),
    )
    roster = DutyRoster(duties if has_roster else (), (Away(4, 0),), HOURS)
    named, others = roster.bells(at)
    for person in range(1, 9):
        assert named.get(person, others) == roster.bell(person, at)
