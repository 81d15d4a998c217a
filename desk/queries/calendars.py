"""The service calendar of a unit: in force, its versions, and what a change does."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sqlalchemy import ColumnElement, Row, Select, func, select

from desk.domain import defaults
from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_change import Alteration, Difference, alterations, difference
from desk.domain.clock import Measures, measure
from desk.domain.errors import NotFound
from desk.domain.log import Event
from desk.extensions import db
from desk.models import CalendarVersion, Person, Ticket, TicketEvent
from desk.queries.remembered import remembered

CHUNK = 500
LISTED = 200
VERSIONS = 30


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version with who made it, when (UTC seconds) and why, and what it changed."""

    id: int
    rules: ServiceCalendar
    author: str | None
    reason: str
    created_at: int
    changed: tuple[Alteration, ...] = ()

    @property
    def is_default(self) -> bool:
        """Say whether it is what a new unit starts with."""
        return self.reason == defaults.HOURS_REASON


@dataclass(frozen=True, slots=True)
class TicketChange:
    """A ticket whose figures a change of the calendar changes, in service seconds."""

    id: int
    number: str
    is_open: bool
    before: Measures
    after: Measures


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change of the calendar does to a unit's tickets.

    The first of the tickets whose figures change, how many there are, and how the
    figures of all of them change together, in service seconds.
    """

    past: Difference
    tickets: Sequence[TicketChange]
    total: int
    response: int
    resolution: int
    open_tickets: int

    @property
    def unlisted(self) -> int:
        """Return how many tickets change besides those listed."""
        return self.total - len(self.tickets)


@remembered
def calendar_in_force(unit_id: int) -> ServiceCalendar:
    """Return the newest version of the unit's service calendar."""
    return db.session.scalars(CalendarVersion.in_force(unit_id)).one()


@remembered
def zone_in_force(unit_id: int | None) -> str:
    """Return the zone of a unit's clocks; without a unit, that of the first one."""
    query = select(CalendarVersion.rules).order_by(
        CalendarVersion.unit_id, CalendarVersion.id.desc()
    )
    if unit_id is not None:
        query = CalendarVersion.in_force(unit_id)
    rules = db.session.scalars(query.limit(1)).one_or_none()
    return rules.zone if rules else str(defaults.HOURS["tz"])


def version_in_force(unit_id: int) -> VersionView:
    """Return the version in force. Raises NotFound."""
    return _one(unit_id, CalendarVersion.unit_id == unit_id)


def get_version(unit_id: int, version_id: int) -> VersionView:
    """Return a version of the unit's calendar. Raises NotFound."""
    return _one(unit_id, CalendarVersion.id == version_id)


def versions(unit_id: int, *, before: int | None = None) -> list[VersionView]:
    """Return the newest versions, or those before one, the newest first."""
    query = _named(unit_id).limit(VERSIONS + 1)
    if before is not None:
        query = query.where(CalendarVersion.id < before)
    # One more than is shown, to tell what the last of them changed.
    rows = [_view(each, author) for each, author in db.session.execute(query)]
    told = [
        replace(new, changed=tuple(alterations(old.rules, new.rules)))
        for new, old in pairwise(rows)
    ]
    return told if len(rows) > VERSIONS else [*told, *rows[-1:]]


def consequences(
    unit_id: int, old: ServiceCalendar, new: ServiceCalendar, *, now: int
) -> Consequences:
    """Return what another calendar would do to the unit's tickets (UTC seconds).

    Every figure is computed by the engine from the ticket's log, with the old calendar
    and with the new one.
    """
    began = db.session.scalar(Ticket.first_receipt(unit_id))
    past = difference(old, new, now if began is None else began, now)
    tickets: list[TicketChange] = []
    total = response = resolution = 0
    for change in _changes(unit_id, past, old, new, now):
        total += 1
        response += (change.after.response or 0) - (change.before.response or 0)
        resolution += change.after.resolution - change.before.resolution
        if total <= LISTED:
            tickets.append(change)
    return Consequences(
        past=past,
        tickets=tickets,
        total=total,
        response=response,
        resolution=resolution,
        open_tickets=_open_tickets(unit_id),
    )


def _changes(
    unit_id: int,
    past: Difference,
    old: ServiceCalendar,
    new: ServiceCalendar,
    now: int,
) -> Iterator[TicketChange]:
    if past.is_empty:
        return
    for tickets in _touched(unit_id, past, now):
        logs = _logs([ticket.id for ticket in tickets])
        for ticket in tickets:
            before = measure(logs[ticket.id], old, now)
            after = measure(logs[ticket.id], new, now)
            if (before.response, before.steps) != (after.response, after.steps):
                is_open = ticket.ended_at is None
                yield TicketChange(ticket.id, ticket.number, is_open, before, after)


def _touched(
    unit_id: int, past: Difference, now: int
) -> Iterator[list[Row[int, str, int, int | None]]]:
    """Yield the tickets whose life the change touches, a few hundred at a time."""
    begin, end = past.span
    query = Ticket.following(unit_id, begin, end).limit(CHUNK)
    last = 0
    while True:
        found = db.session.execute(query.where(Ticket.id > last)).all()
        if not found:
            return
        last = found[-1].id
        yield [t for t in found if past.touches(t.received_at, t.ended_at or now)]


def _logs(ticket_ids: Sequence[int]) -> dict[int, list[Event]]:
    query = select(TicketEvent).where(TicketEvent.ticket_id.in_(ticket_ids))
    logs: dict[int, list[Event]] = defaultdict(list)
    for event in db.session.scalars(query):
        logs[event.ticket_id].append(event.as_event())
    return logs


def _open_tickets(unit_id: int) -> int:
    where = (Ticket.unit_id == unit_id, Ticket.step.is_not(None))
    return db.session.scalar(select(func.count(Ticket.id)).where(*where)) or 0


def _named(unit_id: int) -> Select[CalendarVersion, str]:
    return (
        select(CalendarVersion, Person.name)
        .outerjoin(Person, Person.id == CalendarVersion.author_id)
        .where(CalendarVersion.unit_id == unit_id)
        .order_by(CalendarVersion.id.desc())
    )


def _one(unit_id: int, condition: ColumnElement[bool]) -> VersionView:
    row = db.session.execute(_named(unit_id).where(condition).limit(1)).first()
    if row is None:
        raise NotFound
    version, author = row
    return _view(version, author)


def _view(version: CalendarVersion, author: str | None) -> VersionView:
    return VersionView(
        id=version.id,
        rules=version.rules,
        author=author,
        reason=version.reason,
        created_at=version.created_at,
    )
