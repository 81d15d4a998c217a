"""Files for other gradebooks, read again by the rules of those who import them.

A class with everything that breaks files goes into a gradebook that already holds
grades; afterwards every grade of the file stands with its own student, whole and
exact, and nobody else's has changed. Source: grading.md, "Files for the gradebook".
"""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.grade_life import GradeState
from desk.domain.gradebook_files import DecimalMark, Target
from desk.domain.grading import GradePart
from desk.domain.preflight import Entry, Identifier, Outgoing, Product, check
from desk.web.export import Kind, Separator
from desk.web.gradebook_files import make_file
from desk.web.text import clean
from tests.support.gradebook_readers import (
    Aborted,
    Assignment,
    Canvas,
    Moodle,
    MoodleGrade,
    read_e_rapor,
)

ITEM = "Penanganan keluhan – Semester ganjil"
NAMES = (
    *("Siti Aminah", "Dewi, Lestari", 'Joko "Jack" Susilo', "Ayu; Putri"),
    *("=1+1", "+62 812", "-5", "@sum", "\t=cmd", "Nur\nHidayah", "Muhammad " * 13),
    *("Ébène 李小龍 ✓", 'garis\\"miring', "O'Neil", "Points"),
)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def grade(value, **changed):
    parts = {GradePart.TIME: Fraction(911, 10), GradePart.ACTION: Fraction(61)}
    known = Outgoing(value, "B", 75, GradeState.PUBLISHED, parts)
    return replace(known, **changed)


def entry(n, name="Siti Aminah", *, value=88, **changed):
    known = Entry(
        person_id=n,
        name=name,
        username=f"siswa{n}",
        student_number=f"{n:010}",
        class_group="XII PM 1",
        is_in_class=True,
        grade=grade(value),
    )
    return replace(known, **changed)


CLASS = [entry(n, name, value=n * 6) for n, name in enumerate(NAMES, start=1)]
# Whom no file may name: their cell would be empty, or land on somebody else.
KEPT_OUT = [
    entry(21, "Belum terbit", grade=None),
    entry(22, "Belum cukup", grade=grade(None)),
    entry(23, "Sudah pindah", is_in_class=False),
    entry(24, "Tanpa nomor", student_number=""),
    entry(25, "Nomor rumus", student_number="=1+1"),
]


@pytest.fixture
def written(app, world, clock):
    """Return what makes a file of the rows that pass, and gives its bytes."""

    def write(product, entries, *, separator=Separator.SEMICOLON, **options):
        target = Target(product=product, item=ITEM, section="XII PM 1", **options)
        rows = check(entries, product, target.identifier).rows
        with app.test_request_context():
            file = make_file(
                target, rows, separator=separator, decimal=DecimalMark.COMMA
            )
            answer = file.hand_out(Kind.CSV, name="Nilai")
            content = b"".join(answer.iter_encoded())
            answer.close()
        return content

    return write


def course_of(entries):
    """Return a course that knows everybody and holds a grade of each: 50."""
    users = {
        e.person_id: {"idnumber": e.student_number, "username": e.username}
        for e in entries
    }
    grades = {id_: MoodleGrade(Decimal(50), "lama") for id_ in users}
    return Moodle(users, {ITEM: grades})


def canvas_of(entries):
    students = {
        e.person_id: {
            "sis_id": e.student_number,
            "login_id": e.username,
            "name": e.name,
        }
        for e in entries
    }
    scores: dict[int, Decimal | None] = dict.fromkeys(students, Decimal(50))
    return Canvas(students, {7: Assignment(ITEM, Decimal(100), scores)})


def values_of(grades):
    return {id_: grade.value for id_, grade in grades.items()}


EXPECTED = {e.person_id: e.grade.value for e in CLASS} | {
    e.person_id: 50 for e in KEPT_OUT
}
MOODLE = {"separator": ";", "by": "idnumber"}
COLUMNS = {"ID number": "user", ITEM: "grade"}


class TestMoodle:
    """Users by ID number; nothing cleared, nobody wrong, nothing half imported."""

    @pytest.mark.parametrize("separator", Separator)
    def test_every_grade_arrives_and_no_other_changes(self, written, separator):
        moodle = course_of(CLASS + KEPT_OUT)
        content = written(Product.MOODLE, CLASS + KEPT_OUT, separator=separator)
        moodle.import_csv(
            content, separator=separator.sign, by="idnumber", columns=COLUMNS
        )
        assert values_of(moodle.items[ITEM]) == EXPECTED
        overridden = {i for i, g in moodle.items[ITEM].items() if g.is_overridden}
        assert overridden == {e.person_id for e in CLASS}
        assert {g.feedback for g in moodle.items[ITEM].values()} == {"lama"}

    def test_by_user_name(self, written):
        moodle = course_of(CLASS + KEPT_OUT)
        content = written(Product.MOODLE, CLASS, identifier=Identifier.USERNAME)
        columns = {"Username": "user", ITEM: "grade"}
        moodle.import_csv(content, separator=";", by="username", columns=columns)
        assert values_of(moodle.items[ITEM]) == EXPECTED

    def test_a_new_item_is_called_as_the_column(self, written):
        moodle = Moodle(course_of(CLASS).users)
        moodle.import_csv(written(Product.MOODLE, CLASS), **MOODLE, columns=COLUMNS)
        assert values_of(moodle.items[ITEM]) == {
            e.person_id: e.grade.value for e in CLASS
        }

    def test_a_student_it_does_not_know_changes_nothing(self, written):
        moodle = course_of(CLASS[1:])
        with pytest.raises(Aborted):
            moodle.import_csv(written(Product.MOODLE, CLASS), **MOODLE, columns=COLUMNS)
        assert {g.value for g in moodle.items[ITEM].values()} == {50}

    def test_feedback_comes_with_its_grade(self, written):
        moodle = course_of(CLASS)
        content = written(Product.MOODLE, CLASS, has_feedback=True)
        columns = COLUMNS | {"Feedback": "feedback"}
        moodle.import_csv(content, **MOODLE, columns=columns)
        assert None not in values_of(moodle.items[ITEM]).values()
        (told,) = {g.feedback for g in moodle.items[ITEM].values()}
        assert told == (
            "Predikat B dalam menangani keluhan pelanggan. Paling kuat pada: waktu "
            "individu (91,1). Masih perlu ditingkatkan: tindakan (61)."
        )

    def test_without_being_asked_there_is_no_feedback(self, written):
        header = written(Product.MOODLE, CLASS).splitlines()[0].decode()
        assert header == f"ID number;Name;{ITEM}"

    def test_no_cell_is_empty_and_none_a_dash(self, written):
        content = written(Product.MOODLE, CLASS + KEPT_OUT, has_feedback=True)
        text = io.StringIO(content.decode(), newline="")
        rows = list(csv.reader(text, delimiter=";", strict=True))
        assert len(rows) == len(CLASS) + 1
        assert all(cell not in {"", "-"} for row in rows for cell in row)

    def test_a_name_is_no_formula_and_a_number_stays(self, written):
        content = written(Product.MOODLE, CLASS)
        text = io.StringIO(content.decode(), newline="")
        rows = list(csv.reader(text, delimiter=";", strict=True))[1:]
        assert [row[0] for row in rows] == [e.student_number for e in CLASS]
        assert [row[1] for row in rows[4:8]] == ["'=1+1", "'+62 812", "'-5", "'@sum"]
        assert not content.startswith(b"\xef\xbb\xbf")

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(
            st.tuples(
                st.text(min_size=1, max_size=40).map(clean).filter(bool),
                st.text(st.characters(codec="utf-8"), max_size=12).map(clean),
                st.integers(0, 100),
            ),
            min_size=1,
            max_size=6,
        )
    )
    def test_whatever_stands_in_the_class_list(self, written, students):
        entries = [
            entry(n, name, value=value, student_number=number)
            for n, (name, number, value) in enumerate(students, start=1)
        ]
        for product, course in (
            (Product.MOODLE, course_of(entries)),
            (Product.CANVAS, canvas_of(entries)),
        ):
            flight = check(entries, product, Identifier.STUDENT_NUMBER)
            if not flight.may_leave:
                continue
            content = written(product, entries)
            if isinstance(course, Moodle):
                course.import_csv(content, **MOODLE, columns=COLUMNS)
                found = values_of(course.items[ITEM])
            else:
                course.import_csv(content)
                found = course.assignments[7].scores
                assert not course.unknown
                assert not course.by_name
            in_file = {e.person_id: e.grade.value for e in flight.rows if e.grade}
            assert found == {e.person_id: 50 for e in entries} | in_file


class TestCanvas:
    """Students by SIS id; the header as Canvas writes it itself."""

    def test_header_and_points(self, written):
        content = written(Product.CANVAS, CLASS, separator=Separator.COMMA)
        lines = content.decode().split("\r\n")
        assert lines[:3] == [
            f"Student,ID,SIS User ID,SIS Login ID,Section,{ITEM}",
            "    Points Possible,,,,,100",
            "Siti Aminah,,0000000001,,XII PM 1,6",
        ]

    @pytest.mark.parametrize("separator", Separator)
    def test_every_grade_arrives_and_no_other_changes(self, written, separator):
        canvas = canvas_of(CLASS + KEPT_OUT)
        content = written(Product.CANVAS, CLASS + KEPT_OUT, separator=separator)
        assert canvas.import_csv(content) == []
        assert canvas.assignments[7].scores == EXPECTED
        assert canvas.assignments[7].points == 100
        assert (canvas.unknown, canvas.by_name) == ([], [])

    def test_an_unknown_name_makes_a_new_assignment(self, written):
        canvas = Canvas(canvas_of(CLASS).students)
        assert canvas.import_csv(written(Product.CANVAS, CLASS)) == [ITEM]

    def test_by_login(self, written):
        canvas = canvas_of(CLASS)
        canvas.import_csv(
            written(Product.CANVAS, CLASS, identifier=Identifier.USERNAME)
        )
        assert canvas.by_name == []
        assert canvas.assignments[7].scores == {
            e.person_id: e.grade.value for e in CLASS
        }

    def test_points_possible_convert_the_grade(self, written):
        canvas = canvas_of(CLASS)
        canvas.import_csv(written(Product.CANVAS, [entry(1, value=91)], points=10))
        assert canvas.assignments[7].scores[1] == Decimal("9.1")
        assert canvas.assignments[7].points == 10


class TestERapor:
    """A workbook: NISN as text, whole numbers, a sentence in Indonesian."""

    def test_rows(self, written):
        found = read_e_rapor(written(Product.E_RAPOR, CLASS + KEPT_OUT))
        assert {nisn: grade for nisn, (_, _, grade, _) in found.items()} == {
            e.student_number: e.grade.value for e in CLASS
        } | {"=1+1": 88}
        name, group, _, told = found["0000000005"]
        assert (name, group) == ("=1+1", "XII PM 1")
        assert told.startswith("Predikat B dalam menangani keluhan pelanggan.")


class TestPlain:
    """For people: text that opens in a spreadsheet, and a workbook."""

    def test_text(self, written):
        draft = grade(70, state=GradeState.DRAFT)
        content = written(Product.PLAIN, [*CLASS[4:5], entry(31, grade=draft)])
        assert content.startswith(b"\xef\xbb\xbf")
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        _, row, drafted = csv.reader(text, delimiter=";", strict=True)
        assert row[:7] == [
            "0000000005",
            "'=1+1",
            "XII PM 1",
            "30",
            "B",
            "Diterbitkan",
            "91,1",
        ]
        assert drafted[5] == "Draf"

    def test_workbook(self, app, world, clock):
        with app.test_request_context():
            file = make_file(
                Target(Product.PLAIN),
                CLASS[:1],
                separator=Separator.COMMA,
                decimal=DecimalMark.COMMA,
            )
            answer = file.hand_out(Kind.XLSX, name="Nilai")
            content = b"".join(answer.iter_encoded())
            answer.close()
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cells = list(sheet.iter_rows())[1]
        assert (cells[0].data_type, cells[0].value) == ("s", "0000000001")
        assert [c.value for c in cells[3:7]] == [6, "B", "Diterbitkan", 91.1]
