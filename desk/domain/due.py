"""When a target is reached, and when a pause is over, if a ticket stays as it is."""

from collections.abc import Collection, Iterable

from desk.domain.calendar import NoServiceError, ServiceCalendar
from desk.domain.course import ACTIVE, PAUSE_CAP, stretches, turns
from desk.domain.log import Event
from desk.domain.vocabulary import Step
from desk.domain.workflow import Standing


def due(
    events: Iterable[Event],
    calendar: ServiceCalendar,
    target: int,
    *,
    step: Step | None = None,
    verified: Collection[int] = frozenset(),
    rejected_pauses: Collection[int] = frozenset(),
    pause_cap: int = PAUSE_CAP,
) -> int | None:
    """Return the first instant (UTC) when the active seconds reach the target.

    With a step, only the seconds in it count, over all visits. An open ticket is taken
    to stay as it stands. None: ended before that, or no service any more.
    Source: clock.md, "Measures".
    """
    course = turns(events, verified=verified, rejected_pauses=rejected_pauses)
    if not course:
        return None
    last, standing = course[-1]
    for part in stretches(course, last, calendar, pause_cap=pause_cap):
        if part.state is ACTIVE and step in {None, part.step}:
            if part.seconds >= target:
                return calendar.add(part.begin, target)
            target -= part.seconds
    if standing.closed_at is not None or step not in {None, standing.step}:
        return None
    try:
        if standing.paused_at is not None:
            last = max(last, calendar.add(standing.paused_at, pause_cap))
        return calendar.add(last, target)
    except NoServiceError:
        return None


def pause_end(
    standing: Standing, calendar: ServiceCalendar, *, cap: int = PAUSE_CAP
) -> int | None:
    """Return when the clock of a paused ticket runs again by itself (UTC seconds).

    None: it is not paused, or there is no service any more. Source: clock.md.
    """
    if standing.paused_at is None:
        return None
    try:
        return calendar.add(standing.paused_at, cap)
    except NoServiceError:
        return None
