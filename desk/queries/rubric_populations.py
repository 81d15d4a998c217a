"""What a student's sample was drawn from, so that anybody can draw it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor, Permission
from desk.domain.sampling import place
from desk.domain.sheets import populations
from desk.extensions import db
from desk.models import Gradebook, Person, RubricDraw, Ticket
from desk.queries.gradebooks import Book, find_book


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A ticket with what decides whether it is drawn; instants in UTC seconds."""

    ticket_id: int
    number: str
    closed_at: int | None
    place: str
    drawn_at: int | None
    is_later: bool


@dataclass(frozen=True, slots=True)
class Population:
    """The tickets a student can be drawn for, by their places."""

    book: Book
    person: str
    seed: int
    lines: Sequence[PlaceLine]


def population_of(gradebook_id: int, person_id: int, actor: Actor) -> Population:
    """Return what a student's tickets were drawn from; before that nobody is told.

    Raises NotFound, and Forbidden for another unit's student.
    """
    actor.require(Permission.OBSERVE)
    book = find_book(gradebook_id)
    person = db.session.get(Person, person_id)
    query = select(RubricDraw.ticket_id, RubricDraw.drawn_at).filter_by(
        gradebook_id=book.id, person_id=person_id
    )
    drawn = {row.ticket_id: row.drawn_at for row in db.session.execute(query)}
    if person is None or not drawn:
        raise NotFound
    if actor.unit_id not in {None, person.unit_id}:
        raise Forbidden
    seed = db.session.get_one(Gradebook, book.id).seed
    return Population(book, person.name, seed, _lines(book, person_id, seed, drawn))


def _lines(
    book: Book, person_id: int, seed: int, drawn: dict[int, int]
) -> list[PlaceLine]:
    worked = RubricDraw.population_of([person_id], book.begins_at, book.ends_at)
    rows = db.session.execute(worked)
    found = populations((e.ticket_id, number, e.as_event()) for e, number in rows)
    ids = {*found.get(person_id, {}).values(), *drawn}
    query = select(Ticket.id, Ticket.number, Ticket.closed_at).where(Ticket.id.in_(ids))
    lines = [
        PlaceLine(
            ticket_id=row.id,
            number=row.number,
            closed_at=row.closed_at,
            place=place(seed, row.number),
            drawn_at=drawn.get(row.id),
            # What is closed after the last drawing was not among them.
            is_later=row.id not in drawn and (row.closed_at or 0) > max(drawn.values()),
        )
        for row in db.session.execute(query)
    ]
    return sorted(lines, key=lambda line: (line.place, line.number))
