"""Everything the desk keeps on one customer, to be handed over."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import select

from desk.domain.customers import EntryKind
from desk.domain.errors import Forbidden, NotFound
from desk.domain.log import EventKind
from desk.domain.people import Actor, Permission, Role
from desk.domain.retention import CONTACT_KEPT, content_goes_at
from desk.domain.vocabulary import Purpose
from desk.extensions import db
from desk.models import (
    Customer,
    CustomerEntry,
    PersonalRead,
    Photo,
    Ticket,
)
from desk.queries.calendars import zone_in_force
from desk.queries.codes import find_by_code
from desk.queries.history import Entry, read_history
from desk.queries.people import everybody
from desk.queries.reads import Read, reads_of

# These are about a student's work; they are that person's data, not the customer's.
ABOUT_STAFF = frozenset(
    {
        EventKind.COACHED,
        EventKind.COACH_READ,
        EventKind.EVIDENCE_CHECKED,
        EventKind.HANDOVER_OFFERED,
        EventKind.HANDOVER_ACCEPTED,
        EventKind.HANDOVER_DECLINED,
        EventKind.VERIFIED,
        EventKind.REJECTED,
    }
)
Held = TypeVar("Held", Customer, Ticket)
# A customer never sees a student's name.
STAFF_FACTS = frozenset({"giver", "receiver", "holder", "activity"})


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a card (UTC seconds), by somebody of a role; no names."""

    kind: EntryKind
    at: int
    role: Role | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CardData:
    """What stands on a card; instants in UTC seconds."""

    id: int
    unit_id: int
    kind: str
    standing: str
    relation: str
    name: str
    contact_person: str
    phone: str
    contact: str
    expects: str
    purposes: tuple[Purpose, ...]
    birthday: str
    members: tuple[str, ...]
    is_restricted: bool
    merged_into_id: int | None
    made_at: int
    erased_at: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ComplaintData:
    """A complaint with every word that is kept of it; instants in UTC seconds.

    What concerns the staff alone is left out; who did something is told by the role.
    """

    id: int
    number: str
    received_at: int
    ended_at: int | None
    customer: str
    contact: str
    complaint: str
    entries: tuple[Entry, ...]
    roles: tuple[Role | None, ...]
    photos: tuple[bytes, ...]
    contact_goes_at: int | None
    content_goes_at: int | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it: the cards of one customer, the complaints, and who read them."""

    unit_id: int
    cards: tuple[CardData, ...]
    complaints: tuple[ComplaintData, ...]
    reads: tuple[Read, ...]


def customer_dossier(customer_id: int, actor: Actor) -> Dossier:
    """Return everything kept on a customer, on every card merged with this one.

    Raises NotFound, Forbidden.
    """
    card = _seen(db.session.get(Customer, customer_id), actor)
    while card.merged_into_id is not None:
        card = db.session.get_one(Customer, card.merged_into_id)
    ids = db.session.scalars(Customer.family_of(card.id)).all()
    cards = select(Customer).where(Customer.id.in_(ids)).order_by(Customer.id)
    tickets = select(Ticket).where(Ticket.customer_id.in_(ids)).order_by(Ticket.id)
    found = db.session.scalars(tickets).all()
    return Dossier(
        unit_id=card.unit_id,
        cards=tuple(_card(each) for each in db.session.scalars(cards)),
        complaints=tuple(_complaint(ticket) for ticket in found),
        reads=reads_of(
            PersonalRead.customer_id.in_(ids)
            | PersonalRead.ticket_id.in_([ticket.id for ticket in found])
        ),
    )


def ticket_dossier(ticket_id: int, actor: Actor) -> Dossier:
    """Return everything kept on a ticket alone. Raises NotFound, Forbidden."""
    ticket = _seen(db.session.get(Ticket, ticket_id), actor)
    reads = reads_of(PersonalRead.ticket_id == ticket_id)
    return Dossier(ticket.unit_id, (), (_complaint(ticket),), reads)


def find_ticket(text: str, actor: Actor) -> int | None:
    """Return the ticket that a customer's code opens, or that has this number."""
    number = text.replace(" ", "").upper()
    ticket_id = find_by_code(text) or db.session.scalar(
        select(Ticket.id).where(Ticket.number == number)
    )
    ticket = db.session.get(Ticket, ticket_id) if ticket_id else None
    is_here = ticket is not None and actor.unit_id in {None, ticket.unit_id}
    return ticket_id if is_here else None


def _seen(row: Held | None, actor: Actor) -> Held:
    actor.require(Permission.PROTECT_CUSTOMERS)
    if row is None:
        raise NotFound
    if actor.unit_id not in {None, row.unit_id}:
        raise Forbidden
    return row


def _card(row: Customer) -> CardData:
    entries = select(CustomerEntry).where(CustomerEntry.customer_id == row.id)
    return CardData(
        id=row.id,
        unit_id=row.unit_id,
        kind=row.kind,
        standing=row.standing,
        relation=row.relation,
        name=row.name,
        contact_person=row.contact_person,
        phone=row.phone,
        contact=row.contact,
        expects=row.expects,
        purposes=tuple(each for each in Purpose if each in row.purposes),
        birthday=row.birthday,
        members=tuple(member.name for member in row.members),
        is_restricted=row.is_restricted,
        merged_into_id=row.merged_into_id,
        made_at=row.made_at,
        erased_at=row.erased_at,
        changes=tuple(
            Change(each.kind, each.at, _role(each.actor_id), each.facts)
            for each in db.session.scalars(entries.order_by(CustomerEntry.id))
        ),
    )


def _complaint(row: Ticket) -> ComplaintData:
    entries = tuple(
        replace(
            entry,
            facts={k: v for k, v in entry.facts.items() if k not in STAFF_FACTS},
            mentions={k: v for k, v in entry.mentions.items() if k not in STAFF_FACTS},
        )
        for entry in read_history(row.id)
        if entry.kind not in ABOUT_STAFF
    )
    photos = select(Photo.content).where(
        Photo.ticket_id == row.id, Photo.content.is_not(None)
    )
    ended_at = row.ended_at
    return ComplaintData(
        id=row.id,
        number=row.number,
        received_at=row.received_at,
        ended_at=ended_at,
        customer=row.customer,
        contact=row.contact,
        complaint=row.complaint,
        entries=entries,
        roles=tuple(_role(entry.actor_id) for entry in entries),
        photos=tuple(content for content in db.session.scalars(photos) if content),
        contact_goes_at=None if ended_at is None else ended_at + CONTACT_KEPT,
        content_goes_at=None
        if ended_at is None
        else content_goes_at(ended_at, zone_in_force(row.unit_id)),
    )


def _role(person_id: int | None) -> Role | None:
    somebody = everybody().get(person_id or 0)
    return somebody.role if somebody else None
