"""The papers of the archive folder: what stands on them, and what never does."""

import pytest

from desk.domain.vocabulary import Need, NeedOutcome, Solution, Step
from tests.support.photos import photo

# What is the same on both kinds of database is asked of one.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CUSTOMER, STUDENT = "Bu Ratna", "Siti Aminah"


def paper(browser, ticket, name):
    """Return the browser at a form, printed as text."""
    return browser.get(f"/archive/tickets/{ticket}/{name}")


@pytest.fixture
def closed(tickets):
    ticket = tickets.at(Step.FULFIL, contact="0812-3456-7890")
    tickets.note_fact(ticket)
    tickets.ask_approval(ticket)
    tickets.approve(ticket, note="Silakan.")
    outcomes = {Need.PRACTICAL: NeedOutcome.MET, Need.EMOTIONAL: NeedOutcome.PARTLY}
    tickets.fulfil(ticket, solution=Solution.REFUND, outcomes=outcomes)
    tickets.thank(ticket)
    return ticket


def test_the_complaint_form_says_what_the_customer_said(closed, siswa, tickets):
    text = paper(siswa, closed, "complaint-form").text
    row = tickets.read(closed)
    for each in (
        "0001",
        "Rabu, 2 September 2026 09.00 WIB",
        "Langsung",
        "Kedaluwarsa",
        row.complaint,
        row.item,
        CUSTOMER,
        "Tukar barang",
        "Jadi Ibu ingin rotinya ditukar",
        "Dua roti lain dari kiriman yang sama",
    ):
        assert each in text, each
    # A customer signs it, and never learns a student's name.
    assert STUDENT not in text
    assert "3456" not in siswa.html
    assert not siswa.page.select("a[href$='follow-up-form']")


def test_the_follow_up_form_says_what_came_of_it(closed, open_browser):
    browser = paper(open_browser("guru"), closed, "follow-up-form")
    for each in (
        "Kembalikan uang",
        "Disetujui",
        "Silakan.",
        "Praktis: Terpenuhi",
        "Emosional: Terpenuhi sebagian",
        "Menunggu sampai",
        "Target: 30 menit",
        "7 dari 9 selesai",
        "Pelacakan: tidak ada",
    ):
        assert each in browser.text, each
    assert STUDENT not in browser.text


def test_what_was_erased_is_not_called_anonymous(tickets, siswa):
    ticket = tickets.at(None, customer="", contact="")
    assert "Anonim" in paper(siswa, ticket, "complaint-form").text
    tickets.happen(ticket, "erased", facts={"scope": "contact"})
    text = paper(siswa, ticket, "complaint-form").text
    assert "Anonim" not in text
    assert text.count("Dihapus, masa simpannya sudah lewat") == 2


def test_a_photo_stands_on_the_form(tickets, siswa):
    ticket = tickets.enter_paper(photo=photo())
    paper(siswa, ticket, "complaint-form")
    picture = siswa.page.select_one(".sheet-photo img")
    assert picture["src"] == f"/tickets/{ticket}/photo"


def test_an_open_ticket_has_its_forms_too(tickets, open_browser):
    reviewer = open_browser("pengawas")
    ticket = tickets.start()
    assert "Belum ditegaskan." in paper(reviewer, ticket, "complaint-form").text
    assert "Belum diselesaikan." in paper(reviewer, ticket, "follow-up-form").text
