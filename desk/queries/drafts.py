"""What a person has typed and not sent."""

from desk.extensions import db
from desk.models import Draft


def find_draft(actor_id: int, page: str) -> dict[str, list[str]] | None:
    """Return the fields typed into a page and not sent yet, if any."""
    draft = db.session.get(Draft, {"actor_id": actor_id, "page": page})
    return draft.fields if draft else None
