"""Undo one's own last click, within five minutes: it never happened."""

import pytest

from desk.domain.vocabulary import Ending, Step
from tests.support.forms import thank


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.FULFIL)


def test_takes_the_last_click_back(siswa, ticket, tickets, clock):
    clock.move(minutes=4, seconds=59)
    siswa.get(f"/tickets/{ticket}").submit("undo")
    row = tickets.read(ticket)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.flashes == ["success"]
    assert (row.step, row.response) == (Step.CONFIRM, None)
    assert tickets.log(ticket)[-1] == "voided"
    assert tickets.facts(ticket) == {"target": 3}


def test_what_was_written_is_back_in_the_form(siswa, ticket):
    siswa.get(f"/tickets/{ticket}").submit("undo")
    assert siswa.value("restatement").startswith("Jadi Ibu")
    siswa.submit("confirm")
    assert siswa.has_form("fulfil")


def test_goes_back_click_by_click(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}").submit("undo")
    siswa.submit("undo")
    assert tickets.read(ticket).step is Step.RECORD
    siswa.submit("undo")
    assert tickets.read(ticket).ending is Ending.CANCELLED
    assert not siswa.has_form("undo")
    assert not siswa.has_form("record")


def test_closing_can_be_undone(siswa, tickets):
    ticket = tickets.at(Step.THANK)
    siswa.get(f"/tickets/{ticket}").submit("thank", **thank())
    siswa.submit("undo")
    row = tickets.read(ticket)
    assert (row.step, row.closed_at, row.resolution) == (Step.THANK, None, None)


def test_five_minutes_are_enough(siswa, ticket, tickets, clock):
    siswa.get(f"/tickets/{ticket}")
    clock.move(minutes=5)
    siswa.submit("undo")
    assert tickets.log(ticket)[-1] == "voided"


def test_later_is_too_late(siswa, ticket, tickets, clock):
    siswa.get(f"/tickets/{ticket}")
    clock.move(minutes=5, seconds=1)
    siswa.submit("undo")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "confirmed"
    assert not siswa.has_form("undo")


def test_too_late_says_whom_to_ask(siswa, ticket, clock):
    siswa.get(f"/tickets/{ticket}")
    assert "Baru sadar keliru" not in siswa.text
    clock.move(minutes=5, seconds=1)
    siswa.submit("undo")
    assert "Setelah itu pengawas atau guru dapat membatalkannya" in siswa.html
    assert (
        "Baru sadar keliru setelah 5 menit? Mintalah pengawas atau guru" in siswa.text
    )


def test_rejects_get(siswa, ticket):
    siswa.get(f"/tickets/{ticket}/undo", 405)


@pytest.mark.parametrize("username", ["siswi", "pengawas", "guru", "ketua"])
def test_nobody_undoes_another_persons_click(username, open_browser, ticket, tickets):
    browser = open_browser(username).get("/account/password")
    browser.post(f"/tickets/{ticket}/undo", version="3", key="k")
    assert browser.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "confirmed"


def test_the_administrator_has_no_part_in_it(open_browser, ticket):
    open_browser("admin").post(f"/tickets/{ticket}/undo", 403, version="3", key="k")


def test_a_click_somebody_has_built_on_stays(siswa, ticket, tickets):
    tickets.ask_approval(ticket)
    tickets.approve(ticket)
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("undo")


def test_a_supervisor_undoes_an_approval_of_their_own(open_browser, ticket, tickets):
    tickets.ask_approval(ticket)
    tickets.approve(ticket)
    open_browser("pengawas").get(f"/tickets/{ticket}").submit("undo")
    assert tickets.read(ticket).approval == "requested"


def test_a_double_tap_undoes_one_click(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}").submit("undo")
    siswa.again()
    assert tickets.log(ticket).count("voided") == 1
    assert tickets.read(ticket).step is Step.CONFIRM


def test_a_stale_page_undoes_nothing_unseen(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}")
    tickets.fulfil(ticket)
    siswa.submit("undo")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "fulfilled"


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 30])
def test_a_forged_version_undoes_nothing(version, siswa, ticket, tickets):
    siswa.post(f"/tickets/{ticket}/undo", version=version, key="k")
    assert tickets.log(ticket)[-1] == "confirmed"


def test_a_cancelled_ticket_is_in_the_archive_only(siswa, open_browser, tickets):
    ticket = tickets.start()
    tickets.undo(ticket)
    guru = open_browser("guru")
    assert siswa.get("/tickets/").rows == []
    assert guru.get("/review/").rows == []
    assert guru.get("/review/archive").rows == [ticket]
    assert siswa.get(f"/tickets/{ticket}").actions == []


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/undo", 404, version="1", key="k")
