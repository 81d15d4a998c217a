"""A grade moves on, version by version: reviewed, overridden, kept, published anew."""

from typing import Any

import pytest

from desk.domain.errors import Forbidden, InvalidInput
from desk.domain.evidence import CHOOSE
from desk.domain.grade_life import (
    NO_GRADE,
    TOO_SHORT,
    GradeState,
    NotInThisState,
    NotYourClass,
    OverrideCategory,
    Reviewed,
    Shown,
    StaleGrades,
)
from desk.domain.grade_refusals import GradesLocked, NoOverride, NothingNew
from desk.extensions import db
from desk.models import Grade, Gradebook, GradeVersion
from desk.services import grades as service
from desk.services.transaction import writing
from tests.support.grades import inputs_of, marked

WHY = "Pelanggan meminta kami menunggu."
SLOW, FAST = marked(inputs_of(*[2] * 5)), marked(inputs_of(*[1] * 5))
MINE: dict[str, Any] = {"category": OverrideCategory.CIRCUMSTANCES, "reason": WHY}


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def do(grades, book):
    """Return what lets somebody do something to the grade of a student."""

    def carry_out(verb, *, of="siswa", by="guru", seen=None, **said):
        with grades.app.app_context():
            if seen is None:
                rows = db.session.query(Grade).filter_by(
                    gradebook_id=book, person_id=grades.world.id_of(of)
                )
                seen = rows.one().n
            return verb(grades.act(by), book, grades.world.id_of(of), seen=seen, **said)

    return carry_out


def versions(grades, grade_id):
    """Return what happened, and the value that was or would be seen after it."""
    with grades.app.app_context():
        query = db.session.query(GradeVersion).filter_by(grade_id=grade_id)
        return [(v.act.value, v.value) for v in query.order_by(GradeVersion.n)]


def test_a_draft_is_reviewed_and_goes_back(grades, book, do):
    grade_id = grades.keep(book, FAST)
    do(service.review)
    assert grades.read(grade_id).state is GradeState.REVIEWED
    do(service.unreview)
    assert grades.history(grade_id) == ["computed", "review", "unreview"]


def test_only_what_was_seen_and_may_be_is_reviewed(grades, book, do):
    grades.keep(book, SLOW)
    grades.keep(book, FAST)
    with pytest.raises(StaleGrades):
        do(service.review, seen=1)
    with pytest.raises(Forbidden):
        do(service.review, by="ketua")
    do(service.review)
    with pytest.raises(NotInThisState):
        do(service.review)


def test_only_a_teacher_of_the_class_decides(grades, book, do):
    grades.keep(book, FAST)
    grades.taught()
    with pytest.raises(NotYourClass):
        do(service.review)


def test_of_several_each_says_what_became_of_it(grades, book):
    mine, others, gone = (grades.world.id_of(n) for n in ("siswa", "siswi", "baru"))
    grades.keep(book, FAST)
    grades.keep(book, SLOW, of="siswi")
    grades.keep(book, FAST, of="siswi")
    with grades.app.app_context():
        seen = {mine: 1, others: 1, gone: 1}
        found = service.review_all(grades.act("guru"), book, seen=seen)
        assert found == [
            (mine, Reviewed.DONE),
            (others, Reviewed.CHANGED),
            (gone, Reviewed.CHANGED),
        ]
        again = service.review_all(grades.act("guru"), book, seen={mine: 2})
        assert again == [(mine, Reviewed.NO_DRAFT)]


def test_an_override_stands_beside_what_is_computed(grades, book, do):
    grade_id = grades.keep(book, SLOW)
    do(service.override, value=90, **MINE)
    row = grades.read(grade_id)
    assert (row.value, row.computed, row.override_of) == (90, 81, 81)
    assert (row.state, row.override_by_id) == (
        GradeState.DRAFT,
        grades.world.id_of("guru"),
    )
    do(service.clear_override)
    assert versions(grades, grade_id) == [
        ("computed", 81),
        ("override", 90),
        ("clear_override", 81),
    ]
    with pytest.raises(NoOverride):
        do(service.clear_override)


def test_what_is_computed_anew_beside_an_override_is_seen(grades, book, do):
    grade_id = grades.keep(book, SLOW)
    do(service.override, value=90, **MINE)
    do(service.review)
    grades.keep(book, FAST)
    row = grades.read(grade_id)
    assert (row.state, row.value) == (GradeState.DRAFT, 90)
    assert (row.override_of, row.computed) == (81, 91)


def test_an_override_needs_a_grade_a_category_and_a_reason(grades, book, do):
    grades.keep(book, SLOW)
    for wrong, errors in (
        ({"value": 101}, {"value": NO_GRADE}),
        ({"value": -1}, {"value": NO_GRADE}),
        ({"value": None}, {"value": NO_GRADE}),
        ({"category": None}, {"category": CHOOSE}),
        ({"reason": "  karena saya   "}, {"reason": TOO_SHORT}),
    ):
        with pytest.raises(InvalidInput) as refused:
            do(service.override, **({"value": 90, **MINE} | wrong))
        assert refused.value.errors == errors


def test_published_and_computed_anew_it_is_kept_or_published_anew(grades, book, do):
    grade_id = grades.published(book, SLOW)
    with pytest.raises(NothingNew):
        do(service.keep, reason=WHY)
    grades.keep(book, FAST)
    do(service.keep, reason=WHY)
    assert grades.read(grade_id).needs_look_at is None
    grades.keep(book, marked(inputs_of(*[4] * 5)))
    with pytest.raises(StaleGrades):
        do(service.republish, shown=Shown(computed=91), reason=WHY)
    do(service.republish, shown=Shown(computed=72), reason=WHY)
    row = grades.read(grade_id)
    assert (row.published_n, row.needs_look_at) == (row.n, None)
    assert versions(grades, grade_id)[2:] == [
        ("publish", 81),
        ("needs_look", 81),
        ("keep", 81),
        ("needs_look", 81),
        ("republish", 72),
    ]


def test_a_published_grade_is_corrected_with_a_reason(grades, book, do):
    grade_id = grades.published(book, SLOW)
    with pytest.raises(NotInThisState):
        do(service.override, value=90, **MINE)
    with pytest.raises(NothingNew):
        do(service.republish, shown=Shown(computed=81), reason=WHY)
    with pytest.raises(InvalidInput):
        do(service.republish, shown=Shown(90), reason="")
    do(service.republish, shown=Shown(90, MINE["category"]), reason=WHY)
    assert grades.read(grade_id).override == 90
    do(service.republish, shown=Shown(computed=81), reason=WHY)
    assert versions(grades, grade_id)[3:] == [("republish", 90), ("republish", 81)]


def test_sent_twice_is_done_once(grades, book):
    grade_id = grades.keep(book, SLOW)
    act = grades.act("guru")
    with grades.app.app_context():
        for _ in range(2):
            service.override(
                act, book, grades.world.id_of("siswa"), seen=1, value=90, **MINE
            )
    assert grades.history(grade_id) == ["computed", "override"]


def test_locked_nothing_changes(grades, book, do):
    grade_id = grades.published(book, SLOW)
    with grades.app.app_context(), writing():
        db.session.get_one(Gradebook, book).locked_at = 1
    with pytest.raises(GradesLocked):
        do(service.republish, shown=Shown(90, MINE["category"]), reason=WHY)
    assert grades.history(grade_id)[-1] == "publish"
