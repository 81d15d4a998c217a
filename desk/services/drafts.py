"""What people have typed and not sent: kept on the server until it is sent."""

from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Draft
from desk.services.transaction import writing

LONGEST_PAGE = 200
MOST_CHARACTERS = 100_000


def save(actor: Actor, page: str, fields: dict[str, list[str]], *, now: int) -> None:
    """Keep what the person has typed into a page so far (now in UTC seconds).

    A draft is not an act: no key, no event; the last one saved stands. One that no
    form could ever accept is not kept.
    """
    size = sum(len(text) for texts in fields.values() for text in texts)
    if len(page) > LONGEST_PAGE or size > MOST_CHARACTERS:
        return
    with writing():
        draft = db.session.get(Draft, {"actor_id": actor.id, "page": page})
        if draft is None:
            draft = Draft(actor_id=actor.id, page=page)
            db.session.add(draft)
        draft.fields, draft.saved_at = fields, now
