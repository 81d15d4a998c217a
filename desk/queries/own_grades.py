"""A student's own grades: what was published, and what is still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from desk.domain.grade_life import GradeState
from desk.domain.grading import descriptor
from desk.domain.people import Actor, Permission
from desk.domain.scheme import Scheme
from desk.extensions import db
from desk.models import (
    ClassGroup,
    Grade,
    Gradebook,
    GradeVersion,
    GradingPeriod,
    Person,
    SchemeVersion,
)


@dataclass(frozen=True, slots=True)
class Published:
    """What the student sees; published at an instant in UTC seconds."""

    state: GradeState
    value: int | None
    descriptor: str
    at: int


@dataclass(frozen=True, slots=True)
class OwnGrade:
    """A period that grades the student, [begins_at, ends_at) in UTC seconds.

    Without anything published, what the grade is now is nobody's to tell.
    """

    gradebook_id: int
    period: str
    class_group: str
    begins_at: int
    ends_at: int
    published: Published | None


def own_grades(actor: Actor) -> Sequence[OwnGrade]:
    """Return the periods of the student's class and their own grades, newest first.

    A class they have left keeps what was published there. Raises Forbidden.
    """
    actor.require(Permission.READ_OWN_GRADES)
    published = _published(actor)
    own_class = select(Person.class_group_id).where(Person.id == actor.id)
    query = (
        select(Gradebook.id, GradingPeriod, ClassGroup.name)
        .join(GradingPeriod, GradingPeriod.id == Gradebook.period_id)
        .join(ClassGroup, ClassGroup.id == Gradebook.class_group_id)
        .where(
            or_(
                Gradebook.class_group_id == own_class.scalar_subquery(),
                Gradebook.id.in_(published),
            )
        )
        .order_by(GradingPeriod.begins_at.desc(), Gradebook.id.desc())
    )
    return [
        OwnGrade(
            gradebook_id=id_,
            period=period.name,
            class_group=name,
            begins_at=period.begins_at,
            ends_at=period.ends_at,
            published=published.get(id_),
        )
        for id_, period, name in db.session.execute(query)
    ]


def _published(actor: Actor) -> Mapping[int, Published]:
    """Return what was published of the student, by gradebook."""
    query = (
        select(Grade.gradebook_id, Grade.state, GradeVersion, SchemeVersion.rules)
        .join(
            GradeVersion,
            (GradeVersion.grade_id == Grade.id) & (GradeVersion.n == Grade.published_n),
        )
        .join(SchemeVersion, SchemeVersion.id == GradeVersion.scheme_version_id)
        .where(Grade.person_id == actor.id)
    )
    return {
        book: Published(state, kept.value, _letter(kept.value, rules), kept.at)
        for book, state, kept, rules in db.session.execute(query)
        if state.is_shown
    }


def _letter(value: int | None, rules: Mapping[str, object]) -> str:
    """Return the descriptor of a whole grade by stored rules, nothing without one."""
    if value is None:
        return ""
    return descriptor(value, Scheme.from_json(rules).descriptors)
