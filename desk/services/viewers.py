"""Who has a ticket open on the screen: told by the screen itself, soon forgotten."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Viewer
from desk.services.transaction import writing

# A screen tells every 20 seconds; whatever it tells in between is not written.
RARELY = 20
FORGOTTEN = 300


def look(actor: Actor, ticket_id: int, *, now: int) -> None:
    """Keep that the person has the ticket open (now in UTC seconds).

    Not an act: no key, no event. Whoever is let in has been asked before; what is
    minutes old goes with the same write.
    """
    if _is_fresh(actor, ticket_id, now):
        return
    try:
        with writing():
            db.session.execute(delete(Viewer).where(Viewer.seen_at < now - FORGOTTEN))
            db.session.merge(
                Viewer(ticket_id=ticket_id, person_id=actor.id, seen_at=now)
            )
    except IntegrityError:
        # Another tab of the same person has just said the same.
        return


def leave(actor: Actor, ticket_id: int) -> None:
    """Forget that the person has the ticket open."""
    if db.session.get(Viewer, (ticket_id, actor.id)) is None:
        return
    with writing():
        db.session.execute(
            delete(Viewer).where(
                Viewer.ticket_id == ticket_id, Viewer.person_id == actor.id
            )
        )


def _is_fresh(actor: Actor, ticket_id: int, now: int) -> bool:
    known = db.session.get(Viewer, (ticket_id, actor.id))
    return known is not None and now - known.seen_at < RARELY
