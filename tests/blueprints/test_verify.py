"""Verify: a reviewer vouches for a pause or a claimed time, and the times follow."""

import pytest

from desk.domain.errors import Forbidden, NotReviewable, OwnWork
from desk.domain.vocabulary import PauseReason, Step
from tests.support.words import say

HALF_AN_HOUR = 30 * 60


@pytest.fixture
def ticket(tickets, clock):
    """Return a ticket that has waited for a supplier for half an hour."""
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket, reason=PauseReason.WAITING_SUPPLIER)
    clock.move(minutes=30)
    return ticket


@pytest.fixture
def pause(ticket, tickets):
    return tickets.read(ticket).version


@pytest.fixture
def desk(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def test_an_approved_pause_becomes_paused_time(desk, ticket, pause, tickets):
    assert tickets.measures(ticket).resolution == HALF_AN_HOUR
    desk.submit("verify")
    assert tickets.log(ticket)[-1] == "verified"
    assert tickets.facts(ticket) == {"target": pause}
    assert tickets.measures(ticket).paused == HALF_AN_HOUR
    assert tickets.measures(ticket).resolution == 0
    assert tickets.read(ticket).pauses_to_review == 0
    assert tickets.read(ticket).paused_until is not None
    assert desk.flashes == ["success"]


def test_the_student_sees_that_the_clock_stands_still(desk, siswa, ticket):
    desk.submit("verify")
    siswa.get(f"/tickets/{ticket}")
    assert say("Paused: the clock stands still.") in siswa.text
    assert "Sejak 2 Sep 09.00." in siswa.text


def test_says_what_it_is_about(desk):
    assert say("Does this pause count?") in desk.text
    assert "Menunggu pemasok" in desk.text
    assert "Menelepon dua kali, tidak diangkat." in desk.text
    effect = say("%(time)s count as working time. Approved, they are taken as a pause.")
    assert effect % {"time": "30 menit"} in desk.text


def test_the_history_says_about_what_it_was(desk):
    desk.submit("verify")
    assert "Tentang Dijeda, 2 Sep 09.00" in desk.text


def test_a_verified_claim_counts_from_the_time_claimed(
    clock, ticket, tickets, open_browser
):
    ticket = tickets.at(Step.FULFIL)
    clock.move(minutes=40)
    n = tickets.claim(ticket, "fulfilled", at=clock.now - HALF_AN_HOUR)
    tickets.thank(ticket)
    assert tickets.measures(ticket).steps[Step.FULFIL] == 40 * 60
    assert tickets.read(ticket).claims_to_review == 1
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert say("Did it happen at the time claimed?") in pengawas.text
    assert "30 menit" in pengawas.text
    pengawas.submit(f"/tickets/{ticket}/events/{n}/verify")
    assert tickets.measures(ticket).steps[Step.FULFIL] == 10 * 60
    assert tickets.measures(ticket).steps[Step.THANK] == HALF_AN_HOUR
    assert tickets.read(ticket).claims_to_review == 0


def test_the_last_word_counts_and_each_is_an_event(desk, ticket, pause, tickets):
    desk.submit("reject", reason="Pemasok ada di depan toko.")
    assert tickets.measures(ticket).paused == 0
    assert say("Decided already") in desk.text
    assert not desk.has_form("reject")
    desk.submit("verify")
    assert desk.has_form("reject")
    assert tickets.measures(ticket).paused == HALF_AN_HOUR
    assert tickets.log(ticket)[-2:] == ["rejected", "verified"]


def test_undone_it_waits_again(desk, ticket, tickets):
    desk.submit("verify")
    desk.submit("undo")
    assert tickets.read(ticket).pauses_to_review == 1
    assert tickets.measures(ticket).paused == 0


def test_after_closing_too(open_browser, ticket, pause, tickets):
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    assert tickets.read(ticket).resolution == HALF_AN_HOUR
    open_browser("guru").get(f"/tickets/{ticket}").submit("verify")
    assert tickets.read(ticket).resolution == 0
    assert tickets.read(ticket).step is None


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    open_browser(username).get(f"/tickets/{ticket}").submit("verify")
    assert tickets.log(ticket)[-1] == "verified"


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, pause, tickets):
    path = f"/tickets/{ticket}/events/{pause}/verify"
    typed = {"version": str(pause), "key": "k", "page": path}
    open_browser(username).post(path, 403, **typed)
    assert tickets.log(ticket)[-1] == "paused"


@pytest.mark.parametrize("verb", ["verify", "reject"])
def test_the_service_knows_whose_unit_it_is(verb, ticket, pause, tickets):
    with pytest.raises(Forbidden):
        getattr(tickets, verb)(ticket, pause, by="tetangga_pengawas")
    with pytest.raises(Forbidden):
        getattr(tickets, verb)(ticket, pause, by="siswi")


def test_students_are_offered_nothing(siswa, ticket):
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("verify")
    assert not siswa.has_form("reject")


@pytest.fixture
def own(tickets):
    """Return a ticket that its supervisor paused, and put back in the queue since."""
    ticket = tickets.at(Step.FULFIL, by="pengawas")
    tickets.pause(ticket, by="pengawas")
    return ticket


@pytest.mark.parametrize("verb", ["verify", "reject"])
def test_nobody_decides_about_their_own_pause(verb, open_browser, own, tickets):
    n = tickets.read(own).version
    pengawas = open_browser("pengawas").get(f"/tickets/{own}")
    assert not pengawas.has_form(verb)
    other = say("This is your own work, so another reviewer decides.")
    assert other in pengawas.text
    page = f"/tickets/{own}/events/{n}/verify"
    typed = {"version": str(n), "key": "k", "page": page, "reason": "Sah."}
    pengawas.post(f"/tickets/{own}/events/{n}/{verb}", 409, **typed)
    assert pengawas.refusal == say(OwnWork.message)
    assert tickets.log(own)[-1] == "paused"


def test_not_even_after_putting_it_back(open_browser, own, tickets):
    n = tickets.read(own).version
    tickets.release(own, by="pengawas")
    pengawas = open_browser("pengawas").get(f"/tickets/{own}")
    assert not pengawas.has_form("verify")
    with pytest.raises(OwnWork):
        tickets.verify(own, n)
    tickets.verify(own, n, by="guru")


def test_nor_does_who_holds_the_ticket_now(ticket, pause, tickets):
    tickets.release(ticket)
    tickets.take(ticket, by="pengawas")
    with pytest.raises(OwnWork):
        tickets.verify(ticket, pause)


@pytest.mark.parametrize("n", [1, 2, 3, 99])
def test_there_must_be_something_to_decide(n, desk, ticket, tickets):
    desk.post(f"/tickets/{ticket}/events/{n}/verify", key="k", version="4")
    assert desk.flashes == ["warning"]
    assert say(NotReviewable.message) in desk.text
    with pytest.raises(NotReviewable):
        tickets.verify(ticket, n)
    assert tickets.log(ticket)[-1] == "paused"


def test_what_was_undone_never_happened(open_browser, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    n = tickets.read(ticket).version
    tickets.undo(ticket)
    assert not open_browser("pengawas").get(f"/tickets/{ticket}").has_form("verify")
    with pytest.raises(NotReviewable):
        tickets.verify(ticket, n)


def test_the_receipt_of_a_message_is_no_claim(open_browser, tickets):
    ticket = tickets.receive()
    assert not open_browser("pengawas").get(f"/tickets/{ticket}").has_form("verify")


def test_each_of_several_has_a_form_of_its_own(open_browser, tickets, clock):
    ticket = tickets.at(Step.FULFIL)
    pauses = []
    for _ in range(2):
        tickets.pause(ticket)
        pauses.append(tickets.read(ticket).version)
        clock.move(minutes=10)
        tickets.resume(ticket)
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    pengawas.save_draft(f"/tickets/{ticket}/events/{pauses[1]}/verify", reason="Dua")
    pengawas.submit(f"/tickets/{ticket}/events/{pauses[0]}/reject", reason="Satu")
    assert tickets.facts(ticket) == {"target": pauses[0]}
    assert tickets.measures(ticket).paused == 10 * 60
    second = f"/tickets/{ticket}/events/{pauses[1]}/verify"
    assert pengawas.value("reason", second) == "Dua"


def test_a_double_tap_decides_once(desk, ticket, tickets):
    desk.submit("verify")
    desk.again()
    assert desk.flashes == ["success"]
    assert tickets.log(ticket).count("verified") == 1


def test_a_stale_page_decides_nothing_unseen(desk, ticket, tickets):
    tickets.resume(ticket)
    desk.submit("verify", 409, reason="Sah.")
    assert desk.refusal
    assert desk.value("reason", "verify") == "Sah."
    desk.submit("verify")
    assert tickets.log(ticket)[-1] == "verified"


def test_rejects_get(desk, ticket, pause):
    desk.get(f"/tickets/{ticket}/events/{pause}/verify", 405)


@pytest.mark.parametrize("n", ["0", "abc", "9999999999"])
def test_nonsense_is_not_found(n, desk, ticket):
    desk.post(f"/tickets/{ticket}/events/{n}/verify", 404, key="k")


def test_knows_no_other_ticket(desk):
    desk.post("/tickets/999999/events/1/verify", 404, key="k")
