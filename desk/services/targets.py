"""The targets of a unit: every change is a new version that holds from now or later."""

from sqlalchemy import func, select

from desk.domain.errors import Forbidden, NotFound, StaleTargets
from desk.domain.evidence import MISSING, Errors, demand
from desk.domain.people import Act, Permission
from desk.domain.targets import MINUTE, Minutes, Targets, errors_in
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import TargetVersion, Unit
from desk.services.transaction import action

# Further ahead is a slip of the pen, and the targets would seem to be lost.
FURTHEST = 366 * 86_400

IN_THE_PAST = N_(
    "Complaints already received keep their targets. Leave this empty for now, "
    "or choose a later time."
)
TOO_FAR = N_("This is more than a year ahead.")


@action
def set_targets(
    act: Act,
    unit_id: int,
    *,
    seen: int,
    minutes: Minutes,
    begins_at: int | None,
    reason: str,
) -> int:
    """Set the targets of complaints received from an instant on; return the version.

    The instant in UTC seconds, None is now; `seen` is the newest version the person
    saw, 0 if there was none. What was received before keeps its targets, so a stored
    due instant never changes here. Raises NotFound, Forbidden, StaleTargets,
    InvalidInput. Source: clock.md, "Measures", default targets.
    """
    act.actor.require(Permission.EDIT_TARGETS)
    _lock(unit_id)
    if act.actor.unit_id not in {None, unit_id}:
        raise Forbidden
    if _newest(unit_id) != seen:
        raise StaleTargets
    demand(errors_in(minutes) | _errors(act.at, begins_at, reason))
    version = TargetVersion(
        unit_id=unit_id,
        begins_at=max(act.at, begins_at or 0),
        rules=Targets.from_minutes(minutes).to_json(),
        author_id=act.actor.id or None,
        reason=reason,
        created_at=act.at,
    )
    db.session.add(version)
    db.session.flush()
    return version.id


def _lock(unit_id: int) -> None:
    """Let a second teacher wait, so that one of the two sees the other's version."""
    if db.session.get(Unit, unit_id, with_for_update=True) is None:
        raise NotFound


def _newest(unit_id: int) -> int:
    query = select(func.max(TargetVersion.id)).where(TargetVersion.unit_id == unit_id)
    return db.session.scalar(query) or 0


def _errors(now: int, begins_at: int | None, reason: str) -> Errors:
    errors = {} if reason else {"reason": MISSING}
    if begins_at is None:
        return errors
    # The field has no seconds: the minute that runs is now, not the past.
    if begins_at + MINUTE <= now:
        errors["begins_at"] = IN_THE_PAST
    elif begins_at > now + FURTHEST:
        errors["begins_at"] = TOO_FAR
    return errors
