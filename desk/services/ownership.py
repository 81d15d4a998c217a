"""Who holds a ticket: take it from the queue, put it back."""

from desk.domain.errors import AlreadyTaken, NotYours, TicketClosed
from desk.domain.hours import DAY
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.refusals import NotOnDuty
from desk.domain.roster import Presence
from desk.extensions import db
from desk.models import Person, Ticket
from desk.services import log
from desk.services.roster import duty_roster
from desk.services.transaction import action


@action
def take(act: Act, ticket_id: int) -> int:
    """Take a ticket from the queue, or from an owner who is not on duty any more.

    Shift end needs no click: the seconds of an owner who is off duty are the queue's,
    so whoever is on duty may go on; nobody loses a second by it. On a day without a
    roster everybody counts as on duty, so then only who is away, or has left the unit,
    can be taken over from. Whoever taps second finds an owner on duty.

    Raises AlreadyTaken if somebody was quicker, NotOnDuty for taking over while off
    duty oneself. Source: clock.md, "Rules for the hard cases", handover.
    """
    act.actor.require(Permission.WALK_STEPS)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    if ticket.step is None:
        raise TicketClosed
    facts = {}
    if ticket.owner_id is not None:
        _require_unattended(act, ticket, ticket.owner_id)
        facts = {"giver": ticket.owner_id}
    log.append(ticket, EventKind.TAKEN, act, recorded_at=act.at, facts=facts)
    return ticket.id


def _require_unattended(act: Act, ticket: Ticket, owner_id: int) -> None:
    """Raise AlreadyTaken or NotOnDuty unless the person may take over."""
    roster = duty_roster(ticket.unit_id, act.at, act.at + DAY)
    works_here = db.session.get_one(Person, owner_id).may_hold(ticket.unit_id)
    presence = roster.presence(owner_id, act.at, works_here=works_here)
    if owner_id == act.actor.id or presence is Presence.ON_DUTY:
        raise AlreadyTaken
    if not roster.may_receive(act.actor.id, act.at):
        raise NotOnDuty


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
