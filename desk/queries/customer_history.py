"""What happened to a card, and the complaints of its customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from desk.domain.customers import EntryKind
from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import Ending, Step
from desk.extensions import db
from desk.models import Customer, CustomerEntry, Ticket, TicketEvent
from desk.queries.people import name_of

# A page of complaints; there is hardly a customer with more.
MOST_COMPLAINTS = 50


@dataclass(frozen=True, slots=True)
class CustomerHappening:
    """One line of a card's history; the instant in UTC seconds."""

    kind: EntryKind
    at: int
    actor: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A ticket of the customer's that the person may read (UTC seconds)."""

    id: int
    number: str
    item: str
    step: Step | None
    ending: Ending | None
    received_at: int


@dataclass(frozen=True, slots=True)
class Complaints:
    """The newest complaints a person may read, and how many there are in all."""

    rows: tuple[Complaint, ...]
    total: int

    @property
    def hidden(self) -> int:
        """Return how many are not listed."""
        return self.total - len(self.rows)


def happenings(customer_id: int) -> list[CustomerHappening]:
    """Return what happened to a card, newest first."""
    query = (
        select(CustomerEntry)
        .where(CustomerEntry.customer_id == customer_id)
        .order_by(CustomerEntry.id.desc())
    )
    return [
        CustomerHappening(row.kind, row.at, name_of(row.actor_id), row.facts)
        for row in db.session.scalars(query)
    ]


def complaints(customer_id: int, actor: Actor) -> Complaints:
    """Return the complaints of a customer, those on cards merged into it, too.

    Each ticket keeps the card it was given; a merge is only a link.
    """
    theirs = Ticket.customer_id.in_(Customer.family_of(customer_id))
    total = db.session.scalar(select(func.count(Ticket.id)).where(theirs)) or 0
    query = (
        select(Ticket)
        .where(theirs, *_readable_by(actor))
        .order_by(Ticket.received_at.desc(), Ticket.id.desc())
        .limit(MOST_COMPLAINTS)
    )
    rows = tuple(
        Complaint(
            id=row.id,
            number=row.number,
            item=row.item,
            step=row.step,
            ending=row.ending,
            received_at=row.received_at,
        )
        for row in db.session.scalars(query)
    )
    return Complaints(rows, total)


def _readable_by(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the condition that a person may open a ticket of their unit.

    Of a student's tickets the plain cases: what they hold, worked on, or could take.
    """
    where: list[ColumnElement[bool]] = []
    if actor.unit_id is not None:
        where.append(Ticket.unit_id == actor.unit_id)
    if not actor.may(Permission.REVIEW):
        where.append(
            or_(
                Ticket.owner_id == actor.id,
                Ticket.id.in_(_worked_on_by(actor)),
                Ticket.step.is_not(None) & Ticket.owner_id.is_(None),
            )
        )
    return where


def _worked_on_by(actor: Actor) -> Select[int]:
    return select(TicketEvent.ticket_id).where(TicketEvent.actor_id == actor.id)
