"""Take a ticket from the queue."""

import pytest

from desk.domain.vocabulary import Step


@pytest.fixture
def ticket(tickets):
    return tickets.receive()


def test_gives_the_ticket_to_who_takes_it(siswa, ticket, tickets, world):
    siswa.get("/tickets/").submit(f"/tickets/{ticket}/take")
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.flashes == ["success"]
    assert siswa.has_form("record")
    assert tickets.read(ticket).owner_id == world.id_of("siswa")
    assert tickets.log(ticket) == ["received", "taken"]


def test_works_from_the_page_of_the_ticket(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}").submit("take")
    assert tickets.log(ticket) == ["received", "taken"]


def test_rejects_get(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}/take", 405)
    assert tickets.log(ticket) == ["received"]


@pytest.mark.parametrize("username", ["guru", "ketua", "admin", "tetangga"])
def test_refuses_others(username, open_browser, ticket, tickets):
    open_browser(username).post(f"/tickets/{ticket}/take", 403, key="k")
    assert tickets.log(ticket) == ["received"]


def test_a_supervisor_may(open_browser, ticket, tickets, world):
    open_browser("pengawas").get(f"/tickets/{ticket}").submit("take")
    assert tickets.read(ticket).owner_id == world.id_of("pengawas")


def test_who_comes_second_is_told(siswa, open_browser, ticket, tickets, world):
    siswi = open_browser("siswi").get("/tickets/")
    siswa.get("/tickets/").submit("take")
    siswi.submit(f"/tickets/{ticket}/take")
    assert siswi.path == "/tickets/"
    assert siswi.flashes == ["warning"]
    assert tickets.read(ticket).owner_id == world.id_of("siswa")


def test_a_closed_ticket_cannot_be_taken(siswa, tickets):
    ticket = tickets.at(None)
    siswa.post(f"/tickets/{ticket}/take", key="k")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "thanked"


def test_one_does_not_take_what_one_holds(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.post(f"/tickets/{ticket}/take", key="k")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "recorded"


def test_a_double_tap_takes_once(siswa, ticket, tickets):
    siswa.get("/tickets/").submit("take")
    siswa.again()
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.flashes == ["success"]
    assert tickets.log(ticket) == ["received", "taken"]


@pytest.mark.parametrize("ticket_id", ["999999", "0", "-1", "abc", "9" * 20])
def test_knows_no_other_ticket(ticket_id, siswa):
    siswa.post(f"/tickets/{ticket_id}/take", 404, key="k")
