"""What is reviewed before the grades of a class are published, and where."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.people import Actor
from desk.domain.waiting import MatterKind
from desk.extensions import db
from desk.models import Matter, Ticket, Unit
from desk.models.publishing import holds_up
from desk.queries.gradebooks import Book


@dataclass(frozen=True, slots=True)
class Block:
    """A pause, a paper time or a mark that waits since then (UTC seconds)."""

    kind: MatterKind
    ticket_id: int
    number: str
    unit: str
    asked_at: int
    # Nobody reviews their own work, nor another unit's.
    is_for_others: bool


def blocks(book: Book, actor: Actor, *, now: int) -> list[Block]:
    """Return what holds up publishing (now in UTC seconds), what waits longest first.

    Source: grading.md, "Life of a grade".
    """
    query = (
        select(Matter, Ticket.number, Unit.name)
        .join(Ticket, Ticket.id == Matter.ticket_id)
        .join(Unit, Unit.id == Matter.unit_id)
        .where(holds_up(book.class_group_id, book.begins_at, book.ends_at, now=now))
        .order_by(Matter.asked_at, Matter.id)
    )
    return [
        Block(
            kind=matter.kind,
            ticket_id=matter.ticket_id,
            number=number,
            unit=unit,
            asked_at=matter.asked_at,
            is_for_others=_is_for_others(matter, actor),
        )
        for matter, number, unit in db.session.execute(query)
    ]


def _is_for_others(matter: Matter, actor: Actor) -> bool:
    own = actor.id in {matter.holder_id, matter.by_id, matter.other_id}
    return own or actor.unit_id not in {None, matter.unit_id}
