"""The person behind a session, and people to choose from."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.people import Actor, Role
from desk.extensions import db
from desk.models import Person


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor with the session version that is still good."""

    actor: Actor
    session_version: int


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


def owners(unit_id: int | None) -> list[tuple[int, str]]:
    """Return id and name of everybody who may hold tickets of the unit."""
    query = select(Person.id, Person.name).where(
        Person.role.in_([Role.STUDENT, Role.SUPERVISOR])
    )
    if unit_id is not None:
        query = query.where(Person.unit_id == unit_id)
    return [(row.id, row.name) for row in db.session.execute(query.order_by("name"))]
