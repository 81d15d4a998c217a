"""Saving a draft."""

from http import HTTPStatus

from desk.blueprints.drafts import drafts
from desk.domain.people import Permission
from desk.services import drafts as service
from desk.web.access import Answer, requires
from desk.web.actor import actor, page_sent
from desk.web.now import now
from desk.web.resume import typed_fields


@drafts.post("")
@requires(Permission.SIGNED_IN)
def save() -> Answer:
    """Keep what has been typed so far."""
    service.save(actor(), page_sent(), typed_fields(), now=now())
    return "", HTTPStatus.NO_CONTENT
