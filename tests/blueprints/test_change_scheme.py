"""Change the rules of a class: looked at first, kept as a version, read by students."""

from dataclasses import replace

import pytest

from desk.domain.grade_inputs import Mark
from desk.domain.grade_life import GradeAct, GradeState
from desk.domain.grading import Knot
from desk.domain.rubric import Level, RubricItem
from desk.domain.scheme import Scheme
from desk.extensions import db
from desk.models import Gradebook, SchemeVersion
from desk.queries.schemes import preview
from desk.services import class_groups, schemes
from desk.services.grading import keep_version
from desk.services.transaction import writing
from tests.support.grades import inputs_of

WHY = "Kelas ini masih berlatih mencatat dengan cepat."
EASIER = {"ratio_2": "3", "score_2": "75", "ratio_3": "6", "ratio_4": "12,5"}


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def change(book):
    return f"/grading/{book}/scheme/change"


@pytest.fixture
def guru(open_browser, change):
    return open_browser("guru").get(change)


@pytest.fixture
def graded(grades, book):
    """Keep a grade of time at 3 times the target, and of enough of the rubric."""
    items = (RubricItem.LISTENS, RubricItem.RESTATES, RubricItem.APPEARANCE)
    marks = tuple(Mark(n, item, Level.GOOD, None, "") for n, item in enumerate(items))
    return grades.keep(book, replace(inputs_of(*[3] * 10), marks=marks))


def slower(scheme: Scheme) -> tuple[Knot, ...]:
    """Return a line that falls at twice the ratios, but still begins at the target."""
    return tuple(
        knot._replace(ratio=2 * knot.ratio) if n else knot
        for n, knot in enumerate(scheme.knots)
    )


def versions(app, gradebook_id: int) -> list[tuple[int, str]]:
    with app.app_context():
        query = db.session.query(SchemeVersion).filter_by(gradebook_id=gradebook_id)
        return [(each.n, each.reason) for each in query.order_by(SchemeVersion.n)]


def test_is_looked_at_before_it_is_saved(guru, app, book, graded, grades):
    guru.submit("change", reason=WHY, **EASIER)
    # 62.5 becomes 75 of 30 parts; the rubric's 50 parts stay 85.
    assert "1 dari 1 nilai berubah" in guru.text
    assert "Siti Aminah" in guru.text
    assert "77 C" in guru.text
    assert "81 C" in guru.text
    assert versions(app, book) == [(1, "The desk's own rules")]
    guru.submit("change")
    assert guru.path == f"/grading/{book}/scheme"
    assert guru.flashes == ["success"]
    assert versions(app, book)[1] == (2, WHY)
    found = grades.book(book)
    assert (found.scheme_n, str(found.scheme.knots[3].ratio)) == (2, "25/2")
    assert found.scheme.weights == grades.book(book).scheme.weights
    assert WHY in guru.text
    assert "Rina Wulandari" in guru.text


def test_the_preview_says_what_the_drafts_become(app, book, graded, grades):
    # 3 times the target is worth 83.3 then: (30 × 83.3 + 50 × 85) / 80.
    with app.app_context():
        found = grades.book(book)
        knots = slower(found.scheme)
        [line] = preview(found, replace(found.scheme, knots=knots)).changed
        assert (line.now, line.then, line.state) == (77, 84, GradeState.DRAFT)
        assert not preview(found, found.scheme).changed


def test_a_double_tap_makes_one_version(guru, app, book):
    guru.submit("change", reason=WHY, pass_mark="70")
    guru.submit("change")
    guru.again()
    assert guru.path == f"/grading/{book}/scheme"
    assert len(versions(app, book)) == 2


def test_may_still_be_changed_after_the_look(guru, app, book, change):
    guru.submit("change", reason=WHY, pass_mark="70", **EASIER)
    fields = {
        str(i["name"]): str(i["value"]) for i in guru.page.select("form.confirm input")
    }
    guru.post(f"{change}?edit=1", **fields)
    assert guru.value("ratio_4", "change") == "12,5"
    assert guru.value("reason", "change") == WHY
    assert len(versions(app, book)) == 1


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    guru, app, book
):
    guru.submit(
        "change",
        422,
        weight_time="35",
        ratio_2="0,5",
        ratio_3="1.000",
        score_4="x",
        least_4="10",
        letter_6="E",
        words_listens_good="Menyimak <b>penuh</b>.",
        reason="lain",
    )
    assert guru.errors == {
        "weights": "Jumlah semua bobot harus 100.",
        "ratio_2": "Dari 1 sampai 100: lebih cepat dari target tidak menambah nilai.",
        "ratio_3": "Tulis angka, misalnya 75 atau 1,5.",
        "score_4": "Tulis angka, misalnya 75 atau 1,5.",
        "least_6": "Isi keduanya pada baris ini, atau kosongkan keduanya.",
        "reason": "Tulis paling sedikit satu kalimat: semua siswa di kelas membacanya.",
    }
    for name, typed in (("ratio_2", "0,5"), ("score_4", "x"), ("letter_6", "E")):
        assert guru.value(name, "change") == typed
    assert guru.value("words_listens_good", "change") == "Menyimak <b>penuh</b>."
    guru.submit("change", 422, reason=WHY, weight_time="30")
    assert "weights" not in guru.errors
    guru.get(f"/grading/{book}/scheme/change?from=defaults")
    guru.submit("change", 422, reason=WHY)
    assert guru.errors == {
        "reason": "Aturan ini sudah berlaku. Ubah sesuatu dulu.",
    }
    assert len(versions(app, book)) == 1


def test_another_teacher_was_faster(guru, open_browser, app, book, grades):
    grades.taught("guru")
    guru.submit("change", reason=WHY, pass_mark="70")
    other = open_browser("guru").get(guru.path)
    other.submit("change", reason=WHY, pass_mark="65")
    other.submit("change")
    guru.submit("change", 409)
    assert "Nilai ini baru saja diubah" in guru.refusal
    assert guru.value("pass_mark", "change") == "70"
    assert "sekarang 65" in guru.text
    guru.submit("change")
    guru.submit("change")
    assert grades.book(book).scheme.pass_mark == 70
    assert len(versions(app, book)) == 3


def test_other_classes_of_the_period_get_the_same_rules_if_ticked(
    app, open_browser, grades
):
    with app.app_context():
        second = class_groups.add_class_group(grades.act("admin"), name="XII PM 2")
    for name in ("XII PM 1", "XII PM 2"):
        grades.taught("guru", name=name)
    guru = open_browser("guru").get("/grading/")
    guru.submit("begin")
    with app.app_context():
        ids = {
            book.class_group_id: book.id for book in db.session.query(Gradebook).all()
        }
    other = ids.pop(second)
    [mine] = ids.values()
    guru.get(f"/grading/{mine}/scheme/change")
    guru.submit("change", reason=WHY, pass_mark="70", also_for=[str(other)])
    guru.submit("change")
    assert grades.book(other).scheme.pass_mark == 70
    assert versions(app, other)[1] == (2, WHY)


def test_a_published_grade_keeps_its_value_and_needs_another_look(
    app, book, graded, grades
):
    with app.app_context(), writing():
        row = grades.read(graded)
        row = db.session.merge(row)
        for each in (GradeAct.REVIEW, GradeAct.PUBLISH):
            keep_version(grades.act("guru"), row, each)
    with app.app_context():
        found = grades.book(book)
        schemes.change_scheme(
            grades.act("guru"),
            book,
            seen=found.version,
            scheme=replace(found.scheme, knots=slower(found.scheme)),
            reason=WHY,
        )
    row = grades.read(graded)
    assert (row.state, row.needs_look_at is None) == (GradeState.PUBLISHED, False)


def test_students_read_the_rules_before_and_what_changed_since(
    open_browser, book, guru, clock
):
    siswa = open_browser("siswa").get(f"/grades/{book}/scheme")
    assert "Dalam target".lower() in siswa.text.lower()
    assert "Diubah pada" not in siswa.text
    guru.submit("change", reason=WHY, weight_time="25", weight_team_queue="15")
    guru.submit("change")
    siswa.get(f"/grades/{book}/scheme")
    assert "Diubah pada Rabu, 2 September 2026 09.00 WIB" in siswa.text
    assert f"Karena: {WHY}" in siswa.text
    assert "Bobot: Waktu individu 30 → 25" in siswa.text


def test_the_rules_of_another_class_are_not_for_a_student(
    app, grades, open_browser, guru
):
    with app.app_context():
        other = class_groups.add_class_group(grades.act("admin"), name="XII PM 9")
    grades.taught("guru", name="XII PM 9")
    guru.get("/grading/begin")
    guru.submit("begin", name="Lain", class_group_ids=[str(other)])
    assert guru.flashes == ["success", "warning"]
    with app.app_context():
        found = db.session.query(Gradebook.id).filter_by(class_group_id=other).scalar()
    siswa = open_browser("siswa")
    siswa.get(f"/grades/{found}/scheme", 403)
    siswa.get(f"/grading/{found}/scheme", 403)


def test_the_head_reads_and_changes_nothing(open_browser, book, change):
    ketua = open_browser("ketua").get(f"/grading/{book}/scheme")
    assert "Ubah aturan" not in ketua.text
    ketua.get(change, 403)
    assert "Semester ganjil" in ketua.get("/grading/").text


def test_once_locked_the_rules_stay(guru, app, book, clock):
    guru.submit("change", reason=WHY, pass_mark="70")
    with app.app_context(), writing():
        db.session.get_one(Gradebook, book).locked_at = clock.now
    guru.submit("change")
    assert (guru.path, guru.flashes) == (f"/grading/{book}/scheme", ["warning"])
    assert "Ubah aturan" not in guru.text
    assert len(versions(app, book)) == 1
