"""flask desk grade: every gradebook that is not locked, computed as of now."""

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Gradebook
from desk.services.transaction import writing


def run(app, *args, code=0):
    done = app.test_cli_runner().invoke(args=["desk", "grade", *args])
    assert done.exit_code == code, done.output
    return done.output


def test_every_open_gradebook_is_computed(app, grades, tickets):
    book = grades.begin()
    tickets.at(Step.CONFIRM)
    assert "4 of 4 grades changed." in run(app)
    assert grades.inputs(book).observations[0].step is Step.RECORD
    assert "0 of 4 grades changed." in run(app, "--period", "Semester ganjil")
    with app.app_context(), writing():
        db.session.get_one(Gradebook, book).locked_at = 1
    assert "0 of 0 grades changed." in run(app)
    assert "No period 'Semester genap'" in run(
        app, "--period", "Semester genap", code=1
    )
