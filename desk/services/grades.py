"""A grade on its way to being published, and what follows from another look at it."""

from collections.abc import Mapping

from desk.domain.errors import NotFound
from desk.domain.evidence import demand
from desk.domain.grade_life import (
    GradeAct,
    GradeState,
    OverrideCategory,
    Reviewed,
    Shown,
    StaleGrades,
    override_errors,
    reason_errors,
)
from desk.domain.grade_refusals import GradesLocked, NoOverride, NothingNew
from desk.domain.people import Act
from desk.models import Grade, Gradebook
from desk.services import gradebooks
from desk.services.grading import keep_version
from desk.services.transaction import action


@action
def review(act: Act, gradebook_id: int, person_id: int, *, seen: int) -> int:
    """Say that a draft was looked at and may be published; return its version.

    Raises NotFound, NotYourClass, GradesLocked, StaleGrades, NotInThisState.
    """
    return _move(act, load(act, gradebook_id, person_id, seen), GradeAct.REVIEW)


@action
def unreview(act: Act, gradebook_id: int, person_id: int, *, seen: int) -> int:
    """Make a reviewed grade a draft again; return its version. Raises as `review`."""
    return _move(act, load(act, gradebook_id, person_id, seen), GradeAct.UNREVIEW)


@action
def review_all(
    act: Act, gradebook_id: int, *, seen: Mapping[int, int]
) -> list[tuple[int, Reviewed]]:
    """Review several drafts, each in the version seen (by student).

    Return what became of each: one that has changed meanwhile keeps none of the others
    waiting. Raises NotFound, NotYourClass, GradesLocked.
    """
    book = load_book(act, gradebook_id)
    return [(id_, _review_one(act, book, id_, n)) for id_, n in seen.items()]


@action
def override(
    act: Act,
    gradebook_id: int,
    person_id: int,
    *,
    seen: int,
    value: int | None,
    category: OverrideCategory | None,
    reason: str,
) -> int:
    """Set another value than the computed one, which stays beside it.

    Return the grade's version. Raises InvalidInput, and as `review`. Once published,
    `republish` does it. Source: grading.md, "Life of a grade".
    """
    row = load(act, gradebook_id, person_id, seen)
    demand(override_errors(value, category, reason))
    set_override(act, row, value, category, reason)
    return _move(act, row, GradeAct.OVERRIDE, reason)


@action
def clear_override(act: Act, gradebook_id: int, person_id: int, *, seen: int) -> int:
    """Go back to the computed value; return the grade's version.

    Raises NoOverride, and as `review`.
    """
    row = load(act, gradebook_id, person_id, seen)
    if row.override is None:
        raise NoOverride
    drop_override(row)
    return _move(act, row, GradeAct.CLEAR_OVERRIDE)


@action
def keep(act: Act, gradebook_id: int, person_id: int, *, seen: int, reason: str) -> int:
    """Leave the published value although another is computed; return the version.

    Raises InvalidInput, NothingNew, and as `review`.
    """
    row = load(act, gradebook_id, person_id, seen)
    if row.needs_look_at is None:
        raise NothingNew
    demand(reason_errors(reason))
    row.needs_look_at = None
    return _move(act, row, GradeAct.KEEP, reason)


@action
def republish(
    act: Act,
    gradebook_id: int,
    person_id: int,
    *,
    seen: int,
    shown: Shown,
    reason: str,
) -> int:
    """Let the student see another value of a published grade; return its version.

    Raises InvalidInput, NothingNew, and as `review`.
    """
    row = load(act, gradebook_id, person_id, seen)
    show_anew(act, row, shown, reason)
    return row.n


def show_anew(act: Act, row: Grade, shown: Shown, reason: str) -> None:
    """Publish another value of a published grade.

    Raises InvalidInput, NotInThisState, NothingNew if nothing is computed anew and no
    value given, and StaleGrades if another is computed than the teacher saw: until
    somebody decides, that happens without a version.
    """
    value, category = shown.value, shown.category
    if value is None:
        demand(reason_errors(reason))
        if row.needs_look_at is None and row.override is None:
            raise NothingNew
        if row.computed != shown.computed:
            raise StaleGrades
        drop_override(row)
    else:
        demand(override_errors(value, category, reason))
        set_override(act, row, value, category, reason)
    row.needs_look_at = None
    keep_version(act, row, GradeAct.REPUBLISH, reason=reason)


def load_book(act: Act, gradebook_id: int) -> Gradebook:
    """Return a gradebook of the teacher's whose grades may still change.

    Raises NotFound, Forbidden, NotYourClass, GradesLocked.
    """
    book = gradebooks.load(act, gradebook_id)
    if book.locked_at is not None:
        raise GradesLocked
    return book


def load(act: Act, gradebook_id: int, person_id: int, seen: int) -> Grade:
    """Return a grade that may still change, as it was seen.

    Raises as `load_book`, and StaleGrades.
    """
    book = load_book(act, gradebook_id)
    return gradebooks.load_grade(book, person_id, seen=seen)


def set_override(
    act: Act,
    row: Grade,
    value: int | None,
    category: OverrideCategory | None,
    reason: str,
) -> None:
    """Put a teacher's value beside the computed one."""
    row.override, row.category, row.override_reason = value, category, reason
    row.override_by_id, row.override_at = act.actor.id, act.at
    row.override_of = row.computed


def drop_override(row: Grade) -> None:
    """Let the computed value count again."""
    row.override = row.category = row.override_of = None
    row.override_by_id = row.override_at = None
    row.override_reason = ""


def _move(act: Act, row: Grade, kind: GradeAct, reason: str = "") -> int:
    keep_version(act, row, kind, reason=reason)
    return row.n


def _review_one(act: Act, book: Gradebook, person_id: int, seen: int) -> Reviewed:
    try:
        row = gradebooks.load_grade(book, person_id, seen=seen)
    except (NotFound, StaleGrades):
        return Reviewed.CHANGED
    if row.state is not GradeState.DRAFT:
        return Reviewed.NO_DRAFT
    keep_version(act, row, GradeAct.REVIEW)
    return Reviewed.DONE
