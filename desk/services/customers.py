"""Cards of customers: made, changed, and known better with time."""

from desk.domain.customers import (
    Card,
    EntryKind,
    ErasedCard,
    MergedCard,
    RestrictedCard,
    StaleCustomer,
)
from desk.domain.errors import Forbidden, InvalidInput, NotFound
from desk.domain.evidence import CHOOSE, demand
from desk.domain.people import Act, Permission
from desk.domain.similar import folded
from desk.domain.vocabulary import CustomerStanding
from desk.extensions import db
from desk.models import Customer, CustomerEntry, CustomerMember, Unit
from desk.services.transaction import action

PLAIN = ("kind", "standing", "relation", "name", "contact_person", "expects")
LONGEST_SEARCH_NAME = 200


@action
def make(act: Act, unit_id: int | None, *, card: Card) -> int:
    """Make a card at a unit; return its id. Raises InvalidInput, NotFound."""
    act.actor.require(Permission.KEEP_CUSTOMERS)
    if unit_id is None:
        raise InvalidInput({"unit_id": CHOOSE, **card.errors()})
    unit = db.session.get(Unit, unit_id)
    if unit is None or not unit.is_active:
        raise NotFound
    if act.actor.unit_id not in {None, unit.id}:
        raise Forbidden
    return add(act, unit_id, card).id


@action
def change(act: Act, customer_id: int, *, seen: int, card: Card) -> int:
    """Change what a card says; only the names of the fields are written down.

    Raises ErasedCard, InvalidInput, MergedCard, RestrictedCard, StaleCustomer.
    """
    customer = load(act, customer_id)
    if customer.version != seen:
        raise StaleCustomer
    require_usable(customer, act)
    demand(card.errors())
    fields = _fill(customer, card.kept())
    if fields:
        note(customer, EntryKind.CHANGED, act, fields=fields)
    return customer.id


def promote(customer: Customer, act: Act) -> None:
    """Let a prospective customer become a customer, within the caller's action."""
    if customer.standing is CustomerStanding.PROSPECT:
        customer.standing = CustomerStanding.CUSTOMER
        note(customer, EntryKind.CHANGED, act, fields=["standing"])


def add(act: Act, unit_id: int, card: Card) -> Customer:
    """Add a card within the caller's action. Raises InvalidInput."""
    demand(card.errors())
    customer = Customer(unit_id=unit_id, version=0, made_at=act.at)
    _fill(customer, card.kept())
    db.session.add(customer)
    db.session.flush()
    note(customer, EntryKind.MADE, act)
    return customer


def load(act: Act, customer_id: int) -> Customer:
    """Return a card, locked until the transaction ends. Raises NotFound, Forbidden."""
    act.actor.require(Permission.KEEP_CUSTOMERS)
    customer = db.session.get(
        Customer, customer_id, with_for_update=True, populate_existing=True
    )
    if customer is None:
        raise NotFound
    if act.actor.unit_id not in {None, customer.unit_id}:
        raise Forbidden
    return customer


def require_usable(customer: Customer, act: Act) -> None:
    """Raise why a card is not to be used: merged, erased, or its use restricted.

    Who protects customers' data may mend a restricted one: that is a right, too.
    """
    if customer.erased_at is not None:
        raise ErasedCard
    if customer.merged_into_id is not None:
        raise MergedCard
    if customer.is_restricted and not act.actor.may(Permission.PROTECT_CUSTOMERS):
        raise RestrictedCard


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


def _fill(customer: Customer, card: Card) -> list[str]:
    """Let a card say what is given; return the names of the fields that changed."""
    told = {field: getattr(card, field) for field in PLAIN}
    told |= {"purposes": list(card.purposes), "birthday": card.birthday}
    told |= {
        field: value
        for field, value in (("phone", card.phone), ("contact", card.contact))
        if value is not None
    }
    changed = [name for name, value in told.items() if getattr(customer, name) != value]
    for name in changed:
        setattr(customer, name, told[name])
    if [member.name for member in customer.members] != list(card.members):
        changed.append("members")
        customer.members = [
            CustomerMember(name=name, is_representative=n == 0)
            for n, name in enumerate(card.members)
        ]
    names = (card.name, card.contact_person, *card.members)
    found = " ".join(filter(None, map(folded, names)))
    customer.search_name = found[:LONGEST_SEARCH_NAME]
    return changed
