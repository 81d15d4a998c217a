"""The duty roster: who is on duty when, and what attendance makes of it.

On a local day for which a unit has no roster at all, whoever holds a ticket counts as
on duty: a forgotten roster must not turn everybody's work into the queue's.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.hours import DAY, Interval
from desk.domain.vocabulary import Attendance

# A receiver may accept a ticket this long before the shift begins. Source: clock.md.
EARLY = 600
LONGEST_SHIFT = 12 * 3600


class Duty(NamedTuple):
    """A shift of a person, in UTC seconds; without attendance it was as planned."""

    person_id: int
    begin: int
    end: int
    attendance: Attendance | None = None

    @property
    def counts(self) -> bool:
        """Say whether the person was (or is expected to be) there."""
        return self.attendance in {None, Attendance.PRESENT}


class Away(NamedTuple):
    """A time in which a person is on internship, in UTC seconds; open if no end."""

    person_id: int
    begin: int
    end: int | None = None


class DutyRoster(NamedTuple):
    """What a unit's roster says about a span of time."""

    duties: tuple[Duty, ...]
    aways: tuple[Away, ...]
    calendar: ServiceCalendar

    def on_duty(self, person_id: int, begin: int, end: int) -> list[Interval]:
        """Return when the person is on duty within [begin, end), in UTC seconds."""
        free = self._unrostered(begin, end)
        shifts = [
            (max(duty.begin, begin), min(duty.end, end))
            for duty in self.duties
            if duty.person_id == person_id and duty.counts
        ]
        held = _united([*free, *shifts])
        for away in self.aways:
            if away.person_id == person_id:
                held = list(_without(held, away.begin, away.end))
        return held

    def for_people(
        self, people: Iterable[int], begin: int, end: int
    ) -> dict[int, list[Interval]]:
        """Return the roster as the clock reads it, for some people and a span."""
        return {person: self.on_duty(person, begin, end) for person in people}

    def may_receive(self, person_id: int, at: int) -> bool:
        """Say whether the person is on duty or starts within 10 minutes.

        Source: clock.md, "Events", handover_accepted.
        """
        return bool(self.on_duty(person_id, at, at + EARLY + 1))

    def shift_end(self, person_id: int, at: int) -> int | None:
        """Return the end of the person's present shift (UTC seconds), if on duty."""
        for begin, end in self.on_duty(person_id, at, at + LONGEST_SHIFT + DAY):
            if begin <= at < end:
                return end
        return None

    def bell(self, person_id: int, at: int) -> int | None:
        """Return when the person's work at an instant ends (UTC seconds), if on duty.

        The end of the shift; on a day without a roster, of the present opening.
        """
        end = self.shift_end(person_id, at)
        if end is None or not self._unrostered(at, at + 1):
            return end
        openings = self.calendar.intervals(at, end)
        begin, closing = next(openings, (end, end))
        return closing if begin == at else None

    def _unrostered(self, begin: int, end: int) -> list[Interval]:
        day_of = self.calendar.local_day
        rostered = {
            day
            for duty in self.duties
            for day in range(day_of(duty.begin), day_of(duty.end - 1) + 1)
        }
        days = range(day_of(begin), day_of(max(begin, end - 1)) + 1)
        spans = (self.calendar.day_span(day) for day in days if day not in rostered)
        return [(max(first, begin), min(last, end)) for first, last in spans]


def _united(intervals: Iterable[Interval]) -> list[Interval]:
    united: list[Interval] = []
    for begin, end in sorted(i for i in intervals if i[0] < i[1]):
        if united and begin <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], end)
        else:
            united.append((begin, end))
    return united


def _without(
    intervals: Iterable[Interval], begin: int, end: int | None
) -> Iterator[Interval]:
    for first, last in intervals:
        if first < min(last, begin):
            yield first, min(last, begin)
        if end is not None and max(first, end) < last:
            yield max(first, end), last
