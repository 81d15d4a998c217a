"""Export a file: looked through first, and never one that would harm a gradebook."""

import csv
import io

import openpyxl
import pytest

from desk.domain.grade_life import GradeAct
from desk.extensions import db
from desk.models import Grade, Person
from desk.services.transaction import writing
from tests.support.gradebook_readers import Canvas, Moodle, read_e_rapor
from tests.support.grades import inputs_of

ITEM = "Penanganan keluhan – Semester ganjil"
NO_FILE = "Berkasnya belum ada. Yang masih kurang ada di bawah."
NUMBERS = {
    "siswa": "0081234501",
    "siswi": "0081234502",
    "tetangga": "0081234503",
    "baru": "0081234504",
}


@pytest.fixture
def desk(app, world, grades, clock, open_browser):
    return Desk(app, world, grades, open_browser("guru"))


class Desk:
    """A class whose students have a NISN; two grades are published: 91 and 78."""

    def __init__(self, app, world, grades, browser):
        self.app, self.world, self.grades, self.browser = app, world, grades, browser
        self.book = grades.begin()
        for username, number in NUMBERS.items():
            self.change(username, student_number=number)
        self.publish("siswa", 91)
        self.publish("siswi", 78)
        self.grades.keep(self.book, inputs_of(1, 1, 2), of="baru")

    def change(self, username, **columns):
        with self.app.app_context(), writing():
            person = db.session.get_one(Person, self.world.id_of(username))
            for name, value in columns.items():
                setattr(person, name, value)

    def publish(self, username, value):
        grade_id = self.grades.keep(self.book, inputs_of(1, 1, 2, 2, 4), of=username)
        self.override(grade_id, value)
        self.grades.move(grade_id, GradeAct.OVERRIDE, GradeAct.REVIEW, GradeAct.PUBLISH)

    def override(self, grade_id, value):
        with self.app.app_context(), writing():
            db.session.get_one(Grade, grade_id).override = value

    def look(self, product="moodle", **asked):
        path = f"/grading/{self.book}/files"
        return self.browser.get(path, product=product, **asked)

    def download(self, product="moodle", button="csv", **typed):
        """Look at the page, then press its button; return what arrives."""
        self.look(product, **typed.pop("asked", {}))
        self.browser.submit("export", format=button, **typed)
        return self.browser.response.data

    @property
    def offers(self):
        """Say whether the page has a file to download."""
        return bool(self.browser.page.select("form.file-download button"))

    @property
    def names(self):
        """Return the names in the rows that the page shows."""
        rows = self.browser.page.select(".file-table tbody tr")
        return [row.select("td")[1].get_text() for row in rows]


def as_rows(content, separator=";"):
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=separator, strict=True))


def test_the_page_shows_exactly_the_rows_of_the_file(desk):
    desk.look()
    assert "2 nilai ada di berkas." in desk.browser.text
    assert "Belum ada nilai yang terbit: 2 siswa" in desk.browser.text
    assert "Nomor yang diubah oleh Excel: 2 siswa" in desk.browser.text
    shown = [
        [cell.get_text() for cell in row.select("td")]
        for row in desk.browser.page.select(".file-table tbody tr")
    ]
    assert as_rows(desk.download())[1:] == shown
    assert shown == [
        ["0081234502", "Dewi Lestari", "78"],
        ["0081234501", "Siti Aminah", "91"],
    ]


def test_moodle_takes_it(desk):
    ids = {name: desk.world.id_of(name) for name in NUMBERS}
    users = {ids[n]: {"idnumber": number} for n, number in NUMBERS.items()}
    moodle = Moodle(users)
    content = desk.download(asked={"separator": "comma"})
    columns = {"ID number": "user", ITEM: "grade"}
    moodle.import_csv(content, separator=",", by="idnumber", columns=columns)
    found = {id_: grade.value for id_, grade in moodle.items[ITEM].items()}
    assert found == {ids["siswa"]: 91, ids["siswi"]: 78}


def test_canvas_takes_it(desk):
    ids = {name: desk.world.id_of(name) for name in NUMBERS}
    canvas = Canvas(
        {
            ids[name]: {"sis_id": number, "login_id": name, "name": name}
            for name, number in NUMBERS.items()
        }
    )
    assert canvas.import_csv(desk.download("canvas")) == [ITEM]
    (made,) = canvas.assignments.values()
    assert made.scores == {ids["siswa"]: 91, ids["siswi"]: 78}
    assert (canvas.unknown, canvas.by_name) == ([], [])


def test_e_rapor_takes_it(desk):
    found = read_e_rapor(desk.download("e_rapor", "xlsx"))
    assert {nisn: row[2] for nisn, row in found.items()} == {
        NUMBERS["siswa"]: 91,
        NUMBERS["siswi"]: 78,
    }


def test_drafts_leave_only_as_a_plain_table_and_say_so(desk):
    grade_id = desk.grades.keep(desk.book, inputs_of(1, 1, 1, 1, 1), of="baru")
    desk.override(grade_id, 66)
    assert "Putri Ayu" not in str(as_rows(desk.download("plain")))
    rows = as_rows(desk.download("plain", asked={"drafts": "1"}))
    states = {row[1]: (row[3], row[5]) for row in rows[1:]}
    assert states["Putri Ayu"] == ("66", "Draf")
    assert states["Siti Aminah"] == ("91", "Diterbitkan")
    desk.look("moodle", drafts="1")
    assert "Putri Ayu" not in desk.names
    sheet = desk.download("plain", "xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(sheet)).active["A2"]
    assert (cell.data_type, cell.value) == ("s", NUMBERS["siswi"])


def test_a_missing_number_is_left_out_only_once_agreed_to(desk):
    desk.change("siswi", student_number=None)
    desk.look()
    assert "Tanpa nomor induk siswa: 1 siswa" in desk.browser.text
    desk.browser.submit("export")
    assert NO_FILE in desk.browser.text
    assert desk.browser.path.startswith(f"/grading/{desk.book}/files")
    rows = as_rows(desk.download(without=True))
    assert [row[1] for row in rows[1:]] == ["Siti Aminah"]


def test_two_of_one_number_stop_the_file(desk):
    desk.change("siswa", student_number="A-1")
    desk.change("siswi", student_number="a-1")
    desk.look()
    assert "Pengenal yang sama dua kali: 2 siswa" in desk.browser.text
    assert not desk.offers
    desk.browser.get(f"/grading/{desk.book}/files/export", without="1")
    assert NO_FILE in desk.browser.text
    desk.look(identifier="username")
    assert desk.offers


def test_who_left_the_class_is_not_written(desk):
    desk.change("siswi", class_group_id=None)
    desk.look()
    assert "Tidak lagi di kelas ini: 1 siswa" in desk.browser.text
    assert desk.names == ["Siti Aminah"]


def test_the_published_value_leaves_and_not_a_newer_one(desk):
    grade_id = desk.grades.keep(desk.book, inputs_of(8, 8, 8, 8, 8), of="siswa")
    desk.override(grade_id, 12)
    assert ["0081234501", "Siti Aminah", "91"] in as_rows(desk.download())


def test_a_name_that_is_not_read_is_marked_and_nothing_leaves(desk):
    desk.look("canvas", item="Final Score", points="nol")
    assert set(desk.browser.errors) == {"item", "points"}
    assert not desk.offers
    desk.look("canvas", item="Final Score")
    assert "“Final Score”" in desk.browser.errors["item"]


def test_nonsense_in_the_address_is_nothing(desk):
    for asked in (
        {"product": "excel"},
        {"separator": "x"},
        {"identifier": "email"},
        {"decimal": "x"},
        {"feedback": "2"},
    ):
        desk.browser.get(f"/grading/{desk.book}/files", 404, **asked)


def test_an_empty_class_has_no_file(desk, grades):
    for username in NUMBERS:
        desk.change(username, class_group_id=None)
    desk.look()
    assert "Belum ada yang bisa ditulis." in desk.browser.text
    assert not desk.offers


def test_grades_leave_with_the_classs_teachers_and_the_head(desk, open_browser):
    path = f"/grading/{desk.book}/files/export"
    assert open_browser("ketua").get(path).response.mimetype == "text/csv"
    for username in ("pengawas", "siswa", "admin"):
        open_browser(username).get(path, 403)
    desk.grades.taught()
    desk.browser.get(path, 403)
