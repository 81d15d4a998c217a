"""Resume: a pause is over, the clock runs."""

import pytest

from desk.domain.errors import NoPause
from desk.domain.vocabulary import PauseReason, Step
from tests.support.words import say


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    return ticket


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def test_lets_the_clock_run(counter, clock, ticket, tickets):
    clock.move(minutes=20)
    counter.submit("resume")
    clock.move(minutes=5)
    assert tickets.log(ticket)[-1] == "resumed"
    assert counter.flashes == ["success"]
    assert tickets.measures(ticket).paused == 20 * 60
    assert tickets.measures(ticket).resolution == 5 * 60
    assert tickets.read(ticket).paused_until is None
    assert counter.has_form("pause")
    assert not counter.has_form("resume")


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    open_browser(username).get(f"/tickets/{ticket}").submit("resume")
    assert tickets.log(ticket)[-1] == "resumed"


@pytest.mark.parametrize(
    ("username", "status"),
    [("admin", 403), ("tetangga", 403), ("tetangga_pengawas", 403), ("siswi", 200)],
)
def test_others_may_not(username, status, open_browser, ticket, tickets):
    browser = open_browser(username).get("/account/password")
    version = str(tickets.read(ticket).version)
    browser.post(f"/tickets/{ticket}/resume", status, key="k", version=version)
    assert browser.flashes == (["warning"] if status == 200 else [])
    assert tickets.log(ticket)[-1] == "paused"


def test_there_must_be_a_pause(siswa, tickets):
    ticket = tickets.at(Step.FULFIL)
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("resume")
    siswa.post(f"/tickets/{ticket}/resume", key="k", version="3")
    assert say(NoPause.message) in siswa.text
    assert tickets.log(ticket)[-1] == "confirmed"


def test_not_once_the_pause_has_ended_by_itself(counter, clock, ticket, tickets):
    version = str(tickets.read(ticket).version)
    clock.move(days=3)
    counter.sign_in("siswa").get(f"/tickets/{ticket}")
    counter.post(f"/tickets/{ticket}/resume", key="k", version=version)
    assert say(NoPause.message) in counter.text
    assert tickets.log(ticket)[-1] == "paused"


def test_not_once_the_pause_is_turned_down(counter, ticket, tickets):
    tickets.reject(ticket, tickets.read(ticket).version)
    assert not counter.get(f"/tickets/{ticket}").has_form("resume")
    version = str(tickets.read(ticket).version)
    counter.post(f"/tickets/{ticket}/resume", key="k", version=version)
    assert say(NoPause.message) in counter.text


def test_ends_a_pause_that_waits_for_a_supervisor(clock, siswa, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket, reason=PauseReason.WAITING_SUPPLIER)
    pause = tickets.read(ticket).version
    clock.move(minutes=20)
    siswa.get(f"/tickets/{ticket}").submit("resume")
    clock.move(minutes=5)
    assert tickets.measures(ticket).paused == 0
    tickets.verify(ticket, pause)
    assert tickets.measures(ticket).paused == 20 * 60


def test_whoever_takes_the_ticket_goes_on_with_the_pause(siswa, tickets, ticket):
    tickets.release(ticket)
    tickets.take(ticket, by="siswi")
    tickets.resume(ticket, by="siswi")
    assert tickets.log(ticket)[-1] == "resumed"


def test_a_closed_ticket_stays_closed(siswa, tickets):
    ticket = tickets.at(None)
    siswa.get(f"/tickets/{ticket}")
    siswa.post(f"/tickets/{ticket}/resume", key="k", version="5")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "thanked"


def test_a_double_tap_resumes_once(counter, ticket, tickets):
    counter.submit("resume")
    counter.again()
    assert counter.flashes == ["success"]
    assert tickets.log(ticket).count("resumed") == 1


def test_a_stale_page_resumes_nothing_unseen(counter, ticket, tickets):
    tickets.resume(ticket)
    tickets.pause(ticket)
    counter.submit("resume")
    assert counter.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "paused"


def test_rejects_get(siswa, ticket):
    siswa.get(f"/tickets/{ticket}/resume", 405)


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/resume", 404, key="k")
