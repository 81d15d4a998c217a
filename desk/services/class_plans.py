"""What a class list would do to the accounts of the school, and what may be ticked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desk.domain.class_list import (
    NEEDED,
    ListColumns,
    ListField,
    headed,
    read_class_list,
)
from desk.domain.class_plan import (
    Known,
    Newcomer,
    Place,
    Plan,
    School,
    folded,
    make_plan,
)
from desk.domain.errors import NotFound
from desk.domain.evidence import CHOOSE, demand
from desk.domain.table import Table
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import ClassGroup, ClassList, Person, Unit
from desk.services.sheets import read_sheet

NO_UNIT = N_("Choose the unit at which the new students work.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is read: its sheet, its columns, and a class for all its rows."""

    sheet: int
    columns: ListColumns
    class_group_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """What the administrator ticked: nothing of it happens unasked."""

    unit_id: int | None = None
    # Folded names of classes to make, numbers of new students who have a namesake.
    makes: frozenset[str] = frozenset()
    namesakes: frozenset[str] = frozenset()
    # Ids of people whose names to correct, whose accounts to close or to open again.
    renames: frozenset[int] = frozenset()
    closes: frozenset[int] = frozenset()
    opens: frozenset[int] = frozenset()


def table_of(content: bytes, sheet: int) -> Table:
    """Return the table of a list, titles above it left out."""
    return headed(read_sheet(content, sheet).table)


def plan_of(found: ClassList, reading: Reading) -> Plan:
    """Return what taking a list over would do.

    Raises NotFound once it is erased, InvalidInput for the columns or the class.
    """
    if found.content is None:
        raise NotFound
    table = table_of(found.content, reading.sheet)
    group = _class_for_all(table, reading)
    listed = read_class_list(
        table, reading.columns, class_group=group.name if group else ""
    )
    return make_plan(listed, _school())


def _class_for_all(table: Table, reading: Reading) -> ClassGroup | None:
    """Return the class all rows are in, if one is chosen. Raises InvalidInput."""
    columns = range(len(table.header))
    errors = {
        field.value: CHOOSE
        for field, column in reading.columns.items()
        if column not in columns
    }
    errors |= {each.value: CHOOSE for each in NEEDED if each not in reading.columns}
    group_id = reading.class_group_id
    group = db.session.get(ClassGroup, group_id) if group_id else None
    if group_id and group is None:
        errors["class_group_id"] = CHOOSE
    elif group is None and ListField.CLASS_GROUP not in reading.columns:
        errors[ListField.CLASS_GROUP.value] = CHOOSE
    demand(errors)
    return group


def _school() -> School:
    classes = {group.id: group for group in db.session.scalars(select(ClassGroup))}
    units = db.session.scalars(select(Unit).order_by(Unit.id)).all()
    people = db.session.scalars(select(Person).order_by(Person.name, Person.id))
    return School(
        people=[_known(person, classes) for person in people],
        classes={folded(g.name): Place(*_place(g)) for g in classes.values()},
        units={
            folded(text): Place(*_place(unit))
            for unit in units
            for text in (unit.name, unit.code)
        },
    )


def _place(row: ClassGroup | Unit) -> tuple[int, str, bool]:
    return row.id, row.name, row.is_active


def _known(person: Person, classes: Mapping[int, ClassGroup]) -> Known:
    group = classes.get(person.class_group_id or 0)
    return Known(
        id=person.id,
        username=person.username,
        name=person.name,
        number=person.student_number or "",
        role=person.role,
        is_active=person.is_active,
        class_group_id=person.class_group_id,
        class_group=group.name if group else "",
    )


def added(plan: Plan, ticks: Ticks) -> list[Newcomer]:
    """Return who gets an account: into classes there are, and nobody twice unasked."""
    return [
        each
        for each in plan.newcomers
        if each.class_group_id or folded(each.class_group) in ticks.makes
        if each.namesake is None or each.number in ticks.namesakes
    ]


def check(plan: Plan, ticks: Ticks) -> None:
    """Demand that what is ticked is what the plan offers. Raises InvalidInput."""
    offered: dict[str, tuple[Collection[Any], Collection[Any]]] = {
        "makes": (ticks.makes, {folded(name) for name in plan.unknown}),
        "namesakes": (
            ticks.namesakes,
            {each.number for each in plan.newcomers if each.namesake},
        ),
        "renames": (
            ticks.renames,
            {each.known.id for each in plan.matches if each.renames},
        ),
        "opens": (
            ticks.opens,
            {each.known.id for each in plan.matches if each.is_closed},
        ),
        "closes": (ticks.closes, {known.id for known in plan.absent}),
    }
    errors = {
        name: CHOOSE
        for name, (ticked, there) in offered.items()
        if not set(ticked) <= set(there)
    }
    needs_unit = any(each.unit_id is None for each in added(plan, ticks))
    unit = db.session.get(Unit, ticks.unit_id) if ticks.unit_id else None
    if needs_unit and (unit is None or not unit.is_active):
        errors["unit_id"] = NO_UNIT
    demand(errors)
