"""Claims of time: when a step was done according to the paper book."""

from sqlalchemy import select

from desk.domain.evidence import FUTURE_TOLERANCE, Errors
from desk.domain.log import WALKS, not_undone
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Ticket, TicketEvent

MINUTE = 60
NOT_PAPER = N_("Only a paper record has times of its own.")
FUTURE = N_("This is in the future.")
BEFORE_RECEIPT = N_("This is before the complaint was received.")
BEFORE_LAST = N_("This is before the ticket came to this step.")


def errors(ticket: Ticket, done_at: int | None, *, now: int) -> Errors:
    """Return a message if a step cannot be done at an instant (UTC seconds).

    Source: clock.md, "Rules for the hard cases", paper.
    """
    if done_at is None:
        return {}
    if not ticket.is_paper:
        return {"done_at": NOT_PAPER}
    if done_at > now + FUTURE_TOLERANCE:
        return {"done_at": FUTURE}
    before = _last_walked(ticket)
    # The form knows minutes only, so the minute of what came before is fine.
    if done_at < before - before % MINUTE:
        is_first = before == ticket.received_at
        return {"done_at": BEFORE_RECEIPT if is_first else BEFORE_LAST}
    return {}


def claimed(ticket: Ticket, done_at: int | None, *, now: int) -> int | None:
    """Return the instant a step counts as claimed for, None if it is done now."""
    return None if done_at is None else min(max(done_at, _last_walked(ticket)), now)


def _last_walked(ticket: Ticket) -> int:
    """Return when the ticket last walked on, by what was claimed; else its receipt."""
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id)
    events = [row.as_event() for row in db.session.scalars(query)]
    walked = [event.at for event in not_undone(events) if event.kind in WALKS]
    return max(walked, default=ticket.received_at)
