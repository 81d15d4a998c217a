"""A teacher decides about one grade: on its page, with a reason the student reads."""

import pytest

from desk.domain.grade_life import GradeAct, GradeState
from tests.support.grades import inputs_of, marked

WHY = "Printer rusak dua hari, bukan salah siswa."
SLOW, FAST = marked(inputs_of(*[2] * 5)), marked(inputs_of(*[1] * 5))


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def grade_id(grades, book):
    return grades.keep(book, SLOW)


@pytest.fixture
def page(grades, book):
    return f"/grading/{book}/students/{grades.world.id_of('siswa')}"


@pytest.fixture
def guru(open_browser, page, grade_id):
    return open_browser("guru").get(page)


def test_sets_another_grade_reviews_it_and_takes_it_back(guru, grades, grade_id):
    guru.submit("override", value="90", category="circumstances", reason=WHY)
    assert guru.flashes == ["success"]
    row = grades.read(grade_id)
    assert (row.value, row.computed, row.override_reason) == (90, 81, WHY)
    guru.submit("review")
    guru.submit("clear-override")
    guru.submit("unreview")
    assert grades.history(grade_id) == [
        *("computed", "override", "review", "clear_override", "unreview")
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": "101"}, "override-value"),
        ({"value": "delapan puluh"}, "override-value"),
        ({"value": "85,5"}, "override-value"),
        ({"reason": "Kasihan."}, "override-reason"),
        ({"category": False}, "override-category"),
    ],
)
def test_what_is_no_override_is_refused_and_stays_typed(guru, grades, typed, field):
    whole = {"value": "90", "category": "circumstances", "reason": WHY}
    guru.submit("override", 422, **(whole | typed))
    assert list(guru.errors) == [field]
    kept = {name: text for name, text in (whole | typed).items() if text}
    assert {name: guru.value(name, "override") for name in kept} == kept


def test_what_was_computed_meanwhile_is_seen_before_it_is_overridden(
    guru, grades, book, grade_id
):
    grades.keep(book, FAST)
    typed = {"value": "90", "category": "illness", "reason": WHY}
    guru.submit("override", 409, **typed)
    assert "Nilai ini baru saja diubah" in guru.refusal
    assert (guru.value("value", "override"), grades.read(grade_id).n) == ("90", 2)
    guru.submit("override")
    assert grades.read(grade_id).override_of == 91


def test_what_was_typed_too_late_stays_with_the_reason_for_the_refusal(
    guru, grades, grade_id
):
    grades.move(grade_id, GradeAct.REVIEW, GradeAct.PUBLISH)
    guru.submit("override", 409, value="90", category="illness", reason=WHY)
    assert "baru saja diubah" in guru.refusal
    assert WHY in guru.text
    assert not guru.has_form("override")
    assert grades.read(grade_id).override is None


def test_nothing_is_answered_that_was_never_objected_to(guru, grades, page, grade_id):
    grades.move(grade_id, GradeAct.REVIEW, GradeAct.PUBLISH)
    guru.post(f"{page}/answer", 409, version=3, verdict="reject", answer=WHY)
    assert guru.refusal.endswith("berstatus: Diterbitkan.")
    assert WHY in guru.text
    assert not guru.has_form("answer")


def test_a_double_tap_is_one_act(guru, grades, grade_id):
    guru.submit("review").again()
    assert grades.history(grade_id) == ["computed", "review"]


def test_another_look_keeps_the_published_grade_or_publishes_anew(
    guru, grades, book, page, grade_id
):
    grades.move(grade_id, GradeAct.REVIEW, GradeAct.PUBLISH)
    grades.keep(book, FAST)
    guru.get(page)
    assert not guru.has_form("override")
    guru.submit("keep", 422, reason="Tetap.")
    assert list(guru.errors) == ["keep-reason"]
    guru.submit("keep", reason=WHY)
    assert grades.read(grade_id).needs_look_at is None
    grades.keep(book, marked(inputs_of(*[4] * 5)))
    guru.get(page).submit("republish", reason=WHY)
    row = grades.read(grade_id)
    assert (row.value, row.published_n, row.state) == (72, row.n, GradeState.PUBLISHED)


def test_only_teachers_of_the_class_decide(open_browser, grades, page, grade_id):
    ketua = open_browser("ketua").get(page)
    assert not ketua.has_form("override")
    ketua.post(f"{page}/review", 403)
    guru = open_browser("guru").get(page)
    grades.taught()
    guru.post(f"{page}/review", 403, version=1)
    assert grades.history(grade_id) == ["computed"]
