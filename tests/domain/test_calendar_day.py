"""One day of the service hours, and whether the desk is open at an instant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_day import Origin, ask, day_hours, local_date

HOUR = 3600
LUNCH = ((7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR))
CLOSED, SPECIAL, BOTH = date(2026, 9, 3), date(2026, 9, 4), date(2026, 9, 7)
CALENDAR = ServiceCalendar(
    "Asia/Makassar",
    dict.fromkeys(range(1, 6), LUNCH),
    closed={CLOSED: "Libur", BOTH: "Libur"},
    overrides={SPECIAL: ((9 * HOUR, 10 * HOUR),), BOTH: ((8 * HOUR, 9 * HOUR),)},
)


def at(text: str) -> int:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Makassar"))
    return int(local.timestamp())


@pytest.mark.parametrize(
    ("day", "origin", "hours", "name"),
    [
        (date(2026, 9, 2), Origin.WEEKLY, LUNCH, ""),
        (date(2026, 9, 5), Origin.WEEKLY, (), ""),
        (CLOSED, Origin.CLOSED, (), "Libur"),
        (SPECIAL, Origin.OVERRIDE, ((9 * HOUR, 10 * HOUR),), ""),
        (BOTH, Origin.OVERRIDE, ((8 * HOUR, 9 * HOUR),), ""),
    ],
)
def test_day(day, origin, hours, name):
    assert day_hours(CALENDAR, day) == (origin, hours, name)


@pytest.mark.parametrize(
    ("asked", "is_open", "origin", "following"),
    [
        ("2026-09-02 07:00", True, Origin.WEEKLY, None),
        ("2026-09-02 11:59:59", True, Origin.WEEKLY, None),
        ("2026-09-02 12:00", False, Origin.WEEKLY, "2026-09-02 13:00"),
        ("2026-09-02 15:00", False, Origin.WEEKLY, "2026-09-04 09:00"),
        ("2026-09-03 09:00", False, Origin.CLOSED, "2026-09-04 09:00"),
        ("2026-09-04 08:00", False, Origin.OVERRIDE, "2026-09-04 09:00"),
        ("2026-09-04 09:30", True, Origin.OVERRIDE, None),
        ("2026-09-04 10:00", False, Origin.OVERRIDE, "2026-09-07 08:00"),
    ],
)
def test_ask(asked, is_open, origin, following):
    answer = ask(CALENDAR, at(asked))
    assert (answer.is_open, answer.rule.origin) == (is_open, origin)
    assert answer.next_opening == (at(following) if following else None)
    assert answer.day == date.fromisoformat(asked[:10])


def test_a_desk_that_never_opens():
    answer = ask(ServiceCalendar("UTC", {}), 0)
    assert (answer.is_open, answer.next_opening) == (False, None)


def test_the_date_is_the_local_one():
    assert local_date(CALENDAR, at("2026-09-02 00:30")) == date(2026, 9, 2)
