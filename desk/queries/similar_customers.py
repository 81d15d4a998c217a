"""Cards that may be of the customer being served, and the card a ticket has."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select

from desk.domain.people import Actor, Permission
from desk.domain.similar import Likely, beginnings, similar
from desk.domain.vocabulary import CustomerKind, CustomerStanding
from desk.extensions import db
from desk.models import Customer
from desk.queries.customers import has_word
from desk.queries.history import Entry

# So many cards are compared at most; a name that fits more says too little.
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class SimilarCustomer:
    """A card that may be meant."""

    id: int
    name: str
    kind: CustomerKind
    standing: CustomerStanding
    contact_person: str
    reach: str


@dataclass(frozen=True, slots=True)
class TicketCard:
    """The card a ticket has, as far as the person may know it.

    The name is empty where it was erased, or its use is restricted, or it is another
    unit's; the survivor is whom a merged card leads to.
    """

    id: int
    name: str
    standing: CustomerStanding
    phone: str
    contact: str
    survivor_id: int | None
    is_readable: bool


def similar_customers(
    unit_id: int, *, name: str, phone: str | None, but: int | None = None
) -> list[SimilarCustomer]:
    """Return the cards of a unit that may be of a customer, the likeliest first.

    Never one that is restricted or erased; of a merged one its survivor. The phone in
    the international form.
    """
    begun = beginnings(name)
    if not begun and not phone:
        return []
    fitting = [has_word(each) for each in begun]
    query = (
        select(Customer)
        .where(
            Customer.unit_id == unit_id,
            Customer.erased_at.is_(None),
            or_(*fitting, Customer.phone == phone if phone else Customer.id < 0),
        )
        .order_by(Customer.search_name, Customer.id)
        .limit(MOST_COMPARED)
    )
    found = {row.id: row for row in db.session.scalars(query)}
    cards = [Likely(row.id, row.search_name, row.phone) for row in found.values()]
    meant = [_survivor(found[id_]) for id_ in similar(name, phone or "", cards)]
    unique = {row.id: row for row in meant if row.id != but}
    return [
        SimilarCustomer(
            id=row.id,
            name=row.name,
            kind=row.kind,
            standing=row.standing,
            contact_person=row.contact_person,
            reach=row.phone or row.contact,
        )
        for row in unique.values()
        if not row.is_restricted and row.erased_at is None
    ]


def card_of(entries: Iterable[Entry], actor: Actor) -> TicketCard | None:
    """Return the card a ticket has by its log, if it has one."""
    said = [e.facts["card"] for e in entries if "card" in e.facts and not e.is_undone]
    customer_id: int | None = said[-1] if said else None
    row = db.session.get(Customer, customer_id) if customer_id else None
    if row is None:
        return None
    protects = actor.may(Permission.PROTECT_CUSTOMERS)
    is_readable = (
        actor.may(Permission.KEEP_CUSTOMERS)
        and actor.unit_id in {None, row.unit_id}
        and (protects or not row.is_restricted)
        and row.erased_at is None
    )
    survivor = _survivor(row)
    return TicketCard(
        id=row.id,
        name=row.name if is_readable else "",
        standing=row.standing,
        phone=row.phone if is_readable else "",
        contact=row.contact if is_readable else "",
        survivor_id=None if survivor is row else survivor.id,
        is_readable=is_readable,
    )


def card_name(customer_id: int | None, actor: Actor) -> str:
    """Return the name on a card of one's unit; of one not to be used nothing."""
    row = db.session.get(Customer, customer_id) if customer_id else None
    if row is None or actor.unit_id not in {None, row.unit_id} or row.is_restricted:
        return ""
    return row.name


def _survivor(row: Customer) -> Customer:
    while row.merged_into_id is not None:
        row = db.session.get_one(Customer, row.merged_into_id)
    return row
