"""What in a unit waits for a reviewer: the queues, their counts and their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from desk.domain.log import Event
from desk.domain.pauses import at_stake
from desk.domain.people import Actor
from desk.domain.vocabulary import PauseReason, Solution
from desk.domain.waiting import MatterKind
from desk.extensions import db
from desk.models import Evidence, Matter, Person, Ticket, TicketEvent
from desk.queries.calendars import calendar_in_force
from desk.queries.pages import ROWS, Cursor, Page
from desk.queries.samples import unchecked_by_others
from desk.queries.swaps import swaps_of_others

# These stand on a ticket; the others have a list of their own.
ON_TICKETS = (
    MatterKind.APPROVAL,
    MatterKind.MARK,
    MatterKind.HANDOVER,
    MatterKind.PAUSE,
    MatterKind.CLAIM,
)
# As many as a school has.
REVIEWERS = 200
TIMED = frozenset({MatterKind.PAUSE, MatterKind.CLAIM})


@dataclass(frozen=True, slots=True)
class MatterLine:
    """What waits, asked by whom and since when (UTC seconds); times in seconds."""

    id: int
    ticket_id: int
    n: int
    kind: MatterKind
    number: str
    item: str
    complaint: str
    asked_by: str | None
    asked_at: int
    # Service time since it was asked.
    waited: int
    # Service time the answer decides about.
    stake: int | None
    solution: Solution | None
    reason: PauseReason | None
    other: str | None
    words: Mapping[str, str]
    is_holder: bool


def counts(actor: Actor, *, now: int) -> dict[MatterKind, int]:
    """Return how much of each kind waits for this person (now in UTC seconds).

    In one statement. Nobody reviews their own work, so that is not counted; nor are
    duplicates, which nobody has asked about.
    """
    rows = db.session.connection().execute(_counting(actor), {"now": now})
    return dict.fromkeys(MatterKind, 0) | {row[0]: row[1] for row in rows}


@lru_cache(REVIEWERS)
def _counting(actor: Actor) -> CompoundSelect[MatterKind, int]:
    # Every page of a reviewer asks it; to put it together takes longer than to ask.
    waiting = select(Matter.kind, func.count()).where(*_for(actor))
    swaps = swaps_of_others(actor, now=bindparam("now", type_=BigInteger))
    sampled = unchecked_by_others(actor)
    kind = Matter.kind.type
    return waiting.group_by(Matter.kind).union_all(
        _counted(literal(MatterKind.SWAP, kind), swaps),
        _counted(literal(MatterKind.SAMPLE, kind), sampled),
    )


def count_waiting(actor: Actor, *, now: int) -> int:
    """Return how much waits for this person in all queues (now in UTC seconds)."""
    return sum(counts(actor, now=now).values())


def waiting(
    actor: Actor, kind: MatterKind, *, now: int, cursor: Cursor | None = None
) -> Page[MatterLine]:
    """Return what of a kind waits for this person, what was asked first first."""
    where = [Matter.kind == kind, *_for(actor)]
    total = db.session.scalar(select(func.count()).select_from(Matter).where(*where))
    backwards = cursor is not None and cursor.is_backwards
    key, order = tuple_(Matter.asked_at, Matter.id), (Matter.asked_at, Matter.id)
    query = _query().where(*where).limit(ROWS + 1)
    if cursor is not None:
        bound = (cursor.instant, cursor.id)
        query = query.where(key < bound if backwards else key > bound)
    if backwards:
        query = query.order_by(*(column.desc() for column in order))
    else:
        query = query.order_by(*order)
    found = list(db.session.execute(query))
    has_more, rows = len(found) > ROWS, found[:ROWS]
    if backwards:
        rows.reverse()
    lines = _lines(rows, actor, now)
    return Page(
        lines,
        total or 0,
        next=_cursor(lines[-1:], is_there=has_more or backwards),
        previous=_cursor(
            lines[:1],
            is_there=has_more if backwards else cursor is not None,
            backwards=True,
        ),
    )


def waiting_for_others(actor: Actor, kind: MatterKind, *, now: int) -> list[MatterLine]:
    """Return what of a kind the person has a part in, so that another decides.

    As many as fit on a page: nobody holds more than a shift's work.
    """
    query = _query().where(Matter.kind == kind, *_in_units_of(actor), _is_own(actor))
    query = query.order_by(Matter.asked_at, Matter.id).limit(ROWS)
    return _lines(list(db.session.execute(query)), actor, now)


def _for(actor: Actor) -> list[ColumnElement[bool]]:
    return [*_in_units_of(actor), ~_is_own(actor)]


def _in_units_of(actor: Actor) -> list[ColumnElement[bool]]:
    return [] if actor.unit_id is None else [Matter.unit_id == actor.unit_id]


def _is_own(actor: Actor) -> ColumnElement[bool]:
    """Say whether the person has a part in it; a part that nobody has is not theirs."""
    parts = (Matter.holder_id, Matter.by_id, Matter.other_id)
    return or_(*(func.coalesce(part, 0) == actor.id for part in parts))


def _counted(kind: Any, rows: Select[Any]) -> Select[Any]:
    return select(kind, func.count()).select_from(rows.subquery())


def _query() -> Select[*tuple[Any, ...]]:
    asker, other = aliased(Person), aliased(Person)
    return (
        select(
            Matter,
            Ticket.number,
            Ticket.item,
            Ticket.complaint,
            asker.name.label("asked_by"),
            other.name.label("other"),
        )
        .join(Ticket, Ticket.id == Matter.ticket_id)
        .outerjoin(asker, asker.id == Matter.by_id)
        .outerjoin(other, other.id == Matter.other_id)
    )


def _lines(rows: Sequence[Any], actor: Actor, now: int) -> list[MatterLine]:
    logs = _logs({row.Matter.ticket_id for row in rows})
    return [
        _line(row, logs[row.Matter.ticket_id], actor=actor, now=now) for row in rows
    ]


def _line(row: Any, log: Mapping[int, Any], *, actor: Actor, now: int) -> MatterLine:
    matter: Matter = row.Matter
    event, words = log[matter.n]
    calendar = calendar_in_force(matter.unit_id)
    stake = None
    if matter.kind in TIMED:
        events: list[Event] = [each.as_event() for each, _ in log.values()]
        stake = at_stake(event.as_event(), events, calendar, now)
    is_pause = matter.kind is MatterKind.PAUSE
    solution = event.facts.get("solution")
    return MatterLine(
        id=matter.id,
        ticket_id=matter.ticket_id,
        n=matter.n,
        kind=matter.kind,
        number=row.number,
        item=row.item,
        complaint=row.complaint,
        asked_by=row.asked_by,
        asked_at=matter.asked_at,
        waited=calendar.service(matter.asked_at, now),
        stake=stake,
        solution=Solution(solution) if solution else None,
        reason=PauseReason(event.facts["reason"]) if is_pause else None,
        other=row.other,
        words=words or {},
        is_holder=matter.holder_id == actor.id,
    )


def _logs(ticket_ids: set[int]) -> dict[int, dict[int, Any]]:
    """Return the logs of some tickets with their words, in one query."""
    logs: dict[int, dict[int, Any]] = {}
    if not ticket_ids:
        return logs
    query = (
        select(TicketEvent, Evidence.words)
        .outerjoin(Evidence, Evidence.event_id == TicketEvent.id)
        .where(TicketEvent.ticket_id.in_(ticket_ids))
        .order_by(TicketEvent.ticket_id, TicketEvent.n)
    )
    for event, words in db.session.execute(query):
        logs.setdefault(event.ticket_id, {})[event.n] = (event, words)
    return logs


def _cursor(
    line: Sequence[MatterLine], *, is_there: bool, backwards: bool = False
) -> Cursor | None:
    if not line or not is_there:
        return None
    return Cursor(line[0].asked_at, line[0].id, is_backwards=backwards)
