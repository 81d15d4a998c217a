"""A customer's rights: to see what is kept, and to have its use restricted."""

from desk.domain.customers import EntryKind, Release, Restriction
from desk.domain.evidence import CHOOSE, demand
from desk.domain.people import Act, Permission
from desk.extensions import db
from desk.models import Customer, PersonalRead
from desk.services import log
from desk.services.customers import load, note
from desk.services.transaction import action


@action
def restrict(act: Act, customer_id: int, *, reason: Restriction | None) -> int:
    """Keep a card from being used; one that is restricted already stays so.

    Raises NotFound, Forbidden, InvalidInput.
    """
    card = _load(act, customer_id)
    demand({} if reason else {"reason": CHOOSE})
    if not card.is_restricted:
        card.is_restricted = True
        note(card, EntryKind.RESTRICTED, act, reason=reason)
    return card.id


@action
def release(act: Act, customer_id: int, *, reason: Release | None) -> int:
    """Let a card be used again. Raises NotFound, Forbidden, InvalidInput."""
    card = _load(act, customer_id)
    demand({} if reason else {"reason": CHOOSE})
    if card.is_restricted:
        card.is_restricted = False
        note(card, EntryKind.RELEASED, act, reason=reason)
    return card.id


@action
def export_customer(act: Act, customer_id: int) -> int:
    """Write down that everything kept on a customer is about to be handed over.

    Raises NotFound, Forbidden.
    """
    card = _load(act, customer_id)
    note(card, EntryKind.EXPORTED, act)
    db.session.add(PersonalRead(person_id=act.actor.id, at=act.at, customer_id=card.id))
    return card.id


@action
def export_ticket(act: Act, ticket_id: int) -> int:
    """Write down the same for a ticket, of a customer who gave no name.

    Raises NotFound, Forbidden.
    """
    act.actor.require(Permission.PROTECT_CUSTOMERS)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    db.session.add(PersonalRead(person_id=act.actor.id, at=act.at, ticket_id=ticket.id))
    return ticket.id


def _load(act: Act, customer_id: int) -> Customer:
    act.actor.require(Permission.PROTECT_CUSTOMERS)
    return load(act, customer_id)
