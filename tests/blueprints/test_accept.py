"""Accept a ticket one was offered: from that instant its time is the receiver's."""

import pytest

from desk.domain.refusals import NoOffer, NotOnDuty
from desk.domain.vocabulary import Step
from tests.support.measures import measured, shares


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.CONFIRM)
    tickets.offer(ticket, note="Tinggal ditegaskan.")
    return ticket


@pytest.fixture
def siswi(open_browser):
    return open_browser("siswi")


def test_gives_the_ticket_to_the_receiver(siswi, ticket, tickets, world):
    siswi.get("/tickets/").submit(f"/tickets/{ticket}/accept")
    row = tickets.read(ticket)
    assert siswi.path == f"/tickets/{ticket}"
    assert siswi.flashes == ["success"]
    assert siswi.has_form("confirm")
    assert (row.owner_id, row.handover_to_id) == (world.id_of("siswi"), None)
    assert tickets.log(ticket)[-1] == "handover_accepted"


def test_works_from_the_page_of_the_ticket(siswi, ticket, tickets):
    siswi.get(f"/tickets/{ticket}").submit("accept")
    assert tickets.log(ticket)[-1] == "handover_accepted"


def test_the_time_is_the_givers_until_then(siswi, ticket, tickets, world, clock):
    clock.move(minutes=10)
    tickets.accept(ticket)
    clock.move(minutes=7)
    found = shares(tickets, ticket)
    assert found == {world.id_of("siswa"): 600, world.id_of("siswi"): 420}


def test_after_the_bell_nobody_loses_a_second(tickets, world, clock, rosters):
    rosters.plan("siswa", hours="08:00-09:20")
    rosters.plan("siswi", hours="09:30-11:00")
    ticket = tickets.at(Step.CONFIRM)
    clock.set(9, 19)
    clock.set(9, 20)
    tickets.offer(ticket)
    clock.set(9, 25)
    tickets.accept(ticket)
    clock.set(9, 42)
    figures = measured(tickets, ticket)
    # Giver to the bell, queue until the receiver's shift begins, then the receiver.
    assert figures.shares == {
        world.id_of("siswa"): 20 * 60,
        None: 10 * 60,
        world.id_of("siswi"): 12 * 60,
    }
    assert figures.resolution == 42 * 60


def test_the_end_of_a_shift_needs_no_click(tickets, world, clock, rosters):
    rosters.plan("siswa", hours="08:00-09:20")
    rosters.plan("siswi", hours="09:20-11:00")
    ticket = tickets.at(Step.CONFIRM)
    clock.set(10, 0)
    before = {world.id_of("siswa"): 20 * 60, None: 40 * 60}
    assert shares(tickets, ticket) == before
    assert tickets.log(ticket) == ["received", "recorded"]


def test_the_giver_reads_who_holds_it_now(siswa, ticket, tickets):
    tickets.accept(ticket)
    siswa.get(f"/tickets/{ticket}")
    assert "Tiket ini dipegang Dewi Lestari" in siswa.text
    assert not siswa.has_form("confirm")


def test_the_giver_who_types_on_is_told(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}")
    tickets.accept(ticket)
    siswa.submit("confirm", 409, restatement="Jadi Ibu ingin tukar?", reply="right")
    assert siswa.value("restatement") == "Jadi Ibu ingin tukar?"
    assert tickets.log(ticket)[-1] == "handover_accepted"


def test_whose_shift_has_ended_meanwhile_cannot(siswi, ticket, tickets, rosters, world):
    rosters.plan("siswi", hours="07:00-08:00")
    siswi.get("/tickets/").submit(f"/tickets/{ticket}/accept")
    assert siswi.flashes == ["warning"]
    assert "Kamu sekarang tidak bertugas" in siswi.html
    assert tickets.read(ticket).owner_id == world.id_of("siswa")


def test_who_starts_in_eleven_minutes_waits_one_more(ticket, tickets, rosters, clock):
    rosters.plan("siswi", hours="09:11-11:00")
    with pytest.raises(NotOnDuty):
        tickets.accept(ticket)
    clock.move(minutes=1)
    tickets.accept(ticket)
    assert tickets.log(ticket)[-1] == "handover_accepted"


def test_an_offer_taken_back_is_gone(siswi, ticket, tickets, world):
    siswi.get(f"/tickets/{ticket}")
    tickets.withdraw(ticket)
    siswi.submit("accept")
    assert siswi.flashes == ["warning"]
    assert "sudah tidak ditawarkan lagi" in siswi.html
    assert tickets.read(ticket).owner_id == world.id_of("siswa")


def test_an_offer_ends_with_the_ticket(siswi, ticket, tickets):
    for walk in (tickets.confirm, tickets.fulfil, tickets.thank):
        walk(ticket)
    assert tickets.read(ticket).handover_to_id is None
    assert siswi.get("/tickets/").rows == []
    with pytest.raises(NoOffer):
        tickets.accept(ticket)


def test_an_offer_ends_when_the_ticket_is_put_back(ticket, tickets):
    tickets.release(ticket)
    assert tickets.read(ticket).handover_to_id is None


@pytest.mark.parametrize("username", ["siswa", "pengawas"])
def test_only_the_receiver_accepts(username, open_browser, ticket, tickets):
    browser = open_browser(username).get(f"/tickets/{ticket}")
    assert not browser.has_form("accept")
    browser.post(f"/tickets/{ticket}/accept", version="3", key="k")
    assert browser.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "handover_offered"


@pytest.mark.parametrize("username", ["guru", "ketua", "admin", "tetangga"])
def test_refuses_others(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/accept"
    open_browser(username).post(path, 403, version="3", key="k")
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_a_double_tap_accepts_once(siswi, ticket, tickets):
    siswi.get("/tickets/").submit(f"/tickets/{ticket}/accept")
    siswi.again()
    assert siswi.path == f"/tickets/{ticket}"
    assert tickets.log(ticket).count("handover_accepted") == 1


def test_a_stale_page_accepts_nothing_unseen(siswi, ticket, tickets):
    siswi.get("/tickets/")
    tickets.confirm(ticket)
    siswi.submit(f"/tickets/{ticket}/accept")
    assert siswi.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "confirmed"
    siswi.submit(f"/tickets/{ticket}/accept")
    assert tickets.log(ticket)[-1] == "handover_accepted"


def test_a_slip_is_undone_and_the_offer_stands_again(siswi, ticket, tickets, world):
    siswi.get(f"/tickets/{ticket}").submit("accept")
    siswi.submit("undo")
    row = tickets.read(ticket)
    assert row.owner_id == world.id_of("siswa")
    assert row.handover_to_id == world.id_of("siswi")
    assert siswi.has_form("accept")


def test_rejects_get(siswi, ticket):
    siswi.get(f"/tickets/{ticket}/accept", 405)


def test_knows_no_other_ticket(siswi):
    siswi.post("/tickets/999999/accept", 404, version="1", key="k")
