"""Which class a student was in when, and who said so."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desk.extensions import db
from desk.models import ClassChange, ClassGroup, Person

# A database takes so many ids in one question.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class ChangeOfClass:
    """Somebody came from one class (None: from none) into another (UTC seconds)."""

    person_id: int
    at: int
    before_id: int | None
    before: str | None
    class_group_id: int | None
    class_group: str | None
    # Who entered it; None is the desk itself.
    actor: str | None


def changes_of(
    person_ids: Collection[int],
) -> dict[int, tuple[ChangeOfClass, ...]]:
    """Return the changes of class of some people, the oldest first; none: no key.

    The first is how the person came to the desk, unless the account is older than the
    keeping of these changes.
    """
    found: dict[int, list[ChangeOfClass]] = {}
    ids = sorted(person_ids)
    for start in range(0, len(ids), CHUNK):
        for change in _changes(ids[start : start + CHUNK]):
            found.setdefault(change.person_id, []).append(change)
    return {person_id: tuple(changes) for person_id, changes in found.items()}


def left(
    class_group_id: int, changes: Collection[ChangeOfClass]
) -> ChangeOfClass | None:
    """Return the last change by which somebody left a class, None if there is none.

    Expects the changes of one person. "In XII PM 2 until 3 October" is its instant.
    """
    last = [change for change in changes if change.before_id == class_group_id]
    return max(last, key=lambda change: change.at, default=None)


def class_at(person_id: int, at: int) -> int | None:
    """Return the class somebody was in at an instant (UTC seconds), None for none."""
    changes = changes_of([person_id]).get(person_id, ())
    until = [change for change in changes if change.at <= at]
    if until:
        return until[-1].class_group_id
    if changes:
        return changes[0].before_id
    query = select(Person.class_group_id).where(Person.id == person_id)
    return db.session.scalar(query)


def _changes(person_ids: list[int]) -> list[ChangeOfClass]:
    before, after, actor = aliased(ClassGroup), aliased(ClassGroup), aliased(Person)
    query = (
        select(ClassChange, before.name, after.name, actor.name)
        .outerjoin(before, before.id == ClassChange.before_id)
        .outerjoin(after, after.id == ClassChange.class_group_id)
        .outerjoin(actor, actor.id == ClassChange.actor_id)
        .where(ClassChange.person_id.in_(person_ids))
        .order_by(ClassChange.person_id, ClassChange.at, ClassChange.id)
    )
    return [
        ChangeOfClass(
            person_id=row.person_id,
            at=row.at,
            before_id=row.before_id,
            before=before_name,
            class_group_id=row.class_group_id,
            class_group=after_name,
            actor=actor_name,
        )
        for row, before_name, after_name, actor_name in db.session.execute(query)
    ]
