"""Assign a ticket: from that instant it is the receiver's, whether asked or not."""

import pytest

from desk.domain.errors import InvalidInput, TicketClosed
from desk.domain.refusals import HeldAlready, OffDutyUntil, OnInternship, OwnHolding
from desk.domain.vocabulary import Step
from desk.services import assignments, receivers
from tests.support.measures import shares

NOTE = "Ibunya menunggu di kasir."


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def review(pengawas, ticket):
    return pengawas.get(f"/tickets/{ticket}")


def assign(browser, world, to="siswi", status=None, **typed):
    """Fill in the form; to whom it is assigned the page must offer."""
    return browser.submit("assign", status, receiver_id=str(world.id_of(to)), **typed)


def test_assigns(review, ticket, tickets, world):
    assign(review, world, note=NOTE)
    assert review.flashes == ["success"]
    assert tickets.log(ticket)[-1] == "assigned"
    assert tickets.facts(ticket) == {
        "receiver": world.id_of("siswi"),
        "giver": world.id_of("siswa"),
    }
    assert tickets.words(ticket) == {"note": NOTE}
    assert tickets.read(ticket).owner_id == world.id_of("siswi")


def test_from_the_queue_it_has_no_giver(pengawas, tickets, world):
    ticket = tickets.receive()
    assign(pengawas.get(f"/tickets/{ticket}"), world)
    assert tickets.facts(ticket) == {"receiver": world.id_of("siswi")}


def test_every_second_from_then_on_is_the_receivers(tickets, ticket, world, clock):
    clock.move(minutes=10)
    tickets.assign(ticket)
    clock.move(minutes=5)
    assert shares(tickets, ticket) == {
        world.id_of("siswa"): 600,
        world.id_of("siswi"): 300,
    }


def test_the_receiver_finds_it_and_walks_on(review, ticket, world, open_browser):
    assign(review, world, note=NOTE)
    siswi = open_browser("siswi").get("/tickets/")
    assert siswi.rows == [ticket]
    siswi.get(f"/tickets/{ticket}")
    assert NOTE in siswi.text
    assert siswi.has_form("confirm")


def test_it_ends_an_offer_that_waits(tickets, ticket):
    tickets.offer(ticket, to="siswi")
    tickets.assign(ticket, to="siswi")
    assert tickets.read(ticket).handover_to_id is None


def test_the_timeline_names_giver_and_receiver(review, world):
    assign(review, world, note=NOTE)
    last = review.page.select(".timeline-assigned")[-1].get_text(" ")
    assert "Siti Aminah" in last
    assert "Dewi Lestari" in last
    assert NOTE in last


def test_only_who_is_there_is_offered_and_not_who_holds_it(review, ticket, rosters):
    rosters.plan("siswa", hours="08:00-10:00")
    rosters.plan("siswi", hours="09:10-11:00")
    review.get(f"/tickets/{ticket}")
    chips = review.page.select("#assign-receiver_id .chip-label")
    assert [chip.get_text() for chip in chips] == ["Dewi Lestari · mulai 09.10"]


def test_somebody_off_duty_is_refused_with_the_next_shift(
    review, ticket, rosters, tickets, world
):
    rosters.plan("siswa", hours="08:00-10:00")
    rosters.plan("siswi", hours="09:11-11:00")
    assign(review, world, status=409, note=NOTE)
    assert review.refusal.startswith("Dewi Lestari baru bertugas 2 Sep 09.11.")
    assert review.value("note", "assign") == NOTE
    with pytest.raises(OffDutyUntil):
        tickets.assign(ticket)
    assert tickets.log(ticket)[-1] == "recorded"


def test_who_is_on_internship_is_refused(ticket, tickets, rosters):
    rosters.away("siswi")
    with pytest.raises(OnInternship):
        tickets.assign(ticket)


def test_not_to_who_holds_it(review, ticket, tickets, world):
    review.submit("assign", 409, forged={"receiver_id": str(world.id_of("siswa"))})
    assert review.refusal == "Tiket ini sudah dipegang Siti Aminah."
    with pytest.raises(HeldAlready):
        tickets.assign(ticket, to="siswa")


def test_not_to_oneself_that_is_taking_over(review, ticket, tickets, world):
    review.submit("assign", 422, forged={"receiver_id": str(world.id_of("pengawas"))})
    with pytest.raises(InvalidInput) as refused:
        tickets.assign(ticket, to="pengawas")
    assert refused.value.errors == {"receiver_id": assignments.TO_ONESELF}


@pytest.mark.parametrize("to", ["tetangga", "guru"])
def test_not_to_somebody_who_cannot_hold_it(to, review, ticket, tickets, world):
    review.submit("assign", 422, forged={"receiver_id": str(world.id_of(to))})
    with pytest.raises(InvalidInput) as refused:
        tickets.assign(ticket, to=to)
    assert refused.value.errors == {"receiver_id": receivers.CANNOT_HOLD}


@pytest.mark.parametrize("receiver", ["", "abc", "0", "-1", "999999", "9" * 30])
def test_somebody_must_be_chosen(receiver, review, ticket, tickets):
    review.submit("assign", 422, forged={"receiver_id": receiver}, note=NOTE)
    assert review.value("note", "assign") == NOTE
    assert tickets.log(ticket)[-1] == "recorded"


def test_who_holds_it_hands_it_over_instead(pengawas, tickets):
    own = tickets.at(Step.CONFIRM, by="pengawas")
    assert not pengawas.get(f"/tickets/{own}").has_form("assign")
    with pytest.raises(OwnHolding):
        tickets.assign(own)


def test_nothing_is_assigned_after_the_end(tickets):
    with pytest.raises(TicketClosed):
        tickets.assign(tickets.at(None))


@pytest.mark.parametrize("username", ["siswa", "admin", "tetangga_pengawas"])
def test_refuses_others(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/assign"
    open_browser(username).post(path, 403, version="2", key="k", receiver_id="1")
    assert tickets.log(ticket)[-1] == "recorded"


@pytest.mark.parametrize("username", ["guru", "ketua"])
def test_teacher_and_head_assign_in_every_unit(username, open_browser, ticket, world):
    assign(open_browser(username).get(f"/tickets/{ticket}"), world)


def test_a_double_tap_assigns_once(review, ticket, tickets, world):
    assign(review, world)
    review.again()
    assert tickets.log(ticket).count("assigned") == 1


def test_a_stale_page_assigns_nothing_unseen(review, ticket, tickets, world):
    tickets.confirm(ticket)
    assign(review, world, status=409, note=NOTE)
    assert review.value("note", "assign") == NOTE
    assert tickets.log(ticket)[-1] == "confirmed"
    assign(review, world)
    assert tickets.log(ticket)[-1] == "assigned"


def test_a_slip_is_undone(review, ticket, tickets, world):
    assign(review, world)
    review.get(f"/tickets/{ticket}").submit("undo")
    assert tickets.read(ticket).owner_id == world.id_of("siswa")
