"""Begin a period: filled in already, refused where it would grade anything twice."""

import pytest

from desk.extensions import db
from desk.models import Gradebook, GradingPeriod, SchemeVersion
from desk.services import class_groups
from tests.support.grades import CLASS


@pytest.fixture
def guru(open_browser, grades):
    grades.taught("guru")
    return open_browser("guru").get("/grading/")


def _books(app) -> list[tuple[str, int, int]]:
    with app.app_context():
        query = db.session.query(GradingPeriod).join(
            Gradebook, Gradebook.period_id == GradingPeriod.id
        )
        return [(p.name, p.begins_at, p.ends_at) for p in query]


def test_a_teacher_begins_with_no_settings_at_all(guru, app):
    guru.submit("begin")
    assert guru.path.endswith("/scheme")
    assert guru.flashes == ["success"]
    [(name, begins_at, ends_at)] = _books(app)
    assert name == "Semester ganjil 2026/2027"
    # 1 July 2026 00.00 to 1 January 2027 00.00, WIB.
    assert (begins_at, ends_at) == (1782838800, 1798736400)
    with app.app_context():
        [version] = db.session.query(SchemeVersion)
        assert (version.n, version.rules["pass_mark"]) == (1, 75)
    guru.get("/grading/")
    assert "Semester ganjil 2026/2027" in guru.text
    assert "Mulai periode pertama" not in guru.text


def test_in_the_second_half_of_the_school_year_it_is_the_even_semester(
    grades, open_browser, clock
):
    grades.taught("guru")
    clock.set(9, days=150)  # 30 January 2027
    guru = open_browser("guru").get("/grading/")
    assert guru.value("name", "begin") == "Semester genap 2026/2027"
    assert guru.value("begin", "begin") == "2027-01-01"
    assert guru.value("end", "begin") == "2027-06-30"


def test_sent_twice_it_begins_once(guru, app):
    guru.submit("begin")
    guru.again()
    assert guru.path.endswith("/scheme")
    assert len(_books(app)) == 1


def test_names_what_is_wrong_beside_each_field(guru, app):
    guru.submit(
        "begin", 422, name="", begin="2026-12-31", end="2026-07-01", class_group_ids=[]
    )
    assert guru.errors == {
        "name": "Bagian ini belum diisi.",
        "end": "Hari terakhir lebih awal daripada hari pertama.",
        "class_group_ids": "Pilih setidaknya satu kelas.",
    }
    assert guru.value("begin", "begin") == "2026-12-31"
    guru.submit("begin", 422, begin="2026-07-01", end="2027-12-31", name="Setahun")
    assert guru.errors["end"] == "Satu periode paling lama 400 hari."
    assert not _books(app)


def test_no_day_of_a_class_is_graded_twice(guru, app):
    guru.submit("begin")
    guru.get("/grading/begin")
    # The class is offered, but not ticked: half of its year is graded.
    guru.submit("begin", 422, name="Lagi")
    assert set(guru.errors) == {"class_group_ids"}
    with app.app_context():
        group = str(db.session.query(Gradebook.class_group_id).scalar())
    guru.submit("begin", 422, name="Lagi", class_group_ids=[group])
    assert "sudah dinilai pada sebagian hari ini" in guru.errors["class_group_ids"]
    days = {"begin": "2027-01-01", "end": "2027-06-30"}
    guru.submit("begin", name="Genap", class_group_ids=[group], **days)
    assert [name for name, *_ in _books(app)] == ["Semester ganjil 2026/2027", "Genap"]


def test_nobody_grades_a_class_of_others(guru, app, grades):
    # Somebody else teaches it by the time the form arrives.
    grades.taught()
    guru.submit("begin", 409)
    assert "belum mengajar kelas mana pun" in guru.text
    assert not _books(app)


def test_a_class_nobody_teaches_is_taken_on_once(open_browser, app):
    guru = open_browser("guru").get("/grading/")
    assert CLASS in guru.text
    guru.submit("teach")
    assert guru.flashes == ["success"]
    assert guru.value("name", "begin")


def test_another_class_joins_a_period_once(guru, app, grades, open_browser):
    guru.submit("begin")
    with app.app_context():
        class_groups.add_class_group(grades.act("admin"), name="XII PM 2")
    grades.taught("guru", name="XII PM 2")
    guru.get("/grading/")
    assert "Tambahkan XII PM 2 ke periode ini" in guru.text
    late = open_browser("guru").get("/grading/")
    [join] = [str(f["action"]) for f in guru.page.select("form[action*='/periods/']")]
    guru.submit(join)
    # Nobody is in it yet, and that is said.
    assert guru.flashes == ["success", "warning"]
    assert guru.path.endswith("/scheme")
    late.submit(join)
    assert late.flashes == ["warning"]
    with app.app_context():
        assert db.session.query(Gradebook).count() == 2


def test_before_it_begins_students_read_the_rules(guru, app, open_browser):
    days = {"begin": "2027-01-01", "end": "2027-06-30"}
    guru.get("/grading/begin").submit("begin", name="Genap", **days)
    siswa = open_browser("siswa").get(guru.path.replace("grading", "grades"))
    assert "Periode dimulai pada Jumat, 1 Januari 2027" in siswa.text
    assert "Berapa lama langkah-langkah" in siswa.text
    assert "Belum ada keluhan" in guru.get("/grading/").text
