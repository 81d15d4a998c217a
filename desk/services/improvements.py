"""Improvement actions: what is changed about a source, by whom, and what came of it."""

from datetime import date

from desk.domain.errors import Forbidden, NotFound
from desk.domain.evidence import MISSING, demand
from desk.domain.improvements import (
    HAS_LEFT,
    ActionEnded,
    Plan,
    StaleAction,
    beginning_errors,
    may_own,
)
from desk.domain.people import Act, Permission
from desk.domain.shifts import local_date
from desk.domain.solutions import RetiredSource
from desk.extensions import db
from desk.models import CalendarVersion, ImprovementAction, Person, Source
from desk.services.transaction import action


@action
def new(act: Act, source_id: int, *, plan: Plan) -> int:
    """Make an action about a source; return its id.

    Raises NotFound, Forbidden, RetiredSource, InvalidInput.
    """
    act.actor.require(Permission.IMPROVE)
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound
    _require_unit(act, source.unit_id)
    if source.is_retired:
        raise RetiredSource
    demand(plan.errors(_today(act, source.unit_id)))
    _demand_owner(plan, source.unit_id)
    made = ImprovementAction(
        unit_id=source.unit_id,
        source_id=source_id,
        owner_id=plan.owner_id,
        what=plan.what,
        due_on=plan.due_on,
        made_by_id=act.actor.id,
        made_at=act.at,
    )
    db.session.add(made)
    db.session.flush()
    return made.id


@action
def change(act: Act, action_id: int, *, seen: int, plan: Plan) -> int:
    """Change who does what until when.

    Raises NotFound, Forbidden, ActionEnded, StaleAction, InvalidInput.
    """
    row = _load(act, action_id, seen)
    demand(plan.errors(_today(act, row.unit_id), kept_due=row.due_on))
    _demand_owner(plan, row.unit_id)
    row.what = plan.what
    row.owner_id, row.due_on = plan.owner_id or 0, plan.due_on or row.due_on
    return row.id


@action
def begin(act: Act, action_id: int, *, seen: int, began_on: date | None) -> int:
    """Say on which day the change took effect, or put that day right.

    Raises NotFound, Forbidden, ActionEnded, StaleAction, InvalidInput.
    """
    row = _load(act, action_id, seen)
    demand(beginning_errors(began_on, _today(act, row.unit_id)))
    row.began_on = began_on
    return row.id


@action
def end(act: Act, action_id: int, *, seen: int, conclusion: str) -> int:
    """End an action with what was learnt from it; it need not have begun.

    Raises NotFound, Forbidden, ActionEnded, StaleAction, InvalidInput.
    """
    row = _load(act, action_id, seen)
    demand({} if conclusion else {"conclusion": MISSING})
    row.conclusion = conclusion
    row.ended_at, row.ended_by_id = act.at, act.actor.id
    return row.id


def _load(act: Act, action_id: int, seen: int) -> ImprovementAction:
    """Return the action, locked, as its next version."""
    act.actor.require(Permission.IMPROVE)
    row = db.session.get(
        ImprovementAction, action_id, with_for_update=True, populate_existing=True
    )
    if row is None:
        raise NotFound
    _require_unit(act, row.unit_id)
    if row.ended_at is not None:
        raise ActionEnded
    if row.version != seen:
        raise StaleAction
    row.version += 1
    return row


def _require_unit(act: Act, unit_id: int) -> None:
    if act.actor.unit_id not in {None, unit_id}:
        raise Forbidden


def _demand_owner(plan: Plan, unit_id: int) -> None:
    """Demand that the owner is somebody who works for the unit now."""
    owner = db.session.get(Person, plan.owner_id or 0)
    works_here = (
        owner is not None
        and owner.is_active
        and may_own(owner.role, owner.unit_id, unit_id)
    )
    demand({} if works_here else {"owner_id": HAS_LEFT})


def _today(act: Act, unit_id: int) -> date:
    """Return the day it is at the unit."""
    calendar = db.session.scalars(CalendarVersion.in_force(unit_id)).one()
    return local_date(act.at, calendar.zone)
