"""How far the grades of a class are on the way to being published and locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select

from desk.domain.grade_life import GradeState
from desk.domain.people import Role
from desk.extensions import db
from desk.models import (
    Grade,
    Gradebook,
    GradeVersion,
    Objection,
    Person,
)
from desk.queries.gradebooks import Book
from desk.queries.objections import until


@dataclass(frozen=True, slots=True)
class Progress:
    """A student's grade on its way; without a state nothing is computed yet.

    What the student sees was published then and may be disputed until then (UTC
    seconds; None: no more, or not yet).
    """

    person_id: int
    name: str
    is_in_class: bool
    n: int
    state: GradeState | None
    value: int | None
    computed: int | None
    override: int | None
    override_of: int | None
    needs_look_at: int | None
    shown: int | None
    published_at: int | None
    until: int | None

    @property
    def is_open(self) -> bool:
        """Say whether it must still be reviewed before it is published."""
        return self.state in {None, GradeState.DRAFT}

    @property
    def is_override_outdated(self) -> bool:
        """Say whether another value is computed now than when it was overridden."""
        return self.override is not None and self.override_of != self.computed


@dataclass(frozen=True, slots=True)
class Act:
    """Who did it, and when (UTC seconds)."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Publishing:
    """The grades of a class by name, and who published and locked them."""

    rows: Sequence[Progress]
    published: Act | None
    locked: Act | None

    @property
    def drafts(self) -> list[Progress]:
        """Return whom to review before publishing."""
        return [each for each in self.rows if each.is_in_class and each.is_open]

    @property
    def reviewed(self) -> list[Progress]:
        """Return whose grade is ready to be published."""
        return [
            each
            for each in self.rows
            if each.is_in_class and each.state is GradeState.REVIEWED
        ]

    @property
    def shown(self) -> list[Progress]:
        """Return whose grade the student sees."""
        return [each for each in self.rows if each.state and each.state.is_shown]

    @property
    def looks(self) -> list[Progress]:
        """Return whose published grade needs another look."""
        return [each for each in self.shown if each.needs_look_at is not None]

    @property
    def objecting(self) -> list[Progress]:
        """Return who waits for an answer."""
        return [each for each in self.rows if each.state is GradeState.OBJECTION]

    def may_object(self, now: int) -> list[Progress]:
        """Return who may still object (now in UTC seconds)."""
        return [each for each in self.shown if each.until and each.until > now]


def read_publishing(book: Book) -> Publishing:
    """Return how far the grades of a class are; those who left it, if published."""
    ended = select(
        Gradebook.published_at,
        Gradebook.published_by_id,
        Gradebook.locked_at,
        Gradebook.locked_by_id,
    ).where(Gradebook.id == book.id)
    published_at, published_by, locked_at, locked_by = db.session.execute(ended).one()
    return Publishing(
        rows=_rows(book),
        published=_act(published_by, published_at),
        locked=_act(locked_by, locked_at),
    )


def _rows(book: Book) -> list[Progress]:
    objected = _objected(book)
    is_student = and_(
        Person.class_group_id == book.class_group_id,
        Person.role == Role.STUDENT,
        Person.is_active.is_(True),
    )
    query = (
        select(
            Person.id,
            Person.name,
            Person.unit_id,
            is_student.label("is_in_class"),
            Grade,
            GradeVersion.value,
            GradeVersion.at,
        )
        .outerjoin(
            Grade, and_(Grade.person_id == Person.id, Grade.gradebook_id == book.id)
        )
        .outerjoin(
            GradeVersion,
            and_(
                GradeVersion.grade_id == Grade.id,
                GradeVersion.n == Grade.published_n,
            ),
        )
        .where(or_(is_student, GradeVersion.id.is_not(None)))
        .order_by(func.lower(Person.name), Person.id)
    )
    return [
        _progress(row, is_over=row.id in objected) for row in db.session.execute(query)
    ]


def _progress(row: Any, *, is_over: bool) -> Progress:
    grade: Grade | None = row.Grade
    return Progress(
        person_id=row.id,
        name=row.name,
        is_in_class=bool(row.is_in_class),
        n=grade.n if grade else 0,
        state=grade.state if grade else None,
        value=grade.value if grade else None,
        computed=grade.computed if grade else None,
        override=grade.override if grade else None,
        override_of=grade.override_of if grade else None,
        needs_look_at=grade.needs_look_at if grade else None,
        shown=row.value,
        published_at=row.at,
        until=None if is_over or row.at is None else until(row.at, row.unit_id),
    )


def _objected(book: Book) -> set[int]:
    """Return who has objected in the period, which one does once."""
    query = (
        select(Grade.person_id)
        .join(Objection, Objection.grade_id == Grade.id)
        .join(Gradebook, Gradebook.id == Grade.gradebook_id)
        .where(Gradebook.period_id == book.period_id)
    )
    return set(db.session.scalars(query))


def _act(person_id: int | None, at: int | None) -> Act | None:
    if person_id is None or at is None:
        return None
    return Act(db.session.get_one(Person, person_id).name, at)
