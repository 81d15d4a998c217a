"""Tickets drawn for a review of what each student of a class did on them."""

from sqlalchemy import select

from desk.domain.people import Act
from desk.domain.sheets import drawn_next, populations
from desk.extensions import db
from desk.models import Gradebook, GradingPeriod, RubricDraw
from desk.services import gradebooks
from desk.services.transaction import action


@action
def draw(act: Act, gradebook_id: int) -> int:
    """Draw tickets for whoever has fewer than wanted yet; return how many are new.

    From the closed tickets of the period by the gradebook's own seed, so that neither
    the student nor the teacher chooses. What was drawn stays drawn. Raises
    NotYourClass. Source: grading.md, "Rubric".
    """
    book = gradebooks.load(act, gradebook_id)
    _, scheme = gradebooks.scheme_in_force(book)
    students = [person.id for person in gradebooks.students_of(book)]
    worked = _worked(book, students)
    drawn = _drawn(book)
    rows = [
        RubricDraw(
            gradebook_id=book.id,
            person_id=person_id,
            ticket_id=ticket_id,
            population=len(worked.get(person_id, {})),
            drawn_at=act.at,
            drawn_by_id=act.actor.id,
        )
        for person_id in students
        for ticket_id in drawn_next(
            worked.get(person_id, {}),
            seed=book.seed,
            drawn=drawn.get(person_id, set()),
            wanted=scheme.sampled,
        )
    ]
    db.session.add_all(rows)
    return len(rows)


def _worked(book: Gradebook, students: list[int]) -> dict[int, dict[str, int]]:
    period = db.session.get_one(GradingPeriod, book.period_id)
    query = RubricDraw.population_of(students, period.begins_at, period.ends_at)
    rows = db.session.execute(query)
    return populations((e.ticket_id, number, e.as_event()) for e, number in rows)


def _drawn(book: Gradebook) -> dict[int, set[int]]:
    query = select(RubricDraw.person_id, RubricDraw.ticket_id)
    found: dict[int, set[int]] = {}
    for person_id, ticket_id in db.session.execute(
        query.where(RubricDraw.gradebook_id == book.id)
    ):
        found.setdefault(person_id, set()).add(ticket_id)
    return found
