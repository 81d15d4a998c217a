"""A reviewer decides who goes on with a ticket: somebody on duty, or they themselves.

Unlike a handover it asks nobody: from this instant the ticket, and every second of it,
is the receiver's. Source: clock.md, "Events", assigned.
"""

from desk.domain.errors import InvalidInput
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.refusals import HeldAlready, OwnHolding
from desk.domain.vocabulary import N_
from desk.models import Ticket
from desk.services import log
from desk.services.receivers import receiver_of
from desk.services.supervision import supervised_open
from desk.services.transaction import action

TO_ONESELF = N_("To go on with it yourself, press “Take over”.")


@action
def assign(
    act: Act, ticket_id: int, *, seen: int, receiver_id: int | None, note: str
) -> int:
    """Give a ticket to somebody who is on duty or starts in 10 minutes.

    Raises InvalidInput, HeldAlready, OwnHolding, TicketClosed, StaleTicket, and
    OffDuty, OffDutyUntil or OnInternship.
    """
    ticket = supervised_open(act, ticket_id, seen=seen)
    if ticket.owner_id == act.actor.id:
        raise OwnHolding
    if receiver_id == act.actor.id:
        raise InvalidInput({"receiver_id": TO_ONESELF})
    receiver = receiver_of(ticket, receiver_id, at=act.at)
    if receiver.id == ticket.owner_id:
        raise HeldAlready(name=receiver.name)
    return _pass_on(act, ticket, receiver.id, note)


@action
def take_over(act: Act, ticket_id: int, *, seen: int) -> int:
    """Go on with a ticket oneself, whoever holds it, on duty or not.

    Raises Forbidden, HeldAlready, TicketClosed, StaleTicket.
    """
    act.actor.require(Permission.WALK_STEPS)
    ticket = supervised_open(act, ticket_id, seen=seen)
    if ticket.owner_id == act.actor.id:
        raise HeldAlready(name=act.actor.name)
    return _pass_on(act, ticket, act.actor.id, "")


def _pass_on(act: Act, ticket: Ticket, receiver_id: int, note: str) -> int:
    facts = {"receiver": receiver_id}
    if ticket.owner_id is not None:
        facts["giver"] = ticket.owner_id
    log.append(
        ticket,
        EventKind.ASSIGNED,
        act,
        recorded_at=act.at,
        facts=facts,
        words={"note": note},
    )
    return ticket.id
