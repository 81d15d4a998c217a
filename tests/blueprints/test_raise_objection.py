"""A student objects to the own published grade; the teacher answers; both read it."""

import pytest

from desk.domain.grade_life import GradeAct, GradeState
from tests.support.grades import inputs_of, marked

WORDS = "Pelanggan pergi dulu, jadi waktunya bukan waktu saya."
WHY = "Betul, langkah itu bukan waktumu sendiri."
SLOW = marked(inputs_of(*[2] * 5))


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def grade_id(grades, book):
    return grades.published(book, SLOW)


@pytest.fixture
def student(open_browser, book, grade_id):
    return open_browser("siswa").get(f"/grades/{book}")


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def test_the_student_objects_the_teacher_answers(
    student, guru, grades, grade_id, open_browser
):
    assert "sampai Rabu, 9 September 2026 23.59 WIB" in student.text
    student.submit("objection", disputed=["time", "2-confirm"], words=WORDS)
    assert student.flashes == ["success"]
    assert "Gurumu belum menjawab" in student.text
    assert not student.has_form("objection")
    guru.get("/grading/")
    assert "1 keberatan menunggu jawaban" in guru.text
    guru.get("/grading/objections")
    assert "Siti Aminah" in guru.text
    [link] = guru.page.select("a.queue-row-link")
    guru.get(str(link["href"]))
    assert WORDS in guru.text
    guru.submit("answer", 422, verdict="accept", answer="Ya.")
    assert list(guru.errors) == ["answer-answer"]
    guru.submit("answer", 422, answer=WHY)
    assert list(guru.errors) == ["answer-value"]
    guru.submit("answer", value="86", category="wrong_data")
    row = grades.read(grade_id)
    assert (row.state, row.value, row.published_n) == (
        GradeState.PUBLISHED,
        86,
        row.n,
    )
    assert "Tidak ada keberatan" in guru.get("/grading/objections").text
    assert "Diterima" in guru.get(str(link["href"])).text
    for reader in (guru, open_browser("ketua").get(guru.path)):
        [told] = reader.page.select(f"#version-{row.n - 2}")
        assert WORDS in told.get_text()
        assert "Tegaskan" in told.get_text()
    student.get(student.path)
    assert WHY in student.text
    assert "Rina Wulandari" in student.text
    assert not student.has_form("objection")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"disputed": []}, "disputed"),
        ({"words": "Tidak setuju."}, "words"),
    ],
)
def test_says_what_is_wrong_and_why(student, typed, field):
    student.submit("objection", 422, **({"disputed": "time", "words": WORDS} | typed))
    assert list(student.errors) == [field]


def test_what_is_not_offered_is_refused_in_the_students_language(student, book):
    sent = {"disputed": "9-thank", "words": WORDS}
    student.post(f"/grades/{book}/objection", 422, version=3, **sent)
    assert student.errors == {"disputed": "Pilih salah satu."}


def test_news_for_the_student_speaks_to_the_student(student, grades, book, grade_id):
    grades.move(grade_id, GradeAct.REPUBLISH)
    student.submit("objection", 409, disputed="time", words=WORDS)
    assert "Nilai ini baru saja diubah" in student.refusal
    assert "Bapak" not in student.refusal


def test_the_class_says_that_an_objection_waits(guru, grades, book, grade_id):
    link = f"a[href='/grading/{book}/?state=objection']"
    assert not guru.get("/grading/").page.select(link)
    grades.raise_objection(book)
    assert guru.get("/grading/").page.select(link)
    assert "Siti Aminah" in guru.get(f"/grading/{book}/?state=objection").text


def test_a_day_late_is_refused_and_the_text_is_kept(
    open_browser, grades, grade_id, clock, book
):
    clock.set(23, 59, days=7)
    student = open_browser("siswa").get(f"/grades/{book}")
    clock.move(minutes=1)
    student.submit("objection", 409, disputed="time", words=WORDS)
    assert "berakhir pada 9 Sep 23.59" in student.refusal
    assert student.value("words", "objection") == WORDS
    assert grades.history(grade_id)[-1] == "publish"
    student.get(f"/grades/{book}")
    assert "berakhir pada Rabu, 9 September 2026 23.59 WIB" in student.text


def test_a_double_tap_is_one_objection(student, grades, grade_id):
    student.submit("objection", disputed="time", words=WORDS).again()
    assert grades.history(grade_id).count("object") == 1


def test_nobody_objects_to_what_is_not_theirs_or_not_published(
    open_browser, grades, book, grade_id
):
    other = open_browser("siswi")
    other.post(f"/grades/{book}/objection", 404, disputed="time", words=WORDS)
    grades.keep(book, SLOW, of="siswi")
    other.post(f"/grades/{book}/objection", 404, disputed="time", words=WORDS)
    assert grades.history(grade_id)[-1] == "publish"


def test_what_is_new_stands_on_the_desk(open_browser, student, book, clock):
    desk = open_browser("siswa").get("/tickets/")
    assert [a["href"] for a in desk.page.select("a[href^='/grades/']")][-1] == (
        f"/grades/{book}#objection"
    )
    clock.set(9, days=8)
    desk.sign_in("siswa").get("/tickets/")
    assert f"/grades/{book}#objection" not in desk.html


def test_a_row_that_is_not_there_is_refused_in_the_readers_language(student, book):
    student.post(f"/grades/{book}/objection", 422, disputed="9-record", words=WORDS)
    assert student.errors == {"disputed": "Pilih salah satu."}
