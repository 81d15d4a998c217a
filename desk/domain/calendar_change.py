"""What one version of the service hours adds to another and takes from it.

As seconds of the past, which rules and previews ask for (`difference`), and as the
rules themselves, which people read (`alterations`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_day import DayHours, day_hours
from desk.domain.hours import EPOCH, Hours, Interval, day_number


@dataclass(frozen=True, slots=True)
class Difference:
    """The service time added and removed within a span, in UTC seconds, in order."""

    added: Sequence[Interval]
    removed: Sequence[Interval]

    @property
    def is_empty(self) -> bool:
        """Say whether every second is what it was."""
        return not self.added and not self.removed

    @property
    def added_seconds(self) -> int:
        """Return how many service seconds are added."""
        return sum(end - begin for begin, end in self.added)

    @property
    def removed_seconds(self) -> int:
        """Return how many service seconds are removed."""
        return sum(end - begin for begin, end in self.removed)

    @property
    def span(self) -> Interval:
        """Return the first and the last instant concerned; of nothing, no time."""
        edges = [*self.added, *self.removed]
        return (
            min((begin for begin, _ in edges), default=0),
            max((end for _, end in edges), default=0),
        )

    def touches(self, begin: int, end: int) -> bool:
        """Say whether any second of [begin, end) is not what it was (UTC seconds)."""
        return any(_reach(each, begin, end) for each in (self.added, self.removed))


class Alteration(NamedTuple):
    """One rule that is another now.

    A date with its hours, weekly hours from a date on (None: from the first day), or,
    with neither hours nor weekday, the time zone.
    """

    day: date | None
    weekday: int | None
    before: DayHours | Hours | str
    after: DayHours | Hours | str


def difference(
    old: ServiceCalendar, new: ServiceCalendar, begin: int, end: int
) -> Difference:
    """Return what changes within [begin, end), in UTC seconds.

    Source: clock.md, "Service calendar", editing past dates.
    """
    before = list(old.intervals(begin, end))
    after = list(new.intervals(begin, end))
    return Difference(
        added=tuple(_beyond(after, before)), removed=tuple(_beyond(before, after))
    )


def by_day(intervals: Iterable[Interval], calendar: ServiceCalendar) -> dict[date, int]:
    """Return the seconds of some intervals by the calendar's local date."""
    found: dict[date, int] = {}
    for begin, end in intervals:
        while begin < end:
            number = calendar.local_day(begin)
            until = min(end, calendar.day_span(number)[1])
            day = date.fromordinal(number + EPOCH.toordinal())
            found[day] = found.get(day, 0) + until - begin
            begin = until  # noqa: PLW2901 -- goes on with the rest
    return found


def alterations(old: ServiceCalendar, new: ServiceCalendar) -> list[Alteration]:
    """Return every rule that differs: the zone, the weekly hours, then the dates."""
    found = []
    if old.zone != new.zone:
        found.append(Alteration(None, None, old.zone, new.zone))
    for start in (None, *sorted({*old.seasons, *new.seasons})):
        before, after = _week_from(old, start), _week_from(new, start)
        found += [
            Alteration(start, weekday, before[weekday], after[weekday])
            for weekday in range(1, 8)
            if before[weekday] != after[weekday]
        ]
    dated = {*old.closed, *old.overrides, *new.closed, *new.overrides}
    for day in sorted(dated):
        was, is_now = day_hours(old, day), day_hours(new, day)
        if _rule(was) != _rule(is_now):
            found.append(Alteration(day, None, was, is_now))
    return found


def _rule(day: DayHours) -> object:
    # Weekly hours that change show above, once, and not again on each date.
    return day.origin if day.is_weekly else day


def _week_from(calendar: ServiceCalendar, start: date | None) -> dict[int, Hours]:
    week = calendar.weekly if start is None else calendar.week_of(day_number(start))
    return dict(week)


def _reach(intervals: Sequence[Interval], begin: int, end: int) -> bool:
    place = bisect_right(intervals, begin, key=itemgetter(1))
    return place < len(intervals) and intervals[place][0] < end


def _beyond(these: Sequence[Interval], those: Sequence[Interval]) -> Iterator[Interval]:
    """Yield what lies in these intervals but not in those; both in order."""
    place = 0
    for begin, end in these:
        while place < len(those) and those[place][1] <= begin:
            place += 1
        at, here = begin, place
        while here < len(those) and those[here][0] < end:
            if at < those[here][0]:
                yield at, those[here][0]
            at = max(at, those[here][1])
            here += 1
        if at < end:
            yield at, end
