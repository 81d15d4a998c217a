"""Class groups (rombel), and who teaches them."""

from collections.abc import Collection

from sqlalchemy import delete, func, select

from desk.domain.errors import NotFound
from desk.domain.evidence import MISSING, demand
from desk.domain.people import Act, Permission, Role
from desk.domain.refusals import AlreadyTaught
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import ClassGroup, ClassTeacher, Person
from desk.services.transaction import action

NOT_A_TEACHER = N_("Choose teachers whose accounts are open.")


@action
def add_class_group(act: Act, *, name: str) -> int:
    """Add a class group; return its id. Raises InvalidInput."""
    act.actor.require(Permission.ADMINISTER)
    _demand_free(name, besides=0)
    group = ClassGroup(name=name)
    db.session.add(group)
    db.session.flush()
    return group.id


@action
def rename_class_group(act: Act, group_id: int, *, name: str) -> int:
    """Give a class group another name. Raises NotFound, InvalidInput."""
    act.actor.require(Permission.ADMINISTER)
    group = _load(group_id)
    _demand_free(name, besides=group.id)
    group.name = name
    return group.id


@action
def retire_class_group(act: Act, group_id: int) -> int:
    """Offer a class group no more; its students keep it."""
    act.actor.require(Permission.ADMINISTER)
    group = _load(group_id)
    group.is_active = False
    return group.id


@action
def restore_class_group(act: Act, group_id: int) -> int:
    """Offer a retired class group again."""
    act.actor.require(Permission.ADMINISTER)
    group = _load(group_id)
    group.is_active = True
    return group.id


@action
def set_teachers(act: Act, group_id: int, *, person_ids: Collection[int]) -> int:
    """Say who teaches a class group, and so grades it. Raises InvalidInput."""
    act.actor.require(Permission.ADMINISTER)
    group = _load(group_id)
    wanted = set(person_ids)
    if len(_teachers_among(wanted)) < len(wanted):
        demand({"teachers": NOT_A_TEACHER})
    of_class = ClassTeacher.class_group_id == group.id
    before = set(
        db.session.scalars(select(ClassTeacher.person_id).where(of_class)).all()
    )
    gone = ClassTeacher.person_id.in_(before - wanted)
    db.session.execute(delete(ClassTeacher).where(of_class, gone))
    for person_id in sorted(wanted - before):
        _let_teach(act, group, person_id)
    return group.id


@action
def teach(act: Act, group_id: int) -> int:
    """Take on a class group that nobody teaches yet. Raises AlreadyTaught."""
    act.actor.require(Permission.GRADE)
    group = _load(group_id)
    of_class = ClassTeacher.class_group_id == group.id
    taken = select(ClassTeacher.person_id).where(of_class).limit(1)
    if db.session.scalar(taken) is not None:
        raise AlreadyTaught
    _let_teach(act, group, act.actor.id)
    return group.id


def _let_teach(act: Act, group: ClassGroup, person_id: int) -> None:
    db.session.add(
        ClassTeacher(class_group_id=group.id, person_id=person_id, since=act.at)
    )


def _teachers_among(person_ids: Collection[int]) -> set[int]:
    query = select(Person.id).where(
        Person.id.in_(person_ids),
        Person.role == Role.TEACHER,
        Person.is_active.is_(True),
    )
    return set(db.session.scalars(query))


def _load(group_id: int) -> ClassGroup:
    group = db.session.get(ClassGroup, group_id, with_for_update=True)
    if group is None:
        raise NotFound
    return group


def _demand_free(name: str, *, besides: int) -> None:
    twins = select(func.count(ClassGroup.id)).where(
        func.lower(ClassGroup.name) == name.lower(), ClassGroup.id != besides
    )
    if not name:
        demand({"name": MISSING})
    elif db.session.scalar(twins):
        demand({"name": N_("There is already one with this name.")})
