"""The weeks of a class: what its students' grades were made of when computed last."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from desk.domain.errors import NotFound
from desk.domain.grade_inputs import Inputs, Observation
from desk.domain.grade_trend import Seen, TrendWeek, by_week, trend
from desk.extensions import db
from desk.models import Grade, GradeInputs, Person, Ticket
from desk.queries.gradebooks import Book
from desk.queries.remembered import remembered

# Below what either database takes as values of one statement.
CHUNK = 10_000


def class_trend(book: Book, zone: str) -> tuple[TrendWeek, ...]:
    """Return the weeks of the students who are in the class now."""
    return _trend(_hashes(book), book.event_id, zone)


def week_rows(book: Book, monday: date, zone: str) -> list[Observation]:
    """Return the observations behind a week, by ticket and step, of nobody by name.

    Raises NotFound for a week that is not told.
    """
    weeks = _weeks(_hashes(book), zone)
    if monday not in {each.monday for each in trend(weeks) if each.is_told}:
        raise NotFound
    rows = [seen for _, seen in weeks[monday]]
    return sorted(rows, key=lambda seen: (seen.number, seen.step.position))


@remembered
def _trend(hashes: tuple[str, ...], _event_id: int, zone: str) -> tuple[TrendWeek, ...]:
    """Return the weeks of what never changes: inputs by their hash, as of an event."""
    return trend(_weeks(hashes, zone))


def _hashes(book: Book) -> tuple[str, ...]:
    """Return what the grades of the students in the class now were made of."""
    query = (
        select(Grade.inputs_hash)
        .join(Person, Person.id == Grade.person_id)
        .where(
            Grade.gradebook_id == book.id,
            Person.class_group_id == book.class_group_id,
            Person.is_active.is_(True),
        )
        .order_by(Grade.person_id)
    )
    return tuple(db.session.scalars(query))


def _weeks(hashes: tuple[str, ...], zone: str) -> Mapping[date, Sequence[Seen]]:
    query = select(GradeInputs.hash, GradeInputs.body).where(
        GradeInputs.hash.in_(set(hashes))
    )
    bodies: dict[str, Any] = dict(db.session.execute(query).all())
    rows = [Inputs.from_json(bodies[digest]).observations for digest in hashes]
    return by_week(rows, _received({o.ticket_id for each in rows for o in each}), zone)


def _received(ticket_ids: set[int]) -> dict[int, int]:
    known: dict[int, int] = {}
    ids = sorted(ticket_ids)
    for first in range(0, len(ids), CHUNK):
        some = Ticket.id.in_(ids[first : first + CHUNK])
        query = select(Ticket.id, Ticket.received_at).where(some)
        known |= dict(db.session.execute(query).all())
    return known
