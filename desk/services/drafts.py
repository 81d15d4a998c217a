"""What people have typed and not sent: kept on the server until it is sent."""

from sqlalchemy import delete

from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Draft, Submission
from desk.services.transaction import writing

LONGEST_PAGE = 200
MOST_CHARACTERS = 100_000
DAY = 86_400
DRAFTS_KEPT, SUBMISSIONS_KEPT = 30 * DAY, 7 * DAY


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


def sweep(now: int) -> None:
    """Forget drafts of a month ago and forms sent a week ago (now in UTC seconds).

    Within the transaction of whoever signs in, so that no clock of our own is needed.
    """
    db.session.execute(delete(Draft).where(Draft.saved_at < now - DRAFTS_KEPT))
    db.session.execute(delete(Submission).where(Submission.at < now - SUBMISSIONS_KEPT))
