"""How far a ticket of a list has come: counted seconds against their target."""

from desk.domain import progress
from desk.domain.nearness import Aim
from desk.models import Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.targets import targets_for


def so_far(ticket: Ticket, now: int) -> int:
    """Return the resolution time in seconds, so far while open (now in UTC seconds)."""
    if ticket.resolution is not None:
        return ticket.resolution
    return _counted_on(ticket, ticket.counted, now)


def spent(ticket: Ticket, aim: Aim, now: int) -> int:
    """Return the seconds that count towards a target of an open ticket so far.

    Until its first confirmation all its seconds are response time (now in UTC seconds).
    """
    if aim is Aim.STEP:
        return _counted_on(ticket, ticket.counted_in_step, now)
    return so_far(ticket, now)


def target_of(ticket: Ticket, aim: Aim) -> int:
    """Return a target of an open ticket in seconds."""
    targets = targets_for(ticket)
    if aim is Aim.STEP and ticket.step is not None:
        return targets.of(ticket.step)
    return targets.response if aim is Aim.RESPONSE else targets.resolution


def _counted_on(ticket: Ticket, counted: int, now: int) -> int:
    return progress.so_far(
        counted,
        calendar_in_force(ticket.unit_id),
        since=ticket.touched_at,
        paused_until=ticket.paused_until,
        now=now,
    )
