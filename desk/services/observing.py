"""Reads the logs of many tickets at once, and what they say of everybody's time."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from desk.domain.clock import Roster
from desk.domain.grade_inputs import Missing, Observation
from desk.domain.hours import DAY, Interval
from desk.domain.log import EventKind
from desk.domain.observing import ToldTicket, observe
from desk.domain.roster import DutyRoster
from desk.domain.workplaces import Move, workplaces
from desk.extensions import db
from desk.models import Ticket, TicketEvent, Unit
from desk.models.event import event_of
from desk.services.roster import duty_roster
from desk.services.row import rules_of

# So many logs are in memory at once, and so many ids in a statement.
CHUNK = 500
FACT_OF_PEOPLE = ("holder", "receiver")
LOGS = (
    select(
        TicketEvent.ticket_id,
        TicketEvent.n,
        TicketEvent.kind,
        TicketEvent.at,
        TicketEvent.recorded_at,
        TicketEvent.actor_id,
        TicketEvent.facts,
    )
    .where(TicketEvent.ticket_id.in_(bindparam("ticket_ids", expanding=True)))
    .order_by(TicketEvent.ticket_id, TicketEvent.n)
)


class Part(NamedTuple):
    """A ticket of the span as it is listed: its log is still to be read."""

    id: int
    number: str
    unit_id: int
    ended_at: int | None


@dataclass(slots=True)
class Seen:
    """What the tickets of a span say of people; by ticket and step."""

    rows: dict[int, list[Observation]] = field(
        default_factory=lambda: defaultdict(list)
    )
    left_out: dict[int, list[Missing]] = field(
        default_factory=lambda: defaultdict(list)
    )
    # At which units the tickets are that somebody's rows come from.
    units: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def parts_of(span: Interval, people: Collection[int] | None) -> list[Part]:
    """Return the tickets received within a span (UTC seconds), by id.

    All of them, or those in which any of some people had a part.
    """
    query = (
        select(Ticket.id, Ticket.number, Ticket.unit_id, Ticket.ended_at)
        .where(*received_in(span))
        .order_by(Ticket.id)
    )
    if people is not None:
        query = query.where(Ticket.id.in_(_with_part(span, people)))
    return [Part(*row) for row in db.session.execute(query)]


def count_received(span: Interval) -> int:
    """Return how many tickets were received within a span (UTC seconds)."""
    return (
        db.session.scalar(select(func.count(Ticket.id)).where(*received_in(span))) or 0
    )


def received_in(span: Interval) -> list[ColumnElement[bool]]:
    """Return the conditions that a ticket was received within a span (UTC seconds)."""
    begin, end = span
    # Named, so that the index that begins with the unit is of use.
    units = Ticket.unit_id.in_(select(Unit.id))
    return [units, Ticket.received_at >= begin, Ticket.received_at < end]


def see(
    parts: Sequence[Part],
    begin: int,
    as_of: int,
    *,
    progress: Callable[[int], object],
) -> Seen:
    """Return what tickets received since an instant say, as of another (UTC seconds).

    Progress hears how many more tickets were read.
    """
    shifts = _Shifts(begin, as_of + DAY)
    rules = cache(rules_of)
    seen = Seen()
    for first in range(0, len(parts), CHUNK):
        some = parts[first : first + CHUNK]
        for told in told_of(some):
            calendar, targets = rules(told.unit_id)
            found = observe(
                told, calendar, targets, as_of, roster=shifts.roster_for(told)
            )
            for person, rows in found.rows.items():
                seen.rows[person] += rows
                seen.units[person].add(told.unit_id)
            for person, why in found.left_out.items():
                seen.left_out[person].append(Missing(told.id, told.number, why))
        progress(len(some))
    return seen


def _with_part(span: Interval, people: Collection[int]) -> Any:
    named = [TicketEvent.facts[fact].as_integer() for fact in FACT_OF_PEOPLE]
    is_part = or_(
        TicketEvent.actor_id.in_(people), *(fact.in_(people) for fact in named)
    )
    return (
        select(TicketEvent.ticket_id)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(*received_in(span), is_part)
    )


def told_of(parts: Sequence[Part]) -> Iterator[ToldTicket]:
    """Yield some tickets with their whole logs."""
    rows = db.session.execute(LOGS, {"ticket_ids": [part.id for part in parts]})
    logs = {id_: list(log) for id_, log in groupby(rows, key=itemgetter(0))}
    for part in parts:
        log = logs.get(part.id, [])
        yield ToldTicket(
            *part,
            events=tuple(event_of(row[1:]) for row in log),
            facts={row[1]: row[6] for row in log if row[6]},
        )


class _Shifts:
    """When people were on duty, each read once for a whole span (UTC seconds)."""

    def __init__(self, begin: int, end: int) -> None:
        self._span = begin, end
        self._rosters: dict[int, DutyRoster] = {}
        self._known: dict[tuple[int, int], Sequence[Interval]] = {}

    def roster_for(self, told: ToldTicket) -> Roster:
        """Return the shifts that may matter for a ticket, of everybody it names.

        They are those of the unit at which somebody worked on it.
        """
        begin, end = _life(told, self._span[1])
        places = workplaces(told.events, _moves(told), told.unit_id)
        return {
            person: self._within(unit_id, person, begin, end)
            for person, unit_id in places.items()
        }

    def _within(
        self, unit_id: int, person: int, begin: int, end: int
    ) -> Sequence[Interval]:
        known = self._known.get((unit_id, person))
        if known is None:
            roster = self._roster(unit_id)
            known = roster.for_people([person], *self._span)[person]
            self._known[unit_id, person] = known
        first = bisect_right(known, begin, key=itemgetter(1))
        return known[first : bisect_left(known, end, key=itemgetter(0))]

    def _roster(self, unit_id: int) -> DutyRoster:
        if unit_id not in self._rosters:
            self._rosters[unit_id] = duty_roster(unit_id, *self._span)
        return self._rosters[unit_id]


def _life(told: ToldTicket, end: int) -> Interval:
    """Return a span (UTC seconds) that holds all that is counted of a ticket.

    Up to an end if it is still open.
    """
    begin = min((event.at for event in told.events), default=0)
    return begin, end if told.ended_at is None else told.ended_at + 1


def _moves(told: ToldTicket) -> dict[int, Move]:
    """Return the moves from unit to unit that stand, by their events."""
    undone = {e.target for e in told.events if e.kind is EventKind.VOIDED}
    return {
        event.n: Move(told.facts[event.n]["from_unit"], told.facts[event.n]["unit"])
        for event in told.events
        if event.kind is EventKind.MOVED and event.n not in undone
    }
