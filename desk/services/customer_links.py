"""Whose complaint a ticket is: the customer's card set, taken off, or made from it."""

from desk.domain.customers import Card, ErasedCard, NoCardLinked, RestrictedCard
from desk.domain.errors import NotFound, NotYours, TicketClosed
from desk.domain.evidence import CHOOSE, demand
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import Ending
from desk.extensions import db
from desk.models import Customer, Ticket
from desk.services import log
from desk.services.customers import add
from desk.services.transaction import action


@action
def link(act: Act, ticket_id: int, *, seen: int, card: int | None) -> int:
    """Set the card of the customer whose complaint a ticket is.

    Its owner may while it is open, who reviews the unit after closing, too. Raises
    ErasedCard, InvalidInput, NotYours, RestrictedCard, StaleTicket, TicketClosed.
    """
    ticket = _linkable(act, ticket_id, seen)
    demand({} if card else {"card": CHOOSE})
    attach(act, ticket, card or 0)
    return ticket.id


@action
def unlink(act: Act, ticket_id: int, *, seen: int) -> int:
    """Take the card off a ticket. Raises NoCardLinked, and what `link` does."""
    ticket = _linkable(act, ticket_id, seen)
    if ticket.customer_id is None:
        raise NoCardLinked
    _say(act, ticket, None)
    return ticket.id


@action
def make_card(act: Act, ticket_id: int, *, seen: int, card: Card) -> int:
    """Make a card from a ticket and set it. Raises InvalidInput and as `link`."""
    ticket = _linkable(act, ticket_id, seen)
    _say(act, ticket, add(act, ticket.unit_id, card).id)
    return ticket.id


def attach(act: Act, ticket: Ticket, card: int) -> None:
    """Set a ticket's card within the caller's action; of a merged one its survivor.

    Raises ErasedCard, NotFound, RestrictedCard.
    """
    customer = _survivor_of(card)
    if customer.unit_id != ticket.unit_id:
        raise NotFound
    if customer.erased_at is not None:
        raise ErasedCard
    if customer.is_restricted:
        raise RestrictedCard
    if customer.id != ticket.customer_id:
        _say(act, ticket, customer.id)


def _survivor_of(card: int) -> Customer:
    customer = db.session.get(Customer, card)
    while customer is not None and customer.merged_into_id is not None:
        customer = db.session.get(Customer, customer.merged_into_id)
    if customer is None:
        raise NotFound
    return customer


def _linkable(act: Act, ticket_id: int, seen: int) -> Ticket:
    act.actor.require(Permission.KEEP_CUSTOMERS)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    reviews = act.actor.may(Permission.REVIEW)
    if ticket.owner_id != act.actor.id and not reviews:
        raise NotYours
    if ticket.ending not in ({None, Ending.CLOSED} if reviews else {None}):
        raise TicketClosed
    return ticket


def _say(act: Act, ticket: Ticket, card: int | None) -> None:
    log.append(
        ticket,
        EventKind.CUSTOMER_LINKED,
        act,
        recorded_at=act.at,
        facts={"card": card},
    )
