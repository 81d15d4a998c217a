"""One ticket's time with everything its figures follow from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from desk.domain import defaults
from desk.domain.clock import Measures, measure
from desk.domain.course import Holder
from desk.domain.explanation import Row, explain
from desk.domain.hours import Interval
from desk.domain.log import Event
from desk.domain.people import Actor
from desk.domain.roster import DutyRoster
from desk.domain.targets import StepTargets
from desk.domain.vocabulary import Ending, Priority
from desk.extensions import db
from desk.models import CalendarVersion, Person, RosterVersion, TargetVersion, Ticket
from desk.queries.history import Entry
from desk.queries.moves import moves_in, workplaces_in
from desk.queries.reading import readable
from desk.queries.roster import duty_roster
from desk.queries.targets import targets_for


@dataclass(frozen=True, slots=True)
class Version:
    """A version of rules: its place among the unit's, who made it, when and why.

    The instant in UTC seconds; without a name the desk itself made it.
    """

    number: int
    author: str | None
    reason: str
    created_at: int

    @property
    def is_default(self) -> bool:
        """Say whether it is what a new unit starts with."""
        return self.reason == defaults.HOURS_REASON


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every figure of a ticket and all it follows from; instants in UTC seconds."""

    id: int
    number: str
    item: str
    ending: Ending | None
    priority: Priority
    as_of: int
    measures: Measures
    rows: Sequence[Row]
    entries: Mapping[int, Entry]
    names: Mapping[int, str]
    roster: DutyRoster
    # By person: of the unit that had the ticket before it was moved.
    rosters_before: Mapping[int, DutyRoster]
    targets: StepTargets
    calendar_version: Version | None
    roster_version: Version | None
    target_version: Version | None

    @property
    def zone(self) -> str:
        """Return the time zone of the unit."""
        return self.roster.calendar.zone

    @property
    def moves(self) -> list[Entry]:
        """Return the moves from unit to unit that stand, in their order."""
        return moves_in(self.entries.values())

    def roster_of(self, person_id: int) -> DutyRoster:
        """Return the roster that says when the person was on duty."""
        return self.rosters_before.get(person_id, self.roster)


def explain_time(ticket_id: int, actor: Actor, *, now: int) -> Explanation:
    """Return why a ticket's times are what they are (now in UTC seconds).

    Raises NotFound, and Forbidden for a ticket the person has no part in.
    Source: clock.md, "Explaining a number".
    """
    reading = readable(ticket_id, actor, now=now)
    ticket, entries = reading.ticket, reading.entries
    events = [entry.event for entry in entries]
    begin, end = _reach(events, now)
    roster = duty_roster(ticket.unit_id, begin, end)
    before = _rosters_before(ticket, entries, begin, end)
    shifts = _shifts(events, roster, before, begin, end)
    figures = measure(events, roster.calendar, now, roster=shifts)
    rows = explain(events, roster.calendar, now, roster=shifts)
    begun = TargetVersion.begins_at <= ticket.received_at
    return Explanation(
        id=ticket.id,
        number=ticket.number,
        item=ticket.item,
        ending=ticket.ending,
        priority=ticket.priority,
        as_of=now,
        measures=figures,
        rows=rows,
        entries={entry.n: entry for entry in entries},
        names=_names({row.part.owner for row in rows}),
        roster=roster,
        rosters_before=before,
        targets=targets_for(ticket),
        calendar_version=_version(CalendarVersion, ticket.unit_id),
        roster_version=_version(RosterVersion, ticket.unit_id),
        target_version=_version(TargetVersion, ticket.unit_id, begun),
    )


def _rosters_before(
    ticket: Ticket, entries: Sequence[Entry], begin: int, end: int
) -> dict[int, DutyRoster]:
    """Return the roster of each person who worked on the ticket at another unit."""
    places = workplaces_in(entries, ticket.unit_id)
    others = set(places.values()) - {ticket.unit_id}
    rosters = {unit_id: duty_roster(unit_id, begin, end) for unit_id in others}
    return {
        person: rosters[unit_id]
        for person, unit_id in places.items()
        if unit_id in rosters
    }


def _shifts(
    events: Sequence[Event],
    roster: DutyRoster,
    before: Mapping[int, DutyRoster],
    begin: int,
    end: int,
) -> dict[int, list[Interval]]:
    """Return when everybody who may have held the ticket was on duty (UTC seconds)."""
    known = {person for event in events for person in (event.by, event.receiver)}
    people = {person for person in known if person is not None}
    shifts = roster.for_people(people - before.keys(), begin, end)
    for person, of_unit in before.items():
        shifts |= of_unit.for_people([person], begin, end)
    return shifts


def _reach(events: Sequence[Event], now: int) -> tuple[int, int]:
    """Return a span (UTC seconds) that holds the whole life of the ticket."""
    instants = [now, *(at for event in events for at in (event.at, event.recorded_at))]
    return min(instants), max(instants) + 1


def _version(
    kind: type[CalendarVersion | RosterVersion | TargetVersion],
    unit_id: int,
    *where: ColumnElement[bool],
) -> Version | None:
    """Return the unit's newest version of its rules, of those that fulfil a condition.

    The newest targets are those that begin last.
    """
    earlier = aliased(kind)
    number = select(func.count(earlier.id)).where(
        earlier.unit_id == unit_id, earlier.id <= kind.id
    )
    order = [kind.begins_at.desc()] if kind is TargetVersion else []
    query = (
        select(number.scalar_subquery(), Person.name, kind.reason, kind.created_at)
        .outerjoin(Person, Person.id == kind.author_id)
        .where(kind.unit_id == unit_id, *where)
        .order_by(*order, kind.id.desc())
        .limit(1)
    )
    found = db.session.execute(query).one_or_none()
    return Version(*found) if found else None


def _names(holders: Collection[Holder]) -> dict[int, str]:
    query = select(Person.id, Person.name)
    known = [holder for holder in holders if holder is not None]
    rows = db.session.execute(query.where(Person.id.in_(known)))
    return {row.id: row.name for row in rows}
