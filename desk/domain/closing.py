"""Why a service calendar is closed, and why somebody was not on duty."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.hours import EPOCH, Hours
from desk.domain.roster import DutyRoster
from desk.domain.vocabulary import Attendance


class ClosureKind(StrEnum):
    """Why a whole day, or part of it, is without service."""

    CLOSED = "closed"  # a date closed for a reason
    SPECIAL = "special"  # a date with hours of its own
    WEEKDAY = "weekday"  # no service on that day of the week


class Closure(NamedTuple):
    """Days in a row that are closed, or special, for one reason."""

    kind: ClosureKind
    first: date
    last: date
    reason: str = ""
    hours: Hours = ()


class OffDutyKind(StrEnum):
    """Why a person was not on duty."""

    SHIFT_ENDED = "shift_ended"
    SHIFT_AHEAD = "shift_ahead"
    NOT_THERE = "not_there"
    AWAY = "away"
    NO_SHIFT = "no_shift"


class OffDuty(NamedTuple):
    """Why a person was not on duty, since or until when (UTC seconds)."""

    kind: OffDutyKind
    at: int | None = None
    attendance: Attendance | None = None


def closures(calendar: ServiceCalendar, begin: int, end: int) -> list[Closure]:
    """Return the days touched by a span (UTC seconds) that are not like others."""
    found: list[Closure] = []
    for day in _days(calendar, begin, end):
        if found and _goes_on(found[-1], day):
            found[-1] = found[-1]._replace(last=day.last)
        else:
            found.append(day)
    return found


def _goes_on(before: Closure, day: Closure) -> bool:
    is_next = before.last + timedelta(days=1) == day.first
    return is_next and before._replace(first=day.first, last=day.last) == day


def _days(calendar: ServiceCalendar, begin: int, end: int) -> Iterator[Closure]:
    for number in range(calendar.local_day(begin), calendar.local_day(end - 1) + 1):
        day = EPOCH.date() + timedelta(days=number)
        if day in calendar.overrides:
            hours = calendar.overrides[day]
            yield Closure(ClosureKind.SPECIAL, day, day, hours=hours)
        elif day in calendar.closed:
            yield Closure(ClosureKind.CLOSED, day, day, calendar.closed[day])
        elif not calendar.service(*calendar.day_span(number)):
            yield Closure(ClosureKind.WEEKDAY, day, day)


def off_duty(roster: DutyRoster, person_id: int, at: int) -> OffDuty:
    """Return why the person was not on duty at an instant (UTC seconds)."""
    for away in roster.aways:
        is_over = away.end is not None and away.end <= at
        if away.person_id == person_id and away.begin <= at and not is_over:
            return OffDuty(OffDutyKind.AWAY, away.end)
    mine = [duty for duty in roster.duties if duty.person_id == person_id]
    for duty in mine:
        if not duty.counts and duty.begin <= at < duty.end:
            return OffDuty(OffDutyKind.NOT_THERE, attendance=duty.attendance)
    begin, end = roster.calendar.day_span(roster.calendar.local_day(at))
    ended = [d.end for d in mine if d.counts and begin < d.end <= at]
    if ended:
        return OffDuty(OffDutyKind.SHIFT_ENDED, max(ended))
    ahead = [d.begin for d in mine if d.counts and at < d.begin < end]
    if ahead:
        return OffDuty(OffDutyKind.SHIFT_AHEAD, min(ahead))
    return OffDuty(OffDutyKind.NO_SHIFT)
