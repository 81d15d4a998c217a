"""From the log of one ticket to the observations of everybody who held it.

Source: grading.md, "Observation", "Open work is censored data".
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import Measures, Roster, measure
from desk.domain.due import due
from desk.domain.flags import Told, flags_of
from desk.domain.grade_inputs import Held, LeftOut, Observation
from desk.domain.grading import counts_open
from desk.domain.log import Event, EventKind, not_undone, settle
from desk.domain.sampling import Finding
from desk.domain.targets import Targets, targets_at
from desk.domain.vocabulary import Ending, Priority, Step
from desk.domain.waiting import is_claim, waits_for
from desk.domain.workflow import COMPLETES, Standing, follow

Versions = Sequence[tuple[int, Targets]]
# As tables: every row of a term's tickets asks for these.
ORDER = {step: step.position for step in Step}
LOWER = {priority: place for place, priority in enumerate(Priority)}
# Found to be one of these, a ticket says nothing of anybody's work.
NO_SAMPLE = {
    Ending.DUPLICATE: LeftOut.DUPLICATE,
    Ending.NOT_A_COMPLAINT: LeftOut.NOT_A_COMPLAINT,
}


class ToldTicket(NamedTuple):
    """A ticket with its whole log in order, and the facts of its events by number.

    When it ended in UTC seconds, None while it is open.
    """

    id: int
    number: str
    unit_id: int
    ended_at: int | None
    events: Sequence[Event]
    facts: Mapping[int, Mapping[str, Any]]
    # Of its `confirmed` events: in how many words the need was restated, if in few.
    restated: Mapping[int, int] = MappingProxyType({})


@dataclass(slots=True)
class Observed:
    """What a ticket says of people: rows, or why it gives somebody none."""

    rows: dict[int, list[Observation]] = field(default_factory=dict)
    left_out: dict[int, LeftOut] = field(default_factory=dict)
    closed_by: int | None = None


@dataclass(slots=True)
class _Walk:
    """Where a ticket stands, who was given it, and who completed which step.

    Completions are the number of the event and who did it, in order.
    """

    last: Standing = field(default_factory=Standing)
    given: set[int] = field(default_factory=set)
    done: dict[Step, list[tuple[int, int | None]]] = field(
        default_factory=lambda: {step: [] for step in Step}
    )

    @property
    def closed_by(self) -> int | None:
        """Return who closed the ticket, if it is closed."""
        closings = self.done[Step.THANK]
        return closings[-1][1] if closings and not self.last.is_open else None


class _Aim(NamedTuple):
    """The priority that counts for a step, and its target in seconds."""

    priority: Priority
    seconds: int


def observe(
    told: ToldTicket,
    calendar: ServiceCalendar,
    targets: Versions,
    as_of: int,
    *,
    roster: Roster | None = None,
) -> Observed:
    """Return the rows of everybody who held a ticket, up to an instant (UTC seconds).

    Versions of the targets come with their beginnings, newest first. Seconds are those
    of `measure`, so the page that explains the ticket shows the same.
    """
    walk = _walk(told.events)
    live = not_undone(told.events)
    measures = measure(told.events, calendar, as_of, roster=roster)
    why = _left_out(walk, live, measures)
    if why is not None:
        people = walk.given or _named(told.events)
        return Observed(left_out=dict.fromkeys(people, why))
    aims = _aims(told, live, targets_at(targets, walk.last.received_at or 0), calendar)
    rejected = _rejected(told, live, walk)
    sign = _sign(told, live, calendar, aims)
    found = Observed(closed_by=walk.closed_by)
    for step, aim in aims.items():
        for person, seconds, held in _holders(step, walk, measures, aim.seconds):
            is_rejected = (step, person) in rejected
            row = Observation(
                *(told.id, told.number, step, seconds, aim.seconds, aim.priority),
                *(held, is_rejected, flags_of(sign, step, person)),
            )
            found.rows.setdefault(person, []).append(row)
    for person in walk.given - found.rows.keys():
        is_open = walk.last.is_open and walk.last.owner == person
        found.left_out[person] = LeftOut.OPEN if is_open else LeftOut.PASSED_ON
    return found


def _sign(
    told: ToldTicket,
    live: Sequence[Event],
    calendar: ServiceCalendar,
    aims: Mapping[Step, _Aim],
) -> Told:
    """Return what the flags for a human are read from."""
    return Told(
        live,
        told.restated,
        any("same_device" in told.facts.get(event.n, ()) for event in live),
        calendar,
        {step: aim.seconds for step, aim in aims.items()},
    )


def _walk(events: Sequence[Event]) -> _Walk:
    walk, place = _Walk(), Standing()
    for at, event in settle(events):
        following = follow(place, event, at)
        if following is place:
            continue
        place = following
        if event.kind in COMPLETES:
            walk.done[COMPLETES[event.kind]].append((event.n, event.by))
        # Whoever logged a duplicate has the seconds before the ticket's own receipt,
        # but never had the ticket: what they did on the duplicate left the sample.
        if place.owner is not None and not event.is_duplicate:
            walk.given.add(place.owner)
    walk.last = place
    return walk


def _left_out(walk: _Walk, live: Sequence[Event], measures: Measures) -> LeftOut | None:
    """Return why the ticket is outside the sample, if it is."""
    if walk.last.is_cancelled:
        return LeftOut.CANCELLED
    if walk.last.ending in NO_SAMPLE:
        return NO_SAMPLE[walk.last.ending]
    if measures.is_all_off_hours:
        return LeftOut.OFF_HOURS
    if any(map(is_claim, live)) and waits_for(live).claims:
        return LeftOut.PAPER
    return None


def _named(events: Sequence[Event]) -> set[int]:
    """Return who had a ticket that was never received: who began it, or took it."""
    return {
        event.by
        for event in events
        if event.by is not None and event.kind in {EventKind.RECEIVED, EventKind.TAKEN}
    }


def _holders(
    step: Step, walk: _Walk, measures: Measures, target: int
) -> Iterator[tuple[int, int, Held]]:
    """Yield who has an observation of a step, with own seconds in it, and why."""
    shares, last = measures.shares_by_step[step], walk.last
    completers = {by for _, by in walk.done[step]}
    is_ahead = last.step is not None and ORDER[last.step] <= ORDER[step]
    for person in sorted(walk.given | {by for by in completers if by is not None}):
        seconds = shares.get(person, 0)
        if is_ahead and last.owner == person and counts_open(seconds, target):
            yield person, seconds, Held.OPEN
        elif person in completers:
            yield person, seconds, Held.COMPLETED
        elif seconds > target and not (is_ahead and last.owner == person):
            yield person, seconds, Held.PASSED_ON


def _aims(
    told: ToldTicket,
    live: Sequence[Event],
    targets: Targets,
    calendar: ServiceCalendar,
) -> dict[Step, _Aim]:
    """Return the priority and the target that count for each step."""
    said = [
        (event.recorded_at, Priority(told.facts[event.n]["priority"]))
        for event in live
        if "priority" in told.facts.get(event.n, ())
    ]
    return {step: _aim(step, said, told, targets, calendar) for step in Step}


def _aim(
    step: Step,
    said: Sequence[tuple[int, Priority]],
    told: ToldTicket,
    targets: Targets,
    calendar: ServiceCalendar,
) -> _Aim:
    """Return what counts for a step; lowered after its target had passed, as before.

    Source: clock.md, "Measures", priority.
    """
    aim = _Aim(Priority.MEDIUM, targets.of(Priority.MEDIUM).of(step))
    for at, priority in said:
        if _is_lower(priority, aim.priority):
            reached = due(told.events, calendar, aim.seconds, step=step)
            if reached is not None and reached < at:
                continue
        aim = _Aim(priority, targets.of(priority).of(step))
    return aim


def _is_lower(priority: Priority, than: Priority) -> bool:
    return LOWER[priority] > LOWER[than]


def _rejected(
    told: ToldTicket, live: Collection[Event], walk: _Walk
) -> set[tuple[Step, int | None]]:
    """Return whose evidence of a step was turned down and has not been given anew.

    The last word on a step counts, and it is about who had completed it last by then.
    """
    words: dict[Step, tuple[int, bool]] = {}
    for event in live:
        if event.kind is EventKind.EVIDENCE_CHECKED:
            for step, finding in told.facts[event.n]["findings"].items():
                words[Step(step)] = event.n, Finding(finding).is_turned_down
    found = set()
    for step, (said, is_turned_down) in words.items():
        before = [by for n, by in walk.done[step] if n < said]
        after = {by for n, by in walk.done[step] if n > said}
        if is_turned_down and before and before[-1] not in after:
            found.add((step, before[-1]))
    return found
