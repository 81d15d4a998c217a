"""Put a ticket back in the queue."""

import pytest

from desk.domain.vocabulary import Step


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


def test_puts_it_in_the_queue_at_the_same_step(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}").submit("release")
    row = tickets.read(ticket)
    assert siswa.path == "/tickets/"
    assert siswa.flashes == ["success"]
    assert siswa.has_form(f"/tickets/{ticket}/take")
    assert (row.owner_id, row.step) == (None, Step.CONFIRM)
    assert tickets.log(ticket)[-1] == "released"


def test_another_student_goes_on_with_it(siswa, open_browser, ticket, tickets):
    siswa.get(f"/tickets/{ticket}").submit("release")
    siswi = open_browser("siswi").get("/tickets/")
    siswi.submit("take")
    assert siswi.has_form("confirm")


def test_rejects_get(siswa, ticket):
    siswa.get(f"/tickets/{ticket}/release", 405)


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    open_browser(username).get(f"/tickets/{ticket}").submit("release")
    assert tickets.log(ticket)[-1] == "released"


@pytest.mark.parametrize(
    ("username", "status"),
    [("admin", 403), ("tetangga", 403), ("tetangga_pengawas", 403), ("siswi", 200)],
)
def test_others_may_not(username, status, open_browser, ticket, tickets):
    browser = open_browser(username).get("/account/password")
    browser.post(f"/tickets/{ticket}/release", status, key="k")
    assert browser.flashes == (["warning"] if status == 200 else [])
    assert tickets.log(ticket)[-1] == "recorded"


@pytest.mark.parametrize("step", [None])
def test_a_closed_ticket_stays_closed(step, siswa, tickets):
    ticket = tickets.at(step)
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("release")
    siswa.post(f"/tickets/{ticket}/release", key="k")
    assert siswa.flashes == ["warning"]
    assert tickets.log(ticket)[-1] == "thanked"


def test_what_is_in_the_queue_cannot_be_put_there(siswa, tickets):
    ticket = tickets.receive()
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("release")
    siswa.post(f"/tickets/{ticket}/release", key="k")
    assert tickets.log(ticket) == ["received"]


def test_a_double_tap_releases_once(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}").submit("release")
    siswa.again()
    assert siswa.flashes == ["success"]
    assert tickets.log(ticket) == ["received", "recorded", "released"]


def test_a_late_second_tap_does_not_release_the_next_holder(
    siswa, ticket, tickets, world
):
    siswa.get(f"/tickets/{ticket}").submit("release")
    tickets.take(ticket, by="siswi")
    siswa.again()
    assert tickets.read(ticket).owner_id == world.id_of("siswi")


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/release", 404, key="k")
