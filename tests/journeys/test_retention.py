"""What is past its time goes, and the ticket says what is gone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.support.gallery import STUDENT, demo_world
from tests.journeys.support.health import faults_of
from tests.support.clock import Clock
from tests.support.tickets import Tickets

pytestmark = pytest.mark.browser

NAME = "Ibu Kartika Ningsih"


def test_an_administrator_erases_what_a_supervisor_then_finds_gone(desk, visit):
    tickets = Tickets(desk.app, demo_world(desk.app))
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    ids = {}
    for days in (100, 1_200):
        with Clock(now - timedelta(days=days)):
            ids[days] = tickets.at(None, STUDENT, customer=NAME)

    supervisor = visit("pengawas")
    supervisor.open(f"/tickets/{ids[100]}")
    supervisor.sees(NAME)

    admin = visit("admin")
    admin.follow("Privacy")
    admin.is_at("Kept and erased")
    admin.sees(tickets.read(ids[1_200]).number)
    assert not faults_of(admin.page)
    admin.press("Erase now")
    admin.sees("Nothing is past its time.")
    admin.follow("Who looked")
    admin.sees("Nobody looked.")

    supervisor.reopen()
    supervisor.open(f"/tickets/{ids[100]}")
    supervisor.sees("The customer’s name and contact are erased.")
    supervisor.sees("Roti sobek yang saya beli tadi pagi sudah berjamur.")
    assert NAME not in supervisor.page.content()
    supervisor.open(f"/tickets/{ids[1_200]}")
    supervisor.sees("What was written here is erased.")
    supervisor.sees("Erased: its time is over.")
    assert not faults_of(supervisor.page)
    assert "The log is whole" in desk.run("verify-log")
