"""Lists of tickets: one's own, the queue, all open ones, the archive."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from desk.domain.hours import DAY
from desk.domain.nearness import Deadline, most_pressing
from desk.domain.people import Actor
from desk.domain.vocabulary import Approval, Channel, Ending, Priority, Step
from desk.extensions import db
from desk.models import Person, Ticket
from desk.queries import progress
from desk.queries.columns import columns_for
from desk.queries.deadlines import deadlines_of
from desk.queries.handovers import owners_off_duty
from desk.queries.pages import Cursor, Key, Page, tickets_page
from desk.queries.roster import duty_roster
from desk.queries.search import found
from desk.queries.sources import source_names


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket as one line of a list; instants in UTC seconds, times in seconds."""

    id: int
    number: str
    version: int
    step: Step | None
    ending: Ending | None
    item: str
    complaint: str
    source: str | None
    channel: Channel | None
    owner_id: int | None
    owner: str | None
    customer: str
    received_at: int
    closed_at: int | None
    step_due: int | None
    response_due: int | None
    resolution_due: int | None
    paused_until: int | None
    is_paused: bool
    response: int | None
    resolution: int
    priority: Priority
    approval: Approval | None
    deadline: Deadline | None
    # Of the deadline's aim: what is counted so far, and the target, in seconds.
    spent: int | None
    target: int | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None or empty means all. Instants in UTC seconds."""

    text: str = ""
    step: Step | None = None
    source_ids: tuple[int, ...] = ()
    channel: Channel | None = None
    owner_id: int | None = None
    is_queue: bool = False
    number: str = ""
    since: int | None = None
    until: int | None = None


def mine(actor: Actor, *, now: int, cursor: Cursor | None = None) -> Page[TicketLine]:
    """Return the open tickets the person holds, oldest first (now in UTC seconds)."""
    where = [Ticket.step.is_not(None), Ticket.owner_id == actor.id]
    return _lines(where, actor, now=now, cursor=cursor)


def queue(actor: Actor, *, now: int, cursor: Cursor | None = None) -> Page[TicketLine]:
    """Return the open tickets of the unit the person may take, oldest first.

    Nobody holds them, or somebody who is not on duty (now in UTC seconds).
    """
    unattended = or_(
        Ticket.owner_id.is_(None),
        Ticket.owner_id.in_(owners_off_duty(actor, now=now)),
    )
    where = [Ticket.step.is_not(None), unattended, *_of_unit(actor)]
    return _lines(where, actor, now=now, cursor=cursor)


def offered(actor: Actor, *, now: int) -> list[TicketLine]:
    """Return what colleagues offer to the person, oldest first (now in UTC seconds).

    They are few: nobody holds more than a shift's work.
    """
    query = select(Ticket).where(Ticket.handover_to_id == actor.id, *_of_unit(actor))
    found = db.session.scalars(query.order_by(Ticket.received_at, Ticket.id)).all()
    return _printable(found, actor, now)


def open_tickets(
    actor: Actor, filters: Filters, *, now: int, cursor: Cursor | None = None
) -> Page[TicketLine]:
    """Return the open tickets that pass the filters, the least time left first."""
    where = [Ticket.step.is_not(None), *_of_unit(actor), *_narrowed(filters)]
    return _lines(where, actor, now=now, cursor=cursor, by=Ticket.due_at)


def archive(
    actor: Actor, filters: Filters, *, now: int, cursor: Cursor | None = None
) -> Page[TicketLine]:
    """Return the tickets closed or undone that pass the filters, newest first."""
    where = [Ticket.ended_at.is_not(None), *_of_unit(actor), *_narrowed(filters)]
    if filters.since is not None:
        where.append(Ticket.ended_at >= filters.since)
    if filters.until is not None:
        where.append(Ticket.ended_at < filters.until)
    return _lines(where, actor, now=now, cursor=cursor, by=Ticket.ended_at)


def _lines(
    where: list[ColumnElement[bool]],
    actor: Actor,
    *,
    now: int,
    cursor: Cursor | None,
    by: Key = Ticket.received_at,
) -> Page[TicketLine]:
    total = db.session.scalar(select(func.count()).select_from(Ticket).where(*where))
    page = tickets_page(
        select(Ticket).where(*where),
        by,
        cursor=cursor,
        total=total or 0,
        newest_first=by is Ticket.ended_at,
    )
    lines = _printable(page.rows, actor, now)
    return Page(lines, page.total, next=page.next, previous=page.previous)


def _printable(tickets: Sequence[Ticket], actor: Actor, now: int) -> list[TicketLine]:
    if not tickets:
        return []
    names = source_names(actor.language)
    owners = _names([t.owner_id for t in tickets if t.owner_id is not None])
    units = {ticket.unit_id for ticket in tickets}
    rosters = {unit: duty_roster(unit, now, now + DAY) for unit in units}
    return [
        TicketLine(
            **columns_for(TicketLine, ticket, but={"resolution"}),
            source=names.get(ticket.source_id or 0),
            owner=owners.get(ticket.owner_id or 0),
            is_paused=ticket.paused_until is not None and now < ticket.paused_until,
            resolution=progress.so_far(ticket, now),
            deadline=deadline,
            spent=progress.spent(ticket, deadline.aim, now) if deadline else None,
            target=progress.target_of(ticket, deadline.aim) if deadline else None,
        )
        for ticket in tickets
        for roster in [rosters[ticket.unit_id]]
        for deadline in [most_pressing(deadlines_of(ticket, actor, roster, now))]
    ]


def _names(person_ids: list[int]) -> dict[int, str]:
    query = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {row.id: row.name for row in db.session.execute(query)}


def _of_unit(actor: Actor) -> list[ColumnElement[bool]]:
    return [] if actor.unit_id is None else [Ticket.unit_id == actor.unit_id]


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.step is not None:
        where.append(Ticket.step == filters.step)
    if filters.source_ids:
        where.append(Ticket.source_id.in_(filters.source_ids))
    if filters.channel is not None:
        where.append(Ticket.channel == filters.channel)
    if filters.owner_id is not None:
        where.append(Ticket.owner_id == filters.owner_id)
    if filters.is_queue:
        where.append(Ticket.owner_id.is_(None))
    if filters.number:
        where.append(Ticket.number.contains(filters.number.upper(), autoescape=True))
    where.extend(found(filters.text))
    return where
