"""Not a complaint: marked by one, confirmed or declined by another, and restored."""

from sqlalchemy import select

from desk.domain.endings import AlreadyMarked, NotMarked, NotSetAside, OwnMark
from desk.domain.errors import NotYours, TicketClosed
from desk.domain.evidence import demand
from desk.domain.log import EventKind, not_undone
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_, Ending
from desk.domain.waiting import waits_for
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services import log
from desk.services.transaction import action

WHY_NOT = N_("Write why it is not a complaint: spam, a test, a slip of the finger …")
WHY_SO = N_("Write why, so that the student understands it and goes on.")


@action
def mark(act: Act, ticket_id: int, *, seen: int, reason: str) -> int:
    """Mark a ticket as not a complaint, for a reviewer to confirm; the clock runs on.

    Its owner may while it is open, and who reviews the unit. Raises AlreadyMarked,
    InvalidInput, NotYours, TicketClosed. Source: clock.md, "Events", not a complaint.
    """
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    reviews = act.actor.may(Permission.REVIEW)
    if ticket.owner_id != act.actor.id and not reviews:
        raise NotYours
    if ticket.ending not in ({None, Ending.CLOSED} if reviews else {None}):
        raise TicketClosed
    if ticket.is_marked:
        raise AlreadyMarked
    demand({} if reason else {"reason": WHY_NOT})
    return _say(act, ticket, EventKind.MARKED, {"reason": reason})


@action
def confirm_mark(act: Act, ticket_id: int, *, seen: int, note: str) -> int:
    """Agree that it is not a complaint; this ends the ticket.

    Raises NotMarked, OwnMark. Source: clock.md, "Events", not a complaint.
    """
    ticket = _to_answer(act, ticket_id, seen)
    return _say(act, ticket, EventKind.NOT_A_COMPLAINT, {"note": note})


@action
def decline_mark(act: Act, ticket_id: int, *, seen: int, note: str) -> int:
    """Say that it is a complaint, and why. Raises InvalidInput, NotMarked, OwnMark."""
    ticket = _to_answer(act, ticket_id, seen)
    demand({} if note else {"note": WHY_SO})
    return _say(act, ticket, EventKind.MARK_DECLINED, {"note": note})


@action
def restore(act: Act, ticket_id: int, *, seen: int, reason: str) -> int:
    """Take the confirmation back and decline the mark: the ticket goes on.

    Raises InvalidInput, NotSetAside, OwnMark. Source: clock.md, principle 5.
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if ticket.ending is not Ending.NOT_A_COMPLAINT:
        raise NotSetAside
    if ticket.owner_id == act.actor.id:
        raise OwnMark
    demand({} if reason else {"reason": WHY_SO})
    log.append(
        ticket,
        EventKind.VOIDED,
        act,
        recorded_at=act.at,
        facts={"target": _confirmation_of(ticket)},
        words={"reason": reason},
    )
    return _say(act, ticket, EventKind.MARK_DECLINED, {"note": reason})


def _to_answer(act: Act, ticket_id: int, seen: int) -> Ticket:
    """Return a marked ticket that the person neither marked nor holds."""
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if not ticket.is_marked:
        raise NotMarked
    marked_by = waits_for(row.as_event() for row in _events(ticket)).marked_by
    if act.actor.id in {ticket.owner_id, marked_by}:
        raise OwnMark
    return ticket


def _say(act: Act, ticket: Ticket, kind: EventKind, words: dict[str, str]) -> int:
    log.append(ticket, kind, act, recorded_at=act.at, words=words)
    return ticket.id


def _confirmation_of(ticket: Ticket) -> int:
    live = not_undone(row.as_event() for row in _events(ticket))
    return next(
        event.n for event in reversed(live) if event.kind is EventKind.NOT_A_COMPLAINT
    )


def _events(ticket: Ticket) -> list[TicketEvent]:
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id)
    return list(db.session.scalars(query.order_by(TicketEvent.n)))
