"""Periods of grading: begun for one's own classes, each with rules of its own."""

import secrets
from collections.abc import Sequence

from sqlalchemy import select

from desk.domain.evidence import MISSING, Errors, demand
from desk.domain.grade_life import NotYourClass
from desk.domain.people import Act, Permission
from desk.domain.sampling import SEEDS
from desk.domain.scheme import DEFAULT_SCHEME
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import ClassTeacher, Gradebook, GradingPeriod, SchemeVersion
from desk.services.transaction import action

BACKWARDS = N_("The last day is before the first.")
NO_CLASS = N_("Choose at least one class.")
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
    demand(_errors(name, begin, end, class_group_ids))
    own = set(
        db.session.scalars(
            select(ClassTeacher.class_group_id).where(
                ClassTeacher.person_id == act.actor.id
            )
        )
    )
    if not own.issuperset(class_group_ids):
        raise NotYourClass
    period = GradingPeriod(
        name=name,
        begins_at=begin or 0,
        ends_at=end or 0,
        made_by_id=act.actor.id,
        made_at=act.at,
    )
    db.session.add(period)
    db.session.flush()
    return [_open(act, period, each) for each in dict.fromkeys(class_group_ids)]


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
    name: str, begin: int | None, end: int | None, class_group_ids: Sequence[int]
) -> Errors:
    errors: Errors = {}
    if not name:
        errors["name"] = MISSING
    if begin is None:
        errors["begin"] = MISSING
    if end is None:
        errors["end"] = MISSING
    elif begin is not None and end <= begin:
        errors["end"] = BACKWARDS
    if not class_group_ids:
        errors["class_group_ids"] = NO_CLASS
    return errors
