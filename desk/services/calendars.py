"""The service hours of a unit: each change is a version, and the tickets follow."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_change import Difference, by_day, difference
from desk.domain.errors import (
    Forbidden,
    InvalidInput,
    NotFound,
    PastServiceAdded,
    StaleCalendar,
)
from desk.domain.evidence import MISSING
from desk.domain.people import Act, Actor, Permission
from desk.extensions import db
from desk.models import CalendarVersion, Ticket, Unit
from desk.services import log, row
from desk.services.transaction import action

CHUNK = 500


@action
def change_calendar(
    act: Act, unit_id: int, *, seen: int, calendar: ServiceCalendar, reason: str
) -> int:
    """Put other service hours in force; return the id of their version.

    Every figure that follows from them follows at once. Raises NotFound, Forbidden,
    InvalidInput, StaleCalendar, PastServiceAdded.
    """
    require_unit(act.actor, unit_id)
    if not reason:
        raise InvalidInput({"reason": MISSING})
    # The unit's row is the lock: a ticket received meanwhile waits, or is seen here.
    if db.session.get(Unit, unit_id, with_for_update=True) is None:
        raise NotFound
    newest = CalendarVersion.newest_first(unit_id).limit(1)
    before = db.session.scalars(newest).one()
    if before.id != seen:
        raise StaleCalendar(seen=seen)
    past = demand_allowed(act.actor, unit_id, before.rules, calendar, now=act.at)
    version = CalendarVersion(
        unit_id=unit_id,
        rules=calendar,
        author_id=act.actor.id or None,
        reason=reason,
        created_at=act.at,
    )
    db.session.add(version)
    db.session.flush()
    _project_anew(unit_id, past, now=act.at)
    return version.id


def require_unit(actor: Actor, unit_id: int) -> None:
    """Raise Forbidden unless the person may change the service hours of a unit."""
    actor.require(Permission.EDIT_CALENDAR)
    if actor.unit_id not in {None, unit_id}:
        raise Forbidden


def demand_allowed(
    actor: Actor,
    unit_id: int,
    old: ServiceCalendar,
    new: ServiceCalendar,
    *,
    now: int,
) -> Difference:
    """Return what a change does to the past, if the person may do that.

    The past begins with the unit's first complaint and ends now (UTC seconds). Raises
    PastServiceAdded. Source: clock.md, "Service calendar".
    """
    began = db.session.scalar(Ticket.first_receipt(unit_id))
    past = difference(old, new, now if began is None else began, now)
    if past.added and not actor.may(Permission.ADD_PAST_SERVICE):
        days = by_day(past.added, new)
        raise PastServiceAdded(days=days, seconds=past.added_seconds)
    return past


def _project_anew(unit_id: int, past: Difference, *, now: int) -> None:
    """Let the tickets follow: those whose life the change touches, and all open ones.

    What is open is due at other instants, whichever day changed; and what is closed
    may wait for an answer until another one (now in UTC seconds).
    """
    rules = cache(row.rules_of)
    for ids in (*_following(unit_id, past), *_awaited(unit_id, past, now)):
        tickets = select(Ticket).where(Ticket.id.in_(ids)).order_by(Ticket.id)
        locked = db.session.scalars(tickets.with_for_update()).all()
        histories = log.histories(ids)
        for ticket in locked:
            if ticket.id in histories:
                row.project(ticket, histories[ticket.id], rules)
        db.session.flush()


def _following(unit_id: int, past: Difference) -> Iterator[list[int]]:
    """Yield the ids of the tickets concerned, a few hundred at a time."""
    begin, end = past.span
    for found in _chunks(Ticket.following(unit_id, begin, end)):
        yield [
            each.id
            for each in found
            if each.ended_at is None or past.touches(each.received_at, each.ended_at)
        ]


def _awaited(unit_id: int, past: Difference, now: int) -> Iterator[list[int]]:
    """Yield the ids of closed tickets whose feedback may be zero at another time."""
    begin = now if past.is_empty else min(past.span[0], now)
    for found in _chunks(Ticket.awaited(unit_id, begin)):
        yield [
            each.id
            for each in found
            if each.zero_at is None
            or each.zero_at > now
            or past.touches(each.closed_at, each.zero_at)
        ]


def _chunks(query: Select[*tuple[Any, ...]]) -> Iterator[Sequence[Any]]:
    last = 0
    while found := db.session.execute(query.where(Ticket.id > last).limit(CHUNK)).all():
        last = found[-1].id
        yield found
