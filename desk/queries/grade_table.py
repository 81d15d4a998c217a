"""The grades of a class, a student a row, as they are stored: nothing is computed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select

from desk.domain.grade_table import GradeMark, GradeRow, PartScore
from desk.domain.grading import GradePart, descriptor
from desk.domain.people import Role
from desk.extensions import db
from desk.models import (
    ClassGroup,
    Grade,
    GradeVersion,
    Person,
    SchemeVersion,
    Ticket,
)
from desk.queries.gradebooks import Book

Descriptors = Sequence[tuple[int, str]]


def grade_rows(book: Book) -> list[GradeRow]:
    """Return the students of the class with their grades, and who has left it.

    Of those who left, only what was published here: they are graded where they are now.
    """
    found = db.session.execute(_query(book)).all()
    tables = _descriptors(book, found)
    return [_row(row, tables) for row in found]


def has_tickets(book: Book) -> bool:
    """Say whether any complaint was received in the period."""
    received = select(Ticket.id).where(
        Ticket.received_at >= book.begins_at, Ticket.received_at < book.ends_at
    )
    return bool(db.session.scalar(select(exists(received))))


def _query(book: Book) -> Select[Any]:
    """Return a query of columns: rows of the vault would take twice as long."""
    here = Person.class_group_id == book.class_group_id
    return (
        select(
            Person.id,
            Person.name,
            Person.student_number,
            Person.is_active,
            here.label("is_of_class"),
            ClassGroup.name.label("class_group"),
            *(Grade.state, Grade.observations, Grade.tickets, Grade.parts),
            *(Grade.computed, Grade.override, Grade.override_of, Grade.flags),
            *(Grade.is_small, Grade.is_provisional, Grade.needs_look_at),
            *(Grade.scheme_version_id, Grade.published_n),
            GradeVersion.value.label("published"),
            GradeVersion.scheme_version_id.label("published_by"),
        )
        .outerjoin(
            Grade, and_(Grade.person_id == Person.id, Grade.gradebook_id == book.id)
        )
        .outerjoin(
            GradeVersion,
            and_(
                GradeVersion.grade_id == Grade.id, GradeVersion.n == Grade.published_n
            ),
        )
        .outerjoin(ClassGroup, ClassGroup.id == Person.class_group_id)
        .where(
            Person.role == Role.STUDENT,
            or_(and_(here, Person.is_active), Grade.published_n.is_not(None)),
        )
        .order_by(func.lower(Person.name), Person.id)
    )


def _descriptors(book: Book, rows: Sequence[Row[Any]]) -> Mapping[int, Descriptors]:
    """Return the descriptors of every version of the rules that a value follows."""
    used = {row.published_by or row.scheme_version_id for row in rows}
    others = used - {None, book.scheme_version_id}
    tables: dict[int, Descriptors] = {book.scheme_version_id: book.scheme.descriptors}
    if others:
        query = select(SchemeVersion.id, SchemeVersion.rules["descriptors"]).where(
            SchemeVersion.id.in_(others)
        )
        tables |= dict(db.session.execute(query).tuples())
    return tables


def _row(row: Row[Any], tables: Mapping[int, Descriptors]) -> GradeRow:
    moved_to = _moved_to(row)
    if row.state is None:
        marks = (GradeMark.NOT_COMPUTED,)
        return GradeRow(row.id, row.name, row.student_number, marks=marks)
    is_published = row.published_n is not None
    value = row.published if is_published else row.override
    if value is None and not is_published:
        value = row.computed
    follows = tables[row.published_by or row.scheme_version_id]
    return GradeRow(
        person_id=row.id,
        name=row.name,
        student_number=row.student_number,
        state=row.state,
        observations=row.observations,
        tickets=row.tickets,
        parts=tuple(PartScore(*row.parts[part]) for part in GradePart),
        computed=row.computed,
        override=row.override,
        value=value,
        descriptor="" if value is None else descriptor(value, follows),
        flags=row.flags,
        marks=tuple(m for m, is_so in _marks(row, value, moved_to) if is_so),
        moved_to=moved_to,
    )


def _moved_to(row: Row[Any]) -> str | None:
    """Return the class a student is in now, "" for none, None for this one."""
    if row.is_of_class:
        return None if row.is_active else ""
    return row.class_group or ""


def _marks(
    row: Row[Any], value: int | None, moved_to: str | None
) -> Iterator[tuple[GradeMark, bool]]:
    yield GradeMark.NOT_ENOUGH, value is None
    yield GradeMark.SMALL, row.is_small
    yield GradeMark.PROVISIONAL, row.is_provisional
    yield GradeMark.FLAGGED, bool(row.flags)
    yield GradeMark.OVERRIDDEN, row.override is not None
    is_changed = row.override is not None and row.override_of != row.computed
    yield GradeMark.CHANGED_SINCE, is_changed
    yield GradeMark.NEEDS_LOOK, row.needs_look_at is not None
    yield GradeMark.MOVED, moved_to is not None
