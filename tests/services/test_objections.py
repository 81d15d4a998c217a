"""A student objects to the own published grade, and the teacher answers."""

from dataclasses import replace
from typing import Any

import pytest

from desk.domain.errors import Forbidden, InvalidInput, NotFound
from desk.domain.evidence import CHOOSE
from desk.domain.grade_life import (
    NO_GRADE,
    TOO_SHORT,
    GradeState,
    NotInThisState,
    ObjectionAnswer,
    OverrideCategory,
    Shown,
    StaleGrades,
)
from desk.domain.grade_refusals import AlreadyObjected, TooLateToObject
from desk.domain.grading import GradePart
from desk.extensions import db
from desk.models import GradeVersion
from desk.queries.objections import count_open, open_objections, standings_of, told
from desk.services import grades as life
from desk.services import objections as service
from tests.support.grades import inputs_of, marked
from tests.support.rosters import at

WORDS = "Pelanggan pergi dulu, jadi waktunya bukan waktu saya."
WHY = "Betul, pelanggan pergi; langkah itu tidak dihitung."
SLOW, FAST = marked(inputs_of(*[2] * 5)), marked(inputs_of(*[1] * 5))
LAST = at("00:00", days=8) - 1


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def grade_id(grades, book):
    return grades.published(book, SLOW)


@pytest.fixture
def answer(grades, book, grade_id):
    """Return what lets the teacher answer."""

    def send(verdict, *, value=None, category=None, why=WHY):
        with grades.app.app_context():
            return service.answer_objection(
                grades.act("guru"),
                book,
                grades.world.id_of("siswa"),
                seen=grades.read(grade_id).n,
                verdict=verdict,
                answer=why,
                shown=Shown(value, category, grades.read(grade_id).computed),
            )

    return send


def standing(grades):
    with grades.app.app_context():
        [found] = standings_of(grades.world.id_of("siswa"))
        return found


def test_a_student_objects_and_the_teacher_sees_it(grades, book, grade_id, clock):
    grades.raise_objection(book, "2-confirm", "time")
    assert grades.history(grade_id)[-1] == "object"
    with grades.app.app_context():
        guru = grades.world.actors["guru"]
        [line] = open_objections(guru)
        assert (line.name, line.words, line.disputed) == ("Siti Aminah", WORDS, 2)
        assert (count_open(guru), count_open(grades.world.actors["ketua"])) == (1, 0)
    ticket, part = standing(grades).raised.disputed
    assert (ticket.ticket_id, ticket.step.value) == (2, "confirm")
    assert part.part is GradePart.TIME


def test_once_a_period_and_only_ones_own_published_grade(grades, book, grade_id):
    with pytest.raises(NotFound):
        grades.raise_objection(book, by="siswi")
    grades.keep(book, SLOW, of="siswi")
    with pytest.raises(NotFound):
        grades.raise_objection(book, by="siswi")
    with pytest.raises(Forbidden):
        grades.raise_objection(book, by="guru")
    grades.raise_objection(book)
    with pytest.raises(AlreadyObjected):
        grades.raise_objection(book)
    assert not standing(grades).may_object(0)


def test_a_day_late_is_refused_with_the_last_day_named(grades, book, grade_id, clock):
    """Five school days after Wednesday the 2nd end with Wednesday the 9th."""
    clock.set(23, 59, days=7)
    assert standing(grades).may_object(clock.now)
    clock.set(0, days=8)
    assert not standing(grades).may_object(clock.now)
    with pytest.raises(TooLateToObject) as refused:
        grades.raise_objection(book)
    assert refused.value.facts == {"last_at": LAST}
    assert grades.read(grade_id).state is GradeState.PUBLISHED


@pytest.mark.usefixtures("grade_id")
def test_an_objection_names_rows_that_are_there_and_says_why(grades, book):
    whole: dict[str, Any] = {"seen": 3, "disputed": ["time"], "words": WORDS}
    for said, errors in (
        ({"disputed": []}, {"disputed": service.NO_ROW}),
        ({"disputed": ["9-confirm"]}, {"disputed": CHOOSE}),
        ({"words": "  tidak setuju "}, {"words": TOO_SHORT}),
    ):
        with grades.app.app_context(), pytest.raises(InvalidInput) as refused:
            service.raise_objection(grades.act("siswa"), book, **(whole | said))
        assert refused.value.errors == errors


def test_what_was_published_anew_meanwhile_is_looked_at_first(grades, book, grade_id):
    with grades.app.app_context(), pytest.raises(StaleGrades):
        service.raise_objection(
            grades.act("siswa"), book, seen=2, disputed=["time"], words=WORDS
        )


def test_sent_twice_it_is_one_objection(grades, book, grade_id):
    act = replace(grades.act("siswa"), key="twice")
    with grades.app.app_context():
        said: dict[str, Any] = {"seen": 3, "disputed": ["time"], "words": WORDS}
        first = service.raise_objection(act, book, **said)
        assert service.raise_objection(act, book, **said) == first
    assert grades.history(grade_id).count("object") == 1


def test_accepted_with_a_value_or_with_what_is_computed_now(
    grades, book, grade_id, answer
):
    grades.raise_objection(book)
    with pytest.raises(InvalidInput) as refused:
        answer(ObjectionAnswer.ACCEPT)
    assert refused.value.errors == {"value": service.NO_CHANGE}
    grades.keep(book, FAST)
    answer(ObjectionAnswer.ACCEPT)
    row = grades.read(grade_id)
    assert (row.state, row.value, row.published_n) == (
        GradeState.PUBLISHED,
        91,
        row.n,
    )
    assert grades.history(grade_id)[3:] == [
        *("object", "needs_look", "answer", "republish")
    ]


def test_accepted_without_a_value_takes_no_override_back(grades, book, answer):
    student, mine = grades.world.id_of("siswa"), OverrideCategory.ILLNESS
    with grades.app.app_context():
        life.republish(
            grades.act("guru"), book, student, seen=3, shown=Shown(95, mine), reason=WHY
        )
    grades.raise_objection(book, "time", "time", "2-confirm")
    # Sent twice, it is named once.
    assert len(standing(grades).raised.disputed) == 2
    with pytest.raises(InvalidInput) as refused:
        answer(ObjectionAnswer.ACCEPT)
    assert refused.value.errors == {"value": service.NO_CHANGE}
    grades.keep(book, inputs_of(1))
    with pytest.raises(InvalidInput):
        answer(ObjectionAnswer.ACCEPT)
    grades.keep(book, FAST)
    answer(ObjectionAnswer.ACCEPT)
    with grades.app.app_context():
        versions = db.session.query(GradeVersion.value).order_by(GradeVersion.n)
        assert [value for (value,) in versions][-5:] == [95, 95, 95, 95, 91]


def test_partly_with_a_value_of_the_teachers_own(grades, book, grade_id, answer):
    grades.raise_objection(book)
    mine = OverrideCategory.OTHER_EVIDENCE
    with pytest.raises(InvalidInput) as refused:
        answer(ObjectionAnswer.PARTLY, value=81, category=mine)
    assert refused.value.errors == {"value": service.SAME_VALUE}
    answer(ObjectionAnswer.PARTLY, value=86, category=mine)
    row = grades.read(grade_id)
    assert (row.override, row.override_reason, row.published_n) == (86, WHY, row.n)


def test_not_accepted_the_grade_stays_and_the_student_reads_why(
    grades, book, grade_id, answer, clock
):
    with pytest.raises(NotInThisState):
        answer(ObjectionAnswer.REJECT)
    grades.raise_objection(book)
    answer(ObjectionAnswer.REJECT)
    row, found = grades.read(grade_id), standing(grades)
    assert (row.state, row.published_n) == (GradeState.PUBLISHED, 3)
    assert (found.raised.verdict, found.raised.answer) == (ObjectionAnswer.REJECT, WHY)
    assert found.raised.answered_by == "Rina Wulandari"
    with grades.app.app_context():
        student = grades.world.id_of("siswa")
        assert told(student, now=LAST)
        assert not told(student, now=LAST + 1)


def test_an_answer_is_whole(grades, book, answer):
    grades.raise_objection(book)
    for verdict, said, errors in (
        (None, {}, {"verdict": CHOOSE}),
        (ObjectionAnswer.REJECT, {"why": "Tidak."}, {"answer": TOO_SHORT}),
        (ObjectionAnswer.REJECT, {"value": 90}, {"value": service.NO_VALUE}),
        (
            ObjectionAnswer.ACCEPT,
            {"value": 101},
            {"value": NO_GRADE, "category": CHOOSE},
        ),
    ):
        with pytest.raises(InvalidInput) as refused:
            answer(verdict, **said)
        assert refused.value.errors == errors
