"""Class groups (rombel)."""

from sqlalchemy import func, select

from desk.domain.errors import NotFound
from desk.domain.evidence import MISSING, demand
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import ClassGroup
from desk.services.transaction import action


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
