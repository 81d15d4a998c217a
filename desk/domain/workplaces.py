"""At which unit each person worked on a ticket that was moved from one to another."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desk.domain.log import Event


class Move(NamedTuple):
    """A move that stands: from one unit to another, by their ids."""

    from_unit: int
    unit: int


def workplaces(
    events: Iterable[Event], moves: Mapping[int, Move], unit_id: int
) -> dict[int, int]:
    """Return at which unit each person of a log worked on the ticket.

    Moves go by the numbers of their events; the ticket is at the unit given by now.
    Whose seconds they are is for the roster of the unit at which they were worked,
    wherever the ticket went afterwards.
    """
    here = moves[min(moves)].from_unit if moves else unit_id
    places: dict[int, int] = {}
    for event in events:
        if event.n in moves:
            here = moves[event.n].unit
            continue
        for person in (event.by, event.receiver):
            if person is not None:
                places.setdefault(person, here)
    return places
