"""One day of the service hours, and whether the desk is open at an instant."""

from datetime import date
from typing import NamedTuple

from desk.domain.calendar import NoServiceError, ServiceCalendar
from desk.domain.hours import EPOCH, Hours, day_number
from desk.domain.vocabulary import N_, Word


class Origin(Word):
    """Which rule gives a day its hours."""

    WEEKLY = "weekly", N_("Weekly hours")
    CLOSED = "closed", N_("Closed date")
    OVERRIDE = "override", N_("Special hours")


class DayHours(NamedTuple):
    """A day's local hours, the rule they come from, and why it is closed."""

    origin: Origin
    hours: Hours
    name: str = ""

    @property
    def is_weekly(self) -> bool:
        """Say whether nothing but the weekly hours holds."""
        return self.origin is Origin.WEEKLY


class Answer(NamedTuple):
    """Whether the desk is open at an instant, by which rule, and what comes next.

    Instants in UTC seconds; None: there is no service any more.
    """

    is_open: bool
    day: date
    rule: DayHours
    next_opening: int | None


def day_hours(calendar: ServiceCalendar, day: date) -> DayHours:
    """Return the hours of a day. Source: clock.md, "Service calendar"."""
    if day in calendar.overrides:
        return DayHours(Origin.OVERRIDE, calendar.overrides[day])
    if day in calendar.closed:
        return DayHours(Origin.CLOSED, (), calendar.closed[day])
    week = calendar.week_of(day_number(day))
    return DayHours(Origin.WEEKLY, week[day.isoweekday()])


def local_date(calendar: ServiceCalendar, instant: int) -> date:
    """Return the local date of an instant (UTC seconds)."""
    return date.fromordinal(calendar.local_day(instant) + EPOCH.toordinal())


def ask(calendar: ServiceCalendar, instant: int) -> Answer:
    """Return whether the desk is open at an instant (UTC seconds), and why."""
    day = local_date(calendar, instant)
    try:
        # The first instant after one more second of service is that second's end.
        opening: int | None = calendar.add(instant, 1) - 1
    except NoServiceError:
        opening = None
    return Answer(
        is_open=opening == instant,
        day=day,
        rule=day_hours(calendar, day),
        next_opening=None if opening == instant else opening,
    )
