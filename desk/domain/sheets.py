"""Sheets of the rubric: whose work is looked at, by whom, and what is refused."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desk.domain.errors import DeskError
from desk.domain.log import Event, EventKind, not_undone
from desk.domain.sampling import STEPS_AND_RECEIPT, draw
from desk.domain.vocabulary import N_
from desk.domain.workflow import COMPLETES

# These make somebody the holder of a ticket.
RECEIVES = frozenset({EventKind.HANDOVER_ACCEPTED, EventKind.TAKEN})


class Work(NamedTuple):
    """What a mark is about: a student's part in a ticket, or a sheet of the counter.

    Every address of a row says all of it, so that no mark slips to the next student.
    """

    person_id: int
    ticket_id: int | None = None
    sheet_id: int | None = None


class StaleMark(DeskError):
    """Somebody marked the row since the person last saw it."""

    message = N_(
        "Not saved: this row was marked meanwhile. What stands now is below; yours is "
        "still here. Check it and save again."
    )


class NotYourSheet(DeskError):
    """Who was not there does not say what was seen."""

    message = N_(
        "Only who was there marks this sheet. Begin one of your own, or let a teacher "
        "take a mark back."
    )


class NothingToTakeBack(DeskError):
    """No mark stands in the row."""

    message = N_("There is no mark in this row to take back.")


def workers(events: Iterable[Event]) -> frozenset[int]:
    """Return who logged, held or walked a ticket; what was undone counts for nobody."""
    found: set[int | None] = set()
    for event in not_undone(events):
        if event.kind in STEPS_AND_RECEIPT or event.kind in RECEIVES:
            found.add(event.by)
        elif event.kind is EventKind.ASSIGNED:
            found.add(event.receiver)
    return frozenset(id_ for id_ in found if id_ is not None)


def takes_part(
    person_id: int,
    events: Mapping[int, tuple[Event, int | None]],
    owner_id: int | None,
) -> bool:
    """Say whether somebody had a part in a ticket, so that the marks are not theirs.

    Given its events by number, each with who recorded it: who entered it for another
    had a part, too, and so has who holds it. To merge a duplicate into it is none.
    """
    live = not_undone(event for event, _ in events.values())
    done = [e for e in live if e.kind in STEPS_AND_RECEIPT and not e.is_duplicate]
    recorded = {events[event.n][1] for event in done}
    return person_id in {owner_id, *recorded, *workers(live)}


def completed(events: Iterable[Event]) -> frozenset[int]:
    """Return who completed at least one step of a ticket."""
    live = [event for event in not_undone(events) if event.kind in COMPLETES]
    return frozenset(event.by for event in live if event.by is not None)


def drawn_next(
    numbers: Mapping[str, int], *, seed: int, drawn: Iterable[int], wanted: int
) -> list[int]:
    """Return the tickets to draw, so that a student has as many as wanted.

    Of ids by ticket number; those drawn before stay drawn. Source: grading.md,
    "Rubric".
    """
    before = set(drawn)
    left = {number: id_ for number, id_ in numbers.items() if id_ not in before}
    size = max(wanted - len(before), 0)
    return [left[number] for number in draw(left.keys(), seed=seed, size=size)]


def populations(
    rows: Iterable[tuple[int, str, Event]],
) -> dict[int, dict[str, int]]:
    """Return of each person the tickets on which they completed a step.

    Given tickets by id and number with an event each; ids by number.
    """
    logs: dict[tuple[int, str], list[Event]] = {}
    for ticket_id, number, event in rows:
        logs.setdefault((ticket_id, number), []).append(event)
    found: dict[int, dict[str, int]] = {}
    for (ticket_id, number), events in logs.items():
        for person_id in completed(events):
            found.setdefault(person_id, {})[number] = ticket_id
    return found
