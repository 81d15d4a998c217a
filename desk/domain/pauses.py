"""Pauses: the one a ticket is in, how many are left, what a verdict is about."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.domain.calendar import NoServiceError, ServiceCalendar
from desk.domain.clock import measure
from desk.domain.due import pause_end
from desk.domain.log import (
    NEEDS_APPROVAL,
    PAUSES,
    VERDICTS,
    Event,
    EventKind,
    not_undone,
    verdicts,
)
from desk.domain.workflow import standing

# Source: clock.md, "Pause cap".
MOST_PAUSES = 3


class Pause(NamedTuple):
    """The pause a ticket is in: its event's n, and instants in UTC seconds.

    A pending one counts only once a supervisor approves it: the clock still runs.
    """

    n: int
    begin: int
    until: int | None
    is_pending: bool


def present_pause(
    events: Iterable[Event], calendar: ServiceCalendar, now: int
) -> Pause | None:
    """Return the pause the ticket is in at an instant (UTC seconds), if any.

    One turned down, or whose cap is used up, is over. Source: clock.md, "Pause cap".
    """
    live = not_undone(events)
    judged = verdicts(live)
    pending = {e.n for e in live if e.kind in PAUSES and e.reason in NEEDS_APPROVAL}
    pending -= judged.verified | judged.rejected
    where = standing(live, verified=pending)
    if where.paused_by is None or where.paused_at is None:
        return None
    until = pause_end(where, calendar)
    if until is not None and until <= now:
        return None
    is_pending = where.paused_by in pending
    return Pause(where.paused_by, where.paused_at, until, is_pending)


def pauses_left(events: Iterable[Event]) -> int:
    """Return how many pauses the ticket may still have. Source: clock.md."""
    used = sum(event.kind in PAUSES for event in not_undone(events))
    return max(0, MOST_PAUSES - used)


def at_stake(
    event: Event, events: Sequence[Event], calendar: ServiceCalendar, as_of: int
) -> int:
    """Return about how many service seconds a verdict on an event of a log is.

    Of a pause: how much longer the ticket is paused if it is approved than if it is
    turned down. Of a claim: how much earlier it claims to be than it was recorded.
    """
    if event.kind not in PAUSES:
        return calendar.service(event.at, event.recorded_at)
    n = max(each.n for each in events) + 1
    paused = {}
    for kind in VERDICTS:
        verdict = Event(n, kind, as_of, as_of, target=event.n)
        paused[kind] = measure([*events, verdict], calendar, as_of).paused
    return paused[EventKind.VERIFIED] - paused[EventKind.REJECTED]


def long_at(
    event: Event, events: Sequence[Event], calendar: ServiceCalendar, longest: int
) -> int | None:
    """Return when a pause has counted more than so many service seconds (UTC seconds).

    As if it were approved, and the ticket stayed as it stands. None: it never does.
    """
    try:
        found = calendar.add(event.at, longest + 1)
    except NoServiceError:
        return None
    last = max(each.recorded_at for each in events)
    is_long = at_stake(event, events, calendar, max(found, last)) > longest
    return found if is_long else None
