"""Take over: a supervisor goes on with any open ticket of the unit."""

import pytest

from desk.domain.errors import Forbidden, TicketClosed
from desk.domain.refusals import HeldAlready
from desk.domain.vocabulary import Step


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


def test_takes_over_from_an_owner_on_duty(pengawas, ticket, tickets, world, rosters):
    rosters.plan("siswa", hours="08:00-10:00")
    pengawas.get(f"/tickets/{ticket}").submit("take-over")
    assert pengawas.flashes == ["success"]
    me = world.id_of("pengawas")
    assert tickets.facts(ticket) == {"receiver": me, "giver": world.id_of("siswa")}
    assert tickets.read(ticket).owner_id == me
    assert pengawas.has_form("confirm")
    assert "Diambil alih pengawas" in pengawas.text


def test_what_lies_in_the_queue_is_taken_as_by_everybody(pengawas, tickets):
    ticket = tickets.receive()
    pengawas.get(f"/tickets/{ticket}")
    assert pengawas.has_form("take")
    assert not pengawas.has_form("take-over")
    # On a selection there is one act for both.
    tickets.take_over(ticket)
    assert tickets.log(ticket)[-1] == "assigned"


def test_a_double_tap_is_one(pengawas, ticket, tickets):
    pengawas.get(f"/tickets/{ticket}").submit("take-over")
    pengawas.again()
    assert tickets.log(ticket).count("assigned") == 1


def test_a_stale_page_takes_nothing_over_unseen(pengawas, ticket, tickets):
    pengawas.get(f"/tickets/{ticket}")
    tickets.confirm(ticket)
    pengawas.submit("take-over")
    assert pengawas.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "confirmed"


def test_not_what_one_holds(ticket, tickets):
    tickets.take_over(ticket)
    with pytest.raises(HeldAlready):
        tickets.take_over(ticket)


def test_nothing_after_the_end(tickets):
    with pytest.raises(TicketClosed):
        tickets.take_over(tickets.at(None))


@pytest.mark.parametrize(
    "username", ["siswi", "guru", "ketua", "admin", "tetangga_pengawas"]
)
def test_refuses_others(username, ticket, tickets, open_browser):
    open_browser(username).post(f"/tickets/{ticket}/take-over", 403, version="2")
    with pytest.raises(Forbidden):
        tickets.take_over(ticket, by=username)
    assert tickets.log(ticket)[-1] == "recorded"
