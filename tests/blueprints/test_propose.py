"""Propose: anybody writes how to overcome complaints; a teacher's holds at once."""

import pytest
from sqlalchemy import select

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import SolutionCard
from tests.support.forms import STRANGE
from tests.support.solutions import ADVICE, Solutions

STEPS = "Minta maaf.\n\n  Tukar   rotinya. \n"


@pytest.fixture
def source(world):
    return world.sources["product.expired"]


@pytest.fixture
def solutions(tickets):
    return Solutions(tickets)


@pytest.fixture
def page(source):
    return f"/solutions/{source}/propose"


@pytest.fixture
def written(app):
    """Return what reads every version, oldest first."""

    def read():
        with app.app_context():
            return db.session.scalars(select(SolutionCard)).all()

    return read


def propose(browser, status=None, **changed):
    typed = {
        "steps": STEPS,
        "phrases": "Mohon maaf, Kak.",
        "authority": "Menukar barang yang sama.",
        "origin": "experience",
    }
    return browser.submit("propose", status, **typed | changed)


def test_a_student_s_proposal_waits_for_a_teacher(siswa, page, written, source):
    propose(siswa.get(page))
    assert siswa.path == f"/solutions/{source}"
    assert "Terkirim. Guru akan membacanya" in siswa.page.select_one(".flash").text
    (card,) = written()
    assert (card.version, card.is_approved, card.decided_by_id) == (1, None, None)
    assert card.steps == STEPS.strip()
    assert "Belum ada kartu" in siswa.text
    siswa.get("/solutions/")
    assert "Usulanmu" in siswa.text


def test_a_teacher_s_own_is_in_force_at_once(open_browser, page, written, world):
    guru = open_browser("guru").get(page)
    assert "langsung berlaku" in guru.text
    propose(guru, phrases="\n".join(STRANGE.values()))
    (card,) = written()
    assert (card.is_approved, card.decided_by_id) == (True, world.id_of("guru"))
    assert "Berlaku: versi 1" in guru.text


def test_every_field_but_the_phrases_is_needed(siswa, page, written):
    siswa.get(page).submit("propose", 422)
    assert list(siswa.errors) == ["steps", "authority", "origin"]
    eleven = "\n".join(f"Langkah {n}" for n in range(11))
    propose(siswa, 422, steps=eleven, phrases="")
    assert siswa.errors == {
        "steps": "Paling banyak 10 langkah, supaya bisa diikuti di konter. "
        "Gabungkan langkah yang berkaitan."
    }
    assert siswa.value("steps", "propose") == eleven
    assert not written()


def test_a_double_tap_and_the_same_words_make_one_version(siswa, page, written):
    propose(siswa.get(page)).again()
    assert len(written()) == 1
    propose(siswa.get(page), 409)
    assert siswa.refusal.startswith("Isinya sama dengan kartu yang berlaku")
    assert len(written()) == 1


def test_a_card_changed_meanwhile_is_shown_and_the_text_kept(
    siswa, page, written, solutions, source
):
    siswa.get(page)
    solutions.propose(source, by="guru")
    propose(siswa, 409)
    assert siswa.refusal.startswith("Kartunya berubah selagi kamu menulis.")
    assert "Berlaku: versi 1" in siswa.text
    assert siswa.value("steps", "propose") == STEPS.strip()
    siswa.submit("propose")
    assert len(written()) == 2


def test_neither_for_a_retired_source_nor_from_another_unit(
    open_browser, page, solutions, source
):
    open_browser("tetangga").get(page, 403)
    open_browser("ketua").get(page, 403)
    guru = open_browser("guru").get(page)
    solutions.retire_source(source)
    propose(guru, 409)
    assert "sudah ditarik" in guru.refusal


def test_the_student_fulfilling_is_offered_the_card(
    siswa, tickets, solutions, source, count_queries
):
    ticket = tickets.at(Step.FULFIL)
    siswa.get(f"/tickets/{ticket}")
    assert "Sumber ini belum punya kartu solusi." in siswa.text
    solutions.propose(
        tickets.world.sources["product"], by="guru", steps="Kartu kelompok."
    )
    siswa.get(f"/tickets/{ticket}")
    assert "Cara mengatasi: Produk" in siswa.text
    solutions.propose(source, by="guru")
    solutions.propose(source, by="siswi", steps="Usulan saja.")
    with count_queries() as statements:
        siswa.get(f"/tickets/{ticket}")
    assert "Cara mengatasi: Produk · Kedaluwarsa" in siswa.text
    assert ADVICE["authority"] in siswa.text
    assert "Usulan saja." not in siswa.text
    assert sum("FROM solution_card" in each for each in statements) == 1
    propose(siswa.get(f"/solutions/{source}/propose?ticket={ticket}"))
    assert siswa.path == f"/tickets/{ticket}"


def test_other_steps_ask_for_no_card(siswa, tickets, count_queries):
    asked = [tickets.at(step) for step in (Step.CONFIRM, Step.THANK)]
    with count_queries() as statements:
        for ticket in asked:
            siswa.get(f"/tickets/{ticket}")
    assert not any("solution_card" in each for each in statements)
