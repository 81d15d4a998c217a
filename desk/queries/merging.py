"""Tickets about one complaint: what may be a duplicate, and what was merged."""

from dataclasses import dataclass

from sqlalchemy import case, exists, func, or_, select

from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Ticket, TicketEvent

SUGGESTED = 5
NEAR = 2 * 3_600


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An open ticket that may be about the same complaint; the instant in UTC."""

    id: int
    number: str
    item: str
    customer: str
    received_at: int
    is_same_customer: bool


def suggest_duplicates(
    ticket_id: int, unit_id: int, *, customer: str, contact: str, received_at: int
) -> list[Suggestion]:
    """Return open tickets of the same customer, then those received at a similar time.

    Only suggestions: whether two tickets are about one complaint is for a person.
    """
    same = or_(
        (Ticket.contact != "") & (Ticket.contact == contact),
        (Ticket.customer != "") & (func.lower(Ticket.customer) == customer.lower()),
    )
    apart = func.abs(Ticket.received_at - received_at)
    query = (
        select(
            Ticket.id,
            Ticket.number,
            Ticket.item,
            Ticket.customer,
            Ticket.received_at,
            same.label("is_same_customer"),
        )
        .where(Ticket.unit_id == unit_id, Ticket.step.is_not(None))
        .where(Ticket.id != ticket_id, or_(same, apart <= NEAR))
        .order_by(case((same, 0), else_=1), apart, Ticket.id)
        .limit(SUGGESTED)
    )
    return [
        Suggestion(**{**row._mapping, "is_same_customer": bool(row.is_same_customer)})
        for row in db.session.execute(query)
    ]


def has_part_in_family(actor: Actor, ticket_id: int) -> bool:
    """Say whether the person may read any ticket that this one is merged with.

    A duplicate is part of what it was merged into: whoever reads one of them reads
    them all, or a link from one to the other would lead to a locked door.
    """
    above = (
        select(Ticket.id, Ticket.merged_into_id)
        .where(Ticket.id == ticket_id)
        .cte("above", recursive=True)
    )
    above = above.union(
        select(Ticket.id, Ticket.merged_into_id).where(
            Ticket.id == above.c.merged_into_id
        )
    )
    family = select(above.c.id).cte("family", recursive=True)
    family = family.union(select(Ticket.id).where(Ticket.merged_into_id == family.c.id))
    has_worked_on_it = exists().where(
        TicketEvent.ticket_id == Ticket.id, TicketEvent.actor_id == actor.id
    )
    is_in_queue = Ticket.step.is_not(None) & Ticket.owner_id.is_(None)
    readable = exists().where(
        Ticket.id.in_(select(family.c.id)), or_(has_worked_on_it, is_in_queue)
    )
    return bool(db.session.scalar(select(readable)))
