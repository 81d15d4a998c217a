"""Mark: somebody finds that a ticket is not a complaint; the clock runs on."""

import pytest

from desk.domain.vocabulary import Step
from tests.support.forms import STRANGE

REASON = "Adik kelas cuma mencoba tombolnya."


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def test_marks(counter, ticket, tickets):
    counter.submit("mark", reason=REASON)
    assert counter.flashes == ["success"]
    assert tickets.log(ticket)[-1] == "marked"
    assert tickets.words(ticket) == {"reason": REASON}
    row = tickets.read(ticket)
    assert row.is_marked
    assert row.step is Step.CONFIRM
    assert row.ending is None


def test_the_clock_runs_on_and_the_page_says_so(counter, ticket, tickets, clock):
    counter.submit("mark", reason=REASON)
    assert "waktu tetap berjalan" in counter.page.select_one(".notice").get_text()
    assert REASON in counter.text
    assert counter.has_form("confirm")
    assert not counter.has_form("mark")
    clock.move(minutes=10)
    tickets.confirm(ticket)
    assert tickets.read(ticket).response == 600


def test_needs_a_reason(counter, ticket, tickets):
    counter.submit("mark", 422)
    assert set(counter.errors) == {"mark-reason"}
    assert tickets.log(ticket)[-1] == "recorded"


def test_is_undone_like_any_click(counter, ticket, tickets):
    counter.submit("mark", reason=REASON)
    counter.submit("undo")
    assert not tickets.read(ticket).is_marked


@pytest.mark.parametrize("username", ["siswa", "pengawas", "guru", "ketua"])
def test_its_owner_and_reviewers_may(username, open_browser, ticket, tickets):
    open_browser(username).get(f"/tickets/{ticket}").submit("mark", reason=REASON)
    assert tickets.read(ticket).is_marked


@pytest.mark.parametrize("username", ["admin", "tetangga", "tetangga_pengawas"])
def test_others_may_not(username, open_browser, ticket, tickets):
    typed = {"version": "2", "key": "k", "reason": REASON}
    open_browser(username).post(f"/tickets/{ticket}/mark", 403, **typed)
    assert not tickets.read(ticket).is_marked


def test_nobody_marks_what_they_do_not_hold(open_browser, tickets):
    ticket = tickets.receive()
    siswi = open_browser("siswi").get(f"/tickets/{ticket}")
    assert not siswi.has_form("mark")
    path = f"/tickets/{ticket}/mark"
    siswi.post(path, 409, version="1", key="k", page=path, reason=REASON)
    assert not tickets.read(ticket).is_marked


def test_is_marked_once(counter, open_browser, ticket, tickets):
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    counter.submit("mark", reason=REASON)
    assert not counter.has_form("mark")
    pengawas.submit("mark", 409, reason=REASON)
    pengawas.submit("mark", 409)
    assert tickets.log(ticket).count("marked") == 1


def test_a_closed_ticket_is_marked_by_reviewers_only(siswa, open_browser, tickets):
    ticket = tickets.at(None)
    assert not siswa.get(f"/tickets/{ticket}").has_form("mark")
    path = f"/tickets/{ticket}/mark"
    siswa.post(path, 409, version="5", key="k", page=path, reason=REASON)
    assert not tickets.read(ticket).is_marked
    open_browser("guru").get(f"/tickets/{ticket}").submit("mark", reason=REASON)
    assert tickets.read(ticket).is_marked


def test_a_merged_ticket_is_not_marked(open_browser, ticket, tickets):
    tickets.merge(tickets.at(Step.CONFIRM), ticket)
    guru = open_browser("guru").get(f"/tickets/{ticket}")
    assert not guru.has_form("mark")


def test_a_merge_settles_the_mark(ticket, tickets):
    tickets.mark(ticket)
    tickets.merge(tickets.at(Step.CONFIRM), ticket)
    assert not tickets.read(ticket).is_marked
    tickets.unmerge(ticket)
    assert tickets.read(ticket).is_marked


def test_a_double_tap_marks_once(counter, ticket, tickets):
    counter.submit("mark", reason=REASON)
    counter.again()
    assert counter.flashes == ["success"]
    assert tickets.log(ticket).count("marked") == 1


def test_a_stale_page_marks_nothing_unseen(counter, ticket, tickets):
    tickets.confirm(ticket)
    counter.submit("mark", 409, reason=REASON)
    assert counter.value("reason", "mark") == REASON
    assert not tickets.read(ticket).is_marked
    counter.submit("mark")
    assert tickets.read(ticket).is_marked


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("mark", reason=text)
    assert tickets.words(ticket)["reason"] == text
    assert " ".join(text.split()) in counter.text


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/mark", 405)


def test_knows_no_other_ticket(counter):
    counter.post("/tickets/999999/mark", 404, reason=REASON, version="1", key="k")
