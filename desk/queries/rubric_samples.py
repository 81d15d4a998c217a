"""The tickets drawn for each student of a class, and how far they are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from desk.domain.people import Actor, Permission, Role
from desk.domain.sampling import place
from desk.extensions import db
from desk.models import (
    ClassGroup,
    ClassTeacher,
    Gradebook,
    GradingPeriod,
    Person,
    RubricDraw,
    RubricSheet,
    Ticket,
)
from desk.queries.gradebooks import Book, find_book
from desk.queries.people import name_of
from desk.queries.rubric import marked_on
from desk.queries.samples import has_part


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A ticket drawn for a student; instants in UTC seconds.

    With how many items are marked, and whether it is the reader's own work.
    """

    gradebook_id: int
    person_id: int
    person: str
    ticket_id: int
    number: str
    item: str
    closed_at: int | None
    population: int
    drawn_at: int
    drawn_by: str
    marked: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class StudentSample:
    """A student of the class with what is drawn, in the order of drawing."""

    id: int
    name: str
    lines: Sequence[DrawnLine]


@dataclass(frozen=True, slots=True)
class SampleView:
    """The sample of a class; the seed is told once something was drawn by it."""

    book: Book
    seed: int | None
    students: Sequence[StudentSample]
    may_draw: bool

    @property
    def lines(self) -> list[DrawnLine]:
        """Return every ticket drawn."""
        return [line for student in self.students for line in student.lines]

    @property
    def marked(self) -> int:
        """Return how many of them have a mark."""
        return sum(line.marked > 0 for line in self.lines)

    @property
    def is_short(self) -> bool:
        """Say whether somebody has fewer tickets than wanted."""
        wanted = self.book.scheme.sampled
        return any(len(student.lines) < wanted for student in self.students)


@dataclass(frozen=True, slots=True)
class SampledBook:
    """A gradebook with drawn tickets that the person may mark."""

    id: int
    class_group: str
    period: str
    drawn: int
    marked: int


@dataclass(frozen=True, slots=True)
class PlaceInSample:
    """Where a sheet stands in a sample, and what comes after it."""

    gradebook_id: int
    n: int
    drawn: int
    following: DrawnLine | None


def sample_of(gradebook_id: int, actor: Actor) -> SampleView:
    """Return the sample of a class: of a supervisor, the tickets of their unit.

    No grade is in it. Raises NotFound, Forbidden.
    """
    actor.require(Permission.OBSERVE)
    book = find_book(gradebook_id)
    lines = _lines(actor, Gradebook.id == book.id)
    seed = db.session.scalar(select(Gradebook.seed).filter_by(id=book.id))
    return SampleView(
        book=book,
        seed=seed if lines else None,
        students=_students(book, lines, actor),
        may_draw=book.may_grade(actor),
    )


def sampled_books(actor: Actor) -> list[SampledBook]:
    """Return the gradebooks that have tickets for the person to mark.

    Of a teacher's own classes: the pages beside theirs are not for other teachers.
    """
    where = [Gradebook.locked_at.is_(None)]
    if actor.may(Permission.GRADE):
        own = select(ClassTeacher.class_group_id).filter_by(person_id=actor.id)
        where.append(Gradebook.class_group_id.in_(own))
    marked: dict[int, list[bool]] = {}
    for line in _lines(actor, *where):
        if not line.is_own:
            marked.setdefault(line.gradebook_id, []).append(line.marked > 0)
    query = (
        select(Gradebook.id, ClassGroup.name, GradingPeriod.name.label("period"))
        .join(ClassGroup, ClassGroup.id == Gradebook.class_group_id)
        .join(GradingPeriod, GradingPeriod.id == Gradebook.period_id)
        .where(Gradebook.id.in_(marked))
        .order_by(GradingPeriod.begins_at.desc(), func.lower(ClassGroup.name))
    )
    return [
        SampledBook(*row, drawn=len(marked[row.id]), marked=sum(marked[row.id]))
        for row in db.session.execute(query)
    ]


def place_in_sample(
    ticket_id: int, person_id: int, actor: Actor
) -> PlaceInSample | None:
    """Return where a sheet stands in the newest sample it was drawn for, if in any.

    What comes after it is the next that is not marked and not the reader's own.
    """
    query = (
        select(RubricDraw.gradebook_id)
        .filter_by(ticket_id=ticket_id, person_id=person_id)
        .order_by(RubricDraw.gradebook_id.desc())
    )
    gradebook_id = db.session.scalar(query.limit(1))
    if gradebook_id is None:
        return None
    lines = _lines(actor, Gradebook.id == gradebook_id)
    keys = [(line.ticket_id, line.person_id) for line in lines]
    if (ticket_id, person_id) not in keys:
        return None
    here = keys.index((ticket_id, person_id))
    coming = [*lines[here + 1 :], *lines[:here]]
    left = (line for line in coming if not (line.marked or line.is_own))
    return PlaceInSample(gradebook_id, here + 1, len(lines), next(left, None))


def _students(
    book: Book, lines: Sequence[DrawnLine], actor: Actor
) -> list[StudentSample]:
    """Return who is in the class or was drawn for; of a supervisor only the latter."""
    names = {line.person_id: line.person for line in lines}
    if actor.unit_id is None:
        query = select(Person.id, Person.name).where(
            Person.class_group_id == book.class_group_id,
            Person.role == Role.STUDENT,
            Person.is_active.is_(True),
        )
        names |= {row.id: row.name for row in db.session.execute(query)}
    by_name = sorted(names.items(), key=lambda known: (known[1].lower(), known[0]))
    return [
        StudentSample(id_, name, [each for each in lines if each.person_id == id_])
        for id_, name in by_name
    ]


def _lines(actor: Actor, *where: ColumnElement[bool]) -> list[DrawnLine]:
    """Return tickets drawn, by student and then as they were drawn."""
    query = _query(actor).where(*where)
    if actor.unit_id is not None:
        query = query.where(
            Ticket.unit_id == actor.unit_id, Person.unit_id == actor.unit_id
        )
    rows = db.session.execute(query).all()
    marked = marked_on([row.sheet_id for row in rows if row.sheet_id is not None])
    lines = [_line(row, marked.get(row.sheet_id or 0, 0)) for row in rows]
    places = {row.number: place(row.seed, row.number) for row in rows}
    return sorted(
        lines,
        key=lambda line: (
            line.person.lower(),
            line.person_id,
            line.drawn_at,
            places[line.number],
        ),
    )


def _query(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            RubricDraw,
            Gradebook.seed,
            Person.name.label("person"),
            Ticket.number,
            Ticket.item,
            Ticket.closed_at,
            RubricSheet.id.label("sheet_id"),
            has_part(actor).label("is_own"),
        )
        .join(Gradebook, Gradebook.id == RubricDraw.gradebook_id)
        .join(Person, Person.id == RubricDraw.person_id)
        .join(Ticket, Ticket.id == RubricDraw.ticket_id)
        .outerjoin(
            RubricSheet,
            (RubricSheet.ticket_id == RubricDraw.ticket_id)
            & (RubricSheet.person_id == RubricDraw.person_id),
        )
    )


def _line(row: Any, marked: int) -> DrawnLine:
    drawn: RubricDraw = row.RubricDraw
    return DrawnLine(
        gradebook_id=drawn.gradebook_id,
        person_id=drawn.person_id,
        person=row.person,
        ticket_id=drawn.ticket_id,
        number=row.number,
        item=row.item,
        closed_at=row.closed_at,
        population=drawn.population,
        drawn_at=drawn.drawn_at,
        drawn_by=name_of(drawn.drawn_by_id) or "",
        marked=marked,
        is_own=bool(row.is_own),
    )
