"""The rubric: row by row, never for the next student, never on one's own work."""

import re
import time

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from desk.domain.people import SYSTEM, Act
from desk.domain.rubric import Level, RubricItem
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import RubricSheet, SchemeVersion
from desk.queries.gradebooks import find_book, is_out_of_date
from desk.services import gradebooks, recomputing
from desk.services.retention import erase
from desk.services.transaction import writing
from tests.support.rubrics import Rubrics

STALE = "Belum tersimpan: baris ini baru saja dinilai"
ROW = {"X-Row": "1"}


@pytest.fixture
def rubrics(app, world, clock):
    return Rubrics(app, world)


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def sheet(tickets, world):
    """Close a ticket; return the path of the sheet of who walked it."""
    ticket = tickets.at(None)
    return f"/rubric/tickets/{ticket}/students/{world.id_of('siswa')}"


def observe(browser, world, who="siswa"):
    """Begin a sheet at the counter; return its path."""
    begin = f"/rubric/students/{world.id_of(who)}/begin"
    return browser.get("/rubric/observe").submit(begin).path


def test_a_row_is_saved_by_itself_and_says_so(pengawas, sheet, rubrics):
    pengawas.get(sheet)
    assert "Roti sobek" in pengawas.text  # what happened stands beside it
    pengawas.submit(f"{sheet}/restates", level="good", comment="Jelas, satu kalimat.")
    assert pengawas.path == sheet
    assert "Tersimpan: Baik Bagus Prakoso, 2 Sep 09.00" in pengawas.text
    assert "1 dari 11 dinilai" in pengawas.text
    assert rubrics.marks() == [("restates", "good", "Jelas, satu kalimat.")]
    assert pengawas.value("level", f"{sheet}/restates") == "good"
    assert pengawas.value("level", f"{sheet}/records") is None


def test_the_same_again_is_one_mark(pengawas, sheet, rubrics):
    pengawas.get(sheet).submit(f"{sheet}/records", level="fair")
    pengawas.again()
    pengawas.get(sheet).submit(f"{sheet}/records")
    assert len(rubrics.marks()) == 1


def test_a_mark_is_changed_and_taken_back_and_all_of_it_is_told(
    pengawas, guru, sheet, rubrics, clock
):
    hurried = {"level": "fair", "comment": "Terburu-buru."}
    pengawas.get(sheet).submit(f"{sheet}/records", **hurried)
    clock.move(minutes=5)
    guru.get(sheet)
    # Another's words are quoted; they do not become the teacher's own.
    assert "Terburu-buru." in guru.text
    assert guru.value("comment", f"{sheet}/records") == ""
    guru.submit(f"{sheet}/records", level="very_good")
    assert "Sangat baik, sebelumnya Cukup Rina Wulandari, 2 Sep 09.05" in guru.text
    guru.submit(f"{sheet}/records/take-back")
    assert "Dibatalkan, sebelumnya Sangat baik" in guru.text
    assert "0 dari 11 dinilai" in guru.text
    levels = [level for _, level, _ in rubrics.marks()]
    assert levels == ["fair", "very_good", None]
    guru.post(
        f"{sheet}/records/take-back", 409, version=3, key="k", page=f"{sheet}/records"
    )
    assert "Belum ada penilaian di baris ini" in guru.text


def test_nothing_chosen_is_refused_beside_the_row_and_the_comment_stays(
    pengawas, sheet, rubrics
):
    pengawas.get(sheet).submit(f"{sheet}/thanks", 422, comment="Ramah sekali.")
    assert set(pengawas.errors) == {"thanks"}
    assert pengawas.value("comment", f"{sheet}/thanks") == "Ramah sekali."
    assert rubrics.marks() == []


def test_a_row_marked_meanwhile_is_told_and_nothing_is_lost(
    pengawas, guru, sheet, rubrics
):
    pengawas.get(sheet)
    guru.get(sheet).submit(f"{sheet}/records", level="very_good")
    typed = {"level": "fair", "comment": "Kurang lengkap."}
    pengawas.submit(f"{sheet}/records", 409, **typed)
    assert STALE in pengawas.text
    assert "Tersimpan: Sangat baik Rina Wulandari" in pengawas.text
    assert pengawas.value("comment", f"{sheet}/records") == "Kurang lengkap."
    pengawas.submit(f"{sheet}/records")  # seen now, and meant
    assert rubrics.marks()[-1] == ("records", "fair", "Kurang lengkap.")


def test_a_script_gets_the_row_alone(pengawas, sheet, rubrics):
    pengawas.get(sheet)
    fields = {
        "csrf_token": pengawas.value("csrf_token"),
        "page": f"{sheet}/records",
        "key": "k",
    }
    tap = {**fields, "version": "0", "level": "good"}
    answer = pengawas.client.post(f"{sheet}/records", data=tap, headers=ROW)
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert "Tersimpan: Baik" in answer.text
    late = {**tap, "level": "fair"}
    answer = pengawas.client.post(f"{sheet}/records", data=late, headers=ROW)
    assert (answer.status_code, STALE in answer.text) == (409, True)
    # What stands now has been seen, so the next tap counts.
    (version,) = re.findall(r'data-version="(\d+)"', answer.text)
    answer = pengawas.client.post(
        f"{sheet}/records", data={**late, "version": version}, headers=ROW
    )
    assert (answer.status_code, len(rubrics.marks())) == (200, 2)


def test_nobody_marks_a_ticket_they_had_a_part_in(
    pengawas, tickets, world, open_browser
):
    ticket = tickets.at(Step.CONFIRM)
    tickets.release(ticket)
    tickets.take(ticket, "pengawas")
    path = f"/rubric/tickets/{ticket}/students/{world.id_of('siswa')}"
    pengawas.get(path)
    assert "Anda ikut menangani tiket ini" in pengawas.text
    assert not pengawas.has_form(f"{path}/records")
    refused = {"level": "good", "key": "k", "page": f"{path}/records", "version": "0"}
    pengawas.post(f"{path}/records", 409, **refused)
    assert not pengawas.get(f"/tickets/{ticket}").page.select(f'a[href="{path}"]')
    assert (
        open_browser("guru").get(f"/tickets/{ticket}").page.select(f'a[href="{path}"]')
    )


@pytest.mark.parametrize(
    ("who", "status"), [("siswa", 403), ("tetangga_pengawas", 403), ("admin", 403)]
)
def test_who_may_not(who, status, open_browser, sheet, rubrics):
    form = {"level": "good", "key": "k", "page": f"{sheet}/records", "version": "0"}
    open_browser(who).get(sheet, status).post(f"{sheet}/records", status, **form)
    assert rubrics.marks() == []


def test_the_address_says_whose_it_is(pengawas, sheet, world, rubrics):
    other = sheet.replace(str(world.id_of("siswa")), str(world.id_of("siswi")))
    pengawas.get(f"/rubric/tickets/999999/students/{world.id_of('siswa')}", 404)
    pengawas.get(other, 404)  # had no part in it
    counter = observe(pengawas, world)
    moved = counter.replace(
        f"students/{world.id_of('siswa')}", f"students/{world.id_of('siswi')}"
    )
    form = {"level": "good", "key": "k", "page": f"{moved}/records", "version": "0"}
    pengawas.get(moved, 404).post(f"{moved}/records", 404, **form)
    assert rubrics.marks() == []


def test_whoever_is_on_duty_is_offered_first(pengawas, rosters, world):
    rosters.plan("siswi")
    pengawas.get("/rubric/observe")
    buttons = [b["formaction"] for b in pengawas.page.select(".observe button")]
    ids = [world.id_of(each) for each in ("siswi", "baru", "siswa")]
    assert buttons == [f"/rubric/students/{id_}/begin" for id_ in ids]


def test_a_student_is_observed_at_the_counter_once_a_tap(
    pengawas, guru, world, app, rubrics
):
    path = observe(pengawas, world)
    pengawas.again()
    with app.app_context():
        assert len(db.session.scalars(select(RubricSheet)).all()) == 1
    pengawas.get(path).submit(f"{path}/respects", level="very_good")
    assert "1 dari 11 dinilai" in pengawas.get("/rubric/observe").text
    # Who was not there does not say what was seen; a teacher may take it back.
    guru.get(path).submit(f"{path}/respects", 409, level="fair")
    assert "Hanya yang melihat langsung" in guru.text
    guru.get(path).submit(f"{path}/respects/take-back")
    assert [level for _, level, _ in rubrics.marks()] == ["very_good", None]


def test_the_words_of_the_class_come_before_the_desks_own(pengawas, sheet, grades, app):
    book = grades.begin()
    words = "Mencatat dengan rapi di buku biru."
    with app.app_context(), writing():
        act = grades.act("guru")
        _, scheme = gradebooks.scheme_in_force(gradebooks.load(act, book))
        rules = scheme.to_json()
        rules["described"] = {RubricItem.RECORDS: {Level.GOOD: words}}
        db.session.add(
            SchemeVersion(
                gradebook_id=book,
                n=2,
                rules=rules,
                author_id=act.actor.id,
                reason="Kata kita sendiri",
                created_at=act.at,
            )
        )
    assert words in pengawas.get(sheet).text


def test_a_mark_makes_the_grades_of_the_class_out_of_date(
    pengawas, sheet, grades, app, clock
):
    book = grades.begin()
    with app.app_context():
        recomputing.recompute(grades.act("guru"), book)
        assert not is_out_of_date(find_book(book))
    clock.move(minutes=1)
    pengawas.get(sheet).submit(f"{sheet}/records", level="fair")
    with app.app_context():
        assert is_out_of_date(find_book(book))


def test_what_was_written_goes_with_the_words_of_the_ticket(
    pengawas, sheet, world, rubrics, clock
):
    pengawas.get(sheet).submit(f"{sheet}/records", level="good", comment="Lembut.")
    counter = observe(pengawas, world)
    pengawas.submit(f"{counter}/thinks", level="fair", comment="Cemberut.")
    for statement in (
        "UPDATE rubric_mark SET comment = 'Bagus'",
        "UPDATE rubric_mark SET comment = '', level = 'very_good'",
        "DELETE FROM rubric_mark",
    ):
        with rubrics.app.app_context():
            nested = db.session.connection().begin_nested()
            with pytest.raises(DatabaseError, match="append-only"):
                db.session.connection().execute(text(statement))
            nested.rollback()
    clock.move(days=1_200)
    with rubrics.app.app_context():
        list(erase(Act(actor=SYSTEM, at=int(time.time()), key="k")))
    assert rubrics.marks() == [("records", "good", ""), ("thinks", "fair", "")]
