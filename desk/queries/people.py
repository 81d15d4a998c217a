"""The person behind a session, and people to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from desk.domain.errors import NotFound
from desk.domain.people import Actor, Role, may_hold
from desk.extensions import db
from desk.models import ClassGroup, Person, Unit
from desk.queries.pages import ROWS, Page
from desk.queries.remembered import remembered

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor with the session version that is still good."""

    actor: Actor
    session_version: int


@remembered
def find_identity(person_id: int) -> Identity | None:
    """Return the active person with this id, if there is one."""
    person = db.session.get(Person, person_id)
    if person is None or not person.is_active:
        return None
    actor = Actor(
        id=person.id,
        name=person.name,
        role=person.role,
        unit_id=person.unit_id,
        language=person.language,
        must_change_password=person.must_change_password,
    )
    return Identity(actor=actor, session_version=person.session_version)


def get_actor(person_id: int) -> Actor:
    """Return the active person with this id. Raises NotFound."""
    identity = find_identity(person_id)
    if identity is None:
        raise NotFound
    return identity.actor


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may hold tickets, or did before leaving."""

    id: int
    name: str
    has_left: bool


class Somebody(NamedTuple):
    """A person as tickets tell of them, whether the account is open or closed."""

    name: str
    role: Role
    unit_id: int | None
    is_active: bool

    def may_hold(self, unit_id: int) -> bool:
        """Say whether the person can hold tickets of a unit at all."""
        return self.is_active and may_hold(self.role, self.unit_id, unit_id)


@remembered
def everybody() -> Mapping[int, Somebody]:
    """Return everybody who has or had an account, by id, in the order of their names.

    A school's few thousand.
    """
    known = (Person.name, Person.role, Person.unit_id, Person.is_active)
    query = select(Person.id, *known).order_by(Person.name, Person.id)
    return {row.id: Somebody(*row[1:]) for row in db.session.execute(query)}


def name_of(person_id: int | None) -> str | None:
    """Return the name of a person, if there is one."""
    somebody = everybody().get(person_id or 0)
    return somebody.name if somebody else None


@remembered
def owners(unit_id: int | None) -> tuple[Holder, ...]:
    """Return everybody who may or did hold tickets of the unit, by name."""
    return tuple(
        Holder(id_, person.name, not person.is_active)
        for id_, person in everybody().items()
        if person.role in {Role.STUDENT, Role.SUPERVISOR}
        if unit_id in {None, person.unit_id}
    )


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An account as the administrator sees it; instants in UTC seconds."""

    id: int
    username: str
    name: str
    role: Role
    unit_id: int | None
    unit: str | None
    class_group_id: int | None
    class_group: str | None
    student_number: str
    is_active: bool
    must_change_password: bool
    locked_until: int
    # When a student's guardian agreed that the data is kept.
    guardian_consent_at: int | None

    @property
    def needs_consent(self) -> bool:
        """Say whether a guardian has to agree that the person's data is kept."""
        return self.role is Role.STUDENT


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    """What the list of people is narrowed to; None or empty means all."""

    text: str = ""
    role: Role | None = None
    class_group_id: int | None = None
    is_active: bool | None = None
    lacks_consent: bool | None = None


def people(filters: PeopleFilters, *, page: int) -> Page[PersonLine]:
    """Return one page (from 1) of the accounts, open ones first, by name."""
    where = _narrowed(filters)
    total = db.session.scalar(select(func.count(Person.id)).where(*where)) or 0
    return Page(_lines(where, offset=(page - 1) * ROWS), total)


def get_person(person_id: int) -> PersonLine:
    """Return one account. Raises NotFound."""
    found = _lines([Person.id == person_id])
    if not found:
        raise NotFound
    return found[0]


def _lines(where: list[ColumnElement[bool]], *, offset: int = 0) -> list[PersonLine]:
    query = (
        select(Person, Unit.name, ClassGroup.name)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(ClassGroup, ClassGroup.id == Person.class_group_id)
        .where(*where)
        .order_by(Person.is_active.desc(), func.lower(Person.name), Person.id)
    )
    rows = db.session.execute(query.limit(ROWS).offset(offset))
    return [
        PersonLine(
            id=person.id,
            username=person.username,
            name=person.name,
            role=person.role,
            unit_id=person.unit_id,
            unit=unit,
            class_group_id=person.class_group_id,
            class_group=class_group,
            student_number=person.student_number or "",
            is_active=person.is_active,
            must_change_password=person.must_change_password,
            locked_until=person.locked_until,
            guardian_consent_at=person.guardian_consent_at,
        )
        for person, unit, class_group in rows
    ]


def _narrowed(filters: PeopleFilters) -> list[ColumnElement[bool]]:
    texts = (Person.name, Person.username, Person.student_number)
    where: list[ColumnElement[bool]] = [
        or_(*(text.icontains(word, autoescape=True) for text in texts))
        for word in filters.text.split()[:MOST_WORDS]
    ]
    if filters.role is not None:
        where.append(Person.role == filters.role)
    if filters.class_group_id is not None:
        where.append(Person.class_group_id == filters.class_group_id)
    if filters.is_active is not None:
        where.append(Person.is_active.is_(filters.is_active))
    if filters.lacks_consent is not None:
        given = Person.guardian_consent_at
        where.append(Person.role == Role.STUDENT)
        where.append(given.is_(None) if filters.lacks_consent else given.is_not(None))
    return where


def count_without_consent() -> int:
    """Return how many students' accounts lack the consent of a guardian."""
    return (
        db.session.scalar(
            select(func.count(Person.id)).where(
                Person.role == Role.STUDENT,
                Person.is_active.is_(True),
                Person.guardian_consent_at.is_(None),
            )
        )
        or 0
    )
