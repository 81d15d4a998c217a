"""Units to keep and to choose from."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Person, Ticket, Unit
from desk.queries.remembered import remembered


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with how many open accounts belong to it."""

    id: int
    code: str
    name: str
    is_active: bool
    people: int
    has_tickets: bool
    phone: str


def units() -> list[UnitLine]:
    """Return all units by name, open ones first."""
    people = (
        select(func.count(Person.id))
        .where(Person.unit_id == Unit.id, Person.is_active.is_(True))
        .scalar_subquery()
    )
    has_tickets = exists().where(Ticket.unit_id == Unit.id)
    query = select(Unit, people, has_tickets).order_by(
        Unit.is_active.desc(), func.lower(Unit.name), Unit.id
    )
    return [
        UnitLine(
            unit.id, unit.code, unit.name, unit.is_active, count, numbered, unit.phone
        )
        for unit, count, numbered in db.session.execute(query)
    ]


@remembered
def unit_names() -> tuple[tuple[int, str], ...]:
    """Return id and name of every unit by name."""
    rows = db.session.execute(
        select(Unit.id, Unit.name).order_by(func.lower(Unit.name))
    )
    return tuple((row.id, row.name) for row in rows)


def units_for(actor: Actor) -> list[UnitLine]:
    """Return the units a person works for: their own, or all."""
    return [unit for unit in units() if actor.unit_id in {None, unit.id}]


def get_unit(unit_id: int) -> UnitLine:
    """Return one unit. Raises NotFound."""
    for unit in units():
        if unit.id == unit_id:
            return unit
    raise NotFound


def unit_for(unit_id: int, actor: Actor) -> UnitLine:
    """Return a unit the person works for. Raises NotFound, Forbidden."""
    unit = get_unit(unit_id)
    if actor.unit_id not in {None, unit.id}:
        raise Forbidden
    return unit
