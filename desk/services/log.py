"""The one gate: a change of a ticket is an event, and the ticket follows its log."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select

from desk.domain.errors import Forbidden, NotFound, StaleTicket
from desk.domain.log import EventKind, commit_to, seal
from desk.domain.people import Act, Actor
from desk.extensions import Base, db
from desk.models import Evidence, Ticket, TicketEvent
from desk.services.row import Facts, History, project, rules_of

HISTORIES = (
    select(TicketEvent, Evidence.words)
    .outerjoin(Evidence, Evidence.event_id == TicketEvent.id)
    .where(TicketEvent.ticket_id.in_(bindparam("ticket_ids", expanding=True)))
    .order_by(TicketEvent.ticket_id, TicketEvent.n)
)
KEEP = insert(Base.metadata.tables["ticket_event"]).returning(
    TicketEvent.id, sort_by_parameter_order=True
)
KEEP_WORDS = insert(Base.metadata.tables["evidence"])
logger = logging.getLogger(__name__)


class Happening(NamedTuple):
    """What is to become an event of a new ticket's log; instants in UTC seconds."""

    kind: EventKind
    at: int
    recorded_at: int
    facts: Facts
    words: Mapping[str, str]
    # Who did it, by id; None is the desk itself.
    actor_id: int | None = None


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


def had_part(actor: Actor, ticket: Ticket) -> bool:
    """Say whether somebody holds the ticket or ever had a part in it."""
    events = db.session.scalars(TicketEvent.of_ticket(ticket.id))
    is_owner = ticket.owner_id == actor.id
    return is_owner or any(actor.id in each.people() for each in events)


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
    # A ticket just made has no log to read.
    history = _history(ticket.id) if ticket.version else []
    now = _never_before(ticket, history, recorded_at)
    claimed = now if at is None else at
    actor_id = act.actor.id or None
    happening = Happening(kind, claimed, now, facts or {}, words or {}, actor_id)
    entry = _next(ticket, happening)
    _keep([entry])
    project(ticket, [*history, (entry.event, entry.told)], rules_of)
    return entry.event.n


def append_to_new(logs: Sequence[tuple[Ticket, Sequence[Happening]]]) -> None:
    """Append what happened to many new tickets of one unit, in a few statements.

    The happenings of a ticket come in the order in which they were recorded.
    """
    histories = [_sealed(ticket, happenings) for ticket, happenings in logs]
    _keep([entry for entries in histories for entry in entries])
    rules = cache(rules_of)
    for (ticket, _), entries in zip(logs, histories, strict=True):
        project(ticket, [(entry.event, entry.told) for entry in entries], rules)


def _sealed(ticket: Ticket, happenings: Sequence[Happening]) -> list[Entry]:
    entries = []
    for each in happenings:
        entry = _next(ticket, each)
        ticket.version, ticket.log_head = entry.event.n, entry.event.hash
        entries.append(entry)
    return entries


def histories(ticket_ids: Sequence[int]) -> dict[int, History]:
    """Return the logs of some tickets with their words, each in its order."""
    rows = db.session.execute(HISTORIES, {"ticket_ids": ticket_ids})
    found: dict[int, History] = {}
    for event, words in rows:
        found.setdefault(event.ticket_id, []).append((event, words or {}))
    return found


def _next(ticket: Ticket, happening: Happening) -> Entry:
    """Return the next event of the ticket's log, sealed to the one before it."""
    told = {field: text for field, text in happening.words.items() if text}
    sealed = dict(happening.facts)
    if happening.kind is EventKind.RECEIVED:
        # Sealed with the log, so that a ticket cannot be given another number.
        sealed["number"] = ticket.number
    salt = secrets.token_hex(16)
    event = TicketEvent(
        ticket_id=ticket.id,
        n=ticket.version + 1,
        kind=happening.kind,
        actor_id=happening.actor_id,
        at=happening.at,
        recorded_at=happening.recorded_at,
        facts=sealed,
        digest=commit_to(salt, told) if told else None,
    )
    event.hash = seal(ticket.log_head, event.sealed_facts())
    return Entry(event, salt, told)


def _keep(entries: Sequence[Entry]) -> None:
    """Write the events with their words, without the detours of a unit of work."""
    db.session.flush()
    connection = db.session.connection()
    ids = connection.scalars(KEEP, [entry.event.row() for entry in entries])
    for entry, id_ in zip(entries, ids, strict=True):
        entry.event.id = id_
    words = [
        {"event_id": entry.event.id, "salt": entry.salt, "words": entry.told}
        for entry in entries
        if entry.told
    ]
    if words:
        connection.execute(KEEP_WORDS, words)


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
