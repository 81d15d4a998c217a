"""The course of a ticket: its life cut into stretches in which nothing changes.

Both the figures and their explanation are made of these stretches (desk.domain.clock).
"""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.log import Event, settle
from desk.domain.vocabulary import Step
from desk.domain.workflow import Standing, follow

# One school day: how long a pause may last, in service seconds.
PAUSE_CAP = 25_200

# None is the queue: nobody on duty holds the ticket.
Holder = int | None
Turn = tuple[int, Standing]


class State(StrEnum):
    """What a second can be; each second of a ticket is exactly one of these."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"
    OFF_HOURS = "off_hours"


# By name once: naming a member of an enum is slow, and every stretch needs one.
ACTIVE, PAUSED, CLOSED = State.ACTIVE, State.PAUSED, State.CLOSED


class Stretch(NamedTuple):
    """A time in which state, step and owner stay the same, and its service seconds.

    It may be empty: then it tells only that the ticket passed through there.
    """

    begin: int
    end: int
    state: State
    step: Step | None
    owner: Holder
    seconds: int


def turns(
    events: Iterable[Event],
    *,
    verified: Collection[int],
    rejected_pauses: Collection[int],
) -> list[Turn]:
    """Return where the ticket stands from which instant on (UTC seconds), in order.

    Empty for a ticket never received. Source: clock.md, "Events", "Pause cap".
    """
    result: list[Turn] = []
    standing = Standing()
    settled = settle(events, verified=verified, rejected_pauses=rejected_pauses)
    for at, event in settled:
        following = follow(standing, event, at)
        if following is not standing:
            result.append((at, following))
            standing = following
    return result


def span(course: list[Turn], as_of: int) -> tuple[int, int]:
    """Return start and end in UTC seconds: the end is the last closing or, open, as-of.

    Source: clock.md, "Events".
    """
    start = course[0][0]
    closed_at = course[-1][1].closed_at
    return start, max(start, as_of) if closed_at is None else closed_at


def stretches(
    course: list[Turn], end: int, calendar: ServiceCalendar, *, pause_cap: int
) -> Iterator[Stretch]:
    """Yield the stretches up to an instant (UTC seconds), in order and without a hole.

    A pause ends where its cap of service seconds is used up. Source: clock.md.
    """
    position = calendar.position
    untils = [min(at, end) for at, _ in course]
    begin, passed = untils[0], position(untils[0])
    untils.append(end)
    for index, (_, standing) in enumerate(course, start=1):
        step, owner, until = standing.step, standing.owner, untils[index]
        if standing.paused_at is not None:
            cut = max(begin, _pause_end(standing.paused_at, until, calendar, pause_cap))
            there = position(cut)
            yield Stretch(begin, cut, PAUSED, step, owner, there - passed)
            begin, passed = cut, there
        there = position(until)
        state = CLOSED if step is None else ACTIVE
        yield Stretch(begin, until, state, step, owner, there - passed)
        begin, passed = until, there


def _pause_end(paused_at: int, until: int, calendar: ServiceCalendar, cap: int) -> int:
    if calendar.service(paused_at, until) <= cap:
        return until
    return calendar.add(paused_at, cap)
