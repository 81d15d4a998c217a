"""Tickets that belong together: one follows another that was closed long ago."""

from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select

from desk.extensions import db
from desk.models import Ticket

LINKED = (
    select(Ticket.id, Ticket.number, Ticket.step, Ticket.owner_id)
    .where(
        or_(
            Ticket.id == bindparam("follows_id"),
            Ticket.follows_id == bindparam("id"),
        )
    )
    .order_by(Ticket.id)
)


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
    ids = {"id": ticket.id, "follows_id": ticket.follows_id}
    rows = db.session.connection().execute(LINKED, ids)
    found = [
        Link(row.id, row.number, row.step is not None, row.owner_id) for row in rows
    ]
    return Links(
        follows=next((link for link in found if link.id == ticket.follows_id), None),
        followers=tuple(link for link in found if link.id != ticket.follows_id),
    )
