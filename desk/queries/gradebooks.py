"""The gradebooks somebody may read, and one of them as every page of it begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, func, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor, Permission, Role
from desk.domain.scheme import Scheme
from desk.extensions import db
from desk.models import (
    ClassGroup,
    ClassTeacher,
    Gradebook,
    GradingPeriod,
    Person,
    RubricMark,
    RubricSheet,
    SchemeVersion,
    SettingsRevision,
    TicketEvent,
)


@dataclass(frozen=True, slots=True)
class Book:
    """A gradebook; instants in UTC seconds, the period is [begins_at, ends_at)."""

    id: int
    version: int
    period_id: int
    period: str
    begins_at: int
    ends_at: int
    class_group_id: int
    class_group: str
    computed_at: int | None
    event_id: int
    settings_n: int
    published_at: int | None
    locked_at: int | None
    scheme_version_id: int
    scheme_n: int
    scheme: Scheme
    # Ids and names of the teachers of the class, by name.
    teachers: Sequence[tuple[int, str]]

    def may_grade(self, actor: Actor) -> bool:
        """Say whether somebody may change the grades: a teacher of the class."""
        is_teacher = any(id_ == actor.id for id_, _ in self.teachers)
        return actor.may(Permission.GRADE) and is_teacher


def get_book(gradebook_id: int, actor: Actor) -> Book:
    """Return a gradebook to its class's teachers and the head.

    Raises NotFound, Forbidden. Source: product.md, "Privacy".
    """
    actor.require(Permission.READ_GRADES)
    book = find_book(gradebook_id)
    if actor.role is not Role.HEAD and not book.may_grade(actor):
        raise Forbidden
    return book


def find_book(gradebook_id: int) -> Book:
    """Return a gradebook, whoever asks. Raises NotFound."""
    found = _books(Gradebook.id == gradebook_id)
    if not found:
        raise NotFound
    return found[0]


def books(actor: Actor) -> list[Book]:
    """Return the gradebooks somebody may read, the newest period first."""
    if actor.role is Role.HEAD:
        return _books()
    own = select(ClassTeacher.class_group_id).where(ClassTeacher.person_id == actor.id)
    return _books(Gradebook.class_group_id.in_(own))


def is_out_of_date(book: Book) -> bool:
    """Say whether anything happened since the drafts were computed.

    Any event and any change of settings counts: what it changes only computing tells;
    and any mark of the rubric about a student of the class.
    """
    return book.id in out_of_date([book])


def out_of_date(known: Iterable[Book]) -> set[int]:
    """Return the ids of the gradebooks since whose computing anything happened."""
    event_id = db.session.scalar(select(func.max(TicketEvent.id))) or 0
    settings = db.session.scalar(select(SettingsRevision.n)) or 0
    found = list(known)
    marked_at = _marked_at({book.class_group_id for book in found})
    return {
        book.id
        for book in found
        if (book.event_id, book.settings_n) != (event_id, settings)
        or marked_at.get(book.class_group_id, 0) > (book.computed_at or 0)
    }


def _marked_at(groups: set[int]) -> dict[int, int]:
    """Return when a student of each class was marked last (UTC seconds)."""
    query = (
        select(Person.class_group_id, func.max(RubricMark.at))
        .join(RubricSheet, RubricSheet.person_id == Person.id)
        .join(RubricMark, RubricMark.sheet_id == RubricSheet.id)
        .where(Person.class_group_id.in_(groups))
        .group_by(Person.class_group_id)
    )
    return {group_id: at for group_id, at in db.session.execute(query) if group_id}


def _books(*where: ColumnElement[bool]) -> list[Book]:
    rows = db.session.execute(_query().where(*where)).all()
    groups = {row.Gradebook.class_group_id for row in rows}
    teachers = _teachers(groups)
    return [
        Book(
            id=book.id,
            version=book.version,
            period_id=period.id,
            period=period.name,
            begins_at=period.begins_at,
            ends_at=period.ends_at,
            class_group_id=book.class_group_id,
            class_group=name,
            computed_at=book.computed_at,
            event_id=book.event_id,
            settings_n=book.settings_n,
            published_at=book.published_at,
            locked_at=book.locked_at,
            scheme_version_id=scheme.id,
            scheme_n=scheme.n,
            scheme=Scheme.from_json(scheme.rules),
            teachers=teachers.get(book.class_group_id, []),
        )
        for book, period, name, scheme in rows
    ]


@cache
def _query() -> Select[Gradebook, GradingPeriod, str, SchemeVersion]:
    """Return what every gradebook is read by; put together once."""
    newest = (
        select(func.max(SchemeVersion.id))
        .where(SchemeVersion.gradebook_id == Gradebook.id)
        .correlate(Gradebook)
        .scalar_subquery()
    )
    return (
        select(Gradebook, GradingPeriod, ClassGroup.name, SchemeVersion)
        .join(GradingPeriod, GradingPeriod.id == Gradebook.period_id)
        .join(ClassGroup, ClassGroup.id == Gradebook.class_group_id)
        .join(SchemeVersion, SchemeVersion.id == newest)
        .order_by(
            GradingPeriod.begins_at.desc(),
            GradingPeriod.id.desc(),
            func.lower(ClassGroup.name),
        )
    )


def _teachers(groups: set[int]) -> dict[int, list[tuple[int, str]]]:
    query = (
        select(ClassTeacher.class_group_id, Person.id, Person.name)
        .join(Person, Person.id == ClassTeacher.person_id)
        .where(ClassTeacher.class_group_id.in_(groups))
        .order_by(func.lower(Person.name), Person.id)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for group_id, person_id, name in db.session.execute(query):
        found.setdefault(group_id, []).append((person_id, name))
    return found
