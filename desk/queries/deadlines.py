"""How pressing a ticket is for whoever works on it."""

from desk.domain.nearness import Deadline, DueTimes, deadlines
from desk.domain.people import Actor
from desk.domain.roster import DutyRoster
from desk.models import Ticket


def deadlines_of(
    ticket: Ticket, actor: Actor, roster: DutyRoster, now: int
) -> list[Deadline]:
    """Return the targets of an open ticket still running or past (now in UTC seconds).

    The shift is the owner's; in the queue, that of the person who looks.
    """
    if ticket.step is None:
        return []
    times = DueTimes(
        step=ticket.step_due,
        response=ticket.response_due,
        resolution=ticket.resolution_due,
        paused_until=ticket.paused_until,
    )
    bell = roster.bell(ticket.owner_id or actor.id, now)
    return deadlines(times, now=now, bell=bell)
