"""Take an offer back before it is answered."""

import pytest

from desk.domain.vocabulary import Step


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.CONFIRM)
    tickets.offer(ticket)
    return ticket


def test_takes_the_offer_back(siswa, ticket, tickets, world):
    siswa.get(f"/tickets/{ticket}").submit("withdraw")
    row = tickets.read(ticket)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.flashes == ["success"]
    assert (row.owner_id, row.handover_to_id) == (world.id_of("siswa"), None)
    assert tickets.log(ticket)[-1] == "handover_declined"
    assert tickets.facts(ticket) == {"receiver": world.id_of("siswi")}


def test_the_timeline_does_not_blame_the_receiver(siswa, ticket):
    siswa.get(f"/tickets/{ticket}").submit("withdraw")
    told = siswa.page.select(".timeline-handover_declined")[-1].get_text(" ")
    assert "Tawaran serah terima ditarik" in told
    assert "Serah terima ditolak" not in told
    assert "Dewi Lestari" in told


def test_then_it_can_be_offered_again(siswa, ticket, tickets, open_browser):
    siswa.get(f"/tickets/{ticket}").submit("withdraw")
    assert siswa.has_form("offer")
    assert open_browser("siswi").get("/tickets/").rows == []
    tickets.offer(ticket, to="siswi")
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_an_accepted_one_is_too_late(siswa, ticket, tickets, world):
    siswa.get(f"/tickets/{ticket}")
    tickets.accept(ticket)
    siswa.submit("withdraw")
    assert siswa.flashes == ["warning"]
    assert tickets.read(ticket).owner_id == world.id_of("siswi")


@pytest.mark.parametrize("username", ["siswi", "pengawas"])
def test_only_the_giver_may(username, open_browser, ticket, tickets):
    browser = open_browser(username).get(f"/tickets/{ticket}")
    assert not browser.has_form("withdraw")
    browser.post(f"/tickets/{ticket}/withdraw", version="3", key="k")
    assert browser.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "handover_offered"


@pytest.mark.parametrize("username", ["guru", "ketua", "admin", "tetangga"])
def test_refuses_others(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/withdraw"
    open_browser(username).post(path, 403, version="3", key="k")
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_there_must_be_an_offer(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}")
    siswa.post(f"/tickets/{ticket}/withdraw", version="2", key="k")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "recorded"


def test_a_double_tap_takes_it_back_once(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}").submit("withdraw")
    siswa.again()
    assert siswa.flashes == ["success"]
    assert tickets.log(ticket).count("handover_declined") == 1


def test_a_stale_page_takes_nothing_back_unseen(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}")
    tickets.confirm(ticket)
    siswa.submit("withdraw")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "confirmed"


def test_rejects_get(siswa, ticket):
    siswa.get(f"/tickets/{ticket}/withdraw", 405)


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/withdraw", 404, version="1", key="k")
