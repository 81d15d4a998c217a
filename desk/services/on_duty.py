"""When everybody was on duty over a long span, for the logs of many tickets."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from operator import itemgetter

from desk.domain.clock import Roster
from desk.domain.hours import Interval
from desk.domain.log import EventKind
from desk.domain.observing import ToldTicket
from desk.domain.roster import DutyRoster
from desk.domain.workplaces import Move, workplaces
from desk.services.roster import duty_roster


class Shifts:
    """When people were on duty, each read once for a whole span."""

    def __init__(
        self, begin: int, end: int, *, people: Collection[int] | None = None
    ) -> None:
        """Read rosters from an instant to another (UTC seconds).

        At once for some people, or for all whom a roster names; others when asked.
        """
        self._people = people
        self._span = begin, end
        self._rosters: dict[int, DutyRoster] = {}
        self._known: dict[int, dict[int, list[Interval]]] = {}

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

    def bell(self, unit_id: int, person: int, at: int) -> int | None:
        """Return when a person's work at a unit ends (UTC seconds), if known."""
        return self._roster(unit_id).bell(person, at)

    def _within(
        self, unit_id: int, person: int, begin: int, end: int
    ) -> Sequence[Interval]:
        known = self._of_unit(unit_id).get(person)
        if known is None:
            roster = self._roster(unit_id)
            known = roster.for_people([person], *self._span)[person]
            self._of_unit(unit_id)[person] = known
        first = bisect_right(known, begin, key=itemgetter(1))
        return known[first : bisect_left(known, end, key=itemgetter(0))]

    def _of_unit(self, unit_id: int) -> dict[int, list[Interval]]:
        """Return when people were on duty, as far as the unit's roster was read."""
        if unit_id not in self._known:
            roster, people = self._roster(unit_id), self._people
            if people is None:
                people = {duty.person_id for duty in roster.duties}
            self._known[unit_id] = roster.for_people(people, *self._span)
        return self._known[unit_id]

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
