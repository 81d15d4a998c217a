"""Coach note: what a reviewer tells who served a customer; nobody else's business."""

import pytest

from desk.domain.errors import InvalidInput
from desk.domain.refusals import NobodyToCoach, NoNote, OwnNote
from desk.domain.vocabulary import Step
from tests.support.forms import STRANGE

NOTE = "Tegaskan dulu kebutuhannya, baru ambil barangnya."
TITLE = "Catatan untuk kamu dari Bagus Prakoso"


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def review(pengawas, ticket):
    return pengawas.get(f"/tickets/{ticket}")


def test_writes_to_who_holds_it(review, ticket, tickets, world):
    assert "Siti Aminah" in review.page.select_one("#coach-note").find_parent(
        "details"
    ).summary.get_text(" ")
    review.submit("coach", note=NOTE)
    assert review.flashes == ["success"]
    assert tickets.facts(ticket) == {"receiver": world.id_of("siswa")}
    assert tickets.words(ticket) == {"note": NOTE}
    assert tickets.read(ticket).coached_id == world.id_of("siswa")


def test_the_student_finds_it_on_the_desk_and_reads_it(ticket, tickets, siswa):
    tickets.coach(ticket, note=NOTE)
    siswa.get("/tickets/")
    assert TITLE in siswa.text
    assert NOTE in siswa.text
    siswa.submit("read-note")
    assert siswa.path == "/tickets/"
    assert NOTE not in siswa.text
    assert tickets.log(ticket)[-1] == "coach_read"
    assert tickets.read(ticket).coached_id is None


def test_the_student_finds_it_on_the_ticket_and_later_in_its_history(
    ticket, tickets, siswa
):
    tickets.coach(ticket, note=NOTE)
    siswa.get(f"/tickets/{ticket}")
    assert TITLE in siswa.text
    siswa.submit("read-note")
    assert siswa.path == f"/tickets/{ticket}"
    assert not siswa.has_form("read-note")
    assert NOTE in siswa.page.select(".timeline-coached")[-1].get_text(" ")


def test_it_does_not_hold_up_the_work(ticket, tickets, siswa):
    """Neither the time nor the student's own undoing."""
    tickets.coach(ticket, note=NOTE)
    row = tickets.read(ticket)
    assert (row.step, row.response) == (Step.CONFIRM, None)
    siswa.get(f"/tickets/{ticket}").submit("undo")
    assert tickets.read(ticket).step is Step.RECORD


@pytest.mark.parametrize("page", ["", "/time"])
def test_other_students_see_nothing_of_it(page, ticket, tickets, open_browser):
    tickets.coach(ticket, note=NOTE)
    tickets.read_note(ticket)
    tickets.coach(ticket, note=NOTE)
    tickets.undo(ticket, by="pengawas")
    tickets.release(ticket)
    siswi = open_browser("siswi").get(f"/tickets/{ticket}{page}")
    assert NOTE not in siswi.html
    assert "Catatan pembimbing" not in siswi.text
    assert NOTE not in siswi.get("/tickets/").html
    reviewer = open_browser("guru").get(f"/tickets/{ticket}")
    assert NOTE in reviewer.text


def test_on_a_closed_ticket_too(tickets, pengawas, siswa):
    closed = tickets.at(None)
    ended_at = tickets.read(closed).ended_at
    pengawas.get(f"/tickets/{closed}").submit("coach", note=NOTE)
    assert tickets.read(closed).ended_at == ended_at
    assert NOTE in siswa.get("/tickets/").text
    siswa.submit("read-note")
    assert NOTE not in siswa.text


def test_in_the_queue_it_goes_to_who_held_it_last(ticket, tickets, world):
    tickets.release(ticket)
    tickets.coach(ticket)
    assert tickets.facts(ticket) == {"receiver": world.id_of("siswa")}


def test_two_students_each_read_their_own(ticket, tickets, siswa, open_browser):
    tickets.coach(ticket, note=NOTE)
    tickets.assign(ticket)
    tickets.coach(ticket, note="Lanjutkan dari sini.")
    assert NOTE in siswa.get(f"/tickets/{ticket}").text
    tickets.read_note(ticket, by="siswi")
    assert NOTE in siswa.get("/tickets/").text
    tickets.read_note(ticket)
    assert tickets.read(ticket).coached_id is None


def test_nobody_to_write_to(tickets, pengawas):
    queued = tickets.receive()
    assert not pengawas.get(f"/tickets/{queued}").has_form("coach")
    with pytest.raises(NobodyToCoach):
        tickets.coach(queued)


def test_not_to_oneself(tickets, pengawas):
    own = tickets.at(Step.CONFIRM, by="pengawas")
    assert not pengawas.get(f"/tickets/{own}").has_form("coach")
    with pytest.raises(OwnNote):
        tickets.coach(own)


def test_says_what_is_missing(review, ticket, tickets):
    review.submit("coach", 422, note=" ")
    assert list(review.errors.values()) == [
        "Tuliskan apa yang sudah baik, atau apa yang perlu dilakukan lain kali."
    ]
    with pytest.raises(InvalidInput):
        tickets.coach(ticket, note="")


@pytest.mark.parametrize("username", ["siswa", "admin", "tetangga_pengawas"])
def test_refuses_others(username, ticket, tickets, open_browser):
    path = f"/tickets/{ticket}/coach"
    open_browser(username).post(path, 403, version="2", key="k", note=NOTE)
    assert tickets.log(ticket)[-1] == "recorded"


def test_only_the_receiver_reads_it(ticket, tickets):
    tickets.coach(ticket)
    with pytest.raises(NoNote):
        tickets.read_note(ticket, by="siswi")
    tickets.read_note(ticket)
    with pytest.raises(NoNote):
        tickets.read_note(ticket)


def test_a_double_tap_is_one(review, ticket, tickets, siswa):
    review.submit("coach", note=NOTE)
    review.again()
    siswa.get("/tickets/").submit("read-note")
    siswa.again()
    assert tickets.log(ticket)[-2:] == ["coached", "coach_read"]


def test_a_stale_page_keeps_the_text(review, ticket, tickets):
    tickets.confirm(ticket)
    review.submit("coach", 409, note=NOTE)
    assert review.value("note", "coach") == NOTE
    review.submit("coach")
    assert tickets.words(ticket) == {"note": NOTE}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, ticket, review, tickets):
    review.submit("coach", note=text)
    assert tickets.words(ticket)["note"] == text
