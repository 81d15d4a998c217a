"""The solution card of a ticket's source, offered while it is being fulfilled."""

from typing import Any

from desk.blueprints.tickets.may import May
from desk.domain.people import Permission
from desk.domain.vocabulary import Step
from desk.queries.solutions import offered_card
from desk.queries.tickets import TicketView
from desk.web.actor import actor


def advised(ticket: TicketView, can: May) -> dict[str, Any]:
    """Return the card for whoever fulfils or decides about it, and whether to show it.

    On every other step nothing is asked of the database.
    """
    source_id = ticket.source_id
    is_advised = ticket.step is Step.FULFIL and (can.walk or can.decide)
    if not is_advised or source_id is None:
        return {"is_advised": False, "solution": None, "may_propose": False}
    return {
        "is_advised": True,
        "solution": offered_card(source_id, actor().language),
        "may_propose": actor().may(Permission.PROPOSE_SOLUTIONS),
    }
