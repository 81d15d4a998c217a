"""The clock: every duration of a ticket, computed from its log alone (clock.md).

`measure` adds up the stretches of the ticket's course, `slices` shows the same
stretches cut at every opening. When a target is reached: desk.domain.due.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.course import (
    ACTIVE,
    PAUSE_CAP,
    PAUSED,
    Holder,
    State,
    Stretch,
    span,
    stretches,
    turns,
)
from desk.domain.hours import Interval
from desk.domain.log import Event
from desk.domain.vocabulary import Step

QUEUE: Holder = None
STEPS = tuple(Step)
FULFIL = Step.FULFIL

Roster = Mapping[int, Sequence[Interval] | None]


class Status(StrEnum):
    """How a ticket stands at the end of its log; cancelled: even the receipt undone."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Measures:
    """Every figure of a ticket, in whole seconds. Source: clock.md, "Measures".

    The defaults are those of a ticket whose receipt was undone.
    """

    status: Status = Status.CANCELLED
    started_at: int | None = None
    ended_at: int | None = None
    steps: Mapping[Step, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))
    response: int | None = None
    resolution: int = 0
    first_resolution: int | None = None
    paused: int = 0
    closed: int = 0
    off_hours: int = 0
    wall: int = 0
    shares: Mapping[Holder, int] = field(default_factory=dict)
    shares_by_step: Mapping[Step, Mapping[Holder, int]] = field(
        default_factory=lambda: {step: {} for step in STEPS}
    )
    pickup: int = 0
    is_all_off_hours: bool = False


class _Sums(NamedTuple):
    """The stretches of a ticket added up."""

    active: int
    paused: int
    closed: int
    response: int | None
    first_resolution: int | None
    pickup: int | None
    steps: dict[Step, int]
    held: dict[Step, dict[Holder, int]]


@dataclass(frozen=True, slots=True)
class Slice:
    """One row of the explanation: a time in which every second counts for the same.

    Instants in UTC seconds. The owner had the ticket; the holder is the student an
    active second counts for, or the queue when the owner was off duty or missing.
    """

    begin: int
    end: int
    state: State
    step: Step | None
    owner: Holder
    holder: Holder

    @property
    def seconds(self) -> int:
        """Return the length in seconds."""
        return self.end - self.begin

    @property
    def counted_for(self) -> Step | State:
        """Return the one bucket of the seconds: the step if active, else the state.

        Source: clock.md, principle 2.
        """
        if self.state is ACTIVE and self.step is not None:
            return self.step
        return self.state


def measure(
    events: Iterable[Event],
    calendar: ServiceCalendar,
    as_of: int,
    *,
    roster: Roster | None = None,
    verified: Collection[int] = frozenset(),
    rejected_pauses: Collection[int] = frozenset(),
    pause_cap: int = PAUSE_CAP,
) -> Measures:
    """Return every figure of a ticket in service seconds, up to `as_of` while open.

    `verified` are events a supervisor vouched for, `rejected_pauses` those turned down,
    by number, besides the verdicts in the log itself; without a roster a student is
    always on duty. Source: clock.md.
    """
    course = turns(events, verified=verified, rejected_pauses=rejected_pauses)
    if not course:
        return Measures()
    start, end = span(course, as_of)
    parts = stretches(course, end, calendar, pause_cap=pause_cap)
    sums = _added_up(parts, calendar, roster)
    off_hours = end - start - sums.active - sums.paused - sums.closed
    return Measures(
        status=Status.OPEN if course[-1][1].closed_at is None else Status.CLOSED,
        started_at=start,
        ended_at=end,
        steps=sums.steps,
        response=sums.response,
        resolution=sums.active,
        first_resolution=sums.first_resolution,
        paused=sums.paused,
        closed=sums.closed,
        off_hours=off_hours,
        wall=end - start,
        shares=_over_all_steps(sums.held),
        shares_by_step=sums.held,
        pickup=sums.active if sums.pickup is None else sums.pickup,
        is_all_off_hours=off_hours == end - start and not calendar.is_open(start),
    )


def slices(
    events: Iterable[Event],
    calendar: ServiceCalendar,
    as_of: int,
    *,
    roster: Roster | None = None,
    verified: Collection[int] = frozenset(),
    rejected_pauses: Collection[int] = frozenset(),
    pause_cap: int = PAUSE_CAP,
) -> list[Slice]:
    """Return the rows whose sums are the figures of `measure`, in order of time.

    Instants in UTC seconds. Source: clock.md, "Explaining a number".
    """
    course = turns(events, verified=verified, rejected_pauses=rejected_pauses)
    if not course:
        return []
    _, end = span(course, as_of)
    parts = stretches(course, end, calendar, pause_cap=pause_cap)
    return [row for part in parts for row in _rows(part, calendar, roster)]


def _added_up(
    parts: Iterable[Stretch], calendar: ServiceCalendar, roster: Roster | None
) -> _Sums:
    steps = dict.fromkeys(STEPS, 0)
    held: dict[Step, dict[Holder, int]] = {step: {} for step in STEPS}
    active = paused = closed = 0
    response = first_resolution = pickup = None
    for part in parts:
        _, _, state, step, owner, seconds = part
        # These three happen where a stretch begins: the ticket has its first owner, is
        # closed for the first time, is in fulfil (so confirmed) for the first time.
        if pickup is None and owner is not None:
            pickup = active
        if step is None:
            closed += seconds
            first_resolution = active if first_resolution is None else first_resolution
            continue
        if response is None and step is FULFIL:
            response = active
        if state is PAUSED:
            paused += seconds
        elif seconds:
            active += seconds
            steps[step] += seconds
            _credit(held[step], part, calendar, roster)
    return _Sums(
        active, paused, closed, response, first_resolution, pickup, steps, held
    )


def _credit(
    held: dict[Holder, int],
    part: Stretch,
    calendar: ServiceCalendar,
    roster: Roster | None,
) -> None:
    """Count the service seconds of a stretch for whoever was on duty; never a zero."""
    shifts = _shifts(part, roster)
    on_duty = part.seconds
    if shifts is not None:
        on_duty = sum(calendar.service(begin, end) for begin, end in shifts)
    if on_duty:
        held[part.owner] = held.get(part.owner, 0) + on_duty
    if on_duty < part.seconds:
        held[QUEUE] = held.get(QUEUE, 0) + part.seconds - on_duty


def _over_all_steps(held: Mapping[Step, Mapping[Holder, int]]) -> dict[Holder, int]:
    shares: dict[Holder, int] = {}
    for in_step in held.values():
        for holder, seconds in in_step.items():
            shares[holder] = shares.get(holder, 0) + seconds
    return shares


def _shifts(part: Stretch, roster: Roster | None) -> list[Interval] | None:
    """Return when the owner was on duty within a stretch; None is all the time."""
    if roster is None or part.owner is None:
        return None
    shifts = roster.get(part.owner)
    if shifts is None:
        return None
    within = ((max(b, part.begin), min(e, part.end)) for b, e in shifts)
    return [(begin, end) for begin, end in within if begin < end]


def _rows(
    part: Stretch, calendar: ServiceCalendar, roster: Roster | None
) -> Iterator[Slice]:
    """Cut a stretch at every opening and, while active, at the owner's shifts."""
    at = part.begin
    for opening, closing in calendar.intervals(part.begin, part.end):
        if at < opening:
            yield Slice(at, opening, State.OFF_HOURS, part.step, part.owner, QUEUE)
        yield from _served(part._replace(begin=opening, end=closing), roster)
        at = closing
    if at < part.end:
        yield Slice(at, part.end, State.OFF_HOURS, part.step, part.owner, QUEUE)


def _served(part: Stretch, roster: Roster | None) -> Iterator[Slice]:
    at, end, state, step, owner, _ = part
    shifts = _shifts(part, roster) if state is ACTIVE else []
    for on, off in [(at, end)] if shifts is None else shifts:
        if at < on:
            yield Slice(at, on, state, step, owner, QUEUE)
        yield Slice(on, off, state, step, owner, owner)
        at = off
    if at < end:
        yield Slice(at, end, state, step, owner, QUEUE)
