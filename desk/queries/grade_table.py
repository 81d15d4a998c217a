"""The grades of a class, a student a row, as they are stored: nothing is computed."""

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, func, or_, select

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
# What may be marked on a grade, in the order of the marks.
MARKS = [mark for mark in GradeMark if mark is not GradeMark.NOT_COMPUTED]
PARTS = [part.value for part in GradePart]
HERE = Person.class_group_id == bindparam("class_group_id")
# Columns, for rows of the vault take twice as long; and put together only once.
ROWS: Select[Any] = (
    select(
        Person.id,
        Person.name,
        Person.student_number,
        Person.is_active,
        HERE.label("is_of_class"),
        ClassGroup.name.label("class_group"),
        *(Grade.state, Grade.observations, Grade.tickets, Grade.parts),
        *(Grade.computed, Grade.override, Grade.override_of, Grade.flags),
        *(Grade.is_small, Grade.is_provisional, Grade.needs_look_at),
        *(Grade.scheme_version_id, Grade.published_n),
        GradeVersion.value.label("published"),
        GradeVersion.scheme_version_id.label("published_by"),
    )
    .outerjoin(
        Grade,
        and_(Grade.person_id == Person.id, Grade.gradebook_id == bindparam("book_id")),
    )
    .outerjoin(
        GradeVersion,
        and_(GradeVersion.grade_id == Grade.id, GradeVersion.n == Grade.published_n),
    )
    .outerjoin(ClassGroup, ClassGroup.id == Person.class_group_id)
    .where(
        Person.role == Role.STUDENT,
        or_(and_(HERE, Person.is_active), Grade.published_n.is_not(None)),
    )
    .order_by(func.lower(Person.name), Person.id)
)


def grade_rows(book: Book) -> list[GradeRow]:
    """Return the students of the class with their grades, and who has left it.

    Of those who left, only what was published here: they are graded where they are now.
    """
    wanted = {"book_id": book.id, "class_group_id": book.class_group_id}
    found = db.session.execute(ROWS, wanted).all()
    tables = _descriptors(book, found)
    return [_row(row, tables) for row in found]


def has_tickets(book: Book) -> bool:
    """Say whether any complaint was received in the period."""
    received = select(Ticket.id).where(
        Ticket.received_at >= book.begins_at, Ticket.received_at < book.ends_at
    )
    return bool(db.session.scalar(select(exists(received))))


def _descriptors(book: Book, rows: Sequence[Row[Any]]) -> Mapping[int, Descriptors]:
    """Return the descriptors of every version of the rules that a value follows."""
    used = {row.published_by or row.scheme_version_id for row in rows}
    others = used - {None, book.scheme_version_id}
    tables: dict[int, Descriptors] = {book.scheme_version_id: book.scheme.descriptors}
    if others:
        query = select(SchemeVersion.id, SchemeVersion.rules["descriptors"]).where(
            SchemeVersion.id.in_(others)
        )
        tables |= dict(db.session.execute(query).all())
    return tables


def _row(row: Row[Any], tables: Mapping[int, Descriptors]) -> GradeRow:
    moved_to = _moved_to(row)
    if row.state is None:
        marks = (GradeMark.NOT_COMPUTED,)
        return GradeRow(row.id, row.name, row.student_number, marks=marks)
    value = _value(row)
    parts = row.parts
    return GradeRow(
        person_id=row.id,
        name=row.name,
        student_number=row.student_number,
        state=row.state,
        observations=row.observations,
        tickets=row.tickets,
        parts=tuple([PartScore(*parts[part]) for part in PARTS]),
        computed=row.computed,
        override=row.override,
        value=value,
        descriptor=_descriptor(value, row, tables),
        flags=row.flags,
        marks=tuple(compress(MARKS, _marked(row, moved_to))),
        moved_to=moved_to,
    )


def _value(row: Row[Any]) -> int | None:
    """Return what counts: as published, else the override, else as computed."""
    if row.published_n is not None:
        value: int | None = row.published
    else:
        value = row.computed if row.override is None else row.override
    return value


def _descriptor(
    value: int | None, row: Row[Any], tables: Mapping[int, Descriptors]
) -> str:
    if value is None:
        return ""
    return descriptor(value, tables[row.published_by or row.scheme_version_id])


def _moved_to(row: Row[Any]) -> str | None:
    """Return the class a student is in now, "" for none, None for this one."""
    if row.is_of_class:
        return None if row.is_active else ""
    return row.class_group or ""


def _marked(row: Row[Any], moved_to: str | None) -> tuple[object, ...]:
    """Return whether each of the marks is on the row, in their order."""
    override = row.override
    return (
        row.computed is None,
        row.is_small,
        row.is_provisional,
        row.flags,
        override is not None,
        override is not None and row.override_of != row.computed,
        row.needs_look_at is not None,
        moved_to is not None,
    )
