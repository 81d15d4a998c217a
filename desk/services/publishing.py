"""Publishing the grades of a class in one act, and locking them in the end."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select

from desk.domain.grade_life import (
    GradeAct,
    GradeState,
    StaleGrades,
    object_until,
)
from desk.domain.grade_refusals import (
    AlreadyPublished,
    DraftsLeft,
    LooksLeft,
    NobodyToGrade,
    NotPublished,
    ObjectionsOpen,
    ReviewsOpen,
    StillToObject,
)
from desk.domain.people import Act
from desk.extensions import db
from desk.models import (
    Grade,
    Gradebook,
    GradeVersion,
    GradingPeriod,
    Matter,
    Objection,
    Person,
    Ticket,
)
from desk.models.publishing import holds_up
from desk.services import gradebooks, row
from desk.services.grades import load_book
from desk.services.grading import keep_version
from desk.services.recomputing import recomputed
from desk.services.transaction import action

ByStudent = Mapping[int, Grade]


@action
def publish(act: Act, gradebook_id: int, *, seen: int) -> list[int]:
    """Let the students of a class see their reviewed grades, computed once more.

    Return the students whose grade changed by that: then it is kept, they are drafts
    again, and nothing is published. Raises NotFound, NotYourClass, GradesLocked,
    NobodyToGrade, AlreadyPublished, StaleGrades, ReviewsOpen, DraftsLeft.
    Source: grading.md, "Life of a grade".
    """
    book = load_book(act, gradebook_id)
    students = gradebooks.students_of(book)
    if not students:
        raise NobodyToGrade
    grades = _grades(book)
    _demand_unpublished(book, students, grades)
    if book.version != seen:
        raise StaleGrades
    _demand_no_reviews(act, book)
    drafts = _names(students, grades, [GradeState.DRAFT])
    if drafts:
        raise DraftsLeft(names=drafts)
    recomputed(act, book)
    grades = _grades(book)
    changed = [each.id for each in students if _is_draft(grades[each.id])]
    if not changed:
        _publish(act, book, [grades[each.id] for each in students])
    return changed


@action
def lock(act: Act, gradebook_id: int, *, seen: int) -> list[int]:
    """End the life of a class's grades, computed once more: nothing changes any more.

    Return the students whose grade needs another look by that: then it is kept, and
    nothing is locked. Raises NotFound, NotYourClass, GradesLocked, StaleGrades,
    NotPublished, ObjectionsOpen, LooksLeft, StillToObject.
    """
    book = load_book(act, gradebook_id)
    if book.version != seen:
        raise StaleGrades
    _demand_settled(act, book)
    recomputed(act, book)
    shown = [each for each in gradebooks.grades_of(book) if each.state.is_shown]
    looks = [each.person_id for each in shown if each.needs_look_at is not None]
    if not looks:
        for each in shown:
            keep_version(act, each, GradeAct.LOCK)
        book.version += 1
        book.locked_at, book.locked_by_id = act.at, act.actor.id
    return looks


def _grades(book: Gradebook) -> dict[int, Grade]:
    return {each.person_id: each for each in gradebooks.grades_of(book)}


def _is_draft(grade: Grade) -> bool:
    return grade.state is GradeState.DRAFT


def _publish(act: Act, book: Gradebook, grades: Iterable[Grade]) -> None:
    for grade in grades:
        if grade.state is GradeState.REVIEWED:
            keep_version(act, grade, GradeAct.PUBLISH)
    book.version += 1
    # Who comes into the class later is published later; the class was on this day.
    if book.published_at is None:
        book.published_at, book.published_by_id = act.at, act.actor.id


def _demand_unpublished(
    book: Gradebook, students: Sequence[Person], grades: ByStudent
) -> None:
    if book.published_at is None:
        return
    if all(s.id in grades and grades[s.id].state.is_shown for s in students):
        by = db.session.get_one(Person, book.published_by_id)
        raise AlreadyPublished(name=by.name, published_at=book.published_at)


def _demand_no_reviews(act: Act, book: Gradebook) -> None:
    period = db.session.get_one(GradingPeriod, book.period_id)
    waiting = (
        select(func.count())
        .select_from(Matter)
        .join(Ticket, Ticket.id == Matter.ticket_id)
        .where(
            holds_up(book.class_group_id, period.begins_at, period.ends_at, now=act.at)
        )
    )
    count = db.session.scalar(waiting)
    if count:
        raise ReviewsOpen(count=count)


def _demand_settled(act: Act, book: Gradebook) -> None:
    students, grades = gradebooks.students_of(book), _grades(book)
    unpublished = [GradeState.DRAFT, GradeState.REVIEWED, None]
    if not any(grade.state.is_shown for grade in grades.values()):
        raise NotPublished(names=_names(students, grades, unpublished))
    if names := _names(students, grades, unpublished):
        raise NotPublished(names=names)
    # Who has left the class since still has a grade here that was published.
    people = list(db.session.scalars(select(Person).where(Person.id.in_(grades))))
    if names := _names(people, grades, [GradeState.OBJECTION]):
        raise ObjectionsOpen(names=names)
    looks = {id_: each for id_, each in grades.items() if each.needs_look_at}
    if looks:
        raise LooksLeft(names=_told(p for p in people if p.id in looks))
    _demand_window_over(act, book)


def _demand_window_over(act: Act, book: Gradebook) -> None:
    """Raise StillToObject while a student who has not objected still may."""
    objected = (
        select(Grade.person_id)
        .join(Objection, Objection.grade_id == Grade.id)
        .join(Gradebook, Gradebook.id == Grade.gradebook_id)
        .where(Gradebook.period_id == book.period_id)
    )
    query = (
        select(GradeVersion.at, Person.unit_id)
        .join(Grade, Grade.id == GradeVersion.grade_id)
        .join(Person, Person.id == Grade.person_id)
        .where(
            Grade.gradebook_id == book.id,
            GradeVersion.n == Grade.published_n,
            Grade.person_id.not_in(objected),
        )
        .distinct()
    )
    ends = [
        object_until(at, row.calendar_of(unit_id)) or act.at + 1
        for at, unit_id in db.session.execute(query)
        # Who works at no unit is no student any more.
        if unit_id is not None
    ]
    last = max(ends, default=0)
    if last > act.at:
        raise StillToObject(last_at=last - 1)


def _names(
    people: Iterable[Person], grades: ByStudent, states: Sequence[GradeState | None]
) -> str:
    """Return the names of those whose grade is in one of the states; None: no grade."""
    return _told(
        each
        for each in people
        if (grades[each.id].state if each.id in grades else None) in states
    )


def _told(people: Iterable[Person]) -> str:
    return ", ".join(each.name for each in people)
