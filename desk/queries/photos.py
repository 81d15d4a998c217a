"""The photo that belongs to a ticket."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.errors import NotFound
from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Photo
from desk.queries.reading import readable


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo as it is sent to a browser."""

    kind: str
    digest: str
    content: bytes


def get_photo(
    ticket_id: int, actor: Actor, *, now: int, photo_id: int | None = None
) -> PhotoView:
    """Return the ticket's photo, or one of several, for who may read the ticket.

    Now in UTC seconds. Raises NotFound if there is none (any more), and Forbidden.
    """
    ticket = readable(ticket_id, actor, now=now).ticket
    query = select(Photo).where(Photo.ticket_id == ticket.id).order_by(Photo.id)
    if photo_id is not None:
        query = query.where(Photo.id == photo_id)
    photo = db.session.scalars(query.limit(1)).first()
    if photo is None or photo.content is None:
        raise NotFound
    return PhotoView(photo.kind, photo.digest, photo.content)
