"""Who can be rostered at a unit, and who is away on internship."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import PERMISSIONS, Actor, Permission, Role
from desk.extensions import db
from desk.models import Absence, ClassGroup, Person, Ticket

ON_ROSTERS = [role for role in Role if Permission.WALK_STEPS in PERMISSIONS[role]]


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """A time in which a person is away; instants in UTC seconds, open if no end."""

    id: int
    begins_at: int
    ends_at: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody who can be rostered, with absences not over yet and tickets held."""

    id: int
    unit_id: int
    name: str
    username: str
    role: Role
    class_group: str | None
    absences: Sequence[AbsenceLine]
    tickets: int

    def is_away(self, at: int) -> bool:
        """Say whether the person is away at an instant (UTC seconds)."""
        return any(absence.begins_at <= at for absence in self.absences)


def staff(unit_id: int, *, now: int) -> list[StaffLine]:
    """Return everybody who can be rostered at a unit, by name (now in UTC seconds)."""
    held = (
        select(func.count(Ticket.id))
        .where(Ticket.owner_id == Person.id, Ticket.step.is_not(None))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Person, ClassGroup.name, held)
        .outerjoin(ClassGroup, ClassGroup.id == Person.class_group_id)
        .where(
            Person.unit_id == unit_id,
            Person.is_active.is_(True),
            Person.role.in_(ON_ROSTERS),
        )
        .order_by(func.lower(Person.name), Person.id)
    ).all()
    absences = _absences([person.id for person, _, _ in rows], now)
    return [
        StaffLine(
            id=person.id,
            unit_id=unit_id,
            name=person.name,
            username=person.username,
            role=person.role,
            class_group=class_group,
            absences=absences.get(person.id, ()),
            tickets=count,
        )
        for person, class_group, count in rows
    ]


def get_staff(person_id: int, actor: Actor, *, now: int) -> StaffLine:
    """Return one of them. Raises NotFound, Forbidden for another unit's."""
    person = db.session.get(Person, person_id)
    if person is None or person.unit_id is None:
        raise NotFound
    if actor.unit_id not in {None, person.unit_id}:
        raise Forbidden
    for line in staff(person.unit_id, now=now):
        if line.id == person_id:
            return line
    raise NotFound


def _absences(people: Sequence[int], now: int) -> dict[int, list[AbsenceLine]]:
    """Return the absences that are not over yet, by person, in order."""
    query = (
        select(Absence)
        .where(
            Absence.person_id.in_(people),
            Absence.removed_in.is_(None),
            Absence.ends_at.is_(None) | (Absence.ends_at > now),
        )
        .order_by(Absence.begins_at)
    )
    found: dict[int, list[AbsenceLine]] = {}
    for absence in db.session.scalars(query):
        found.setdefault(absence.person_id, []).append(
            AbsenceLine(absence.id, absence.begins_at, absence.ends_at, absence.reason)
        )
    return found
