"""Storing what a grade is computed to be: what follows by itself, and what does not."""

from desk.domain.grade_life import GradeAct, GradeState
from desk.extensions import db
from desk.models import Grade, GradeInputs
from desk.services.grading import keep_version
from desk.services.transaction import writing
from tests.support.grades import inputs_of


def _move(grades, grade_id: int, *acts: GradeAct) -> None:
    with grades.app.app_context(), writing():
        for each in acts:
            keep_version(grades.act("guru"), db.session.get_one(Grade, grade_id), each)


def test_a_draft_follows(grades):
    book = grades.begin()
    grade_id = grades.keep(book, inputs_of(*[1] * 5))
    assert grades.keep(book, inputs_of(*[2] * 5)) == grade_id
    row = grades.read(grade_id)
    assert (row.parts["time"], row.observations, row.tickets) == (["75", 5], 5, 5)
    assert grades.history(grade_id) == ["computed", "computed"]


def test_the_same_again_changes_nothing(grades):
    book = grades.begin()
    grade_id = grades.keep(book, inputs_of(*[1] * 5))
    grades.keep(book, inputs_of(*[1] * 5))
    assert grades.history(grade_id) == ["computed"]
    with grades.app.app_context():
        assert db.session.query(GradeInputs).count() == 1


def test_what_was_reviewed_becomes_a_draft_again(grades):
    book = grades.begin()
    grade_id = grades.keep(book, inputs_of(*[1] * 5))
    _move(grades, grade_id, GradeAct.REVIEW)
    grades.keep(book, inputs_of(*[2] * 5))
    assert grades.read(grade_id).state is GradeState.DRAFT


def test_a_published_grade_needs_another_look_once(grades):
    book = grades.begin()
    grade_id = grades.keep(book, inputs_of(*[1] * 5))
    _move(grades, grade_id, GradeAct.REVIEW, GradeAct.PUBLISH)
    grades.keep(book, inputs_of(*[2] * 5))
    grades.keep(book, inputs_of(*[3] * 5))
    row = grades.read(grade_id)
    assert (row.state, row.needs_look_at is None) == (GradeState.PUBLISHED, False)
    assert grades.history(grade_id)[-2:] == ["publish", "needs_look"]
