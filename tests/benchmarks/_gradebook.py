"""A class of 36 whose grades are made of 5,000 observations of tickets that are there.

Made inside a place by the services, as if a teacher had begun a period.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from sqlalchemy import select

from config import settings
from desk import create_app
from desk.domain.grade_inputs import (
    Answer,
    Flag,
    Held,
    Inputs,
    Mark,
    Observation,
    Waits,
)
from desk.domain.hours import DAY
from desk.domain.people import SYSTEM, Act, Actor, Role
from desk.domain.rubric import Level, RubricItem
from desk.domain.vocabulary import Performance, Priority, Step
from desk.extensions import db
from desk.models import Gradebook, Person, Ticket, Unit
from desk.queries.people import get_actor
from desk.services import class_groups, grading, people, periods
from desk.services.gradebooks import scheme_in_force
from desk.services.transaction import writing
from tests.benchmarks._place import PASSWORD

STUDENTS, OBSERVATIONS = 36, 5_000
MARKED, ANSWERED, WAITED = 3, 10, 60
TARGET = 900
HALF_A_YEAR = 182 * DAY
CLASS = "XII Ukur"


class Term:
    """Half a year of a class, made up."""

    def __init__(self, tickets: Sequence[tuple[int, str]], seed: int = 1) -> None:
        """Take the tickets that were received in it."""
        self.tickets, self.random = tickets, Random(seed)

    def inputs(self, count: int) -> Inputs:
        """Return what the grade of a student with so many observations is made of."""
        steps = self.random.sample(list(product(self.tickets, Step)), count)
        few = self.random.sample(self.tickets, ANSWERED)
        return Inputs(
            observations=tuple(self._observation(*each) for each in steps),
            waits=tuple(
                Waits(60 * n, Priority.MEDIUM, 1 + n % 4) for n in range(WAITED)
            ),
            marks=tuple(self._marks(few[:MARKED])),
            answers=tuple(
                Answer(*ticket, self.random.choice(list(Performance))) for ticket in few
            ),
        )

    def _observation(self, ticket: tuple[int, str], step: Step) -> Observation:
        chance = self.random.random()
        return Observation(
            *ticket,
            step=step,
            seconds=round(TARGET * self.random.lognormvariate(-0.3, 0.8)),
            target=TARGET,
            priority=self.random.choice(list(Priority)),
            held=Held.PASSED_ON if chance < 0.1 else Held.COMPLETED,
            flags=(Flag.ONE_WORD,) if chance > 0.98 else (),
        )

    def _marks(self, tickets: Sequence[tuple[int, str]]) -> Iterator[Mark]:
        for n, (ticket, item) in enumerate(product(tickets, RubricItem)):
            yield Mark(n + 1, item, self.random.choice(list(Level)), *ticket)


def make(now: int) -> None:
    """Make the class and its grades (now in UTC seconds)."""
    teacher = get_actor(_person("guru1"))
    group_id, students = _class(now)
    class_groups.set_teachers(_act(now, "teach"), group_id, person_ids=[teacher.id])
    newest = db.session.scalars(
        select(Ticket.received_at).order_by(Ticket.id.desc()).limit(1)
    ).one()
    begin = newest - HALF_A_YEAR
    [book_id] = periods.begin_period(
        _act(now, "begin", teacher),
        name="Semester ganjil",
        begin=begin,
        end=now + DAY,
        class_group_ids=[group_id],
    )
    _grade(_act(now, "grade", teacher), book_id, students, begin)


def _grade(act: Act, book_id: int, students: Sequence[int], begin: int) -> None:
    query = select(Ticket.id, Ticket.number).where(Ticket.received_at >= begin)
    found = db.session.execute(query.order_by(Ticket.id)).all()
    term = Term([(id_, number) for id_, number in found])
    with writing():
        book = db.session.get_one(Gradebook, book_id)
        scheme = scheme_in_force(book)
        for n, person_id in enumerate(students):
            count = (OBSERVATIONS + n) // STUDENTS
            grading.store(
                act, book, person_id, term.inputs(count), scheme=scheme, known={}
            )
        book.computed_at = act.at


def _class(now: int) -> tuple[int, list[int]]:
    group_id = class_groups.add_class_group(_act(now, "class"), name=CLASS)
    # Not of the unit whose lists are measured: those would offer 36 people more.
    unit_id = db.session.scalars(select(Unit.id).order_by(Unit.id.desc())).first()
    return group_id, [
        people.add_person(
            _act(now, f"student-{n}"),
            people.Profile(
                username=f"ukur{n}",
                name=f"Siswa Ukur {n}",
                role=Role.STUDENT,
                unit_id=unit_id,
                class_group_id=group_id,
                student_number=f"9{n:09}",
            ),
            password=PASSWORD,
            must_change_password=False,
        )
        for n in range(STUDENTS)
    ]


def _person(username: str) -> int:
    return db.session.scalars(
        select(Person.id).where(Person.username == username)
    ).one()


def _act(now: int, key: str, actor: Actor = SYSTEM) -> Act:
    return Act(actor=actor, at=now, key=f"benchmark-{key}")


def main() -> None:
    """Make it in the place that the environment names."""
    app = create_app(settings())
    with app.app_context():
        make(int(time.time()))


if __name__ == "__main__":
    main()
