"""Gradebooks made the way teachers make them: through the services, by one of the cast.

What a grade is made of can be given whole, so that a test of its life needs no tickets.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from flask import Flask
from sqlalchemy import select

from desk.domain.grade_inputs import Held, Inputs, Mark, Observation
from desk.domain.grade_life import GradeAct, GradeState
from desk.domain.people import SYSTEM, Act
from desk.domain.rubric import Level, RubricItem
from desk.domain.vocabulary import Priority, Step
from desk.extensions import db
from desk.models import ClassGroup, Grade, Gradebook, GradeInputs, GradeVersion
from desk.queries.gradebooks import Book, find_book
from desk.services import (
    class_groups,
    gradebooks,
    grading,
    objections,
    periods,
    publishing,
    recomputing,
)
from desk.services import grades as service
from desk.services.transaction import writing
from tests.support.cast import World
from tests.support.rosters import at
from tests.support.tickets import Tickets

CLASS = "XII PM 1"


@dataclass(frozen=True)
class Grades:
    """Begins periods and keeps grades; each call is one act of one person, now."""

    app: Flask
    world: World

    def act(self, username: str) -> Act:
        """Return an act of one of the cast, now, with a new key."""
        return Tickets(self.app, self.world).act(username, key=uuid.uuid4().hex)

    def class_id(self, name: str = CLASS) -> int:
        """Return the id of a class."""
        query = select(ClassGroup.id).where(ClassGroup.name == name)
        return db.session.scalars(query).one()

    def taught(self, *teachers: str, name: str = CLASS) -> int:
        """Let some of the cast teach a class; return its id."""
        with self.app.app_context():
            ids = [self.world.id_of(each) for each in teachers]
            act = replace(self.act("admin"), actor=SYSTEM)
            return class_groups.set_teachers(act, self.class_id(name), person_ids=ids)

    def begin(self, *, teacher: str = "guru", days: int = 60) -> int:
        """Let the teacher begin a period that holds today; return the gradebook."""
        [found] = self.begin_for(self.taught(teacher), teacher=teacher, days=days)
        return found

    def begin_for(
        self, *class_group_ids: int, teacher: str = "guru", days: int = 60
    ) -> list[int]:
        """Begin a period for some classes of the teacher's; return the gradebooks."""
        with self.app.app_context():
            return periods.begin_period(
                self.act(teacher),
                name="Semester ganjil",
                begin=at("00:00", days=-days),
                end=at("00:00", days=days),
                class_group_ids=class_group_ids,
            )

    def book(self, gradebook_id: int) -> Book:
        """Return a gradebook."""
        with self.app.app_context():
            return find_book(gradebook_id)

    def recompute(self, gradebook_id: int, *, by: str = "guru") -> int:
        """Compute a gradebook as of now; return its version."""
        with self.app.app_context():
            act = replace(self.act(by), key="")
            return recomputing.recompute(act, gradebook_id)

    def inputs(self, gradebook_id: int, *, of: str = "siswa") -> Inputs:
        """Compute a gradebook as of now; return what a student's grade is made of."""
        self.recompute(gradebook_id)
        with self.app.app_context():
            query = (
                select(GradeInputs.body)
                .join(Grade, Grade.inputs_hash == GradeInputs.hash)
                .where(
                    Grade.gradebook_id == gradebook_id,
                    Grade.person_id == self.world.id_of(of),
                )
            )
            return Inputs.from_json(db.session.scalars(query).one())

    def keep(
        self, gradebook_id: int, inputs: Inputs, *, of: str = "siswa", by: str = "guru"
    ) -> int:
        """Keep what a student's grade is made of; return the grade's id."""
        with self.app.app_context(), writing():
            act = self.act(by)
            book = db.session.get_one(Gradebook, gradebook_id)
            row = grading.store(
                act,
                book,
                self.world.id_of(of),
                inputs,
                scheme=gradebooks.scheme_in_force(book),
                known={g.person_id: g for g in gradebooks.grades_of(book)},
            )
            book.computed_at = act.at
            return row.id

    def move(self, grade_id: int, *acts: GradeAct, by: str = "guru") -> None:
        """Let things happen to a grade, without computing anything."""
        with self.app.app_context(), writing():
            for each in acts:
                row = db.session.get_one(Grade, grade_id)
                grading.keep_version(self.act(by), row, each)

    def published(
        self, gradebook_id: int, inputs: Inputs, *, of: str = "siswa", by: str = "guru"
    ) -> int:
        """Publish a student's grade of such inputs; return the grade's id."""
        grade_id = self.keep(gradebook_id, inputs, of=of, by=by)
        self.move(grade_id, GradeAct.REVIEW, GradeAct.PUBLISH, by=by)
        return grade_id

    def review_all(self, gradebook_id: int, *, by: str = "guru") -> None:
        """Compute a gradebook, and review every draft in it."""
        self.recompute(gradebook_id, by=by)
        with self.app.app_context():
            query = select(Grade.person_id, Grade.n).where(
                Grade.gradebook_id == gradebook_id, Grade.state == GradeState.DRAFT
            )
            seen = {row.person_id: row.n for row in db.session.execute(query)}
            service.review_all(self.act(by), gradebook_id, seen=seen)

    def publish(self, gradebook_id: int, *, by: str = "guru") -> list[int]:
        """Publish a gradebook; return who is in the way."""
        with self.app.app_context():
            seen = find_book(gradebook_id).version
            return publishing.publish(self.act(by), gradebook_id, seen=seen)

    def lock(self, gradebook_id: int, *, by: str = "guru") -> list[int]:
        """Lock a gradebook; return who is in the way."""
        with self.app.app_context():
            seen = find_book(gradebook_id).version
            return publishing.lock(self.act(by), gradebook_id, seen=seen)

    def raise_objection(
        self,
        gradebook_id: int,
        *disputed: str,
        words: str = "Pelanggan pergi dulu, jadi waktunya bukan waktu saya.",
        by: str = "siswa",
    ) -> int:
        """Object to one's own grade; return the objection's id."""
        with self.app.app_context():
            person_id = self.world.id_of(by)
            seen = db.session.scalar(
                select(Grade.published_n).where(
                    Grade.gradebook_id == gradebook_id, Grade.person_id == person_id
                )
            )
            return objections.raise_objection(
                self.act(by),
                gradebook_id,
                seen=seen or 0,
                disputed=disputed or ["time"],
                words=words,
            )

    def read(self, grade_id: int) -> Grade:
        """Return a grade as it is stored."""
        with self.app.app_context():
            found = db.session.get_one(Grade, grade_id)
            db.session.expunge(found)
            return found

    def history(self, grade_id: int) -> list[str]:
        """Return what happened to a grade."""
        with self.app.app_context():
            query = (
                select(GradeVersion.act)
                .where(GradeVersion.grade_id == grade_id)
                .order_by(GradeVersion.n)
            )
            return [act.value for act in db.session.scalars(query)]


def inputs_of(*ratios: float, per_ticket: int = 1) -> Inputs:
    """Return inputs with one observation for each ratio of seconds to target."""
    return Inputs(observations=tuple(_observations(ratios, per_ticket)))


def marked(inputs: Inputs, level: Level = Level.GOOD) -> Inputs:
    """Return the same with every item of the rubric marked: enough for a grade."""
    marks = (Mark(n, item, level, None, "") for n, item in enumerate(RubricItem, 1))
    return replace(inputs, marks=tuple(marks))


def _observations(ratios: Iterable[float], per_ticket: int) -> Iterable[Observation]:
    steps = list(Step)
    for n, ratio in zip(count(), ratios):
        ticket = 1 + n // per_ticket
        yield Observation(
            ticket_id=ticket,
            number=f"KEL/MM/2026/09/{ticket:04}",
            step=steps[n % len(steps)],
            seconds=round(600 * ratio),
            target=600,
            priority=Priority.MEDIUM,
            held=Held.COMPLETED,
        )
