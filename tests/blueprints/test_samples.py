"""Samples: closed tickets drawn at random, their evidence checked by who did none."""

import pytest
from sqlalchemy import select

from desk.domain.sampling import draw
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Sample, SampledTicket
from tests.support.words import say

TODAY = "2026-09-02"
SPAN = {"since": TODAY, "until": TODAY}
WELL = dict.fromkeys(map(str, Step), "sufficient")


@pytest.fixture
def closed(tickets, clock):
    made = [tickets.at(None) for _ in range(5)]
    clock.move(minutes=1)
    return made


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def sample(guru, closed):
    """Draw all; return the path of the sample."""
    draw_by(guru, percent="100")
    return guru.path


def draw_by(browser, status=200, **typed):
    form = {**SPAN, "percent": "40", **typed}
    return browser.get("/review/samples").submit("samples", status, **form)


def kept(app):
    with app.app_context():
        sample = db.session.scalars(select(Sample)).one()
        rows = db.session.scalars(select(SampledTicket)).all()
        return sample, {row.ticket_id: row.event_id for row in rows}


def path_of(sample, ticket):
    return f"{sample}/tickets/{ticket}"


def test_draws_some_and_says_how(guru, closed, app, tickets, world):
    draw_by(guru)
    found, drawn = kept(app)
    assert len(drawn) == 2
    assert set(drawn) <= set(closed)
    assert (found.population, found.percent) == (5, 40)
    assert found.drawn_by_id == world.id_of("guru")
    assert f"2 dari 5 tiket (40 %), benih {found.seed}" in guru.text
    numbers = [tickets.read(each).number for each in closed]
    again = draw(numbers, seed=found.seed, size=2)
    assert {tickets.read(each).number for each in drawn} == set(again)


def test_anybody_draws_the_same_again(guru, closed, tickets, clock):
    draw_by(guru)
    path = guru.path
    clock.move(minutes=5)
    tickets.at(None)  # closed later: it was not in the population
    assert say("Drawn again just now: the same tickets.") in guru.get(path).text


def test_a_ticket_reopened_since_stays_in_the_sample(guru, sample, closed, tickets):
    tickets.reopen(closed[0])
    guru.get(sample)
    assert closed[0] in guru.rows
    assert say("Drawn again just now: the same tickets.") not in guru.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"since": ""}, "since"),
        ({"until": ""}, "until"),
        ({"until": "2026-09-01"}, "until"),
        ({"percent": "0"}, "percent"),
        ({"percent": "101"}, "percent"),
        ({"percent": "banyak"}, "percent"),
        ({"since": "2026-08-01", "until": "2026-08-02"}, "until"),
    ],
)
def test_says_what_is_wrong(typed, field, guru, closed):
    draw_by(guru, 422, **typed)
    assert list(guru.errors) == [field]


def test_a_double_tap_draws_once(guru, closed, app):
    draw_by(guru).again()
    kept(app)


def test_checks_step_by_step_and_goes_on(guru, sample, closed, tickets, app):
    guru.get(path_of(sample, closed[0]))
    assert "Roti ditukar" in guru.text
    told = WELL | {"thank": "missing", "note": "Undangannya tidak ada."}
    guru.submit(path_of(sample, closed[0]), **told)
    assert guru.path == path_of(sample, closed[1])
    facts = tickets.facts(closed[0])
    assert facts["findings"] == WELL | {"thank": "missing"}
    assert tickets.words(closed[0]) == {"note": "Undangannya tidak ada."}
    assert kept(app)[1][closed[0]] is not None
    assert "1 dari 5 sudah diperiksa" in guru.get(sample).text


def test_the_student_reads_the_finding(guru, siswa, sample, closed):
    told = WELL | {"thank": "weak", "note": "Undang pelanggan kembali."}
    guru.get(path_of(sample, closed[0])).submit(path_of(sample, closed[0]), **told)
    siswa.get(f"/tickets/{closed[0]}")
    assert siswa.page.select_one(".checked")
    assert "Undang pelanggan kembali." in siswa.text


def test_no_second_changes(guru, sample, closed, tickets):
    before = tickets.read(closed[0])
    guru.get(path_of(sample, closed[0])).submit(path_of(sample, closed[0]), **WELL)
    after = tickets.read(closed[0])
    for column in ("response", "resolution", "closed_at", "ending", "step"):
        assert getattr(after, column) == getattr(before, column)


def test_undone_it_waits_again(guru, sample, closed, tickets, app):
    guru.get(path_of(sample, closed[0])).submit(path_of(sample, closed[0]), **WELL)
    guru.get(f"/tickets/{closed[0]}").submit("undo")
    assert kept(app)[1][closed[0]] is None
    assert "0 dari 5 sudah diperiksa" in guru.get(sample).text
    assert not guru.get(f"/tickets/{closed[0]}").page.select_one(".checked")
    guru.get(path_of(sample, closed[0])).submit(path_of(sample, closed[0]), **WELL)
    assert kept(app)[1][closed[0]] is not None


@pytest.mark.parametrize("missing", [*map(str, Step)])
def test_asks_for_every_step(missing, guru, sample, closed, tickets):
    told = {step: found for step, found in WELL.items() if step != missing}
    guru.get(path_of(sample, closed[0]))
    guru.submit(path_of(sample, closed[0]), 422, **told, note="Baik.")
    assert list(guru.errors) == [missing]
    assert guru.value("note") == "Baik."
    assert tickets.log(closed[0])[-1] == "thanked"


def test_nobody_checks_own_work(open_browser, guru, tickets, clock):
    own = tickets.at(None, by="pengawas")
    clock.move(minutes=1)
    draw_by(guru, percent="100")
    sample = guru.path
    pengawas = open_browser("pengawas").get(sample)
    assert say("Your own work: another reviewer checks") in pengawas.text
    assert not pengawas.get(path_of(sample, own)).has_form(path_of(sample, own))
    form = {**WELL, "version": "4", "page": path_of(sample, own), "key": "k"}
    pengawas.post(path_of(sample, own), 409, **form)
    assert tickets.log(own)[-1] == "thanked"
    guru.get(path_of(sample, own)).submit(path_of(sample, own), **WELL)
    assert tickets.log(own)[-1] == "evidence_checked"


@pytest.fixture
def own(tickets, closed, clock):
    ticket = tickets.at(None, by="pengawas")
    clock.move(minutes=1)
    return ticket


def test_the_queue_counts_what_others_did(open_browser, guru, closed, own):
    draw_by(guru, percent="100")
    for username, n in (("guru", 6), ("pengawas", 5)):
        browser = open_browser(username).get("/review/waiting", queue="sample")
        tab = browser.page.select_one('.queue-tabs a[href*="queue=sample"] .count')
        assert int(tab.get_text()) == n
        assert set(browser.rows) == {*closed, own}


def test_a_ticket_is_checked_once(guru, open_browser, sample, closed, tickets):
    path = path_of(sample, closed[0])
    ketua = open_browser("ketua").get(path)
    guru.get(path).submit(path, **WELL)
    ketua.submit(path, 409, **WELL)
    assert tickets.log(closed[0]).count("evidence_checked") == 1


@pytest.mark.parametrize("username", ["siswa", "admin", "tetangga_pengawas"])
def test_others_may_not(username, open_browser, sample, closed):
    browser = open_browser(username)
    browser.get(sample, 403)
    browser.get(path_of(sample, closed[0]), 403)


def test_knows_no_other_ticket(guru, sample, tickets):
    outside = tickets.at(None)
    guru.get(path_of(sample, outside), 404)
    guru.get("/review/samples/999999", 404)


def test_pages_cost_the_same_for_more(guru, tickets, closed, clock, count_queries):
    def cost():
        draw_by(guru, percent="100")
        with count_queries() as statements:
            guru.get(guru.path)
        return len(statements)

    few = cost()
    for _ in range(5):
        tickets.at(None)
    clock.move(minutes=1)
    assert cost() == few
