"""The one gate: a change of a ticket is an event, and the ticket follows its log."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import measure
from desk.domain.due import due, pause_end
from desk.domain.errors import Forbidden, NotFound, StaleTicket
from desk.domain.evidence import Recorded
from desk.domain.log import Event, EventKind, commit_to, seal, settle
from desk.domain.people import Act, Actor
from desk.domain.search import words as searchable
from desk.domain.targets import Targets, targets_at
from desk.domain.vocabulary import Channel, Ending, Remedy, Solution
from desk.domain.waiting import waits_for
from desk.domain.workflow import Standing, standing
from desk.extensions import db
from desk.models import CalendarVersion, Evidence, TargetVersion, Ticket, TicketEvent

logger = logging.getLogger(__name__)

Facts = dict[str, Any]
History = list[tuple[TicketEvent, dict[str, str]]]

# The events whose facts and words stand on the ticket.
TELLING = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.RECORDED,
        EventKind.APPROVAL_REQUESTED,
        EventKind.MERGED,
    }
)


class Happening(NamedTuple):
    """What is to become an event of a new ticket's log; instants in UTC seconds."""

    kind: EventKind
    at: int
    recorded_at: int
    facts: Facts
    words: Mapping[str, str]


class Rules(NamedTuple):
    """A unit's calendar in force, and its targets with their beginnings."""

    calendar: ServiceCalendar
    targets: Sequence[tuple[int, Targets]]


class Entry(NamedTuple):
    """An event with the words that belong to it."""

    event: TicketEvent
    salt: str
    told: dict[str, str]


def load(ticket_id: int, *, seen: int | None = None) -> Ticket:
    """Return the ticket, locked until the transaction ends.

    Raises NotFound, and StaleTicket if its version is not the one seen.
    """
    ticket = db.session.get(Ticket, ticket_id, with_for_update=True)
    if ticket is None:
        raise NotFound
    if seen is not None:
        require_seen(ticket, seen)
    return ticket


def require_seen(ticket: Ticket, version: int) -> None:
    """Raise StaleTicket unless the version seen is the ticket's present one."""
    if ticket.version != version:
        raise StaleTicket(seen=version)


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
    claimed = now if at is None else at
    entry = _next(
        ticket, kind, act, at=claimed, recorded_at=now, facts=facts, words=words
    )
    _keep([entry])
    project(ticket, [*history, (entry.event, entry.told)], rules_of(ticket.unit_id))
    return entry.event.n


def append_to_new(logs: Sequence[tuple[Ticket, Sequence[Happening]]], act: Act) -> None:
    """Append what happened to many new tickets of one unit, in a few statements.

    The happenings of a ticket come in the order in which they were recorded.
    """
    histories = [_sealed(ticket, happenings, act) for ticket, happenings in logs]
    _keep([entry for entries in histories for entry in entries])
    rules = rules_of(logs[0][0].unit_id)
    for (ticket, _), entries in zip(logs, histories, strict=True):
        project(ticket, [(entry.event, entry.told) for entry in entries], rules)


def _sealed(ticket: Ticket, happenings: Sequence[Happening], act: Act) -> list[Entry]:
    entries = []
    for each in happenings:
        entry = _next(ticket, act=act, **each._asdict())
        ticket.version, ticket.log_head = entry.event.n, entry.event.hash
        entries.append(entry)
    return entries


def project(ticket: Ticket, history: History, rules: Rules) -> None:
    """Set every column of the ticket that follows from its log."""
    events = [event.as_event() for event, _ in history]
    where = standing(events)
    last, _ = history[-1]
    measures = measure(events, rules.calendar, last.recorded_at)
    ticket.version, ticket.log_head = last.n, last.hash
    ticket.step, ticket.owner_id = where.step, where.owner
    ticket.approval = where.approval
    ticket.ending = Ending.CANCELLED if where.is_cancelled else where.ending
    ticket.ended_at = last.recorded_at if where.is_cancelled else where.closed_at
    ticket.closed_at = where.closed_at if where.ending is Ending.CLOSED else None
    if where.received_at is not None:
        ticket.received_at = where.received_at
    ticket.response = measures.response
    ticket.resolution = None if where.is_open else measures.resolution
    _set_due(ticket, events, where, rules)
    _set_waiting(ticket, events)
    _retell(ticket, history)


def histories(ticket_ids: Sequence[int]) -> dict[int, History]:
    """Return the logs of some tickets with their words, each in its order."""
    rows = db.session.execute(
        select(TicketEvent, Evidence.words)
        .outerjoin(Evidence, Evidence.event_id == TicketEvent.id)
        .where(TicketEvent.ticket_id.in_(ticket_ids))
        .order_by(TicketEvent.ticket_id, TicketEvent.n)
    )
    found: dict[int, History] = {}
    for event, words in rows:
        found.setdefault(event.ticket_id, []).append((event, words or {}))
    return found


def rules_of(unit_id: int) -> Rules:
    """Return what the figures of a unit's tickets follow from besides their logs."""
    return Rules(calendar_of(unit_id), targets_of(unit_id))


def targets_of(unit_id: int) -> list[tuple[int, Targets]]:
    """Return every version of the unit's targets with its beginning, newest first."""
    versions = db.session.scalars(TargetVersion.newest_first(unit_id))
    return [(each.begins_at, Targets.from_json(each.rules)) for each in versions]


def calendar_of(unit_id: int) -> ServiceCalendar:
    """Return the unit's service calendar in force."""
    return db.session.scalars(CalendarVersion.in_force(unit_id)).one()


def _next(
    ticket: Ticket,
    kind: EventKind,
    act: Act,
    *,
    at: int,
    recorded_at: int,
    facts: Facts | None,
    words: Mapping[str, str] | None,
) -> Entry:
    """Return the next event of the ticket's log, sealed to the one before it."""
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
        at=at,
        recorded_at=recorded_at,
        facts=sealed,
        digest=commit_to(salt, told) if told else None,
    )
    event.hash = seal(ticket.log_head, event.sealed_facts())
    return Entry(event, salt, told)


def _keep(entries: Sequence[Entry]) -> None:
    db.session.add_all([entry.event for entry in entries])
    db.session.flush()
    db.session.add_all(
        [
            Evidence(event_id=entry.event.id, salt=entry.salt, words=entry.told)
            for entry in entries
            if entry.told
        ]
    )


def _history(ticket_id: int) -> History:
    return histories([ticket_id]).get(ticket_id, [])


def _never_before(ticket: Ticket, history: History, now: int) -> int:
    last = history[-1][0].recorded_at if history else now
    if now < last:
        logger.error(
            "The server clock is %s s behind the last event of %s.",
            last - now,
            ticket.number,
        )
    return max(now, last)


def _set_due(
    ticket: Ticket, events: Sequence[Event], where: Standing, rules: Rules
) -> None:
    """Set when each target is reached if the ticket stays as it stands (UTC seconds).

    Source: clock.md, "Measures", due.
    """
    calendar = rules.calendar
    targets = targets_at(rules.targets, ticket.received_at).of(ticket.priority)
    ticket.response_due = ticket.step_due = None
    ticket.resolution_due = due(events, calendar, targets.resolution)
    ticket.paused_until = pause_end(where, calendar)
    if ticket.response is None:
        ticket.response_due = due(events, calendar, targets.response)
    if where.step is not None:
        target = targets.of(where.step)
        ticket.step_due = due(events, calendar, target, step=where.step)


def _set_waiting(ticket: Ticket, events: Sequence[Event]) -> None:
    waiting = waits_for(events)
    ticket.handover_to_id = waiting.handover_to
    ticket.is_marked = waiting.is_marked
    ticket.claims_to_review = len(waiting.claims)
    ticket.pauses_to_review = len(waiting.pauses)


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
    ticket.proposed_words = told.get("done", "")
    ticket.needs = told.get("needs", [])
    ticket.follows_id = told.get("follows")
    ticket.merged_into_id = told.get("into")
    ticket.is_paper = bool(told.get("is_paper"))
    for field in Recorded.WORDS:
        setattr(ticket, field, told.get(field, ""))
    ticket.search_text = " ".join(
        searchable(ticket.number, ticket.item, ticket.complaint, ticket.customer)
    )
