"""Tickets that may be about one complaint, suggested to reviewers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    bindparam,
    exists,
    or_,
    select,
    union_all,
)

from desk.domain.duplicates import (
    Likeness,
    Look,
    is_same_customer,
    likeness,
    look,
    pairs,
)
from desk.domain.hours import DAY
from desk.domain.people import Actor
from desk.domain.search import words
from desk.domain.vocabulary import Ending, Step
from desk.extensions import db
from desk.models import NotDuplicate, Ticket
from desk.queries.calendars import calendar_in_force

# Three school days and the days between them; a longer holiday parts tickets anyway.
WINDOW = 7 * DAY
# The nearest in time that are looked at: so many open, so many closed, on each side.
NEAREST = 30
LIKELY = 3
SUGGESTED = 5
NEAR = 2 * 3_600
# The queue looks at the newest open tickets only, so it is as quick at any size.
NEWEST = 300
SHOWN = 50

COLUMNS = (
    Ticket.id,
    Ticket.number,
    Ticket.unit_id,
    Ticket.step,
    Ticket.item,
    Ticket.complaint,
    Ticket.customer,
    Ticket.contact,
    Ticket.search_text,
    Ticket.received_at,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A ticket that may be about the same complaint; the instant in UTC seconds.

    Without a likeness nothing but the customer or the time speaks for it.
    """

    id: int
    number: str
    item: str
    complaint: str
    customer: str
    received_at: int
    is_open: bool
    is_same_customer: bool
    likeness: Likeness | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two open tickets that may be one, the earlier first, and why."""

    first: Suggestion
    second: Suggestion
    likeness: Likeness


def suggest_duplicates(
    ticket_id: int,
    unit_id: int,
    *,
    number: str,
    customer: str,
    contact: str,
    texts: Sequence[str],
    received_at: int,
) -> list[Suggestion]:
    """Return what may be a duplicate of a ticket, the likeliest first.

    Those with a likeness may be closed; besides open ones of the same customer, then
    of a similar time, for who knows more. In one statement over a few rows.
    """
    text = " ".join(words(*texts))
    here = look(
        ticket_id,
        number=number,
        customer=customer,
        contact=contact,
        search_text=text,
        received_at=received_at,
    )
    asked = {
        "ticket_id": ticket_id,
        "unit_id": unit_id,
        "received_at": received_at,
        "begin": received_at - WINDOW,
        "end": received_at + WINDOW,
    }
    rows = db.session.connection().execute(NEAREST_TICKETS, asked)
    found = [each for row in rows if (each := _suggestion(row, here))]
    likely = sorted((each for each in found if each.likeness), key=_most_alike)[:LIKELY]
    others = [each for each in found if each.is_open and each not in likely]
    return [*likely, *_others(others, received_at)][:SUGGESTED]


def _others(found: Sequence[Suggestion], received_at: int) -> list[Suggestion]:
    """Return those of the same customer, then those of a similar time."""

    def apart(each: Suggestion) -> int:
        return abs(each.received_at - received_at)

    return sorted(
        found, key=lambda each: (not each.is_same_customer, apart(each), each.id)
    )


def open_pairs(actor: Actor) -> list[Pair]:
    """Return pairs among the newest open tickets that may be one, likeliest first."""
    query = select(*COLUMNS).where(Ticket.step.is_not(None))
    if actor.unit_id is not None:
        query = query.where(Ticket.unit_id == actor.unit_id)
    query = query.order_by(Ticket.received_at.desc(), Ticket.id.desc()).limit(NEWEST)
    rows = {row.id: row for row in db.session.execute(query)}
    dismissed = _dismissed(rows)
    found = []
    for one, other in pairs(_look(row) for row in rows.values()):
        first, second = rows[one.id], rows[other.id]
        if first.unit_id != second.unit_id or (one.id, other.id) in dismissed:
            continue
        begin, end = sorted((one.received_at, other.received_at))
        apart = calendar_in_force(first.unit_id).service(begin, end)
        alike = likeness(one, other, apart=apart)
        if alike is not None:
            found.append(Pair(_told(first, alike), _told(second, alike), alike))
    return sorted(found, key=lambda pair: _most_alike(pair.first))[:SHOWN]


def _nearest() -> CompoundSelect[*tuple[Any, ...]]:
    """Return the statement: the tickets received nearest to one, open and closed."""
    is_open = Ticket.step.in_(list(Step))
    is_closed = Ticket.step.is_(None) & (Ticket.ending == Ending.CLOSED)
    parts = [_near(state, side) for state in (is_open, is_closed) for side in (-1, 1)]
    return union_all(*parts)


def _near(state: ColumnElement[bool], side: int) -> Select[*tuple[Any, ...]]:
    at = Ticket.received_at
    beside = (
        at.between(bindparam("begin"), bindparam("received_at"))
        if side < 0
        else (at > bindparam("received_at")) & (at <= bindparam("end"))
    )
    part = (
        select(*COLUMNS)
        .where(Ticket.unit_id == bindparam("unit_id"), state, beside)
        .where(Ticket.id != bindparam("ticket_id"), ~_is_dismissed())
        .order_by(at.desc() if side < 0 else at, Ticket.id)
        .limit(NEAREST)
        .subquery()
    )
    return select(part)


def _is_dismissed() -> ColumnElement[bool]:
    """Say whether a reviewer found the two to be two complaints."""
    ticket_id = bindparam("ticket_id", type_=Integer)
    return exists().where(
        or_(
            (NotDuplicate.ticket_id == ticket_id)
            & (NotDuplicate.other_id == Ticket.id),
            (NotDuplicate.other_id == ticket_id)
            & (NotDuplicate.ticket_id == Ticket.id),
        )
    )


# A page asks it every time, so it is put together once.
NEAREST_TICKETS = _nearest()


def _dismissed(rows: dict[int, Any]) -> set[tuple[int, int]]:
    if not rows:
        return set()
    query = select(NotDuplicate.ticket_id, NotDuplicate.other_id).where(
        NotDuplicate.other_id >= min(rows)
    )
    return {(row.ticket_id, row.other_id) for row in db.session.execute(query)}


def _look(row: Any) -> Look:
    return look(
        row.id,
        number=row.number,
        customer=row.customer,
        contact=row.contact,
        search_text=row.search_text,
        received_at=row.received_at,
    )


def _suggestion(row: Any, here: Look) -> Suggestion | None:
    """Return why a ticket may be the same complaint; None: nothing speaks for it."""
    there = _look(row)
    is_same = is_same_customer(here, there)
    begin, end = sorted((here.received_at, there.received_at))
    # Of a few dozen nearly all differ by their words: the calendar need not be asked.
    alike = likeness(here, there, apart=0)
    if alike is not None:
        apart = calendar_in_force(row.unit_id).service(begin, end)
        alike = likeness(here, there, apart=apart)
    is_near = row.step is not None and (is_same or end - begin <= NEAR)
    return _told(row, alike, is_same=is_same) if alike or is_near else None


def _told(
    row: Any, alike: Likeness | None, *, is_same: bool | None = None
) -> Suggestion:
    return Suggestion(
        id=row.id,
        number=row.number,
        item=row.item,
        complaint=row.complaint,
        customer=row.customer,
        received_at=row.received_at,
        is_open=row.step is not None,
        is_same_customer=bool(alike and alike.is_same_customer)
        if is_same is None
        else is_same,
        likeness=alike,
    )


def _most_alike(each: Suggestion) -> tuple[bool, int, int, int]:
    alike = each.likeness
    if alike is None:
        return (True, 0, 0, each.id)
    return (not alike.is_same_customer, -alike.share, alike.apart, each.id)
