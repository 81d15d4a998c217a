"""What every act of a reviewer asks first: may they, and is it as they saw it."""

from desk.domain.errors import OwnWork, TicketClosed
from desk.domain.people import Act, Permission
from desk.models import Ticket
from desk.services import log


def supervised(act: Act, ticket_id: int, *, seen: int) -> Ticket:
    """Return a ticket of the reviewer's unit, locked until the transaction ends.

    Raises Forbidden, NotFound, StaleTicket.
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    log.require_seen(ticket, seen)
    return ticket


def supervised_open(act: Act, ticket_id: int, *, seen: int) -> Ticket:
    """Return an open one. That it has ended says more than that it has changed.

    Raises TicketClosed, too.
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    if ticket.step is None:
        raise TicketClosed
    log.require_seen(ticket, seen)
    return ticket


def require_others(act: Act, ticket: Ticket) -> None:
    """Raise OwnWork if the reviewer holds the ticket: nobody reviews their own work."""
    if ticket.owner_id == act.actor.id:
        raise OwnWork
