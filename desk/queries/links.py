"""Tickets that belong together: one follows another that was closed long ago."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from desk.extensions import db
from desk.models import Ticket


@dataclass(frozen=True, slots=True)
class Link:
    """A ticket that another one follows, or that follows it."""

    id: int
    number: str
    is_open: bool
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Links:
    """The ticket that one follows, and those that follow it, oldest first."""

    follows: Link | None
    followers: tuple[Link, ...]


def links_of(ticket: Ticket) -> Links:
    """Return how a ticket is linked to others, in one query."""
    rows = db.session.execute(
        select(Ticket.id, Ticket.number, Ticket.step, Ticket.owner_id)
        .where(or_(Ticket.id == ticket.follows_id, Ticket.follows_id == ticket.id))
        .order_by(Ticket.id)
    )
    found = [
        Link(row.id, row.number, row.step is not None, row.owner_id) for row in rows
    ]
    return Links(
        follows=next((link for link in found if link.id == ticket.follows_id), None),
        followers=tuple(link for link in found if link.id != ticket.follows_id),
    )
