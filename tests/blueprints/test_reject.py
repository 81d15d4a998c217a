"""Reject: a reviewer turns a pause or a claimed time down, and says why."""

import pytest

from desk.domain.vocabulary import Step
from desk.services.verdicts import SAY_WHY
from tests.support.forms import STRANGE
from tests.support.words import say

WHY = "Pelanggan masih berdiri di depan meja."
HALF_AN_HOUR = 30 * 60


@pytest.fixture
def ticket(tickets, clock):
    """Return a ticket that has waited for the customer for half an hour."""
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    clock.move(minutes=30)
    return ticket


@pytest.fixture
def pause(ticket, tickets):
    return tickets.read(ticket).version


@pytest.fixture
def desk(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def test_a_pause_turned_down_is_active_time(desk, ticket, pause, tickets):
    assert tickets.measures(ticket).paused == HALF_AN_HOUR
    effect = say(
        "%(time)s are taken as a pause. Turned down, they count as working time."
    )
    assert effect % {"time": "30 menit"} in desk.text
    desk.submit("reject", reason=WHY)
    assert tickets.log(ticket)[-1] == "rejected"
    assert tickets.facts(ticket) == {"target": pause}
    assert tickets.words(ticket) == {"reason": WHY}
    assert tickets.measures(ticket).paused == 0
    assert tickets.measures(ticket).steps[Step.FULFIL] == HALF_AN_HOUR
    assert tickets.read(ticket).paused_until is None
    assert tickets.read(ticket).pauses_to_review == 0
    assert desk.flashes == ["success"]


def test_the_student_reads_why(desk, siswa, ticket):
    desk.submit("reject", reason=WHY)
    siswa.get(f"/tickets/{ticket}")
    refused = say("Your pause was turned down. Its time counts as working time.")
    assert refused in siswa.text
    assert WHY in siswa.text
    assert not siswa.has_form("resume")


def test_the_notice_goes_with_the_step(desk, siswa, ticket, tickets):
    desk.submit("reject", reason=WHY)
    tickets.fulfil(ticket)
    refused = say("Your pause was turned down. Its time counts as working time.")
    assert refused not in siswa.get(f"/tickets/{ticket}").text


def test_a_claim_turned_down_counts_when_it_was_recorded(open_browser, clock, tickets):
    ticket = tickets.at(Step.FULFIL)
    clock.move(minutes=40)
    n = tickets.claim(ticket, "fulfilled", at=clock.now - HALF_AN_HOUR)
    tickets.verify(ticket, n)
    assert tickets.measures(ticket).steps[Step.FULFIL] == 10 * 60
    tickets.reject(ticket, n)
    assert tickets.measures(ticket).steps[Step.FULFIL] == 40 * 60
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert say("Claimed time turned down") in pengawas.text


def test_the_student_reads_why_a_time_from_the_paper_is_not_believed(
    siswa, tickets, clock
):
    refused = say(
        "A time from the paper was turned down. It is not believed, so it shortens "
        "nothing."
    )
    ticket = tickets.enter_paper()
    tickets.reject(ticket, 1, reason=WHY)
    told = siswa.get(f"/tickets/{ticket}").text
    assert refused in told
    assert WHY in told
    tickets.verify(ticket, 1)
    assert refused not in siswa.get(f"/tickets/{ticket}").text


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_needs_a_reason(reason, desk, ticket, pause, tickets):
    desk.submit("reject", 422, reason=reason)
    assert desk.errors == {f"verdict-{pause}-reason": say(SAY_WHY)}
    assert tickets.log(ticket)[-1] == "paused"


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, pause, tickets):
    path = f"/tickets/{ticket}/events/{pause}"
    typed = {"version": str(pause), "key": "k", "page": f"{path}/verify"}
    open_browser(username).post(f"{path}/reject", 403, reason=WHY, **typed)
    assert tickets.log(ticket)[-1] == "paused"


def test_the_verdict_can_be_taken_back(desk, ticket, tickets):
    desk.submit("verify")
    desk.submit("reject", reason=WHY)
    assert tickets.measures(ticket).paused == 0
    assert tickets.log(ticket)[-2:] == ["verified", "rejected"]


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, desk, ticket, tickets):
    desk.submit("reject", reason=text)
    assert tickets.words(ticket)["reason"] == text
    assert " ".join(text.split()) in desk.text


def test_a_double_tap_decides_once(desk, ticket, tickets):
    desk.submit("reject", reason=WHY)
    desk.again()
    assert tickets.log(ticket).count("rejected") == 1


def test_a_stale_page_decides_nothing_unseen(desk, ticket, tickets):
    tickets.contact(ticket)
    desk.submit("reject", 409, reason=WHY)
    assert desk.value("reason", "verify") == WHY
    desk.submit("reject")
    assert tickets.log(ticket)[-1] == "rejected"


def test_rejects_get(desk, ticket, pause):
    desk.get(f"/tickets/{ticket}/events/{pause}/reject", 405)
