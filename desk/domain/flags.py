"""What a human should look at before believing a number; never a deduction.

Source: grading.md, "Flags for a human".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import measure
from desk.domain.grade_inputs import Flag
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Step
from desk.domain.waiting import is_claim
from desk.domain.workflow import COMPLETION, standing

# So many tickets closed within so many seconds before a bell are looked at.
MANY, LAST_MINUTES = 3, 600
# A pause is late once this share of the target is used up, but not all of it.
NEARLY = 0.9


class Told(NamedTuple):
    """What a ticket tells: its log without what was undone, and what follows from it.

    By the numbers of its `confirmed` events, how many words restated the need.
    """

    live: Sequence[Event]
    restated: Mapping[int, int]
    is_same_device: bool
    calendar: ServiceCalendar
    targets: Mapping[Step, int]


class Closing(NamedTuple):
    """A ticket that a student closed, by the key of its row, and when (UTC seconds)."""

    key: str
    at: int


def flags_of(told: Told, step: Step, person_id: int) -> tuple[Flag, ...]:
    """Return what is odd about a student's work in a step of a ticket."""
    done = [e for e in told.live if e.kind is COMPLETION[step] and e.by == person_id]
    found = dict.fromkeys(_of_completion(told, step, done))
    if any(_is_late(told, step, pause) for pause in _pauses(told, person_id)):
        found[Flag.PAUSED_LATE] = None
    return tuple(flag for flag in Flag if flag in found) if found else ()


def at_the_bell(
    closings: Iterable[Closing], bell_after: Callable[[int], int | None]
) -> set[str]:
    """Return the rows of tickets that a student closed with many others at a bell.

    The bell is the end of the student's duty at an instant (UTC seconds), if known.
    """
    by_bell: defaultdict[int, set[str]] = defaultdict(set)
    for each in _crowded(closings):
        bell = bell_after(each.at)
        if bell is not None and bell - each.at <= LAST_MINUTES:
            by_bell[bell].add(each.key)
    return {key for keys in by_bell.values() if len(keys) >= MANY for key in keys}


def _crowded(closings: Iterable[Closing]) -> Iterator[Closing]:
    """Yield the closings that lie close to others: a roster is slow to ask."""
    ordered = sorted(closings, key=attrgetter("at"))
    for place, each in enumerate(ordered):
        around = ordered[max(0, place - MANY + 1) : place + MANY]
        near = [one for one in around if abs(one.at - each.at) <= LAST_MINUTES]
        if len(near) >= MANY:
            yield each


def _of_completion(told: Told, step: Step, done: Sequence[Event]) -> Iterator[Flag]:
    if any(map(is_claim, done)):
        yield Flag.BACKDATED
    if step is Step.CONFIRM and any(told.restated.get(e.n, 2) < 2 for e in done):
        yield Flag.ONE_WORD
    if step is not Step.THANK or not done:
        return
    fulfilled = [e.at for e in told.live if e.kind is EventKind.FULFILLED]
    if fulfilled and done[-1].at < max(fulfilled):
        yield Flag.THANKED_FIRST
    if told.is_same_device:
        yield Flag.SAME_DEVICE


def _pauses(told: Told, person_id: int) -> list[Event]:
    return [e for e in told.live if e.kind is EventKind.PAUSED and e.by == person_id]


def _is_late(told: Told, step: Step, pause: Event) -> bool:
    """Say whether the target of the step was nearly used up when the pause began."""
    before = [event for event in told.live if event.n < pause.n]
    if standing(before).step is not step:
        return False
    used = measure(before, told.calendar, pause.recorded_at).steps[step]
    return NEARLY * told.targets[step] <= used < told.targets[step]
