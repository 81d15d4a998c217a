"""A contact read in full: who may, and that they did."""

from sqlalchemy import exists, select

from desk.domain.customers import (
    MaskedByNow,
    NothingToShow,
    RestrictedCard,
    may_reveal,
)
from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Act, Permission
from desk.extensions import db
from desk.models import Customer, PersonalRead, Ticket
from desk.services import log
from desk.services.transaction import action


@action
def reveal_ticket(act: Act, ticket_id: int) -> int:
    """Write down that the person reads the contact on a ticket; return its id.

    Raises Forbidden, MaskedByNow, NotFound, NothingToShow.
    """
    act.actor.require(Permission.READ_TICKETS)
    ticket = db.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound
    log.require_unit(act.actor, ticket)
    customer = _of_ticket(act, ticket)
    if not ticket.contact and customer is None:
        raise NothingToShow
    may = may_reveal(
        act.actor,
        is_open=ticket.step is not None,
        is_owner=ticket.owner_id == act.actor.id,
        asks_again=(ticket.follow_up_due or act.at + 1) <= act.at,
    )
    if not may:
        raise MaskedByNow
    _write(act, ticket_id=ticket.id, customer_id=customer.id if customer else None)
    return ticket.id


@action
def reveal_customer(act: Act, customer_id: int) -> int:
    """Write down that the person reads the contact on a card; return its id.

    Raises Forbidden, MaskedByNow, NotFound, NothingToShow, RestrictedCard.
    """
    act.actor.require(Permission.KEEP_CUSTOMERS)
    customer = db.session.get(Customer, customer_id)
    if customer is None:
        raise NotFound
    if act.actor.unit_id not in {None, customer.unit_id}:
        raise Forbidden
    if not (customer.phone or customer.contact):
        raise NothingToShow
    if customer.is_restricted and not act.actor.may(Permission.PROTECT_CUSTOMERS):
        raise RestrictedCard
    if not may_reveal(act.actor, is_open=_has_open_ticket(customer.id)):
        raise MaskedByNow
    _write(act, customer_id=customer.id)
    return customer.id


def _of_ticket(act: Act, ticket: Ticket) -> Customer | None:
    """Return the card that tells, beside the ticket, how the customer is reached."""
    if ticket.customer_id is None:
        return None
    customer = db.session.get_one(Customer, ticket.customer_id)
    is_hidden = customer.is_restricted and not act.actor.may(
        Permission.PROTECT_CUSTOMERS
    )
    is_elsewhere = customer.unit_id != ticket.unit_id
    if is_hidden or is_elsewhere or not (customer.phone or customer.contact):
        return None
    return customer


def _has_open_ticket(customer_id: int) -> bool:
    theirs = Ticket.customer_id.in_(Customer.family_of(customer_id))
    query = exists().where(theirs, Ticket.step.is_not(None))
    return bool(db.session.scalar(select(query)))


def _write(
    act: Act, *, ticket_id: int | None = None, customer_id: int | None = None
) -> None:
    db.session.add(
        PersonalRead(
            person_id=act.actor.id,
            at=act.at,
            ticket_id=ticket_id,
            customer_id=customer_id,
        )
    )
