"""Periods of grading: begun for one's own classes, each with rules of its own."""

import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import exists, select

from desk.domain.errors import NotFound
from desk.domain.evidence import MISSING, Errors, demand
from desk.domain.grade_life import NotYourClass
from desk.domain.people import Act, Permission
from desk.domain.sampling import SEEDS
from desk.domain.scheme import DEFAULT_SCHEME
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import (
    ClassGroup,
    ClassTeacher,
    Gradebook,
    GradingPeriod,
    SchemeVersion,
)
from desk.services.transaction import action

DAY = 86_400
# A school year with its holidays; longer is a slip of the pen.
LONGEST = 400 * DAY
FURTHEST = 366 * DAY

BACKWARDS = N_("The last day is before the first.")
TOO_LONG = N_("A period is at most 400 days long.")
TOO_FAR = N_("This is more than a year ahead.")
NO_CLASS = N_("Choose at least one class.")
OVERLAPS = N_(
    "One of these classes is graded on some of these days already. A complaint counts "
    "once: choose other days, or leave the class out."
)
DEFAULTS_REASON = N_("The desk's own rules")


@action
def begin_period(
    act: Act,
    *,
    name: str,
    begin: int | None,
    end: int | None,
    class_group_ids: Sequence[int],
) -> list[int]:
    """Begin a period [begin, end) (UTC seconds); return the ids of its gradebooks.

    Each starts with the desk's own scheme. Raises InvalidInput, NotYourClass.
    """
    act.actor.require(Permission.GRADE)
    demand(_errors(act.at, name, begin, end, class_group_ids))
    begins_at, ends_at = begin or 0, end or 0
    _demand_own(act, class_group_ids)
    if _is_graded(class_group_ids, begins_at, ends_at):
        demand({"class_group_ids": OVERLAPS})
    period = GradingPeriod(
        name=name,
        begins_at=begins_at,
        ends_at=ends_at,
        made_by_id=act.actor.id,
        made_at=act.at,
    )
    db.session.add(period)
    db.session.flush()
    return [_open(act, period, each) for each in dict.fromkeys(class_group_ids)]


@action
def add_class(act: Act, period_id: int, class_group_id: int) -> int:
    """Let a class of one's own join a period; return the id of its gradebook.

    Raises NotFound, NotYourClass, InvalidInput.
    """
    act.actor.require(Permission.GRADE)
    period = db.session.get(GradingPeriod, period_id)
    if period is None:
        raise NotFound
    _demand_own(act, [class_group_id])
    if _is_graded([class_group_id], period.begins_at, period.ends_at):
        demand({"class_group_ids": OVERLAPS})
    return _open(act, period, class_group_id)


def _demand_own(act: Act, class_group_ids: Collection[int]) -> None:
    """Let pass only the teacher's own classes, locked: none opens two books at once."""
    query = (
        select(ClassGroup.id)
        .join(ClassTeacher, ClassTeacher.class_group_id == ClassGroup.id)
        .where(
            ClassTeacher.person_id == act.actor.id, ClassGroup.id.in_(class_group_ids)
        )
        .order_by(ClassGroup.id)
        .with_for_update()
    )
    if set(db.session.scalars(query)) != set(class_group_ids):
        raise NotYourClass


def _is_graded(class_group_ids: Collection[int], begins_at: int, ends_at: int) -> bool:
    """Say whether a class has a gradebook for part of a span already.

    Otherwise one complaint would count twice.
    """
    overlapping = (
        exists()
        .where(Gradebook.class_group_id.in_(class_group_ids))
        .where(GradingPeriod.id == Gradebook.period_id)
        .where(GradingPeriod.begins_at < ends_at, GradingPeriod.ends_at > begins_at)
    )
    return bool(db.session.scalar(select(overlapping)))


def _open(act: Act, period: GradingPeriod, class_group_id: int) -> int:
    book = Gradebook(
        period_id=period.id,
        class_group_id=class_group_id,
        seed=secrets.randbelow(SEEDS),
        version=1,
    )
    db.session.add(book)
    db.session.flush()
    rules = SchemeVersion(
        gradebook_id=book.id,
        n=1,
        rules=DEFAULT_SCHEME.to_json(),
        author_id=act.actor.id,
        reason=DEFAULTS_REASON,
        created_at=act.at,
    )
    db.session.add(rules)
    return book.id


def _errors(
    now: int,
    name: str,
    begin: int | None,
    end: int | None,
    class_group_ids: Sequence[int],
) -> Errors:
    errors: Errors = {}
    if not name:
        errors["name"] = MISSING
    if begin is None:
        errors["begin"] = MISSING
    elif begin > now + FURTHEST:
        errors["begin"] = TOO_FAR
    if end is None:
        errors["end"] = MISSING
    elif begin is not None and end <= begin:
        errors["end"] = BACKWARDS
    elif begin is not None and end - begin > LONGEST:
        errors["end"] = TOO_LONG
    if not class_group_ids:
        errors["class_group_ids"] = NO_CLASS
    return errors
