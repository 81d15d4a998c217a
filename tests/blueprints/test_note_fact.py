"""Fact: what was found out about a complaint, how, and what it was checked for."""

import pytest

from desk.domain.errors import InvalidInput, NotYours, TicketClosed
from desk.domain.refusals import TooLateForFacts
from desk.domain.vocabulary import Quality, Step

FACT = "Kulkas roti mati sejak Senin pagi."


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.FULFIL)


@pytest.fixture
def page(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def test_stands_on_the_ticket_with_its_technique_and_ticks(page, ticket, tickets):
    before = tickets.read(ticket)
    assert "Belum ada fakta yang dicatat." in page.text
    page.submit(
        "note-fact",
        fact=FACT,
        technique="interview",
        qualities=["trustworthy", "up_to_date"],
    )
    assert page.flashes == ["success"]
    assert tickets.facts(ticket) == {
        "technique": "interview",
        "qualities": ["trustworthy", "up_to_date"],
    }
    assert tickets.words(ticket) == {"fact": FACT}
    row = page.page.select_one(".facts-table tbody tr")
    assert FACT in row.get_text(" ")
    assert "Wawancara" in row.get_text(" ")
    assert "Siti Aminah" in row.get_text(" ")
    assert len(row.select(".qualities .is-met")) == 2
    told = page.page.select(".timeline-fact_noted")[-1].get_text(" ")
    assert "Fakta dicatat" in told
    assert "Tepercaya, Mutakhir" in told
    after = tickets.read(ticket)
    assert (after.step, after.step_due) == (before.step, before.step_due)


def test_without_a_tick_it_stands_as_unsorted(page, ticket, tickets):
    page.submit("note-fact", fact=FACT, technique="observation")
    assert tickets.facts(ticket)["qualities"] == []
    assert "Belum dipilah" in page.page.select_one(".facts-table").get_text(" ")


def test_says_what_is_missing(page, ticket, tickets):
    page.submit("note-fact", 422, fact=" ", qualities=["actual"])
    assert list(page.errors.values()) == [
        "Bagian ini belum diisi.",
        "Pilih salah satu.",
    ]
    page.submit("note-fact", 422, fact="x" * 501, technique="sampling")
    assert "500" in next(iter(page.errors.values()))
    with pytest.raises(InvalidInput):
        tickets.note_fact(ticket, fact="", technique=None)
    assert tickets.log(ticket)[-1] == "confirmed"


def test_a_double_tap_is_one_and_a_stale_page_keeps_the_text(page, ticket, tickets):
    tickets.note_fact(ticket, by="pengawas")
    page.submit("note-fact", 409, fact=FACT, technique="interview")
    assert page.value("fact", "note-fact") == FACT
    page.submit("note-fact")
    page.again()
    assert tickets.log(ticket)[-2:] == ["fact_noted", "fact_noted"]


def test_is_undone_like_any_click_and_back_in_the_form(page, ticket, tickets):
    page.submit("note-fact", fact=FACT, technique="interview", qualities=["actual"])
    page.submit("undo")
    assert not page.page.select(".facts-table")
    assert page.value("fact", "note-fact") == FACT
    page.submit("note-fact")
    assert tickets.words(ticket) == {"fact": FACT}
    assert tickets.facts(ticket)["qualities"] == ["actual"]


def test_somebody_elses_fact_leaves_ones_own_click_undoable(ticket, tickets, siswa):
    tickets.note_fact(ticket, by="pengawas")
    siswa.get(f"/tickets/{ticket}").submit("undo")
    assert tickets.read(ticket).step is Step.CONFIRM


def test_as_long_as_it_can_be_reopened(tickets, clock, open_browser):
    closed = tickets.at(None)
    clock.set(9, days=7)
    tickets.note_fact(closed, qualities=frozenset(Quality))
    assert open_browser("siswa").get(f"/tickets/{closed}").has_form("note-fact")
    clock.set(9, days=14)
    page = open_browser("siswa").get(f"/tickets/{closed}")
    assert not page.has_form("note-fact")
    assert "Dua roti lain" in page.text
    with pytest.raises(TooLateForFacts):
        tickets.note_fact(closed)


def test_only_who_deals_with_it(ticket, tickets, open_browser):
    fields = {"version": "3", "key": "k", "fact": FACT, "technique": "interview"}
    for username in ("tetangga_pengawas", "admin"):
        browser = open_browser(username)
        browser.post(f"/tickets/{ticket}/note-fact", 403, **fields)
    with pytest.raises(NotYours):
        tickets.note_fact(ticket, by="siswi")
    merged = tickets.at(Step.CONFIRM)
    tickets.merge(ticket, merged)
    with pytest.raises(TicketClosed):
        tickets.note_fact(merged)
