"""What the person signed in may do with a ticket; it decides what the page offers."""

from dataclasses import dataclass

from desk.domain.people import Permission
from desk.domain.vocabulary import Approval, Step
from desk.domain.workflow import MAY_PAUSE
from desk.queries.tickets import TicketView
from desk.web.actor import actor


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with the ticket now; the services decide in the end."""

    walk: bool
    take: bool
    release: bool
    undo: bool
    step_back: bool
    decide: bool
    pause: bool
    resume: bool
    contact: bool


def may(ticket: TicketView) -> May:
    """Return what the person may do with the ticket."""
    person = actor()
    is_open = ticket.step is not None
    is_owner = ticket.owner_id == person.id
    reviews = person.may(Permission.REVIEW) and not is_owner
    return May(
        walk=is_open and is_owner,
        take=is_open and ticket.owner_id is None and person.may(Permission.WALK_STEPS),
        release=is_open and ticket.owner_id is not None and (is_owner or reviews),
        undo=ticket.undoable is not None,
        step_back=(ticket.step not in {None, Step.RECORD} and (is_owner or reviews)),
        decide=(
            ticket.approval is Approval.REQUESTED
            and reviews
            and person.id != ticket.asked_by
        ),
        pause=(
            is_owner
            and ticket.step in MAY_PAUSE
            and ticket.pause is None
            and ticket.pauses_left > 0
        ),
        resume=ticket.pause is not None and (is_owner or reviews),
        contact=ticket.pause is not None,
    )
