"""Decline a ticket one was offered, saying why."""

import pytest

from desk.domain.vocabulary import Step
from tests.support.forms import STRANGE

REASON = "Saya sedang melayani pelanggan lain."


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.CONFIRM)
    tickets.offer(ticket)
    return ticket


@pytest.fixture
def siswi(open_browser, ticket):
    return open_browser("siswi").get(f"/tickets/{ticket}")


def test_declines(siswi, ticket, tickets, world):
    siswi.submit("decline", reason=REASON)
    row = tickets.read(ticket)
    assert siswi.flashes == ["success"]
    assert (row.owner_id, row.handover_to_id) == (world.id_of("siswa"), None)
    assert tickets.log(ticket)[-1] == "handover_declined"
    assert tickets.facts(ticket) == {}
    assert tickets.words(ticket) == {"reason": REASON}


def test_the_giver_reads_why_and_offers_it_to_another(siswi, siswa, ticket, tickets):
    siswi.submit("decline", reason=REASON)
    siswa.get(f"/tickets/{ticket}")
    assert REASON in siswa.text
    assert "Serah terima ditolak" in siswa.text
    assert "tidak bisa menerimanya" in siswa.text
    tickets.offer(ticket, to="pengawas")
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_the_no_is_past_once_the_ticket_is_offered_again(siswi, siswa, ticket, tickets):
    siswi.submit("decline", reason=REASON)
    tickets.offer(ticket, to="pengawas")
    tickets.withdraw(ticket)
    assert "tidak bisa menerimanya" not in siswa.get(f"/tickets/{ticket}").text


def test_leaves_the_receivers_desk(siswi, ticket):
    siswi.submit("decline", reason=REASON)
    assert siswi.get("/tickets/").rows == []


def test_asks_why(siswi, ticket, tickets):
    siswi.submit("decline", 422)
    assert list(siswi.errors) == ["decline-reason"]
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_an_offer_taken_back_needs_no_answer(siswi, ticket, tickets):
    tickets.withdraw(ticket)
    siswi.submit("decline", 409, reason=REASON)
    assert siswi.refusal == "Serah terima ini sudah tidak ditawarkan lagi."
    assert siswi.value("reason") == REASON
    assert tickets.log(ticket)[-1] == "handover_declined"
    assert tickets.log(ticket).count("handover_declined") == 1


@pytest.mark.parametrize("username", ["siswa", "pengawas"])
def test_only_the_receiver_declines(username, open_browser, ticket, tickets):
    browser = open_browser(username).get(f"/tickets/{ticket}")
    assert not browser.has_form("decline")
    path = f"/tickets/{ticket}/decline"
    browser.post(path, 409, version="3", key="k", reason=REASON, page=path)
    assert tickets.log(ticket)[-1] == "handover_offered"


@pytest.mark.parametrize("username", ["guru", "ketua", "admin", "tetangga"])
def test_refuses_others(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/decline"
    open_browser(username).post(path, 403, version="3", key="k", reason=REASON)
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_a_double_tap_declines_once(siswi, ticket, tickets):
    siswi.submit("decline", reason=REASON)
    siswi.again()
    assert tickets.log(ticket).count("handover_declined") == 1


def test_a_stale_page_declines_nothing_unseen(siswi, ticket, tickets):
    tickets.confirm(ticket)
    siswi.submit("decline", 409, reason=REASON)
    assert siswi.value("reason") == REASON
    assert tickets.log(ticket)[-1] == "confirmed"
    siswi.submit("decline")
    assert tickets.log(ticket)[-1] == "handover_declined"


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, siswi, ticket, tickets):
    siswi.submit("decline", reason=text)
    assert tickets.words(ticket)["reason"] == text


def test_limits_long_text_and_keeps_it(siswi, ticket, tickets):
    siswi.submit("decline", 422, reason="é" * 201)
    assert siswi.value("reason") == "é" * 201
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_rejects_get(siswi, ticket):
    siswi.get(f"/tickets/{ticket}/decline", 405)


def test_knows_no_other_ticket(siswi):
    siswi.post("/tickets/999999/decline", 404, version="1", key="k")
