"""The one gate: every change of a ticket is an event, and the ticket follows its log."""

import logging
import secrets
from typing import Any

from sqlalchemy import select

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import measure
from desk.domain.errors import Forbidden, NotFound, StaleTicket
from desk.domain.log import EventKind, commit_to, seal, settle
from desk.domain.people import Act, Actor
from desk.domain.search import words as searchable
from desk.domain.vocabulary import Channel, Remedy, Solution
from desk.domain.workflow import standing
from desk.extensions import db
from desk.models import CalendarVersion, Evidence, Ticket, TicketEvent

logger = logging.getLogger(__name__)

Facts = dict[str, Any]
History = list[tuple[TicketEvent, dict[str, str]]]

# The events that say what the complaint is about, and their words on the ticket.
WORDS = ("item", "receipt", "complaint", "remedy_note", "customer", "contact")
TELLING = frozenset(
    {EventKind.RECEIVED, EventKind.RECORDED, EventKind.APPROVAL_REQUESTED}
)


def load(ticket_id: int, *, seen: int | None = None) -> Ticket:
    """Return the ticket, locked until the transaction ends.

    Raises NotFound, and StaleTicket if its version is not the one seen.
    """
    ticket = db.session.get(Ticket, ticket_id, with_for_update=True)
    if ticket is None:
        raise NotFound
    if seen is not None and ticket.version != seen:
        raise StaleTicket(seen=seen)
    return ticket


def require_unit(actor: Actor, ticket: Ticket) -> None:
    """Raise Forbidden if the person works at another unit than the ticket's."""
    if actor.unit_id not in {None, ticket.unit_id}:
        raise Forbidden


def append(
    ticket: Ticket,
    kind: EventKind,
    act: Act,
    *,
    recorded_at: int,
    at: int | None = None,
    facts: Facts | None = None,
    words: dict[str, str] | None = None,
) -> int:
    """Append an event to the ticket's log and let the ticket follow; return its n.

    Instants in UTC seconds; at is the instant claimed, by default the one recorded.
    """
    history = _history(ticket.id)
    now = _never_before(ticket, history, recorded_at)
    told = {field: text for field, text in (words or {}).items() if text}
    sealed = dict(facts or {})
    if kind is EventKind.RECEIVED:
        # Sealed with the log, so that a ticket cannot be given another number.
        sealed["number"] = ticket.number
    salt = secrets.token_hex(16)
    event = TicketEvent(
        ticket_id=ticket.id,
        n=ticket.version + 1,
        kind=kind,
        actor_id=act.actor.id or None,
        at=now if at is None else at,
        recorded_at=now,
        facts=sealed,
        digest=commit_to(salt, told) if told else None,
    )
    event.hash = seal(ticket.log_head, event.sealed_facts())
    db.session.add(event)
    db.session.flush()
    if told:
        db.session.add(Evidence(event_id=event.id, salt=salt, words=told))
    ticket.version, ticket.log_head = event.n, event.hash
    project(ticket, [*history, (event, told)])
    return event.n


def project(ticket: Ticket, history: History) -> None:
    """Set every column of the ticket that follows from its log."""
    events = [event.as_event() for event, _ in history]
    where = standing(events)
    measures = measure(events, calendar_of(ticket.unit_id), history[-1][0].recorded_at)
    ticket.step, ticket.owner_id = where.step, where.owner
    ticket.approval, ticket.closed_at = where.approval, where.closed_at
    ticket.is_cancelled = where.is_cancelled
    if where.received_at is not None:
        ticket.received_at = where.received_at
    ticket.response = measures.response
    ticket.resolution = None if where.closed_at is None else measures.resolution
    _retell(ticket, history)


def calendar_of(unit_id: int) -> ServiceCalendar:
    """Return the unit's service calendar in force."""
    return db.session.scalars(CalendarVersion.in_force(unit_id)).one()


def _history(ticket_id: int) -> History:
    rows = db.session.execute(
        select(TicketEvent, Evidence.words)
        .outerjoin(Evidence, Evidence.event_id == TicketEvent.id)
        .where(TicketEvent.ticket_id == ticket_id)
        .order_by(TicketEvent.n)
    )
    return [(event, words or {}) for event, words in rows]


def _never_before(ticket: Ticket, history: History, now: int) -> int:
    last = history[-1][0].recorded_at if history else now
    if now < last:
        logger.error(
            "The server clock is %s s behind the last event of %s.",
            last - now,
            ticket.number,
        )
    return max(now, last)


def _retell(ticket: Ticket, history: History) -> None:
    live = {event.n for _, event in settle(event.as_event() for event, _ in history)}
    told: Facts = {}
    for event, words in history:
        if event.n in live and event.kind in TELLING:
            told |= event.facts | words
    ticket.source_id = told.get("source_id")
    ticket.channel = Channel(told["channel"]) if "channel" in told else None
    ticket.remedy = Remedy(told["remedy"]) if "remedy" in told else None
    ticket.proposed = Solution(told["solution"]) if "solution" in told else None
    ticket.needs = told.get("needs", [])
    for field in WORDS:
        setattr(ticket, field, told.get(field, ""))
    ticket.search_text = " ".join(
        searchable(ticket.number, ticket.item, ticket.complaint, ticket.customer)
    )
