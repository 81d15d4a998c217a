"""Tickets about one complaint that were merged."""

from sqlalchemy import exists, or_, select

from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Ticket, TicketEvent


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
