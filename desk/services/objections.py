"""A student disputes a published grade, and the teacher answers."""

from collections.abc import Sequence

from sqlalchemy import select

from desk.domain.errors import NotFound
from desk.domain.evidence import CHOOSE, Errors, demand
from desk.domain.grade_inputs import Inputs
from desk.domain.grade_life import (
    GradeAct,
    ObjectionAnswer,
    Shown,
    StaleGrades,
    after,
    object_until,
    override_errors,
    reason_errors,
)
from desk.domain.grade_refusals import (
    AlreadyObjected,
    GradesLocked,
    TooLateToObject,
)
from desk.domain.grading import GradePart
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import (
    Grade,
    Gradebook,
    GradeInputs,
    GradeVersion,
    Objection,
    Person,
)
from desk.services import gradebooks, row
from desk.services.grades import load, show_anew
from desk.services.grading import keep_version
from desk.services.transaction import action

NO_ROW = N_("Tick at least one row or part that you object to.")
NO_VALUE = N_("Not accepted leaves the grade as it is: leave this empty.")
SAME_VALUE = N_("The student sees this already. Give another grade, or do not accept.")
NO_CHANGE = N_(
    "Nothing new has been computed. Give the new grade, or put the data right and "
    "compute again before you answer."
)


@action
def raise_objection(
    act: Act, gradebook_id: int, *, seen: int, disputed: Sequence[str], words: str
) -> int:
    """Object to one's own published grade; return the objection's id.

    Disputed are keys of observations, or parts; seen is the number of the published
    version. Once a period, within 5 school days of publishing. Raises NotFound,
    GradesLocked, AlreadyObjected, TooLateToObject, StaleGrades, InvalidInput.
    Source: grading.md, "Life of a grade".
    """
    act.actor.require(Permission.READ_OWN_GRADES)
    book = db.session.get(Gradebook, gradebook_id, with_for_update=True)
    if book is None:
        raise NotFound
    grade = gradebooks.load_grade(book, act.actor.id)
    published = _published(grade)
    if book.locked_at is not None:
        raise GradesLocked
    _demand_first(act, book)
    _demand_in_time(act, published)
    if published.n != seen:
        raise StaleGrades
    inputs = Inputs.from_json(
        db.session.get_one(GradeInputs, published.inputs_hash).body
    )
    demand(_errors(inputs, disputed, words))
    found = Objection(
        grade_id=grade.id,
        disputed=list(dict.fromkeys(disputed)),  # each once, however often sent
        tickets=sorted(inputs.numbers),
        words=words,
        raised_at=act.at,
    )
    db.session.add(found)
    keep_version(act, grade, GradeAct.OBJECT)
    db.session.flush()
    return found.id


@action
def answer_objection(
    act: Act,
    gradebook_id: int,
    person_id: int,
    *,
    seen: int,
    verdict: ObjectionAnswer | None,
    answer: str,
    shown: Shown,
) -> int:
    """Answer a student's objection; return the grade's version.

    Accepted, the student sees another value; not accepted, the grade stays. Raises
    InvalidInput, NotInThisState, and as `grades.review`.
    """
    grade = load(act, gradebook_id, person_id, seen)
    after(grade.state, GradeAct.ANSWER)
    demand(_answer_errors(verdict, answer, shown))
    objection = db.session.scalars(
        select(Objection).where(Objection.grade_id == grade.id)
    ).one()
    objection.verdict, objection.answer = verdict, answer
    objection.answered_by_id, objection.answered_at = act.actor.id, act.at
    keep_version(act, grade, GradeAct.ANSWER, reason=answer)
    if verdict is not ObjectionAnswer.REJECT:
        _show_anew(act, grade, shown, answer)
    return grade.n


def _published(grade: Grade) -> GradeVersion:
    """Return the version the student sees. Raises NotFound before publishing."""
    query = select(GradeVersion).where(
        GradeVersion.grade_id == grade.id, GradeVersion.n == grade.published_n
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def _demand_first(act: Act, book: Gradebook) -> None:
    """Raise AlreadyObjected: a period may hold grades of two classes of a student."""
    query = (
        select(Objection.raised_at)
        .join(Grade, Grade.id == Objection.grade_id)
        .join(Gradebook, Gradebook.id == Grade.gradebook_id)
        .where(Grade.person_id == act.actor.id, Gradebook.period_id == book.period_id)
    )
    raised_at = db.session.scalars(query.limit(1)).first()
    if raised_at is not None:
        raise AlreadyObjected(raised_at=raised_at)


def _demand_in_time(act: Act, published: GradeVersion) -> None:
    student = db.session.get_one(Person, act.actor.id)
    calendar = row.calendar_of(student.unit_id or 0)
    until = object_until(published.at, calendar)
    if until is not None and act.at >= until:
        raise TooLateToObject(last_at=until - 1)


def _errors(inputs: Inputs, disputed: Sequence[str], words: str) -> Errors:
    errors = reason_errors(words, "words")
    known = {each.key for each in inputs.observations} | set(GradePart)
    if not disputed:
        errors["disputed"] = NO_ROW
    elif not known.issuperset(disputed):
        errors["disputed"] = CHOOSE
    return errors


def _answer_errors(
    verdict: ObjectionAnswer | None, answer: str, shown: Shown
) -> Errors:
    errors = reason_errors(answer, "answer")
    if verdict is None:
        errors["verdict"] = CHOOSE
    elif verdict is ObjectionAnswer.REJECT:
        if shown.value is not None:
            errors["value"] = NO_VALUE
    elif shown.value is not None:
        errors |= override_errors(shown.value, shown.category, answer)
        errors.pop("reason", None)
    return errors


def _show_anew(act: Act, grade: Grade, shown: Shown, reason: str) -> None:
    """Publish what the answer comes to. Raises InvalidInput, StaleGrades.

    An empty field stands for what was computed anew: it takes no override back, and no
    number away, from a student who is told to be right.
    """
    is_computed = grade.needs_look_at is not None and grade.computed is not None
    if shown.value is None and not is_computed:
        demand({"value": NO_CHANGE})
    if shown.value is not None and shown.value == _published(grade).value:
        demand({"value": SAME_VALUE})
    show_anew(act, grade, shown, reason)
