"""Decline a mark: it is a complaint; the student reads why and goes on."""

import pytest

from desk.domain.vocabulary import Step

NOTE = "Ibunya masih menunggu di depan."


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.CONFIRM)
    tickets.mark(ticket)
    return ticket


@pytest.fixture
def counter(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def test_declines(counter, ticket, tickets):
    counter.submit("decline-mark", note=NOTE)
    assert counter.flashes == ["success"]
    assert tickets.log(ticket)[-1] == "mark_declined"
    assert tickets.words(ticket) == {"note": NOTE}
    row = tickets.read(ticket)
    assert (row.step, row.is_marked) == (Step.CONFIRM, False)


def test_the_student_reads_why_and_goes_on(counter, siswa, ticket, tickets, clock):
    counter.submit("decline-mark", note=NOTE)
    siswa.get(f"/tickets/{ticket}")
    assert NOTE in siswa.page.select_one(".notice").get_text()
    clock.move(minutes=10)
    tickets.confirm(ticket)
    assert tickets.read(ticket).response == 600


def test_needs_words(counter, ticket, tickets):
    counter.submit("decline-mark", 422)
    assert set(counter.errors) == {"decide-mark-note"}
    assert tickets.read(ticket).is_marked


def test_can_be_marked_again(counter, ticket, tickets):
    counter.submit("decline-mark", note=NOTE)
    tickets.mark(ticket)
    assert tickets.read(ticket).is_marked


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    page = open_browser(username).get(f"/tickets/{ticket}")
    page.submit("decline-mark", note=NOTE)
    assert tickets.log(ticket)[-1] == "mark_declined"


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/decline-mark"
    open_browser(username).post(path, 403, note=NOTE, version="3", key="k")
    assert tickets.read(ticket).is_marked


def test_a_decision_is_made_once(counter, open_browser, ticket, tickets):
    guru = open_browser("guru").get(f"/tickets/{ticket}")
    counter.submit("decline-mark", note=NOTE)
    guru.submit("confirm-mark", 409)
    assert tickets.log(ticket)[-1] == "mark_declined"


def test_a_double_tap_declines_once(counter, ticket, tickets):
    counter.submit("decline-mark", note=NOTE)
    counter.again()
    assert counter.flashes == ["success"]
    assert tickets.log(ticket).count("mark_declined") == 1


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/decline-mark", 405)
