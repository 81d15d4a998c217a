"""Lists of tickets: one's own, the queue, all open ones, the archive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, tuple_

from desk.domain.filters import Filters as Filters  # noqa: PLC0414 -- the list's own word
from desk.domain.nearness import Deadline, most_pressing
from desk.domain.people import Actor
from desk.domain.vocabulary import Approval, Channel, Ending, Priority, Step
from desk.extensions import db
from desk.models import Ticket
from desk.queries import progress
from desk.queries.columns import columns_for
from desk.queries.deadlines import deadlines_of
from desk.queries.handovers import owners_off_duty
from desk.queries.narrowing import narrowed, of_unit, still_open
from desk.queries.pages import Cursor, Key, Page, tickets_page
from desk.queries.people import name_of
from desk.queries.roster import present_roster
from desk.queries.sources import source_names

BOARD_ROWS = 15
# What a file of all of them is made of at a time.
CHUNK = 500


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
    where = [Ticket.step.is_not(None), unattended, *of_unit(actor)]
    return _lines(where, actor, now=now, cursor=cursor)


def offered(actor: Actor, *, now: int) -> list[TicketLine]:
    """Return what colleagues offer to the person, oldest first (now in UTC seconds).

    They are few: nobody holds more than a shift's work.
    """
    query = select(Ticket).where(Ticket.handover_to_id == actor.id, *of_unit(actor))
    found = db.session.scalars(query.order_by(Ticket.received_at, Ticket.id)).all()
    return _printable(found, actor, now)


def open_tickets(
    actor: Actor,
    filters: Filters,
    *,
    now: int,
    cursor: Cursor | None = None,
    total: int | None = None,
) -> Page[TicketLine]:
    """Return the open tickets that pass the filters, the least time left first.

    The total is counted unless it is known (now in UTC seconds).
    """
    where = still_open(filters, actor, now=now)
    return _lines(where, actor, now=now, cursor=cursor, by=Ticket.due_at, total=total)


@dataclass(frozen=True, slots=True)
class Column:
    """The tickets of a board that stand at a step: the most pressing, and how many."""

    step: Step
    rows: Sequence[TicketLine]
    total: int

    @property
    def hidden(self) -> int:
        """Return how many are not shown."""
        return self.total - len(self.rows)


def board(actor: Actor, filters: Filters, *, now: int) -> list[Column]:
    """Return the open tickets that pass the filters by step (now in UTC seconds)."""
    passed = still_open(filters, actor, now=now)
    steps = [step for step in Step if filters.step in {None, step}]
    by_step = select(Ticket.step, func.count()).where(*passed).group_by(Ticket.step)
    totals = {row[0]: int(row[1]) for row in db.session.execute(by_step)}
    found = {
        step: db.session.scalars(
            select(Ticket)
            .where(*passed, Ticket.step == step)
            .order_by(Ticket.due_at, Ticket.id)
            .limit(BOARD_ROWS)
        ).all()
        for step in steps
        if step in totals
    }
    lines = _printable(
        [ticket for each in found.values() for ticket in each], actor, now
    )
    return [
        Column(
            step,
            rows=[line for line in lines if line.step is step],
            total=totals.get(step, 0),
        )
        for step in steps
    ]


def archive(
    actor: Actor, filters: Filters, *, now: int, cursor: Cursor | None = None
) -> Page[TicketLine]:
    """Return the tickets closed or undone that pass the filters, newest first."""
    where = _archived(filters, actor, now)
    return _lines(where, actor, now=now, cursor=cursor, by=Ticket.ended_at)


def _archived(filters: Filters, actor: Actor, now: int) -> list[ColumnElement[bool]]:
    where = [Ticket.ended_at.is_not(None), *narrowed(filters, actor, now=now)]
    if filters.since is not None:
        where.append(Ticket.ended_at >= filters.since)
    if filters.until is not None:
        where.append(Ticket.ended_at < filters.until)
    return where


def _lines(
    where: list[ColumnElement[bool]],
    actor: Actor,
    *,
    now: int,
    cursor: Cursor | None,
    by: Key = Ticket.received_at,
    total: int | None = None,
) -> Page[TicketLine]:
    if total is None:
        counting = select(func.count()).select_from(Ticket).where(*where)
        total = db.session.scalar(counting) or 0
    page = tickets_page(
        select(Ticket).where(*where),
        by,
        cursor=cursor,
        total=total,
        newest_first=by is Ticket.ended_at,
    )
    lines = _printable(page.rows, actor, now)
    return Page(lines, page.total, next=page.next, previous=page.previous)


def _printable(tickets: Sequence[Ticket], actor: Actor, now: int) -> list[TicketLine]:
    if not tickets:
        return []
    names = source_names(actor.language)
    units = {ticket.unit_id for ticket in tickets}
    rosters = {unit: present_roster(unit, now) for unit in units}
    return [
        TicketLine(
            **columns_for(TicketLine, ticket, but={"resolution"}),
            source=names.get(ticket.source_id or 0),
            owner=name_of(ticket.owner_id),
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


def every_open(actor: Actor, filters: Filters, *, now: int) -> Iterator[TicketLine]:
    """Yield all open tickets that pass the filters, as their list has them."""
    where = [Ticket.step.is_not(None), *narrowed(filters, actor, now=now)]
    return _every(where, actor, now=now, by=Ticket.due_at)


def every_archived(actor: Actor, filters: Filters, *, now: int) -> Iterator[TicketLine]:
    """Yield all closed tickets that pass the filters, as the archive has them."""
    where = _archived(filters, actor, now)
    return _every(where, actor, now=now, by=Ticket.ended_at)


def _every(
    where: list[ColumnElement[bool]], actor: Actor, *, now: int, by: Key
) -> Iterator[TicketLine]:
    """Yield the lines of a list by an instant, a few hundred at a time."""
    key = tuple_(by, Ticket.id)
    is_archive = by is Ticket.ended_at
    order = (by.desc(), Ticket.id.desc()) if is_archive else (by, Ticket.id)
    query = select(Ticket).where(*where).order_by(*order).limit(CHUNK)
    tickets = db.session.scalars(query).all()
    while tickets:
        yield from _printable(tickets, actor, now)
        last = (getattr(tickets[-1], by.key), tickets[-1].id)
        beyond = key < last if is_archive else key > last
        tickets = db.session.scalars(query.where(beyond)).all()
