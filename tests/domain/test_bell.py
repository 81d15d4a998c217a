"""The bell: when the work of whoever is on duty ends."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.roster import Away, Duty, DutyRoster
from desk.domain.vocabulary import Attendance

ANI, BUDI = 1, 2
ZONE = "Asia/Jakarta"
HOUR = 3600
SHOP = ServiceCalendar(
    ZONE, dict.fromkeys(range(1, 8), ((7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR)))
)


def at(hour: float, day: int = 2) -> int:
    midnight = datetime(2026, 9, day, tzinfo=ZoneInfo(ZONE))
    return int(midnight.timestamp()) + int(hour * HOUR)


def bell(book: DutyRoster, hour: float, person: int = ANI) -> float | None:
    instant = book.bell(person, at(hour))
    return None if instant is None else (instant - at(0)) / HOUR


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(6.9, None), (7, 12), (11.9, 12), (12, None), (13, 15), (14.9, 15), (15, None)],
)
def test_without_a_roster_it_is_the_end_of_the_opening(hour, expected):
    assert bell(DutyRoster((), (), SHOP), hour) == expected


@pytest.mark.parametrize(
    ("hour", "expected"), [(8.9, None), (9, 14), (12.5, 14), (14, None)]
)
def test_with_a_roster_it_is_the_end_of_the_shift(hour, expected):
    # Through lunch: whoever has the shift is on duty, though the clock stands still.
    assert bell(DutyRoster((Duty(ANI, at(9), at(14)),), (), SHOP), hour) == expected


def test_a_roster_of_the_day_before_decides_nothing_today():
    yesterday = Duty(ANI, at(9, 1), at(14, 1))
    assert bell(DutyRoster((yesterday,), (), SHOP), 9) == 12


def test_it_rings_for_nobody_off_duty():
    shift = Duty(ANI, at(7), at(12), Attendance.SICK)
    assert bell(DutyRoster((shift,), (), SHOP), 9) is None
    assert bell(DutyRoster((shift,), (), SHOP), 9, BUDI) is None
    assert bell(DutyRoster((), (Away(ANI, at(0, 1)),), SHOP), 9) is None
    assert bell(DutyRoster((), (Away(ANI, at(0, 1)),), SHOP), 9, BUDI) == 12
