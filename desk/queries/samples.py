"""Samples of closed tickets whose evidence a reviewer looks at."""

from sqlalchemy import ColumnElement, Select, exists, or_, select

from desk.domain.people import Actor
from desk.domain.sampling import STEPS_AND_RECEIPT
from desk.models import Sample, SampledTicket, Ticket, TicketEvent


def unchecked_by_others(actor: Actor) -> Select[int]:
    """Return the statement that finds the sampled tickets this person is to check."""
    query = (
        select(SampledTicket.ticket_id)
        .join(Sample, Sample.id == SampledTicket.sample_id)
        .join(Ticket, Ticket.id == SampledTicket.ticket_id)
        .where(SampledTicket.event_id.is_(None), ~has_part(actor))
    )
    return query if actor.unit_id is None else query.where(_of_unit(actor.unit_id))


def has_part(actor: Actor) -> ColumnElement[bool]:
    """Say of a ticket whether the person holds it or did any of its steps."""
    did = or_(
        TicketEvent.actor_id == actor.id,
        TicketEvent.facts["holder"].as_integer() == actor.id,
    )
    steps = exists().where(
        TicketEvent.ticket_id == Ticket.id,
        TicketEvent.kind.in_(STEPS_AND_RECEIPT),
        did,
    )
    holds = Ticket.owner_id.is_not(None) & (Ticket.owner_id == actor.id)
    return or_(holds, steps)


def _of_unit(unit_id: int) -> ColumnElement[bool]:
    return Sample.unit_id == unit_id
