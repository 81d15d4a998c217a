"""The sample of tickets to review: drawn by the seed, chosen by nobody."""

import pytest

from desk.domain.sampling import draw
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Gradebook
from tests.support.rubrics import Rubrics


@pytest.fixture
def rubrics(app, world, clock):
    return Rubrics(app, world)


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def seed(book, app):
    with app.app_context():
        return db.session.get_one(Gradebook, book).seed


def path_of(book):
    return f"/rubric/gradebooks/{book}"


def test_draws_by_the_seed_what_anybody_can_draw_again(
    guru, book, seed, tickets, rubrics
):
    closed = [tickets.at(None) for _ in range(5)]
    guru.get(path_of(book))
    assert str(seed) not in guru.text  # foreseen, it could be played to
    guru.submit("draw")
    assert "3 tiket terundi." in guru.html
    numbers = {tickets.read(each).number: each for each in closed}
    expected = draw(numbers, seed=seed, size=3)
    assert rubrics.drawn() == {numbers[each] for each in expected}
    assert "0 dari 3 dinilai" in guru.text
    links = [str(a["href"]) for a in guru.page.select(".queue-row a")]
    assert len(links) == 3
    assert all(link.startswith("/rubric/tickets/") for link in links)
    assert f"benih {seed}" in guru.text
    assert "3 dari 5" in guru.text
    guru.again()
    assert len(rubrics.drawn()) == 3


def test_shows_what_was_drawn_from(guru, book, tickets, rubrics, clock):
    for _ in range(5):
        tickets.at(None)
    rubrics.draw(book)
    clock.move(minutes=1)
    later = tickets.at(None)
    guru.get(f"{path_of(book)}/students/{rubrics.world.id_of('siswa')}")
    assert len(guru.page.select(".population .number")) == 6
    assert guru.text.count("terundi 2 Sep") == 3
    assert guru.text.count("selesai setelah pengundian") == 1
    assert later not in rubrics.drawn()


def test_draws_more_only_for_who_has_too_few(guru, book, tickets, rubrics):
    first = tickets.at(None)
    assert rubrics.draw(book) == 1
    others = {tickets.at(None) for _ in range(4)}
    assert rubrics.draw(book) == 2
    assert first in rubrics.drawn()
    assert len(rubrics.drawn() & others) == 2
    assert rubrics.draw(book) == 0


def test_leaves_out_what_is_not_closed_or_was_no_complaint(
    guru, book, tickets, rubrics
):
    tickets.at(Step.THANK)
    marked = tickets.at(Step.CONFIRM)
    tickets.mark(marked)
    tickets.confirm_mark(marked)
    tickets.merge(tickets.at(Step.CONFIRM), tickets.at(Step.CONFIRM))
    guru.get(path_of(book)).submit("draw")
    assert "Belum ada tiket baru yang bisa diundi." in guru.html
    assert rubrics.drawn() == set()


def test_a_ticket_walked_by_two_is_drawn_for_both(book, tickets, rubrics):
    ticket = tickets.at(Step.FULFIL)
    tickets.release(ticket)
    tickets.take(ticket, "siswi")
    tickets.fulfil(ticket, "siswi")
    tickets.thank(ticket, "siswi")
    rubrics.draw(book)
    assert rubrics.drawn("siswa") == rubrics.drawn("siswi") == {ticket}


def test_progress_and_the_way_to_the_next(guru, book, tickets, rubrics, world):
    for _ in range(2):
        tickets.at(None)
    rubrics.draw(book)
    guru.get(path_of(book))
    sheets = [a["href"] for a in guru.page.select(".queue-row-link")]
    assert len(sheets) == 2
    guru.get(sheets[0])
    assert "Sampel tinjauan: 1 dari 2" in guru.text
    assert guru.page.select(f'.rubric-next a[href="{sheets[1]}"]')
    guru.submit(f"{sheets[0]}/records", level="good")
    guru.get(sheets[1])
    assert not guru.page.select(".rubric-next a")  # nothing else is left
    assert "1 dari 2 dinilai" in guru.get(path_of(book)).text


def test_a_supervisor_sees_the_tickets_of_the_unit_and_no_grade(
    open_browser, book, tickets, rubrics
):
    tickets.at(None)
    rubrics.draw(book)
    pengawas = open_browser("pengawas")
    assert "XII PM 1 · Semester ganjil" in pengawas.get("/rubric/observe").text
    pengawas.get(path_of(book))
    assert len(pengawas.page.select(".queue-row-link")) == 1
    assert not pengawas.page.select(".queue-tabs")
    assert not pengawas.has_form("draw")
    neighbour = open_browser("tetangga_pengawas").get(path_of(book))
    assert not neighbour.page.select(".queue-row-link")


def test_only_the_teachers_of_the_class_draw(open_browser, grades, rubrics, tickets):
    tickets.at(None)
    book = grades.begin()
    grades.taught()  # nobody teaches the class any more
    guru = open_browser("guru").get(path_of(book))
    assert not guru.has_form("draw")
    guru.post(f"{path_of(book)}/draw", key="k")
    assert guru.flashes == ["warning"]
    assert rubrics.drawn() == set()
