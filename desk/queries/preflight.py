"""The students of a gradebook and the grades of theirs that may leave the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select

from desk.domain.grade_life import GradeState
from desk.domain.grading import GradePart, descriptor
from desk.domain.people import Role
from desk.domain.preflight import Entry, Outgoing
from desk.domain.scheme import Scheme
from desk.extensions import db
from desk.models import Grade, GradeVersion, Person, SchemeVersion
from desk.queries.gradebooks import Book


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a version of a grade says; a draft is the newest one, as it stands."""

    value: int | None
    parts: dict[str, Any]
    scheme_version_id: int
    state: GradeState
    needs_look: bool


def entries(book: Book, *, with_drafts: bool = False) -> list[Entry]:
    """Return the students of a gradebook by name, each with the published grade.

    Those who left the class stand among them if a grade of theirs was published here.
    Drafts are there only if they are asked for, and never where one is published.
    """
    found = [
        (person, is_here, _kept(grade, version, with_drafts=with_drafts))
        for person, is_here, grade, version in db.session.execute(_query(book))
    ]
    schemes = _schemes([kept.scheme_version_id for *_, kept in found if kept])
    return [
        Entry(
            person_id=person.id,
            name=person.name,
            username=person.username,
            student_number=person.student_number or "",
            class_group=book.class_group,
            is_in_class=is_here,
            grade=kept if kept is None else _outgoing(kept, schemes),
        )
        for person, is_here, kept in found
    ]


def _query(book: Book) -> Select[Person, bool, Grade, GradeVersion]:
    is_in_class = and_(
        Person.class_group_id == book.class_group_id,
        Person.role == Role.STUDENT,
        Person.is_active.is_(True),
    )
    of_book = and_(Grade.person_id == Person.id, Grade.gradebook_id == book.id)
    published = and_(
        GradeVersion.grade_id == Grade.id, GradeVersion.n == Grade.published_n
    )
    return (
        select(Person, func.coalesce(is_in_class, false()), Grade, GradeVersion)
        .outerjoin(Grade, of_book)
        .outerjoin(GradeVersion, published)
        .where(or_(is_in_class, Grade.published_n.is_not(None)))
        .order_by(func.lower(Person.name), Person.id)
    )


def _kept(
    grade: Grade | None, published: GradeVersion | None, *, with_drafts: bool
) -> _Kept | None:
    if grade is None:
        return None
    if published is None and not with_drafts:
        return None
    row = published or grade
    return _Kept(
        value=row.value,
        parts=row.parts,
        scheme_version_id=row.scheme_version_id,
        state=grade.state,
        needs_look=grade.needs_look_at is not None,
    )


def _outgoing(kept: _Kept, schemes: Mapping[int, Scheme]) -> Outgoing:
    scheme, value = schemes[kept.scheme_version_id], kept.value
    return Outgoing(
        value=value,
        descriptor="" if value is None else descriptor(value, scheme.descriptors),
        pass_mark=scheme.pass_mark,
        state=kept.state,
        parts={
            GradePart(part): None if score is None else Fraction(score)
            for part, (score, _) in kept.parts.items()
        },
        needs_look=kept.needs_look,
    )


def _schemes(ids: Sequence[int]) -> dict[int, Scheme]:
    """Return the rules by the version of them that a grade was made by."""
    query = select(SchemeVersion.id, SchemeVersion.rules).where(
        SchemeVersion.id.in_(set(ids))
    )
    return {id_: Scheme.from_json(rules) for id_, rules in db.session.execute(query)}
