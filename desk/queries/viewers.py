"""Who has a ticket open on the screen now."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.people import Actor, Role
from desk.extensions import db
from desk.models import Person, Viewer

# Two signs of life of a screen, and a little for a slow network (seconds).
STILL_THERE = 45


@dataclass(frozen=True, slots=True)
class ViewerLine:
    """A colleague who has the ticket open."""

    name: str
    role: Role


def others_looking(actor: Actor, ticket_id: int, *, now: int) -> list[ViewerLine]:
    """Return who else has the ticket open, by name (now in UTC seconds)."""
    rows = db.session.execute(
        select(Person.name, Person.role)
        .join(Viewer, Viewer.person_id == Person.id)
        .where(
            Viewer.ticket_id == ticket_id,
            Viewer.person_id != actor.id,
            Viewer.seen_at > now - STILL_THERE,
        )
        .order_by(Person.name, Person.id)
    )
    return [ViewerLine(row.name, row.role) for row in rows]
