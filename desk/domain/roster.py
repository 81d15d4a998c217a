"""The duty roster: who is on duty when, and what attendance makes of it.

On a local day for which a unit has no roster at all, whoever holds a ticket counts as
on duty: a forgotten roster must not turn everybody's work into the queue's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.hours import DAY, Interval
from desk.domain.vocabulary import N_, Attendance, Word

# A receiver may accept a ticket this long before the shift begins. Source: clock.md.
EARLY = 600
LONGEST_SHIFT = 12 * 3600
# How far beyond a span to look for shifts: a local day may last 25 hours.
MARGIN = 2 * DAY


class Presence(Word):
    """Whether somebody can serve a customer now."""

    ON_DUTY = "on_duty", N_("On duty")
    OFF_DUTY = "off_duty", N_("Off duty")
    AWAY = "away", N_("On internship")
    GONE = "gone", N_("No longer at this unit")


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

    def touches(self, begin: int, end: int) -> bool:
        """Say whether any of [begin, end) (UTC seconds) lies in it."""
        return self.begin < end and (self.end is None or self.end > begin)


@dataclass(frozen=True)
class DutyRoster:
    """What a unit's roster says about a span of time.

    It must know every shift of the local days the span touches (`MARGIN`), or a day
    would pass for one without a roster. A list asks it about every ticket, so it sorts
    its shifts by person and by day once.
    """

    duties: tuple[Duty, ...]
    aways: tuple[Away, ...]
    calendar: ServiceCalendar

    def on_duty(self, person_id: int, begin: int, end: int) -> list[Interval]:
        """Return when the person is on duty within [begin, end), in UTC seconds."""
        return self._on_duty(person_id, begin, end, self._unrostered(begin, end))

    def for_people(
        self, people: Iterable[int], begin: int, end: int
    ) -> dict[int, list[Interval]]:
        """Return the roster as the clock reads it, for some people and a span."""
        free = self._unrostered(begin, end)
        return {person: self._on_duty(person, begin, end, free) for person in people}

    def may_receive(self, person_id: int, at: int) -> bool:
        """Say whether the person is on duty or starts within 10 minutes.

        Source: clock.md, "Events", handover_accepted.
        """
        return bool(self.on_duty(person_id, at, at + EARLY + 1))

    def is_away(self, person_id: int, at: int) -> bool:
        """Say whether the person is away on internship at an instant (UTC seconds)."""
        return any(
            away.person_id == person_id and away.touches(at, at + 1)
            for away in self.aways
        )

    def presence(self, person_id: int, at: int, *, works_here: bool) -> Presence:
        """Return whether the person can serve a customer at an instant (UTC seconds).

        Whether the account is open and belongs to the unit is not the roster's to say.
        """
        if not works_here:
            return Presence.GONE
        if self.on_duty(person_id, at, at + 1):
            return Presence.ON_DUTY
        is_away = self.is_away(person_id, at)
        return Presence.AWAY if is_away else Presence.OFF_DUTY

    def next_shift(self, person_id: int, at: int) -> int | None:
        """Return when the person's next shift begins (UTC seconds), if one is known."""
        begins = (
            duty.begin for duty in self._shifts_of.get(person_id, ()) if duty.begin > at
        )
        there = (begin for begin in begins if not self.is_away(person_id, begin))
        return min(there, default=None)

    def shift_end(self, person_id: int, at: int) -> int | None:
        """Return until when the person is on duty by the roster (UTC seconds).

        None when off duty, and on a day without a roster: then no end is known.
        """
        for begin, end in self._on_duty(person_id, at, at + LONGEST_SHIFT + DAY, []):
            if begin <= at < end:
                return end
        return None

    def _on_duty(
        self, person_id: int, begin: int, end: int, free: list[Interval]
    ) -> list[Interval]:
        shifts = [
            (max(duty.begin, begin), min(duty.end, end))
            for duty in self._shifts_of.get(person_id, ())
        ]
        held = _united([*free, *shifts])
        for away in self.aways:
            if away.person_id == person_id:
                held = list(_without(held, away.begin, away.end))
        return held

    def bell(self, person_id: int, at: int) -> int | None:
        """Return when the person's work at an instant ends (UTC seconds), if on duty.

        The end of the shift; on a day without a roster, of the present opening.
        """
        end = self.shift_end(person_id, at)
        free = self.on_duty(person_id, at, at + DAY) if end is None else []
        if not free or free[0][0] != at:
            return end
        begin, closing = next(self.calendar.intervals(at, free[0][1]), (None, None))
        return closing if begin == at else None

    def bells(self, at: int) -> tuple[dict[int, int | None], int | None]:
        """Return the bell of everybody the roster names, and that of all others."""
        named = {duty.person_id for duty in self.duties}
        named |= {away.person_id for away in self.aways}
        # No account has the id 0, so this one is somebody the roster does not name.
        return {person: self.bell(person, at) for person in named}, self.bell(0, at)

    @cached_property
    def _shifts_of(self) -> dict[int, list[Duty]]:
        """Return everybody's shifts that count, in the roster's order."""
        found: dict[int, list[Duty]] = {}
        for duty in self.duties:
            if duty.counts:
                found.setdefault(duty.person_id, []).append(duty)
        return found

    @cached_property
    def _rostered(self) -> frozenset[int]:
        """Return the local days that have a shift, attended or not."""
        day_of = self.calendar.local_day
        return frozenset(
            day
            for duty in self.duties
            for day in range(day_of(duty.begin), day_of(duty.end - 1) + 1)
        )

    def _unrostered(self, begin: int, end: int) -> list[Interval]:
        day_of, rostered = self.calendar.local_day, self._rostered
        days = range(day_of(begin), day_of(max(begin, end - 1)) + 1)
        spans = (self.calendar.day_span(day) for day in days if day not in rostered)
        return _united((max(first, begin), min(last, end)) for first, last in spans)


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
