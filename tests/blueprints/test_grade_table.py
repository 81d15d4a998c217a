"""The grades of a class: by row, marked in words, as of an instant."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from desk.domain.grade_inputs import Inputs
from desk.domain.grade_life import GradeAct
from desk.domain.grade_table import GradeMark
from desk.domain.people import SYSTEM, Role
from desk.extensions import db
from desk.models import Grade, Person, SchemeVersion
from desk.queries.people import get_actor
from desk.services import class_groups, people
from desk.services.grading import keep_version
from desk.services.transaction import writing
from tests.support.grades import inputs_of


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def move_on(grades, grade_id, *acts, **fields):
    """Let the teacher do something to a grade."""
    with grades.app.app_context(), writing():
        row = db.session.get_one(Grade, grade_id)
        for name, value in fields.items():
            setattr(row, name, value)
        for each in acts:
            keep_version(grades.act("guru"), row, each)
            if each is GradeAct.PUBLISH:
                row.published_n = row.n


def change_class(grades, username, class_group_id):
    """Put one of the cast into another class."""
    with grades.app.app_context(), writing():
        person = db.session.get_one(Person, grades.world.id_of(username))
        person.class_group_id = class_group_id


def rows_of(browser):
    """Return the rows of the table: the text of each cell, by who it is about."""
    found = {}
    for row in browser.page.select(".grades tbody tr"):
        name = row.select_one(".grades-name").get_text(strip=True)
        marks = [tag.get_text(strip=True) for tag in row.select(".grades-marks .tag")]
        cells = [cell.get_text(" ", strip=True) for cell in row.select("td")]
        found[name] = marks, cells
    return found


def test_a_student_a_row_by_name_with_what_the_number_is_worth(grades, book, guru):
    grades.keep(book, inputs_of(1, 1, 1, 1, 2, 2))
    grades.keep(book, inputs_of(1, 1), of="siswi")
    guru.get(f"/grading/{book}/")
    rows = rows_of(guru)
    assert list(rows) == ["Dewi Lestari", "Joko Susilo", "Putri Ayu", "Siti Aminah"]
    marks, cells = rows["Siti Aminah"]
    assert marks == ["belum cukup data", "sampel kecil"]
    assert cells[:4] == ["6", "6", "91,7", "– n 0"]
    assert cells[8:] == ["belum cukup data", "–", "–", "Draf"]
    assert rows["Dewi Lestari"][1][:3] == ["2", "2", "–"]
    assert rows["Joko Susilo"] == (["belum dihitung"], ["Belum dihitung"])
    assert "4 siswa" in guru.text


def test_an_override_stands_beside_and_a_published_grade_stays(grades, book, guru):
    siti = grades.keep(book, inputs_of(*[1] * 12))
    known = {"computed": 82, "override": 90, "override_of": 82}
    move_on(grades, siti, GradeAct.REVIEW, GradeAct.PUBLISH, **known)
    grades.keep(book, inputs_of(*[8] * 12))
    move_on(grades, siti, computed=40)
    guru.get(f"/grading/{book}/")
    marks, cells = rows_of(guru)["Siti Aminah"]
    assert cells[8:] == ["40", "90", "90 B", "Diterbitkan"]
    assert marks == ["hasil hitung berubah sejak dikoreksi", "perlu dilihat lagi"]


def test_a_published_grade_keeps_the_descriptor_of_its_rules(grades, book, guru):
    siti = grades.keep(book, inputs_of(*[1] * 12))
    move_on(grades, siti, GradeAct.REVIEW, GradeAct.PUBLISH, override=82)
    with grades.app.app_context(), writing():
        old = db.session.scalars(select(SchemeVersion)).one()
        rules = {**old.rules, "descriptors": [[80, "Hebat"], [0, "Belum"]]}
        fields = {"author_id": old.author_id, "reason": "x", "created_at": 1}
        db.session.add(SchemeVersion(gradebook_id=book, n=2, rules=rules, **fields))
    grades.keep(book, inputs_of(*[1] * 13), of="siswi")
    dewi = grades.keep(book, inputs_of(*[1] * 12), of="siswi")
    move_on(grades, dewi, override=82)
    rows = rows_of(guru.get(f"/grading/{book}/"))
    assert rows["Siti Aminah"][1][-2] == "82 C"
    assert rows["Dewi Lestari"][1][-2] == "82 Hebat"


def test_who_left_the_class_stays_only_with_what_was_published(grades, book, guru):
    siti = grades.keep(book, inputs_of(*[1] * 12))
    move_on(grades, siti, GradeAct.REVIEW, GradeAct.PUBLISH, computed=82)
    grades.keep(book, inputs_of(*[1] * 12), of="siswi")
    with grades.app.app_context():
        other = class_groups.add_class_group(grades.act("admin"), name="XII PM 2")
    for username in ("siswa", "siswi"):
        change_class(grades, username, other)
    rows = rows_of(guru.get(f"/grading/{book}/"))
    assert "Dewi Lestari" not in rows
    assert rows["Siti Aminah"][0][-1] == "pindah ke XII PM 2"


def test_narrows_and_sorts_by_the_address(grades, book, guru):
    grades.keep(book, inputs_of(*[1] * 12))
    grades.keep(book, inputs_of(*[2] * 6), of="siswi")
    address = f"/grading/{book}/"
    assert list(rows_of(guru.get(address, mark=GradeMark.SMALL))) == ["Dewi Lestari"]
    assert "1 dari 4 siswa" in guru.text
    assert list(rows_of(guru.get(address, q="siti"))) == ["Siti Aminah"]
    guru.get(address, sort="time", order="down")
    assert list(rows_of(guru))[:2] == ["Siti Aminah", "Dewi Lestari"]
    head = guru.page.select_one("thead [aria-sort]")
    assert head["aria-sort"] == "descending"
    assert head.a["href"] == f"{address}?sort=time"
    guru.get(address, mark="small", state="locked")
    assert "Tidak ada siswa yang cocok." in guru.text
    guru.get(address, status=404, sort="rank")


def test_out_of_date_it_says_so_and_is_computed_by_a_click(
    grades, book, guru, tickets, clock
):
    address = f"/grading/{book}/"
    grades.recompute(book)
    assert "Sejak itu tidak ada yang terjadi." in guru.get(address).text
    assert "Belum ada keluhan yang diterima pada periode ini" in guru.text
    clock.move(minutes=5)
    tickets.at(None)
    guru.get(address)
    assert "Ada kejadian baru di meja keluhan sejak 2 Sep 09.00" in guru.text
    guru.submit("recompute")
    assert guru.path == address
    assert "Nilai sudah dihitung ulang." in guru.text
    assert rows_of(guru)["Siti Aminah"][1][:2] == ["4", "1"]
    guru.again()
    assert guru.path == address


def test_the_head_reads_and_nobody_else_but_the_classs_teachers(
    grades, book, open_browser
):
    head = open_browser("ketua").get(f"/grading/{book}/")
    assert "Nilai kelas ini belum dihitung." in head.text
    assert not head.page.select('form[action$="/recompute"]')
    head.get(f"/grading/{book}/class-sheet")
    for username in ("siswa", "pengawas", "admin"):
        open_browser(username).get(f"/grading/{book}/", status=403)
        open_browser(username).get(f"/grading/{book}/class-sheet", status=403)


def test_a_teacher_of_another_class_sees_and_computes_nothing(grades, book, guru):
    with grades.app.app_context():
        act, group = grades.act("admin"), grades.class_id()
        class_groups.set_teachers(act, group, person_ids=[])
    guru.get(f"/grading/{book}/", status=403)
    guru.post(f"/grading/{book}/recompute", status=403, key="x")
    assert grades.book(book).computed_at is None


def test_a_class_without_students_says_what_to_do(grades, book, guru):
    for username in ("siswa", "siswi", "tetangga", "baru"):
        change_class(grades, username, None)
    guru.get(f"/grading/{book}/")
    assert "Belum ada siswa di kelas ini." in guru.text
    assert "Administrator memasukkan siswa ke kelas." in guru.text


def test_asks_no_more_of_the_database_for_more_students(
    grades, book, guru, count_queries
):
    asked = []
    for usernames in ([], ["siswa", "siswi", "tetangga", "baru"]):
        for username in usernames:
            grades.keep(book, inputs_of(*[1] * 40), of=username)
        with count_queries() as statements:
            guru.get(f"/grading/{book}/class-sheet")
        sheet = len(statements)
        with count_queries() as statements:
            guru.get(f"/grading/{book}/", q="")
        asked.append((sheet, len(statements)))
    # Without any observation it also asks whether a complaint was received at all.
    assert asked[1] == (asked[0][0], asked[0][1] - 1)


def test_the_class_sheet_is_signed_and_says_what_is_not_final(grades, book, guru):
    siti = grades.keep(book, inputs_of(*[1] * 6))
    move_on(grades, siti, GradeAct.REVIEW, GradeAct.PUBLISH, computed=82)
    guru.get(f"/grading/{book}/class-sheet")
    assert "Belum final: 3 nilai belum terbit." in guru.text
    cells = [
        c.get_text(strip=True)
        for c in guru.page.select(".class-sheet tbody tr")[-1].select("td, th")
    ]
    assert cells[:5] == ["4", "2024-siswa", "Siti Aminah", "6", "6"]
    assert cells[-4:] == ["82", "C", "Diterbitkan", "a"]
    assert [
        t.get_text(strip=True) for t in guru.page.select(".class-sheet-signatures dt")
    ] == [
        "Mengetahui, kepala unit",
        "Guru produktif",
    ]


def test_the_overview_tells_of_a_class_only_what_names_nobody(
    grades, book, guru, tickets, monkeypatch
):
    shared = tickets.at(None)
    for username in ("siswa", "siswi", "tetangga", "baru"):
        grade = grades.keep(book, of_ticket(shared, 300, 900), of=username)
        move_on(grades, grade, override=82)
    guru.get(f"/grading/{book}/overview")
    assert "Nilainya terlalu sedikit untuk grafik." in guru.text
    assert "Siswanya terlalu sedikit untuk grafik." in guru.text
    assert not guru.page.select(".chart")
    guru.get(f"/grading/{book}/weeks/2026-W36", status=404)
    fifth = "kelima"
    # Of this test alone: the cast is everybody's.
    monkeypatch.setitem(grades.world.actors, fifth, add_student(grades, fifth))
    grade = grades.keep(book, of_ticket(shared, 300, 600), of=fifth)
    move_on(grades, grade, override=95)
    guru.get(f"/grading/{book}/overview")
    told = [
        row.get_text(" ", strip=True)
        for row in guru.page.select(".overview-table tbody tr")
    ]
    assert told[:4] == ["A 1", "B 0", "C 4", "D 0"]
    assert told[-1] == "31 Agu – 6 Sep 2026 60 % 6 dari 10"
    assert "Siti Aminah" not in guru.text
    guru.get(f"/grading/{book}/", descriptor="C")
    assert len(rows_of(guru)) == 4
    guru.get(f"/grading/{book}/weeks/2026-W36")
    assert "6 dari 10 pengamatan sesuai target: 60 %." in guru.text
    assert len(guru.page.select(".overview-rows tbody tr")) == 10
    assert "Siti Aminah" not in guru.text


def of_ticket(ticket_id, *seconds):
    """Return inputs of one ticket, with a target of ten minutes for each step."""
    rows = inputs_of(*[each / 600 for each in seconds]).observations
    return Inputs(observations=tuple(row._replace(ticket_id=ticket_id) for row in rows))


def add_student(grades, username):
    """Let one more student into the class, and return them."""
    with grades.app.app_context():
        person_id = people.add_person(
            replace(grades.act("admin"), actor=SYSTEM),
            people.Profile(
                username=username,
                name="Kelima Putra",
                role=Role.STUDENT,
                unit_id=grades.world.units["MM"],
                class_group_id=grades.class_id(),
                student_number="2024-5",
            ),
            password="belajar2026",
            must_change_password=False,
        )
        return get_actor(person_id)
