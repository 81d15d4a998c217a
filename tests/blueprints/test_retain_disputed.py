"""What a disputed grade is made of is kept until the objection is answered."""

import pytest

from desk.domain.grade_inputs import Held, Inputs, Observation
from desk.domain.grade_life import ObjectionAnswer
from desk.domain.retention import Kept
from desk.domain.vocabulary import Priority, Step
from desk.extensions import db
from desk.models import Objection
from desk.queries.retention import preview
from desk.services import retention
from desk.services.transaction import writing
from tests.support.tickets import COMPLAINT

NAME, PHONE = "Ibu Ratna", "0812-0000-0103"


@pytest.fixture
def retain(tickets):
    """Return what runs the job, after the preview of it, and says what went."""

    def run(clock):
        with tickets.reading():
            told = {past.kind: past.count for past in preview(now=clock.now)}
            gone = list(retention.erase(tickets.act("admin")))
        assert {kind: gone.count(kind) for kind in Kept} == told
        return gone

    return run


@pytest.fixture
def object_to(grades):
    """Return what publishes a grade made of a ticket, and objects to it."""

    def disputed(ticket_id, number):
        row = Observation(
            ticket_id=ticket_id,
            number=number,
            step=Step.CONFIRM,
            seconds=900,
            target=600,
            priority=Priority.MEDIUM,
            held=Held.COMPLETED,
        )
        book = grades.begin()
        grade_id = grades.published(book, Inputs(observations=(row,)))
        grades.raise_objection(book, row.key)
        return grade_id

    return disputed


def answer(grades, grade_id):
    with grades.app.app_context(), writing():
        found = db.session.query(Objection).filter_by(grade_id=grade_id).one()
        found.verdict = ObjectionAnswer.REJECT


def test_disputed_words_stay_until_the_answer(
    tickets, grades, clock, retain, object_to
):
    disputed, other = (tickets.at(None, customer=NAME, contact=PHONE) for _ in "ab")
    grade_id = object_to(disputed, tickets.read(disputed).number)
    clock.move(days=668)  # 1 July 2028
    assert retain(clock) == [Kept.CONTENTS, Kept.CONTACTS]
    kept, gone = tickets.read(disputed), tickets.read(other)
    assert (kept.complaint, kept.customer, kept.contact) == (COMPLAINT, "", "")
    assert gone.complaint == ""
    assert retain(clock) == []
    answer(grades, grade_id)
    assert retain(clock) == [Kept.CONTENTS]
    assert tickets.read(disputed).complaint == ""
