"""What the grades of some students are made of, read for a whole period at once."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from desk.domain.clock import measure
from desk.domain.course import turns
from desk.domain.grade_inputs import Answer, Inputs, Mark, Observation, Waits
from desk.domain.grading import counts_open
from desk.domain.hours import Interval
from desk.domain.vocabulary import Ending, Priority
from desk.extensions import db
from desk.models import (
    CalendarVersion,
    RosterVersion,
    RubricMark,
    RubricSheet,
    SettingsRevision,
    TargetVersion,
    Ticket,
    TicketEvent,
    Unit,
)
from desk.services.observing import Part, Seen, parts_of, received_in, see, told_of
from desk.services.row import calendar_of

PRIORITIES = list(Priority)


class Student(NamedTuple):
    """Whose grade it is, and at which unit: the queue is that of the unit."""

    id: int
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What some students' grades of a period are made of, as of an instant (UTC).

    Up to which event and by which settings it was read goes with it.
    """

    as_of: int
    event_id: int
    settings_n: int
    seen: Seen
    waits: Mapping[int, "Queue"]
    marks: Mapping[int, Sequence[Mark]]
    answers: Mapping[int, Sequence[Answer]]
    rules: Mapping[int, tuple[str, Mapping[str, int]]]

    def inputs_of(self, student: Student, *, queue_target: int) -> Inputs:
        """Return what a student's grade is made of (the queue's target in seconds)."""
        seen, unit_id = self.seen, student.unit_id
        units = seen.units.get(student.id, set()) | ({unit_id} if unit_id else set())
        queue = self.waits.get(unit_id) if unit_id else None
        return Inputs(
            observations=tuple(sorted(seen.rows.get(student.id, ()), key=_place)),
            waits=queue.waits(queue_target) if queue else (),
            marks=tuple(self.marks.get(student.id, ())),
            answers=tuple(self.answers.get(student.id, ())),
            left_out=tuple(seen.left_out.get(student.id, ())),
            rules=dict(self.rules[id_] for id_ in sorted(units)),
        )


@dataclass(frozen=True)
class Queue:
    """How long complaints of a unit waited, and wait still, for their first owner."""

    over: Mapping[tuple[int, Priority], int]
    still: Mapping[tuple[int, Priority], int]
    _counted: dict[int, tuple[Waits, ...]] = field(default_factory=dict)

    def waits(self, target: int) -> tuple[Waits, ...]:
        """Return the waits that count, put together once for all of a unit."""
        if target not in self._counted:
            self._counted[target] = self._waits(target)
        return self._counted[target]

    def _waits(self, target: int) -> tuple[Waits, ...]:
        """Count one that is not over yet once it reached the target.

        Otherwise leaving a complaint in the queue would beat taking it.
        """
        found = dict(self.over)
        for (seconds, priority), tickets in self.still.items():
            if counts_open(seconds, target):
                key = seconds, priority
                found[key] = found.get(key, 0) + tickets
        order = sorted(found, key=lambda key: (key[0], PRIORITIES.index(key[1])))
        return tuple(Waits(*key, found[key]) for key in order)


def gather(
    span: Interval,
    students: Sequence[Student],
    *,
    as_of: int,
    is_whole: bool = False,
    progress: Callable[[int], object] = lambda _: None,
) -> Gathered:
    """Return what the students did on complaints received within a span (UTC seconds).

    For a whole school every ticket is read, for a class those in which its students
    had a part. Progress hears how many more tickets were read.
    """
    # First, so that what happens meanwhile counts as having happened since.
    event_id = db.session.scalar(select(func.max(TicketEvent.id))) or 0
    settings_n = db.session.scalar(select(SettingsRevision.n)) or 0
    people = [student.id for student in students]
    some = None if is_whole else people
    parts = parts_of(span, some)
    seen = see(parts, span[0], as_of, people=some, progress=progress)
    units = {student.unit_id for student in students if student.unit_id}
    return Gathered(
        as_of=as_of,
        event_id=event_id,
        settings_n=settings_n,
        seen=seen,
        waits={unit_id: _queue(unit_id, span, as_of) for unit_id in units},
        marks=_marks(span, people),
        answers=_answers(span, people),
        rules=_rules(),
    )


def _place(row: Observation) -> tuple[int, int]:
    return row.ticket_id, row.step.position


def _in_sample() -> list[ColumnElement[bool]]:
    """Return the conditions that a ticket says anything of the work done on it."""
    is_open_or_closed = or_(Ticket.ending.is_(None), Ticket.ending == Ending.CLOSED)
    return [is_open_or_closed, Ticket.is_off_hours.is_(False)]


def _queue(unit_id: int, span: Interval, as_of: int) -> Queue:
    """Return how long the complaints of a unit waited for their first owner.

    One that ended without ever having an owner is not counted: nobody served it.
    """
    begin, end = span
    mine = [Ticket.unit_id == unit_id, Ticket.pickup.is_not(None), *_in_sample()]
    mine += [Ticket.received_at >= begin, Ticket.received_at < end]
    over = (
        select(Ticket.pickup, Ticket.priority, func.count())
        .where(*mine, Ticket.owner_id.is_not(None))
        .group_by(Ticket.pickup, Ticket.priority)
    )
    known = {(row[0] or 0, row[1]): row[2] for row in db.session.execute(over)}
    waiting: dict[tuple[int, Priority], int] = defaultdict(int)
    left = select(
        *(Ticket.id, Ticket.number, Ticket.unit_id, Ticket.ended_at, Ticket.priority)
    ).where(*mine, Ticket.owner_id.is_(None), Ticket.step.is_not(None))
    rows = db.session.execute(left).all()
    priorities = {row.id: row.priority for row in rows}
    calendar = calendar_of(unit_id)
    for told in told_of([Part(*row[:4]) for row in rows]):
        seconds = measure(told.events, calendar, as_of).pickup
        course = turns(told.events, verified=(), rejected_pauses=())
        had_owner = any(standing.owner is not None for _, standing in course)
        into = known if had_owner else waiting
        key = seconds, priorities[told.id]
        into[key] = into.get(key, 0) + 1
    return Queue(known, waiting)


def _marks(span: Interval, people: Sequence[int]) -> dict[int, list[Mark]]:
    """Return the newest mark of each item of each sheet, by student and id."""
    begin, end = span
    newest = (
        select(func.max(RubricMark.id))
        .group_by(RubricMark.sheet_id, RubricMark.item)
        .scalar_subquery()
    )
    at_counter = and_(
        RubricSheet.ticket_id.is_(None),
        RubricSheet.begun_at >= begin,
        RubricSheet.begun_at < end,
    )
    query = (
        select(
            *(RubricSheet.person_id, RubricMark.id, RubricMark.item, RubricMark.level),
            *(RubricSheet.ticket_id, Ticket.number),
        )
        .join(RubricSheet, RubricSheet.id == RubricMark.sheet_id)
        .outerjoin(Ticket, Ticket.id == RubricSheet.ticket_id)
        .where(
            RubricMark.id.in_(newest),
            RubricMark.level.is_not(None),
            RubricSheet.person_id.in_(people),
            or_(and_(*received_in(span)), at_counter),
        )
        .order_by(RubricMark.id)
    )
    found: dict[int, list[Mark]] = defaultdict(list)
    for person_id, id_, item, level, ticket_id, number in db.session.execute(query):
        if level is not None:
            found[person_id].append(Mark(id_, item, level, ticket_id, number or ""))
    return found


def _answers(span: Interval, people: Sequence[int]) -> dict[int, list[Answer]]:
    """Return what customers said of tickets, by who had them when they were closed."""
    query = (
        select(Ticket.owner_id, Ticket.id, Ticket.number, Ticket.performance)
        .where(
            *received_in(span),
            *_in_sample(),
            Ticket.performance.is_not(None),
            Ticket.owner_id.in_(people),
        )
        .order_by(Ticket.id)
    )
    found: dict[int, list[Answer]] = defaultdict(list)
    for owner_id, id_, number, performance in db.session.execute(query):
        if owner_id is not None and performance is not None:
            found[owner_id].append(Answer(id_, number, performance))
    return found


def _rules() -> dict[int, tuple[str, dict[str, int]]]:
    """Return the code of each unit, and the ids of its newest rules; 0 is none."""
    newest = {
        name: dict(_newest(kind))
        for name, kind in (
            ("calendar", CalendarVersion),
            ("roster", RosterVersion),
            ("targets", TargetVersion),
        )
    }
    units = db.session.execute(select(Unit.id, Unit.code))
    return {
        id_: (code, {name: ids.get(id_, 0) for name, ids in newest.items()})
        for id_, code in units
    }


def _newest(kind: Any) -> Sequence[Any]:
    query = select(kind.unit_id, func.max(kind.id)).group_by(kind.unit_id)
    return db.session.execute(query).all()
