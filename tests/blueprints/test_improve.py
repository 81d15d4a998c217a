"""Improve: plan an action about a source, begin it, see what came of it, end it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from desk.extensions import db
from desk.models import DailyCount, ImprovementAction
from desk.services import people
from desk.services.transaction import writing
from tests.support.solutions import Solutions

TODAY = date(2026, 9, 2)
WHAT = "Roti dicek tiap pagi."


@pytest.fixture
def source(world):
    return world.sources["product.expired"]


@pytest.fixture
def solutions(tickets):
    return Solutions(tickets)


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def kept(app):
    """Return what reads the only action."""

    def read():
        with app.app_context():
            return db.session.scalars(select(ImprovementAction)).one()

    return read


def test_is_planned_from_the_pareto_begun_and_ended(pengawas, kept, source, world):
    pengawas.get(f"/improvements/new?source={source}").submit("new", 422)
    assert list(pengawas.errors) == ["what", "owner_id", "due_on"]
    owner = str(world.id_of("siswa"))
    pengawas.submit("new", 422, what=WHAT, owner_id=owner, due_on="2026-09-01")
    assert pengawas.errors["due_on"].startswith("Hari ini sudah lewat.")
    pengawas.submit("new", due_on="2026-09-09").again()
    action = kept()
    assert pengawas.path == f"/improvements/{action.id}"
    assert "Direncanakan" in pengawas.text
    pengawas.submit("begin", 422, began_on="2026-09-03")
    assert pengawas.errors["begin-began_on"].startswith("Hari ini belum tiba.")
    pengawas.submit("begin", began_on="2026-09-02")
    assert "Hari pertama sesudah perubahan belum selesai." in pengawas.text
    pengawas.submit("end", 422)
    pengawas.submit("end", conclusion="Diteruskan.")
    action = kept()
    assert (action.conclusion, action.ended_by_id) == (
        "Diteruskan.",
        world.id_of("pengawas"),
    )
    assert not pengawas.actions
    pengawas.post(f"/improvements/{action.id}/begin", 409, began_on="2026-09-01")
    assert "sudah selesai" in pengawas.refusal


def test_what_changed_meanwhile_is_shown_and_the_text_kept(
    pengawas, solutions, kept, source
):
    action = solutions.plan(source, TODAY)
    pengawas.get(f"/improvements/{action}/change")
    solutions.begin(action, TODAY)
    pengawas.submit("change", 409, what="Lain.")
    assert pengawas.refusal.startswith("Tindakan ini diubah orang lain")
    assert pengawas.value("what", "change") == "Lain."
    pengawas.submit("change")
    assert (kept().what, kept().began_on) == ("Lain.", TODAY)


def test_past_its_day_and_without_its_owner_it_says_so(
    open_browser, solutions, clock, source
):
    world = solutions.world
    action = solutions.plan(source, TODAY, owner="siswi")
    clock.move(days=1)
    with solutions.app.app_context():
        people.deactivate_person(solutions.act("admin"), world.id_of("siswi"))
    siswa, pengawas = open_browser("siswa"), open_browser("pengawas")
    siswa.get("/improvements/")
    assert "Lewat tanggal, belum mulai" in siswa.text
    assert "tidak bekerja di sini lagi" in siswa.text
    siswa.get(f"/improvements/{action}")
    assert not siswa.actions
    pengawas.get(f"/improvements/{action}/change")
    pengawas.submit("change", 422)
    assert set(pengawas.errors) == {"owner_id"}
    forged = {"owner_id": str(world.id_of("tetangga"))}
    pengawas.submit("change", 422, forged=forged)
    assert pengawas.errors["owner_id"].startswith("Orang ini tidak bekerja")
    # The day that has passed may stay.
    pengawas.submit("change", owner_id=str(world.id_of("siswa")))
    assert pengawas.flashes == ["success"]


def test_a_retired_or_foreign_source_gets_no_action(
    pengawas, open_browser, solutions, source, world
):
    page = f"/improvements/new?source={source}"
    pengawas.get(page)
    open_browser("tetangga_pengawas").get(page, 403)
    solutions.retire_source(source)
    owner = str(world.id_of("siswa"))
    pengawas.submit("new", 409, what=WHAT, owner_id=owner, due_on="2026-09-09")
    assert "sudah ditarik" in pengawas.refusal


def test_the_effect_counts_both_spans_and_leads_to_their_rows(
    open_browser, tickets, solutions, clock
):
    world = solutions.world
    old = [tickets.receive(f"Lama {n}") for n in range(6)]
    tickets.receive("Lain", source_id=world.sources["service.slow"])
    clock.move(days=7)
    began = TODAY + timedelta(days=7)
    action = solutions.plan(world.sources["product"], began)
    solutions.begin(action, began)
    new = tickets.receive("Baru")
    clock.move(days=7)
    tickets.receive("Hari ini belum selesai")
    pengawas = open_browser("pengawas").get(f"/improvements/{action}")
    assert "Bisa jadi kebetulan" in pengawas.text
    assert "Baru 7 dari 28 hari" in pengawas.text
    assert "per hari sekolah" in pengawas.text
    links = [str(a["href"]) for a in pengawas.page.select("#effect .report-link")]
    counts = []
    for link in links:
        pengawas.get(link)
        counts.append(pengawas.rows)
    assert [len(each) for each in counts] == [6, 7, 1, 1]
    assert (counts[0], counts[2]) == (old, [new])
    with solutions.app.app_context(), writing():
        for n in range(14):
            count = DailyCount(
                unit_id=world.units["MM"],
                day=TODAY + timedelta(days=n),
                transactions=100,
                entered_at=0,
            )
            db.session.add(count)
    pengawas.get(f"/improvements/{action}")
    assert "per 100 transaksi" in pengawas.text
