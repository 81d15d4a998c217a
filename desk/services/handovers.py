"""Passing a ticket to a colleague: offered, then accepted or declined.

An offer alone changes nothing: until it is accepted the ticket, and every second of it,
stays the giver's. Source: clock.md, "Rules for the hard cases", handover.
"""

from desk.domain.errors import InvalidInput, NotYours, TicketClosed
from desk.domain.evidence import MISSING, demand
from desk.domain.hours import DAY
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.refusals import NoOffer, NotOnDuty, OfferOpen
from desk.domain.vocabulary import N_
from desk.models import Ticket
from desk.services import log
from desk.services.receivers import receiver_of
from desk.services.roster import duty_roster
from desk.services.transaction import action

TO_ONESELF = N_("You hold this ticket already. Choose a colleague.")


@action
def offer(
    act: Act, ticket_id: int, *, seen: int, receiver_id: int | None, note: str
) -> int:
    """Offer a ticket one holds to a colleague who is on duty or starts in 10 minutes.

    Raises InvalidInput, OfferOpen, OffDuty, OffDutyUntil or OnInternship.
    Source: clock.md, "Events", handover_accepted.
    """
    ticket = _held(act, ticket_id, seen=seen)
    if ticket.handover_to_id is not None:
        raise OfferOpen
    if receiver_id == act.actor.id:
        raise InvalidInput({"receiver_id": TO_ONESELF})
    receiver = receiver_of(ticket, receiver_id, at=act.at)
    log.append(
        ticket,
        EventKind.HANDOVER_OFFERED,
        act,
        recorded_at=act.at,
        facts={"receiver": receiver.id},
        words={"note": note},
    )
    return ticket.id


@action
def withdraw(act: Act, ticket_id: int, *, seen: int) -> int:
    """Take back an offer nobody has answered yet. Raises NoOffer, NotYours."""
    ticket = _held(act, ticket_id, seen=seen)
    if ticket.handover_to_id is None:
        raise NoOffer
    # Naming the receiver tells an offer taken back from one that was declined.
    log.append(
        ticket,
        EventKind.HANDOVER_DECLINED,
        act,
        recorded_at=act.at,
        facts={"receiver": ticket.handover_to_id},
    )
    return ticket.id


@action
def accept(act: Act, ticket_id: int, *, seen: int) -> int:
    """Accept a ticket one was offered; from this instant it is the receiver's.

    Raises NoOffer, and NotOnDuty: between offer and answer a shift may have ended.
    """
    ticket = _offered(act, ticket_id, seen=seen)
    roster = duty_roster(ticket.unit_id, act.at, act.at + DAY)
    if not roster.may_receive(act.actor.id, act.at):
        raise NotOnDuty
    log.append(ticket, EventKind.HANDOVER_ACCEPTED, act, recorded_at=act.at)
    return ticket.id


@action
def decline(act: Act, ticket_id: int, *, seen: int, reason: str) -> int:
    """Decline a ticket one was offered, saying why. Raises InvalidInput, NoOffer."""
    ticket = _offered(act, ticket_id, seen=seen)
    demand({} if reason else {"reason": MISSING})
    log.append(
        ticket,
        EventKind.HANDOVER_DECLINED,
        act,
        recorded_at=act.at,
        words={"reason": reason},
    )
    return ticket.id


def _held(act: Act, ticket_id: int, *, seen: int) -> Ticket:
    """Return the open ticket that the person holds."""
    act.actor.require(Permission.WALK_STEPS)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if ticket.step is None:
        raise TicketClosed
    if ticket.owner_id != act.actor.id:
        raise NotYours
    return ticket


def _offered(act: Act, ticket_id: int, *, seen: int) -> Ticket:
    """Return the ticket that is offered to the person.

    That an offer is gone says more than that the ticket has changed, so it comes first.
    """
    act.actor.require(Permission.WALK_STEPS)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    if ticket.handover_to_id != act.actor.id:
        raise NoOffer
    log.require_seen(ticket, seen)
    return ticket
