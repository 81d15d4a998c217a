"""Take a ticket from the queue."""

import pytest

from desk.domain.errors import AlreadyTaken
from desk.domain.refusals import NotOnDuty
from desk.domain.vocabulary import Step
from tests.support.measures import shares


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


@pytest.fixture
def unattended(tickets, rosters, clock):
    """Return a ticket whose owner's shift is over, at half past ten."""
    rosters.plan("siswa", hours="08:00-10:00")
    rosters.plan("siswi", hours="10:00-12:00")
    ticket = tickets.at(Step.CONFIRM)
    clock.set(10, 30)
    return ticket


@pytest.fixture
def siswi(open_browser):
    return open_browser("siswi")


def test_goes_on_where_the_owner_is_off_duty(siswi, unattended, tickets, world):
    siswi.get("/tickets/")
    assert "Siti Aminah sedang tidak bertugas. Kamu boleh melanjutkannya." in siswi.text
    siswi.submit(f"/tickets/{unattended}/take")
    assert siswi.has_form("confirm")
    assert tickets.read(unattended).owner_id == world.id_of("siswi")
    assert tickets.facts(unattended) == {"giver": world.id_of("siswa")}
    assert "Diambil alih dari teman yang tidak bertugas" in siswi.text


def test_may_look_before_taking_over(siswi, unattended, tickets):
    siswi.get(f"/tickets/{unattended}").submit("take")
    assert tickets.log(unattended)[-1] == "taken"


def test_counts_for_the_queue_between_two_owners(unattended, tickets, world, clock):
    tickets.take(unattended, by="siswi")
    clock.set(10, 45)
    assert shares(tickets, unattended) == {
        world.id_of("siswa"): 3600,
        None: 1800,
        world.id_of("siswi"): 900,
    }


def test_nobody_takes_over_from_an_owner_on_duty(siswi, tickets, rosters, world):
    rosters.plan("siswa", hours="08:00-10:00")
    rosters.plan("siswi", hours="08:00-10:00")
    ticket = tickets.at(Step.CONFIRM)
    assert siswi.get("/tickets/").rows == []
    siswi.get(f"/tickets/{ticket}", 403)
    with pytest.raises(AlreadyTaken):
        tickets.take(ticket, by="siswi")
    assert tickets.read(ticket).owner_id == world.id_of("siswa")


def test_without_a_roster_everybody_is_on_duty(siswi, tickets, clock):
    ticket = tickets.at(Step.CONFIRM)
    clock.set(15, 30)
    assert siswi.get("/tickets/").rows == []
    with pytest.raises(AlreadyTaken):
        tickets.take(ticket, by="siswi")


def test_takes_over_from_who_is_away_even_without_a_roster(siswi, tickets, rosters):
    ticket = tickets.at(Step.CONFIRM)
    rosters.away("siswa")
    siswi.get("/tickets/").submit(f"/tickets/{ticket}/take")
    assert tickets.log(ticket)[-1] == "taken"


def test_takes_over_from_who_has_left(siswi, tickets, open_browser, world):
    ticket = tickets.at(Step.CONFIRM)
    account = f"/admin/people/{world.id_of('siswa')}"
    open_browser("admin").get(account).submit("deactivate")
    siswi.get("/tickets/").submit(f"/tickets/{ticket}/take")
    assert tickets.log(ticket)[-1] == "taken"


def test_who_is_off_duty_takes_over_nothing(unattended, tickets, open_browser):
    pengawas = open_browser("pengawas")
    assert pengawas.get("/tickets/").rows == []
    assert not pengawas.get(f"/tickets/{unattended}").has_form("take")
    with pytest.raises(NotOnDuty):
        tickets.take(unattended, by="pengawas")


def test_who_is_off_duty_takes_from_the_queue_all_the_same(tickets, rosters):
    rosters.plan("siswi", hours="08:00-10:00")
    ticket = tickets.receive()
    tickets.take(ticket, by="siswa")
    assert tickets.log(ticket)[-1] == "taken"


def test_two_reach_for_it_and_one_gets_it(
    unattended, tickets, open_browser, rosters, world
):
    rosters.plan("pengawas", hours="10:00-12:00")
    pengawas = open_browser("pengawas").get("/tickets/")
    tickets.take(unattended, by="siswi")
    pengawas.submit(f"/tickets/{unattended}/take")
    assert pengawas.flashes == ["warning"]
    assert tickets.read(unattended).owner_id == world.id_of("siswi")


def test_an_owner_who_is_back_keeps_it(siswi, unattended, tickets, rosters, world):
    siswi.get("/tickets/")
    rosters.plan("siswa", hours="10:30-12:00")
    siswi.submit(f"/tickets/{unattended}/take")
    assert siswi.flashes == ["warning"]
    assert tickets.read(unattended).owner_id == world.id_of("siswa")


def test_the_owner_who_types_on_is_told(siswa, unattended, tickets):
    siswa.get(f"/tickets/{unattended}")
    tickets.take(unattended, by="siswi")
    siswa.submit("confirm", 409, restatement="Jadi tukar, Bu?", reply="right")
    assert siswa.value("restatement") == "Jadi tukar, Bu?"
    assert "Diambil alih" in siswa.text


def test_an_offer_ends_when_somebody_takes_over(unattended, tickets):
    tickets.offer(unattended, to="siswi")
    tickets.take(unattended, by="siswi")
    assert tickets.read(unattended).handover_to_id is None


def test_at_another_unit_nothing_is_taken_over(unattended, open_browser, tickets):
    tetangga = open_browser("tetangga")
    assert tetangga.get("/tickets/").rows == []
    tetangga.post(f"/tickets/{unattended}/take", 403, key="k")
    assert tickets.log(unattended)[-1] == "recorded"
