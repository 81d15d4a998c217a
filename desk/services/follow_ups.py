"""A week after closing: ask the customer how it went, and keep the relationship."""

from sqlalchemy import select

from desk.domain.errors import NotYours
from desk.domain.evidence import demand
from desk.domain.follow_ups import (
    FollowedUp,
    NoConsent,
    NoProspect,
    NothingToFollowUp,
    TooEarly,
    When,
    when,
)
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import CustomerStanding, Purpose
from desk.extensions import db
from desk.models import Customer, Ticket
from desk.models.consent import may_be_asked
from desk.services import customers, log
from desk.services.transaction import action


@action
def follow_up(act: Act, ticket_id: int, *, seen: int, evidence: FollowedUp) -> int:
    """Note how the customer was found a week later; the task is done with it.

    Raises NothingToFollowUp, TooEarly, NoConsent, NotYours, NoProspect, InvalidInput.
    """
    act.actor.require(Permission.KEEP_CUSTOMERS)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    reviews = act.actor.may(Permission.REVIEW)
    if not reviews and ticket.owner_id != act.actor.id:
        raise NotYours
    if ticket.follow_up_due is None:
        raise NothingToFollowUp
    if when(ticket.follow_up_due, act.at) is When.COMING:
        raise TooEarly
    _require_consent(ticket)
    demand(evidence.errors())
    if evidence.became_customer:
        _promote(act, ticket)
    log.append(
        ticket,
        EventKind.FOLLOWED_UP,
        act,
        recorded_at=act.at,
        facts=evidence.facts(),
        words={"note": evidence.note},
    )
    return ticket.id


def _require_consent(ticket: Ticket) -> None:
    agrees = may_be_asked(Purpose.FOLLOW_UP)
    if not db.session.scalar(select(agrees).where(Ticket.id == ticket.id)):
        raise NoConsent


def _promote(act: Act, ticket: Ticket) -> None:
    """Let the customer of a ticket be one. Raises NoProspect for who is one already."""
    card = db.session.get(Customer, ticket.customer_id or 0, with_for_update=True)
    if card is not None and card.merged_into_id is not None:
        card = db.session.get(Customer, card.merged_into_id, with_for_update=True)
    if card is None or card.standing is not CustomerStanding.PROSPECT:
        raise NoProspect
    customers.promote(card, act)
