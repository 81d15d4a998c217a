"""Changes of the service hours: each makes another calendar out of the one in force.

Every change is refused beside its field, so that what was typed can be mended.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_day import Origin, day_hours
from desk.domain.errors import InvalidInput
from desk.domain.hours import Hours, Week, day_number, zone_named
from desk.domain.vocabulary import N_, Word

T = TypeVar("T")
LONGEST = 366
FARTHEST = 3 * 366

NO_DATE = N_("Choose a date.")
FAR_AWAY = N_("This is too far away: choose a date within 3 years from today.")
REVERSED = N_("This is before the first day.")
TOO_LONG = N_("Choose at most one year at a time.")
NO_HOURS = N_("Write the hours, or close these days instead.")
NOTHING_CHANGES = N_("This is how it is already; nothing would change.")
SAY_WHICH = N_("Some of these days have other rules already. Choose what holds.")
NOTHING_TICKED = N_("Tick the days on which the desk is closed.")


class Clash(Word):
    """What becomes of days that already have a rule of their own."""

    KEEP = "keep", N_("Leave those days as they are")
    REPLACE = "replace", N_("Change those days, too")


def days_between(
    first: date | None, last: date | None, *, today: date
) -> tuple[date, ...]:
    """Return the days from the first to the last; without a last, the first alone.

    Raises InvalidInput for `first` and `last`.
    """
    if first is None:
        raise InvalidInput({"first": NO_DATE})
    until = last or first
    errors = {
        field: FAR_AWAY
        for field, day in (("first", first), ("last", last))
        if day is not None and abs(day - today) > timedelta(days=FARTHEST)
    }
    if not errors and until < first:
        errors["last"] = REVERSED
    elif not errors and (until - first).days >= LONGEST:
        errors["last"] = TOO_LONG
    if errors:
        raise InvalidInput(errors)
    count = (until - first).days + 1
    return tuple(first + timedelta(days=n) for n in range(count))


def with_week(calendar: ServiceCalendar, week: Week, *, since: date) -> ServiceCalendar:
    """Return the calendar with other weekly hours from a date on.

    Later changes of the weekly hours stay; one that changes nothing is left out.
    """
    seasons = {**calendar.seasons, since: week}
    weeks = [(None, calendar.weekly), *sorted(seasons.items())]
    kept = {
        start: after
        for (_, before), (start, after) in pairwise(weeks)
        if start is not None and before != after
    }
    return replace(calendar, seasons=kept)


def with_closed(
    calendar: ServiceCalendar, names: Mapping[date, str], clash: Clash | None
) -> ServiceCalendar:
    """Return the calendar with days closed, each with the reason.

    Days closed already keep their reason. Raises InvalidInput for `clash` where some
    have special hours and nobody said what holds.
    """
    special = {day for day in names if day in calendar.overrides}
    if special and clash is None:
        raise InvalidInput({"clash": SAY_WHICH})
    kept = special if clash is Clash.KEEP else set()
    closed = {day: name for day, name in names.items() if day not in kept}
    return replace(
        calendar,
        closed={**closed, **calendar.closed},
        overrides=_without(calendar.overrides, closed),
    )


def with_override(
    calendar: ServiceCalendar, hours: Mapping[date, Hours], clash: Clash | None
) -> ServiceCalendar:
    """Return the calendar with hours of their own for some days.

    Raises InvalidInput for `clash` where some are closed or have special hours.
    """
    taken = {d for d in hours if d in calendar.closed or d in calendar.overrides}
    if taken and clash is None:
        raise InvalidInput({"clash": SAY_WHICH})
    kept = taken if clash is Clash.KEEP else set()
    changed = {day: each for day, each in hours.items() if day not in kept}
    return replace(
        calendar,
        closed=_without(calendar.closed, changed),
        overrides={**calendar.overrides, **changed},
    )


def without_rules(calendar: ServiceCalendar, days: Collection[date]) -> ServiceCalendar:
    """Return the calendar with the weekly hours again on some days."""
    return replace(
        calendar,
        closed=_without(calendar.closed, days),
        overrides=_without(calendar.overrides, days),
    )


def with_zone(calendar: ServiceCalendar, zone: str) -> ServiceCalendar:
    """Return the calendar in another time zone. Raises CalendarError if unknown."""
    zone_named(zone)
    return replace(calendar, zone=zone)


def own_hours(
    calendar: ServiceCalendar, days: Collection[date], hours: Hours, friday: Hours
) -> dict[date, Hours]:
    """Return hours for those of the days on which the desk works by its weekly hours.

    So an exam week or Ramadan opens no Sunday. One day alone is meant as such. Raises
    InvalidInput for `hours` if there are none, and for `first` if no day is left.
    """
    if not hours:
        raise InvalidInput({"hours": NO_HOURS})
    working = [
        day
        for day in days
        if len(days) == 1 or calendar.week_of(day_number(day))[day.isoweekday()]
    ]
    if not working:
        raise InvalidInput({"first": N_("The desk does not work on any of these.")})
    return {
        day: friday if friday and day.isoweekday() == 5 else hours for day in working
    }


def clashing(calendar: ServiceCalendar, days: Collection[date]) -> Iterator[date]:
    """Yield those of the days that have a rule of their own."""
    for day in sorted(days):
        if day_hours(calendar, day).origin is not Origin.WEEKLY:
            yield day


def demand_change(old: ServiceCalendar, new: ServiceCalendar, field: str) -> None:
    """Raise InvalidInput for a field if two calendars are the same."""
    if old == new:
        raise InvalidInput({field: NOTHING_CHANGES})


def _without(rules: Mapping[date, T], days: Collection[date]) -> dict[date, T]:
    return {day: rule for day, rule in rules.items() if day not in days}
