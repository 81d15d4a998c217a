"""Objections: those that wait for a teacher, and how one stands for its student."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from desk.domain.grade_life import (
    GradeState,
    ObjectionAnswer,
    object_until,
)
from desk.domain.grading import GradePart
from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import (
    ClassGroup,
    ClassTeacher,
    Grade,
    Gradebook,
    GradeVersion,
    GradingPeriod,
    Objection,
    Person,
    Ticket,
)
from desk.queries.calendars import calendar_in_force


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection that waits for its answer since then (UTC seconds)."""

    gradebook_id: int
    person_id: int
    name: str
    class_group: str
    period: str
    raised_at: int
    words: str
    # How many rows and parts it names.
    disputed: int


class Disputed(NamedTuple):
    """What is disputed: a part of the grade, or a step of a ticket."""

    part: GradePart | None
    ticket_id: int = 0
    number: str = ""
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection as it stands; instants in UTC seconds."""

    raised_at: int
    disputed: Sequence[Disputed]
    words: str
    verdict: ObjectionAnswer | None
    answer: str
    answered_by: str | None
    answered_at: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A published grade as its student may dispute it; instants in UTC seconds.

    Until when (None: no end is known), in the version published; what was raised on
    this grade, and whether something was on another of the same period.
    """

    gradebook_id: int
    period: str
    state: GradeState
    published_n: int
    published_at: int
    until: int | None
    raised: Raised | None
    has_objected: bool
    # Until when an answer is news.
    answer_until: int | None

    def may_object(self, now: int) -> bool:
        """Say whether the student may object now (UTC seconds)."""
        in_time = self.until is None or now < self.until
        is_open = self.state is GradeState.PUBLISHED
        return is_open and in_time and not self.has_objected

    def is_news(self, now: int) -> bool:
        """Say whether the student should hear of it (now in UTC seconds)."""
        if self.answer_until is not None:
            return now < self.answer_until
        return self.may_object(now)


def open_objections(actor: Actor) -> list[ObjectionLine]:
    """Return what waits for this teacher's answer, the oldest first."""
    query = (
        _open(actor)
        .add_columns(Person.name, ClassGroup.name, GradingPeriod.name)
        .join(Person, Person.id == Grade.person_id)
        .join(ClassGroup, ClassGroup.id == Gradebook.class_group_id)
        .join(GradingPeriod, GradingPeriod.id == Gradebook.period_id)
        .order_by(Objection.raised_at, Objection.id)
    )
    return [
        ObjectionLine(
            gradebook_id=grade.gradebook_id,
            person_id=grade.person_id,
            name=name,
            class_group=group,
            period=period,
            raised_at=objection.raised_at,
            words=objection.words,
            disputed=len(objection.disputed),
        )
        for objection, grade, name, group, period in db.session.execute(query)
    ]


def count_open(actor: Actor) -> int:
    """Return how many objections wait for this teacher's answer."""
    if not actor.may(Permission.GRADE):
        return 0
    query = select(func.count()).select_from(_open(actor).subquery())
    return db.session.scalar(query) or 0


def told(person_id: int, *, now: int) -> list[Standing]:
    """Return what a student should hear of (now in UTC seconds).

    A grade that may still be disputed, and an answer for as many school days.
    """
    return [each for each in standings_of(person_id) if each.is_news(now)]


def objection_of(grade_id: int) -> Raised | None:
    """Return the objection to a grade, if there is one."""
    return _raised(Objection.grade_id == grade_id).get(grade_id)


def standings_of(person_id: int, *, gradebook_id: int | None = None) -> list[Standing]:
    """Return how a student's published grades may be disputed, the newest first."""
    query = (
        select(Grade, GradeVersion.at, GradingPeriod, Person.unit_id)
        .join(Gradebook, Gradebook.id == Grade.gradebook_id)
        .join(GradingPeriod, GradingPeriod.id == Gradebook.period_id)
        .join(Person, Person.id == Grade.person_id)
        .join(GradeVersion, GradeVersion.grade_id == Grade.id)
        .where(Grade.person_id == person_id, GradeVersion.n == Grade.published_n)
        .order_by(GradeVersion.at.desc(), Grade.id.desc())
    )
    rows = db.session.execute(query).all()
    if not rows:
        return []
    raised = _raised(Objection.grade_id.in_([grade.id for grade, *_ in rows]))
    objected = {period.id for grade, _, period, _ in rows if grade.id in raised}
    return [
        Standing(
            gradebook_id=grade.gradebook_id,
            period=period.name,
            state=grade.state,
            published_n=grade.published_n or 0,
            published_at=at,
            until=until(at, unit_id),
            raised=raised.get(grade.id),
            has_objected=period.id in objected,
            answer_until=_answer_until(raised.get(grade.id), unit_id),
        )
        for grade, at, period, unit_id in rows
        if gradebook_id in {None, grade.gradebook_id}
    ]


def until(published_at: int, unit_id: int | None) -> int | None:
    """Return until when a student of a unit may object (UTC seconds), None: no end.

    Who works at no unit is no student any more, and has no time left.
    """
    if unit_id is None:
        return published_at
    return object_until(published_at, calendar_in_force(unit_id))


def _open(actor: Actor) -> Select[Objection, Grade]:
    return (
        select(Objection, Grade)
        .join(Grade, Grade.id == Objection.grade_id)
        .join(Gradebook, Gradebook.id == Grade.gradebook_id)
        .join(ClassTeacher, ClassTeacher.class_group_id == Gradebook.class_group_id)
        .where(Objection.verdict.is_(None), ClassTeacher.person_id == actor.id)
    )


def _answer_until(raised: Raised | None, unit_id: int | None) -> int | None:
    if raised is None or raised.answered_at is None:
        return None
    return until(raised.answered_at, unit_id)


def _raised(condition: ColumnElement[bool]) -> dict[int, Raised]:
    query = (
        select(Objection, Person.name)
        .outerjoin(Person, Person.id == Objection.answered_by_id)
        .where(condition)
    )
    rows = db.session.execute(query).all()
    numbers = _numbers(key for each, _ in rows for key in each.disputed)
    return {
        each.grade_id: Raised(
            raised_at=each.raised_at,
            disputed=[_disputed(key, numbers) for key in each.disputed],
            words=each.words,
            verdict=each.verdict,
            answer=each.answer,
            answered_by=name,
            answered_at=each.answered_at,
        )
        for each, name in rows
    }


def _numbers(keys: Iterable[str]) -> dict[int, str]:
    ids = {int(key.partition("-")[0]) for key in keys if "-" in key}
    if not ids:
        return {}
    query = select(Ticket.id, Ticket.number).where(Ticket.id.in_(ids))
    return {row.id: row.number for row in db.session.execute(query)}


def _disputed(key: str, numbers: Mapping[int, str]) -> Disputed:
    ticket_id, has_step, step = key.partition("-")
    if not has_step:
        return Disputed(GradePart(key))
    id_ = int(ticket_id)
    return Disputed(None, id_, numbers.get(id_, ""), Step(step))
