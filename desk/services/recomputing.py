"""Grades computed anew: by an act, stored, and shown as of that instant."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

from sqlalchemy import select

from desk.domain.errors import NotFound
from desk.domain.grade_refusals import GradesLocked
from desk.domain.hours import Interval
from desk.domain.people import SYSTEM, Act
from desk.extensions import db
from desk.models import Grade, Gradebook, GradingPeriod
from desk.services import gradebooks, grading
from desk.services.gathering import Gathered, Student, gather
from desk.services.observing import count_received
from desk.services.transaction import action, writing

Progress = Callable[[int], object]


class OpenPeriod(NamedTuple):
    """A period, its span (UTC seconds), and the students of its open gradebooks."""

    name: str
    span: Interval
    students: dict[int, list[Student]]

    def steps(self) -> int:
        """Return of how many steps progress hears while it is computed."""
        return count_received(self.span) + sum(map(len, self.students.values()))


@action
def recompute(act: Act, gradebook_id: int) -> int:
    """Compute every grade of a gradebook as of now; return its version.

    The version is raised only if a grade changed. Raises NotFound, Forbidden,
    NotYourClass, and GradesLocked.
    """
    book = _load(act, gradebook_id)
    if book.locked_at is not None:
        raise GradesLocked
    recomputed(act, book)
    return book.version


def recomputed(act: Act, book: Gradebook) -> int:
    """Compute a gradebook that is loaded; return how many grades changed.

    For services that need its grades up to date within their own transaction.
    """
    period = db.session.get_one(GradingPeriod, book.period_id)
    span = period.begins_at, period.ends_at
    students = _students(book)
    found = gather(span, students, as_of=act.at)
    return _store(act, book, students, found)


def open_periods(name: str | None = None) -> list[OpenPeriod]:
    """Return the periods with gradebooks that are not locked, the oldest first.

    All of them, or those of a name.
    """
    query = select(GradingPeriod, Gradebook).join(
        Gradebook, Gradebook.period_id == GradingPeriod.id
    )
    query = query.where(Gradebook.locked_at.is_(None))
    if name is not None:
        query = query.where(GradingPeriod.name == name)
    order = GradingPeriod.begins_at, GradingPeriod.id, Gradebook.id
    found: dict[int, OpenPeriod] = {}
    for period, book in db.session.execute(query.order_by(*order)):
        span = period.begins_at, period.ends_at
        classes = found.setdefault(period.id, OpenPeriod(period.name, span, {}))
        classes.students[book.id] = _students(book)
    return list(found.values())


def recompute_period(act: Act, period: OpenPeriod, *, progress: Progress) -> int:
    """Compute every gradebook of a period that is not locked, as the desk itself.

    Return how many grades changed. The complaints are read once for all classes, then
    each gradebook is a transaction of its own: the counter does not wait for all of
    them. Progress hears of each ticket read and each grade kept.
    """
    students = list(dict.fromkeys(chain.from_iterable(period.students.values())))
    found = gather(
        period.span, students, as_of=act.at, is_whole=True, progress=progress
    )
    changed = 0
    for book_id, known in period.students.items():
        with writing():
            book = _load(act, book_id)
            # Who has come into the class meanwhile was not read.
            still = [each for each in _students(book) if each in known]
            if book.locked_at is None:
                changed += _store(act, book, still, found)
        db.session.expunge_all()
        progress(len(known))
    return changed


def _load(act: Act, gradebook_id: int) -> Gradebook:
    if act.actor != SYSTEM:
        return gradebooks.load(act, gradebook_id)
    book = db.session.get(Gradebook, gradebook_id, with_for_update=True)
    if book is None:
        raise NotFound
    return book


def _students(book: Gradebook) -> list[Student]:
    return [Student(each.id, each.unit_id) for each in gradebooks.students_of(book)]


def _store(
    act: Act, book: Gradebook, students: Sequence[Student], found: Gathered
) -> int:
    """Keep what was found; whoever left the class stays here as published, if ever."""
    scheme = gradebooks.scheme_in_force(book)
    known = {grade.person_id: grade for grade in gradebooks.grades_of(book)}
    before = {person_id: _figures(grade) for person_id, grade in known.items()}
    changed = 0
    for student in students:
        inputs = found.inputs_of(student, queue_target=scheme[1].queue_target)
        row = grading.store(act, book, student.id, inputs, scheme=scheme, known=known)
        changed += _figures(row) != before.get(student.id)
    book.computed_at = found.as_of
    book.event_id, book.settings_n = found.event_id, found.settings_n
    book.version += changed > 0
    return changed


def _figures(grade: Grade) -> tuple[object, ...]:
    return grade.n, grade.computed, grade.parts
