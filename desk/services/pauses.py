"""Waiting for somebody outside: pause, resume, and the customer who is heard from."""

from desk.domain.errors import (
    AlreadyPaused,
    NoPause,
    NotPausable,
    NotYours,
    TicketClosed,
    TooManyPauses,
)
from desk.domain.evidence import Contacted, Paused, demand, words_of
from desk.domain.log import Event, EventKind
from desk.domain.pauses import MOST_PAUSES, Pause, pauses_left, present_pause
from desk.domain.people import Act, Permission
from desk.domain.workflow import MAY_PAUSE
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services import log, row
from desk.services.transaction import action


@action
def pause(act: Act, ticket_id: int, *, seen: int, pause: Paused) -> int:
    """Pause a ticket: its owner waits for an answer, from this instant on.

    Raises InvalidInput, NotPausable, AlreadyPaused, TooManyPauses, NotYours.
    Source: clock.md, "Events", paused, and "Pause cap".
    """
    act.actor.require(Permission.WALK_STEPS)
    ticket = _open_ticket(act, ticket_id, seen)
    if ticket.owner_id != act.actor.id:
        raise NotYours
    if ticket.step not in MAY_PAUSE:
        raise NotPausable
    events = _events(ticket)
    if _present(ticket, events, act.at) is not None:
        raise AlreadyPaused
    if not pauses_left(events):
        raise TooManyPauses(most=MOST_PAUSES)
    demand(pause.errors())
    log.append(
        ticket,
        EventKind.PAUSED,
        act,
        recorded_at=act.at,
        facts=pause.facts(),
        words=words_of(pause),
    )
    return ticket.id


@action
def resume(act: Act, ticket_id: int, *, seen: int) -> int:
    """End a pause; the owner may, and who reviews the unit. Raises NoPause, NotYours.

    Source: clock.md, "Events", resumed.
    """
    ticket = _open_ticket(act, ticket_id, seen)
    if ticket.owner_id != act.actor.id and not act.actor.may(Permission.REVIEW):
        raise NotYours
    if _present(ticket, _events(ticket), act.at) is None:
        raise NoPause
    log.append(ticket, EventKind.RESUMED, act, recorded_at=act.at)
    return ticket.id


@action
def contact(act: Act, ticket_id: int, *, seen: int, contact: Contacted) -> int:
    """Log what the customer said; this ends a pause, if there is one.

    Anybody of the unit may have been there when it was said. Raises InvalidInput,
    TicketClosed. Source: clock.md, "Events", customer_contacted.
    """
    ticket = _open_ticket(act, ticket_id, seen)
    demand(contact.errors())
    log.append(
        ticket,
        EventKind.CUSTOMER_CONTACTED,
        act,
        recorded_at=act.at,
        facts=contact.facts(),
        words=words_of(contact),
    )
    return ticket.id


def _open_ticket(act: Act, ticket_id: int, seen: int) -> Ticket:
    act.actor.require(Permission.READ_TICKETS)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if ticket.step is None:
        raise TicketClosed
    return ticket


def _events(ticket: Ticket) -> list[Event]:
    rows = db.session.scalars(TicketEvent.of_ticket(ticket.id))
    return [row.as_event() for row in rows]


def _present(ticket: Ticket, events: list[Event], now: int) -> Pause | None:
    return present_pause(events, row.calendar_of(ticket.unit_id), now)
