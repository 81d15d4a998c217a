"""Start recording: the server makes the draft, and that instant is the receipt."""

import pytest
from sqlalchemy import update

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Unit


def test_starts_the_clock_and_opens_the_form(siswa, tickets, clock, world):
    siswa.get("/tickets/").submit("start")
    (ticket,) = tickets.ids()
    row = tickets.read(ticket)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.has_form("record")
    assert row.step is Step.RECORD
    assert row.owner_id == world.id_of("siswa")
    assert row.received_at == clock.now
    assert row.number == "KEL/MM/2026/09/0001"
    assert tickets.log(ticket) == ["received"]


def test_numbers_run_on_and_start_anew_each_month(open_browser, tickets, clock):
    for days in (0, 0, 29):  # Thursday, 1 October
        clock.set(9, days=days)
        open_browser("siswa").get("/tickets/").submit("start")
    numbers = [tickets.read(ticket).number for ticket in tickets.ids()]
    assert numbers == [
        "KEL/MM/2026/09/0001",
        "KEL/MM/2026/09/0002",
        "KEL/MM/2026/10/0001",
    ]


def test_the_month_is_the_one_at_the_school(open_browser, tickets, clock):
    clock.set(6, 30, days=29)  # still September in UTC
    open_browser("siswa").get("/tickets/").submit("start")
    assert tickets.read(tickets.ids()[0]).number == "KEL/MM/2026/10/0001"


def test_each_unit_has_numbers_of_its_own(open_browser, tickets):
    for username in ("siswa", "tetangga"):
        open_browser(username).get("/tickets/").submit("start")
    numbers = [tickets.read(ticket).number for ticket in tickets.ids()]
    assert numbers == ["KEL/MM/2026/09/0001", "KEL/PC/2026/09/0001"]


def test_rejects_get(siswa, tickets):
    siswa.get("/tickets/start", 405)
    assert tickets.count() == 0


@pytest.mark.parametrize("username", ["guru", "ketua", "admin"])
def test_refuses_those_who_do_not_serve(username, open_browser, tickets):
    open_browser(username).post("/tickets/start", 403, key="k")
    assert tickets.count() == 0


def test_a_supervisor_serves_too(open_browser, tickets):
    open_browser("pengawas").get("/tickets/").submit("start")
    assert tickets.count() == 1


def test_nobody_starts_at_a_unit_that_is_closed(siswa, tickets, app, world):
    siswa.get("/tickets/")
    with app.app_context():
        close = update(Unit).where(Unit.id == world.units["MM"])
        db.session.execute(close.values(is_active=False))
        db.session.commit()
    siswa.submit("start", 403)
    assert tickets.count() == 0


def test_a_double_tap_makes_one_ticket(siswa, tickets):
    siswa.get("/tickets/").submit("start")
    first = siswa.path
    siswa.again()
    assert siswa.path == first
    assert tickets.count() == 1


def test_two_customers_make_two_tickets(siswa, tickets):
    siswa.get("/tickets/").submit("start")
    siswa.get("/tickets/").submit("start")
    assert tickets.count() == 2


@pytest.mark.parametrize("key", ["", "x" * 1_000, "\x00", "😡" * 40, "'; --"])
def test_any_key_will_do(key, siswa, tickets):
    siswa.post("/tickets/start", key=key)
    assert tickets.count() == 1


def test_asks_somebody_who_is_out_to_sign_in(visitor, tickets):
    visitor.post("/tickets/start", 401, key="k")
    assert tickets.count() == 0
