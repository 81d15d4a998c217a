"""Who has a ticket open: what its page tells the desk, and is told."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import make_response, request
from flask_babel import ngettext

from desk.blueprints.tickets import tickets
from desk.domain.people import Permission
from desk.queries.reading import readable
from desk.queries.viewers import ViewerLine, others_looking
from desk.services import viewers as service
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.formatting import label
from desk.web.live import name_of
from desk.web.now import now


@tickets.post("/<id:ticket_id>/look")
@requires(Permission.READ_TICKETS)
def look(ticket_id: int) -> Answer:
    """Note that the person has the ticket open; say who else has, if that is new."""
    readable(ticket_id, actor(), now=now())
    service.look(actor(), ticket_id, now=now())
    told = _told(others_looking(actor(), ticket_id, now=now()))
    name = name_of(told.encode())
    if request.if_none_match.contains(name):
        return "", HTTPStatus.NO_CONTENT
    answer = make_response(told)
    answer.mimetype = "text/plain"
    answer.set_etag(name)
    return answer


@tickets.post("/<id:ticket_id>/leave")
@requires(Permission.READ_TICKETS)
def leave(ticket_id: int) -> Answer:
    """Note that the person has left the ticket's page."""
    service.leave(actor(), ticket_id)
    return "", HTTPStatus.NO_CONTENT


def _told(viewers: Sequence[ViewerLine]) -> str:
    """Return who has the ticket open in one sentence; nothing if nobody has."""
    if not viewers:
        return ""
    who = ", ".join(f"{label(each.role)} {each.name}" for each in viewers)
    told = ngettext(
        "%(who)s has this ticket open now.",
        "%(who)s have this ticket open now.",
        len(viewers),
        who=who,
    )
    return str(told)
