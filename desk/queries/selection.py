"""Tickets somebody ticked in a list, as they stand now."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.people import Actor
from desk.domain.vocabulary import Ending, Priority, Step
from desk.extensions import db
from desk.models import Person, Ticket
from desk.queries.columns import columns_for


@dataclass(frozen=True, slots=True)
class Chosen:
    """A ticket as the page names it before anything is done to it."""

    id: int
    number: str
    version: int
    unit_id: int
    step: Step | None
    ending: Ending | None
    priority: Priority
    item: str
    complaint: str
    owner: str | None


def chosen(ticket_ids: Collection[int], actor: Actor) -> list[Chosen]:
    """Return those of some tickets that are at the person's unit, by number."""
    query = (
        select(Ticket, Person.name)
        .outerjoin(Person, Person.id == Ticket.owner_id)
        .where(Ticket.id.in_(ticket_ids))
        .order_by(Ticket.number)
    )
    if actor.unit_id is not None:
        query = query.where(Ticket.unit_id == actor.unit_id)
    return [
        Chosen(**columns_for(Chosen, ticket), owner=owner)
        for ticket, owner in db.session.execute(query)
    ]


def numbers_of(ticket_ids: Collection[int]) -> dict[int, str]:
    """Return the numbers of some tickets, at whichever unit they are."""
    query = select(Ticket.id, Ticket.number).where(Ticket.id.in_(ticket_ids))
    return {row.id: row.number for row in db.session.execute(query)}
