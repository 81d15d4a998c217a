"""Confirm a mark: another reviewer agrees that it is not a complaint."""

import pytest

from desk.domain.vocabulary import Ending, Step

NOTE = "Benar, ini percobaan."


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.CONFIRM)
    tickets.mark(ticket, reason="Adik kelas cuma mencoba.")
    return ticket


@pytest.fixture
def counter(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def test_ends_the_ticket(counter, ticket, tickets, clock):
    assert "Adik kelas cuma mencoba." in counter.text
    clock.move(minutes=5)
    counter.submit("confirm-mark", note=NOTE)
    assert counter.flashes == ["success"]
    assert tickets.log(ticket)[-1] == "not_a_complaint"
    assert tickets.words(ticket) == {"note": NOTE}
    row = tickets.read(ticket)
    assert (row.step, row.ending) == (None, Ending.NOT_A_COMPLAINT)
    assert row.ended_at == clock.now
    assert row.closed_at is None
    assert not row.is_marked
    assert not counter.has_form("confirm-mark")


def test_the_student_sees_how_it_ended(counter, siswa, ticket):
    counter.submit("confirm-mark", note=NOTE)
    siswa.get(f"/tickets/{ticket}")
    assert NOTE in siswa.page.select_one(".notice").get_text()
    assert "Bagus Prakoso" in siswa.page.select_one(".notice").get_text()
    assert not siswa.has_form("confirm")
    assert ticket not in siswa.get("/tickets/").rows


def test_it_is_in_the_archive(counter, ticket):
    counter.submit("confirm-mark")
    assert ticket in counter.get("/review/archive").rows


def test_a_closed_ticket_can_be_no_complaint(open_browser, tickets, clock):
    ticket = tickets.at(None)
    closed_at = clock.now
    clock.move(minutes=5)
    tickets.mark(ticket, by="guru")
    tickets.confirm_mark(ticket)
    row = tickets.read(ticket)
    assert (row.ending, row.ended_at) == (Ending.NOT_A_COMPLAINT, closed_at)


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    open_browser(username).get(f"/tickets/{ticket}").submit("confirm-mark")
    assert tickets.read(ticket).ending is Ending.NOT_A_COMPLAINT


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/confirm-mark"
    open_browser(username).post(path, 403, note=NOTE, version="3", key="k")
    assert tickets.read(ticket).is_marked


@pytest.mark.parametrize("verb", ["confirm-mark", "decline-mark"])
@pytest.mark.parametrize(
    ("owner", "marker"), [("siswa", "pengawas"), ("pengawas", "guru")]
)
def test_nobody_answers_their_own_mark_or_about_their_own_ticket(
    verb, owner, marker, open_browser, tickets
):
    ticket = tickets.at(Step.CONFIRM, by=owner)
    tickets.mark(ticket, by=marker)
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.has_form("confirm-mark")
    typed = {"version": "3", "page": f"/tickets/{ticket}/confirm-mark", "key": "k"}
    pengawas.post(f"/tickets/{ticket}/{verb}", 409, note=NOTE, **typed)
    assert "Pengawas lain" in pengawas.refusal
    assert tickets.read(ticket).is_marked


def test_there_must_be_a_mark(counter, ticket, tickets):
    tickets.undo(ticket)
    counter.submit("confirm-mark", 409, note=NOTE)
    counter.submit("confirm-mark", 409, note=NOTE)
    assert "tidak lagi ditandai" in counter.refusal
    assert tickets.read(ticket).ending is None


def test_is_undone_like_any_click(counter, ticket, tickets):
    counter.submit("confirm-mark")
    counter.submit("undo")
    row = tickets.read(ticket)
    assert (row.step, row.is_marked) == (Step.CONFIRM, True)


def test_a_double_tap_confirms_once(counter, ticket, tickets):
    counter.submit("confirm-mark", note=NOTE)
    counter.again()
    assert tickets.log(ticket).count("not_a_complaint") == 1


def test_a_stale_page_confirms_nothing_unseen(counter, ticket, tickets):
    tickets.confirm(ticket)
    counter.submit("confirm-mark", 409, note=NOTE)
    assert counter.value("note") == NOTE
    assert tickets.read(ticket).ending is None
    counter.submit("confirm-mark")
    assert tickets.read(ticket).ending is Ending.NOT_A_COMPLAINT


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/confirm-mark", 405)


def test_knows_no_other_ticket(counter):
    counter.post("/tickets/999999/confirm-mark", 404, version="1", key="k")
