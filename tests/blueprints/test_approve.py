"""Approve: a supervisor agrees to the solution asked for."""

import pytest

from desk.domain.vocabulary import Approval, Step
from tests.support.forms import STRANGE

NOTE = "Stok masih ada, tukar saja dulu."


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.ask_approval(ticket)
    return ticket


@pytest.fixture
def counter(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def test_decides(counter, ticket, tickets, world):
    counter.submit("approve", note=NOTE)
    assert tickets.read(ticket).approval is Approval.GRANTED
    assert tickets.log(ticket)[-1] == "approval_granted"
    assert tickets.words(ticket) == {"note": NOTE}
    assert counter.flashes == ["success"]
    assert not counter.has_form("approve")


def test_the_student_reads_the_note(counter, siswa, ticket):
    counter.submit("approve", note=NOTE)
    assert NOTE in siswa.get(f"/tickets/{ticket}").text


def test_shows_what_is_asked_for(counter):
    assert "Roti ditukar" in counter.text


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    open_browser(username).get(f"/tickets/{ticket}").submit("approve", note=NOTE)
    assert tickets.log(ticket)[-1] == "approval_granted"


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/approve"
    open_browser(username).post(path, 403, note=NOTE, version="4", key="k")
    assert tickets.log(ticket)[-1] == "approval_requested"


def test_nobody_decides_about_their_own_ticket(open_browser, tickets):
    ticket = tickets.at(Step.FULFIL, by="pengawas")
    tickets.ask_approval(ticket, by="pengawas")
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.has_form("approve")
    path = f"/tickets/{ticket}/approve"
    typed = {"note": NOTE, "version": "4", "page": f"/tickets/{ticket}/approve"}
    pengawas.post(path, 409, key="k", **typed)
    assert tickets.log(ticket)[-1] == "approval_requested"


def test_there_must_be_something_to_decide(open_browser, tickets):
    ticket = tickets.at(Step.FULFIL)
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.has_form("approve")
    path = f"/tickets/{ticket}/approve"
    typed = {"note": NOTE, "version": "3", "page": f"/tickets/{ticket}/approve"}
    pengawas.post(path, 409, key="k", **typed)
    assert tickets.log(ticket)[-1] == "confirmed"


def test_a_decision_is_made_once(counter, open_browser, ticket, tickets):
    guru = open_browser("guru").get(f"/tickets/{ticket}")
    counter.submit("approve", note=NOTE)
    guru.submit("approve", 409, note="Terlambat.")
    assert tickets.words(ticket) == {"note": NOTE}


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/approve", 405)


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("approve", note=text)
    assert tickets.words(ticket)["note"] == text
    assert " ".join(text.split()) in counter.text


def test_limits_long_text_and_keeps_it(counter, ticket, tickets):
    counter.submit("approve", 422, note="é" * 5_001)
    assert counter.value("note") == "é" * 5_001
    assert tickets.log(ticket)[-1] == "approval_requested"


def test_a_double_tap_decides_once(counter, ticket, tickets):
    counter.submit("approve", note=NOTE)
    counter.again()
    assert tickets.log(ticket).count("approval_granted") == 1


def test_a_stale_page_decides_nothing_unseen(counter, ticket, tickets):
    tickets.ask_approval(ticket, done="Uang kembali dua kali lipat.")
    counter.submit("approve", 409, note=NOTE)
    assert counter.refusal
    assert counter.value("note") == NOTE
    assert tickets.log(ticket)[-1] == "approval_requested"
    counter.submit("approve")
    assert tickets.log(ticket)[-1] == "approval_granted"


def test_knows_no_other_ticket(counter):
    counter.post("/tickets/999999/approve", 404, note=NOTE, version="1", key="k")


def test_needs_no_words(counter, ticket, tickets):
    counter.submit("approve")
    assert tickets.log(ticket)[-1] == "approval_granted"


def test_who_asked_does_not_decide_even_after_putting_it_back(open_browser, tickets):
    ticket = tickets.at(Step.FULFIL, by="pengawas")
    tickets.ask_approval(ticket, by="pengawas")
    tickets.release(ticket, by="pengawas")
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.has_form("approve")
    typed = {"version": "5", "page": f"/tickets/{ticket}/approve", "key": "k"}
    pengawas.post(f"/tickets/{ticket}/approve", 409, **typed)
    assert tickets.log(ticket)[-1] == "released"
