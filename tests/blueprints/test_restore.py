"""Restore: what was set aside as no complaint is one after all, and goes on."""

import pytest

from desk.domain.vocabulary import Ending, Step

REASON = "Pelanggannya datang lagi, ini sungguhan."


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.CONFIRM)
    tickets.mark(ticket)
    tickets.confirm_mark(ticket)
    return ticket


@pytest.fixture
def counter(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def test_restores(counter, ticket, tickets):
    counter.submit("restore", reason=REASON)
    assert counter.flashes == ["success"]
    assert tickets.log(ticket)[-2:] == ["voided", "mark_declined"]
    assert tickets.words(ticket) == {"note": REASON}
    row = tickets.read(ticket)
    assert (row.step, row.ending, row.ended_at) == (Step.CONFIRM, None, None)
    assert not row.is_marked


def test_it_never_was_set_aside(counter, ticket, tickets, clock):
    clock.move(hours=1)
    counter.submit("restore", reason=REASON)
    clock.move(minutes=5)
    tickets.confirm(ticket)
    assert tickets.read(ticket).response == 65 * 60


def test_the_student_reads_why(counter, siswa, ticket):
    counter.submit("restore", reason=REASON)
    siswa.get(f"/tickets/{ticket}")
    assert REASON in siswa.page.select_one(".notice").get_text()
    assert siswa.has_form("confirm")


def test_a_closed_ticket_is_closed_again(tickets):
    ticket = tickets.at(None)
    before = tickets.read(ticket)
    tickets.mark(ticket, by="guru")
    tickets.confirm_mark(ticket)
    tickets.restore(ticket)
    after = tickets.read(ticket)
    assert (after.ending, after.closed_at) == (Ending.CLOSED, before.closed_at)
    assert (after.response, after.resolution) == (before.response, before.resolution)


def test_can_be_set_aside_again(counter, ticket, tickets):
    counter.submit("restore", reason=REASON)
    tickets.mark(ticket)
    tickets.confirm_mark(ticket)
    tickets.restore(ticket)
    assert tickets.read(ticket).ending is None


def test_needs_a_reason(counter, ticket, tickets):
    counter.submit("restore", 422)
    assert set(counter.errors) == {"restore-reason"}
    assert tickets.log(ticket)[-1] == "not_a_complaint"


def test_refuses_what_is_not_set_aside(open_browser, tickets):
    ticket = tickets.at(Step.CONFIRM)
    path = f"/tickets/{ticket}/restore"
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    pengawas.post(path, 409, version="2", page=path, key="k", reason=REASON)
    assert tickets.log(ticket)[-1] == "recorded"


def test_nobody_restores_their_own(open_browser, tickets):
    ticket = tickets.at(Step.CONFIRM, by="pengawas")
    tickets.mark(ticket, by="pengawas")
    tickets.confirm_mark(ticket, by="guru")
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.has_form("restore")
    path = f"/tickets/{ticket}/restore"
    pengawas.post(path, 409, version="4", page=path, key="k", reason=REASON)
    assert tickets.log(ticket)[-1] == "not_a_complaint"


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    page = open_browser(username).get(f"/tickets/{ticket}")
    page.submit("restore", reason=REASON)
    assert tickets.read(ticket).ending is None


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/restore"
    open_browser(username).post(path, 403, reason=REASON, version="4", key="k")
    assert tickets.log(ticket)[-1] == "not_a_complaint"


def test_a_double_tap_restores_once(counter, ticket, tickets):
    counter.submit("restore", reason=REASON)
    counter.again()
    assert counter.flashes == ["success"]
    assert tickets.log(ticket).count("voided") == 1


def test_a_stale_page_restores_nothing(counter, ticket, tickets):
    tickets.restore(ticket)
    tickets.mark(ticket)
    tickets.confirm_mark(ticket)
    counter.submit("restore", 409, reason=REASON)
    assert counter.value("reason") == REASON
    assert tickets.log(ticket)[-1] == "not_a_complaint"


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/restore", 405)
