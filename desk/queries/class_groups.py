"""Class groups to keep and to choose from."""

from dataclasses import dataclass

from sqlalchemy import func, select

from desk.domain.errors import NotFound
from desk.domain.people import Role
from desk.extensions import db
from desk.models import ClassGroup, ClassTeacher, Person
from desk.queries.remembered import remembered


@dataclass(frozen=True, slots=True)
class ClassGroupLine:
    """A class group with how many open accounts belong to it."""

    id: int
    name: str
    is_active: bool
    people: int


def class_groups() -> list[ClassGroupLine]:
    """Return all class groups by name, those in use first."""
    counts = (
        select(Person.class_group_id, func.count().label("people"))
        .where(Person.is_active.is_(True))
        .group_by(Person.class_group_id)
        .subquery()
    )
    query = (
        select(ClassGroup, counts.c.people)
        .outerjoin(counts, counts.c.class_group_id == ClassGroup.id)
        .order_by(ClassGroup.is_active.desc(), func.lower(ClassGroup.name))
    )
    return [
        ClassGroupLine(group.id, group.name, group.is_active, people or 0)
        for group, people in db.session.execute(query)
    ]


@remembered
def class_group_names() -> tuple[tuple[int, str], ...]:
    """Return id and name of every class group, those in use first."""
    return tuple((group.id, group.name) for group in class_groups())


def teachers() -> list[tuple[int, str]]:
    """Return id and name of everybody who may teach a class, by name."""
    query = (
        select(Person.id, Person.name)
        .where(Person.role == Role.TEACHER, Person.is_active.is_(True))
        .order_by(func.lower(Person.name), Person.id)
    )
    return [(row.id, row.name) for row in db.session.execute(query)]


def teachers_of(group_id: int) -> list[int]:
    """Return the ids of the teachers of a class group."""
    query = select(ClassTeacher.person_id).where(
        ClassTeacher.class_group_id == group_id
    )
    return list(db.session.scalars(query))


def get_class_group(group_id: int) -> ClassGroupLine:
    """Return one class group. Raises NotFound."""
    for group in class_groups():
        if group.id == group_id:
            return group
    raise NotFound
