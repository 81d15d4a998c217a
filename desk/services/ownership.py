"""Who holds a ticket: take it from the queue, put it back."""

from desk.domain.errors import AlreadyTaken, NotYours, TicketClosed
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.services import log
from desk.services.transaction import action


@action
def take(act: Act, ticket_id: int) -> int:
    """Take a ticket from the queue. Raises AlreadyTaken if somebody was quicker."""
    act.actor.require(Permission.WALK_STEPS)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    if ticket.step is None:
        raise TicketClosed
    if ticket.owner_id is not None:
        raise AlreadyTaken
    log.append(ticket, EventKind.TAKEN, act, recorded_at=act.at)
    return ticket.id


@action
def release(act: Act, ticket_id: int, *, seen: int) -> int:
    """Put a ticket back in the queue; its owner may, and who reviews the unit.

    Raises StaleTicket: it may be another's by now.
    """
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    log.require_seen(ticket, seen)
    if ticket.step is None:
        raise TicketClosed
    if ticket.owner_id is None:
        raise NotYours
    if ticket.owner_id != act.actor.id and not act.actor.may(Permission.REVIEW):
        raise NotYours
    log.append(ticket, EventKind.RELEASED, act, recorded_at=act.at)
    return ticket.id
