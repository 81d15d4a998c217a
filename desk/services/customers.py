"""Cards of customers: made, changed, and known better with time."""

from desk.domain.customers import EntryKind
from desk.domain.people import Act
from desk.domain.vocabulary import CustomerStanding
from desk.extensions import db
from desk.models import Customer, CustomerEntry


def promote(customer: Customer, act: Act) -> None:
    """Let a prospective customer become a customer, within the caller's action."""
    if customer.standing is CustomerStanding.PROSPECT:
        customer.standing = CustomerStanding.CUSTOMER
        note(customer, EntryKind.CHANGED, act, fields=["standing"])


def note(customer: Customer, kind: EntryKind, act: Act, **facts: object) -> None:
    """Write down what happened to a card, by names of fields, ids and codes only."""
    customer.version += 1
    db.session.add(
        CustomerEntry(
            customer_id=customer.id,
            kind=kind,
            at=act.at,
            actor_id=act.actor.id or None,
            facts=facts,
        )
    )
