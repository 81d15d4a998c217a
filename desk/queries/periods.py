"""The first page of grading: the periods, how far each class is, and whose classes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, exists, func, select

from desk.domain.grade_life import GradeState
from desk.domain.people import Actor, Permission, Role
from desk.extensions import db
from desk.models import ClassGroup, ClassTeacher, Grade, Gradebook, Person, Ticket
from desk.queries.gradebooks import Book, books, out_of_date


@dataclass(frozen=True, slots=True)
class BookLine:
    """A gradebook with how far it is; a new or locked one is not out of date."""

    book: Book
    students: int
    reviewed: int
    published: int
    need_look: int
    objections: int
    has_tickets: bool
    is_out_of_date: bool


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class somebody teaches, and the spans [from, until) it is graded over."""

    id: int
    name: str
    students: int
    graded: Sequence[tuple[int, int]]

    def is_free(self, begins_at: int, ends_at: int) -> bool:
        """Say whether no gradebook of the class has a day of a span."""
        return all(ends_at <= begin or end <= begins_at for begin, end in self.graded)


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period with its gradebooks, and own classes that could join it."""

    id: int
    name: str
    begins_at: int
    ends_at: int
    books: Sequence[BookLine]
    joinable: Sequence[OwnClass]


@dataclass(frozen=True, slots=True)
class Overview:
    """What somebody may read of all grading, the newest period first."""

    periods: Sequence[PeriodLine]
    own: Sequence[OwnClass]
    untaught: Sequence[OwnClass]


def overview(actor: Actor) -> Overview:
    """Return the periods and classes somebody may read: own ones, or all."""
    actor.require(Permission.READ_GRADES)
    found = books(actor)
    own = _classes(actor, found)
    may_grade = actor.may(Permission.GRADE)
    lines = _lines(found)
    return Overview(
        periods=[
            _period(list(group), own)
            for _, group in groupby(lines, key=lambda line: line.book.period_id)
        ],
        own=own,
        untaught=_untaught() if may_grade else [],
    )


def _period(lines: Sequence[BookLine], own: Iterable[OwnClass]) -> PeriodLine:
    book = lines[0].book
    return PeriodLine(
        id=book.period_id,
        name=book.period,
        begins_at=book.begins_at,
        ends_at=book.ends_at,
        books=lines,
        joinable=[each for each in own if each.is_free(book.begins_at, book.ends_at)],
    )


def _lines(found: Sequence[Book]) -> list[BookLine]:
    students = _students()
    states = _states([book.id for book in found])
    outdated = out_of_date(
        book for book in found if book.computed_at and not book.locked_at
    )
    spans = {
        span: _has_tickets(*span)
        for span in {(book.begins_at, book.ends_at) for book in found}
    }
    return [
        BookLine(
            book=book,
            students=students.get(book.class_group_id, 0),
            reviewed=sum(n for state, n, _ in counts if state is not GradeState.DRAFT),
            published=sum(n for state, n, _ in counts if state.is_shown),
            need_look=sum(looks for _, _, looks in counts),
            objections=sum(n for s, n, _ in counts if s is GradeState.OBJECTION),
            has_tickets=spans[book.begins_at, book.ends_at],
            is_out_of_date=book.id in outdated,
        )
        for book in found
        for counts in [states.get(book.id, [])]
    ]


def _has_tickets(begins_at: int, ends_at: int) -> bool:
    """Say whether any complaint was received in a span (UTC seconds)."""
    received = exists().where(
        Ticket.received_at >= begins_at, Ticket.received_at < ends_at
    )
    return bool(db.session.scalar(select(received)))


def _states(ids: Sequence[int]) -> dict[int, list[tuple[GradeState, int, int]]]:
    """Return of each gradebook its states: how many, and how many need a look.

    Of the students in its class now; who has left it is graded elsewhere.
    """
    query = (
        select(
            Grade.gradebook_id,
            Grade.state,
            func.count(),
            func.count(Grade.needs_look_at),
        )
        .join(Gradebook, Gradebook.id == Grade.gradebook_id)
        .join(Person, Person.id == Grade.person_id)
        .where(
            Grade.gradebook_id.in_(ids),
            Person.class_group_id == Gradebook.class_group_id,
            Person.is_active.is_(True),
        )
        .group_by(Grade.gradebook_id, Grade.state)
    )
    found: dict[int, list[tuple[GradeState, int, int]]] = {}
    for book_id, state, n, looks in db.session.execute(query):
        found.setdefault(book_id, []).append((state, n, looks))
    return found


def _students() -> dict[int, int]:
    query = (
        select(Person.class_group_id, func.count())
        .where(Person.role == Role.STUDENT, Person.is_active.is_(True))
        .group_by(Person.class_group_id)
    )
    return {group_id: n for group_id, n in db.session.execute(query) if group_id}


def _classes(actor: Actor, found: Sequence[Book]) -> list[OwnClass]:
    """Return the classes somebody teaches, by name."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for book in found:
        spans.setdefault(book.class_group_id, []).append((book.begins_at, book.ends_at))
    teaches = exists().where(
        ClassTeacher.class_group_id == ClassGroup.id,
        ClassTeacher.person_id == actor.id,
    )
    return _read(teaches, spans)


def _untaught() -> list[OwnClass]:
    """Return the classes in use that nobody teaches, by name."""
    taught = exists().where(ClassTeacher.class_group_id == ClassGroup.id)
    return _read(~taught, {})


def _read(
    narrowed: ColumnElement[bool], spans: dict[int, list[tuple[int, int]]]
) -> list[OwnClass]:
    students = _students()
    query = (
        select(ClassGroup.id, ClassGroup.name)
        .where(narrowed, ClassGroup.is_active.is_(True))
        .order_by(func.lower(ClassGroup.name))
    )
    return [
        OwnClass(row.id, row.name, students.get(row.id, 0), spans.get(row.id, []))
        for row in db.session.execute(query)
    ]
