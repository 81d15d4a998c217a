"""What a person has typed and not sent."""

from sqlalchemy import bindparam, select

from desk.extensions import db
from desk.models import Draft

PAGES = select(Draft.page).where(Draft.actor_id == bindparam("actor_id"))


def drafted_pages(actor_id: int) -> frozenset[str]:
    """Return the pages into which a person has typed something and not sent it yet."""
    found = db.session.connection().scalars(PAGES, {"actor_id": actor_id})
    return frozenset(found)


def find_draft(actor_id: int, page: str) -> dict[str, list[str]] | None:
    """Return the fields typed into a page and not sent yet, if any."""
    draft = db.session.get(Draft, {"actor_id": actor_id, "page": page})
    return draft.fields if draft else None
