"""Publish the grades of a class: what is in the way, the act, and what follows."""

import pytest

from desk.domain.grade_life import GradeState
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Grade
from tests.support.grades import inputs_of


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def page(book):
    return f"/grading/{book}/publishing"


@pytest.fixture
def guru(open_browser, page):
    return open_browser("guru").get(page)


def grades_of(book):
    """Return the grades of a gradebook."""
    return db.session.query(Grade).filter_by(gradebook_id=book).all()


def boxes(browser):
    """Return the boxes of the drafts: who, in which version."""
    return [box["value"] for box in browser.page.select("input[name=grade]")]


def test_reviewed_and_published_each_student_sees_the_own_grade(
    guru, grades, page, open_browser, clock
):
    book = int(page.split("/")[2])
    grades.recompute(book)
    guru.get(page)
    assert not guru.has_form("publish")
    assert "baru berakhir pada Sabtu, 31 Oktober 2026" in guru.text
    assert len(boxes(guru)) == 4
    open_browser("siswa").get(f"/grades/{book}")
    guru.submit("review", forged={"grade": boxes(guru)})
    assert "Semua 4 nilai sudah ditinjau" in guru.text
    guru.submit("publish")
    assert guru.flashes == ["success"]
    assert "Rina Wulandari menerbitkan nilai ini, 2 Sep 09.00" in guru.text
    assert "4 siswa masih boleh mengajukan keberatan" in guru.text
    siswa = open_browser("siswa").get(f"/grades/{book}")
    assert "Belum cukup data" in siswa.text
    siswa.get(page, 403)
    clock.move(days=8)
    guru.sign_in("guru").get(page).submit("lock")
    assert "mengunci nilai ini" in guru.text
    assert not guru.actions


def test_each_open_review_is_listed_with_the_way_to_it(guru, grades, page, tickets):
    ticket = tickets.at(Step.RECORD)
    tickets.mark(ticket)
    guru.get(page)
    assert "1 hal belum ditinjau" in guru.text
    [link] = guru.page.select("a.number")
    assert link["href"] == f"/review/waiting?queue=mark&ticket={ticket}"
    guru.post(page.replace("publishing", "publish"), version=1)
    assert guru.flashes == ["warning"]
    guru.get(str(link["href"]))
    assert "Bukan keluhan" in guru.text


def test_of_two_teachers_the_second_hears_who_was_first(
    guru, grades, page, book, open_browser
):
    grades.review_all(book)
    guru.get(page)
    other = open_browser("guru").get(page)
    guru.submit("publish").again()
    other.submit("publish")
    assert other.flashes == ["warning"]
    assert "Rina Wulandari sudah menerbitkan nilai ini" in other.html
    with grades.app.app_context():
        assert [each.n for each in grades_of(book)] == [3] * 4


def test_what_changed_is_reviewed_again(guru, grades, page, book, tickets):
    grades.review_all(book)
    tickets.at(None)
    guru.get(page)
    assert "dihitung sekali lagi" in guru.text
    guru.submit("publish")
    assert guru.flashes == ["warning"]
    assert "1 nilai masih draf" in guru.text
    seen = boxes(guru)
    grades.keep(book, inputs_of(2))
    guru.submit("review", forged={"grade": seen})
    assert guru.flashes == ["warning"]
    guru.submit("review", forged={"grade": ["x:1", ":"]})
    assert guru.flashes == ["warning"]
    assert boxes(guru) != seen


def test_the_head_looks_and_others_do_not(open_browser, grades, page, book):
    grades.review_all(book)
    ketua = open_browser("ketua").get(page)
    assert not ketua.actions
    open_browser("pengawas").get(page, 403)
    with grades.app.app_context():
        assert {each.state for each in grades_of(book)} == {GradeState.REVIEWED}
