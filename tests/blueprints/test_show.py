"""The page of a ticket: its step, its story, its tags."""

import pytest

from desk.domain.vocabulary import Step
from tests.support.forms import STRANGE


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


def test_shows_the_words_of_the_customer_and_the_tags(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}")
    for shown in (
        tickets.read(ticket).number,
        "Roti sobek",
        "sudah berjamur",
        "MM-0912",
        "Bu Ratna",
        "0812••••89",
        "Kedaluwarsa",
        "Siti Aminah",
        "Rabu, 2 September 2026 09.00 WIB",
    ):
        assert shown in siswa.text.replace("/ ", "/")


@pytest.mark.parametrize("step", [*Step, None])
def test_the_stepper_shows_where_it_stands(step, siswa, tickets):
    siswa.get(f"/tickets/{tickets.at(step)}")
    marks = siswa.page.select(".stepper > li")
    here = len(Step) if step is None else step.position
    assert [mark["class"][0] for mark in marks] == [
        "stepper-done"
        if n < here
        else "stepper-current"
        if n == here
        else "stepper-ahead"
        for n in range(len(Step))
    ]
    current = [mark for mark in marks if mark.get("aria-current") == "step"]
    assert len(current) == (0 if step is None else 1)


@pytest.mark.parametrize("step", [*Step, None])
def test_the_timeline_tells_everything_in_order(step, siswa, tickets):
    ticket = tickets.at(step)
    siswa.get(f"/tickets/{ticket}")
    told = [li["class"][1] for li in siswa.page.select(".history .timeline > li")]
    assert told == [f"timeline-{kind}" for kind in tickets.log(ticket)]


def test_what_was_undone_is_marked_and_not_hidden(siswa, ticket, tickets):
    tickets.undo(ticket)
    siswa.get(f"/tickets/{ticket}")
    entries = siswa.page.select(".history .timeline > li")
    assert ["is-undone" in entry["class"] for entry in entries] == [False, True, False]


def test_times_are_those_of_the_clock(siswa, tickets, clock):
    ticket = tickets.at(Step.CONFIRM)
    clock.move(minutes=12)
    tickets.confirm(ticket)
    clock.set(14, 0)
    siswa.get(f"/tickets/{ticket}")
    assert "12 menit" in siswa.text
    assert "4 jam" in siswa.text  # nine to two, without the hour of rest


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_read_it_without_its_form(username, open_browser, ticket):
    browser = open_browser(username).get(f"/tickets/{ticket}")
    assert not browser.has_form("confirm")
    assert browser.has_form("step-back")


def test_who_has_worked_on_it_goes_on_reading(siswa, ticket, tickets):
    tickets.release(ticket)
    tickets.take(ticket, by="siswi")
    siswa.get(f"/tickets/{ticket}")
    assert siswa.actions == [f"/tickets/{ticket}/reveal"]


def test_everybody_on_duty_reads_the_queue(open_browser, tickets):
    siswi = open_browser("siswi").get(f"/tickets/{tickets.receive()}")
    assert siswi.has_form("take")


@pytest.mark.parametrize(
    "username", ["siswi", "tetangga", "tetangga_pengawas", "admin"]
)
def test_is_closed_to_those_without_a_part(username, open_browser, ticket):
    browser = open_browser(username).get(f"/tickets/{ticket}", 403)
    assert "Roti sobek" not in browser.html
    assert browser.page.html["lang"] == "id"


def test_another_units_queue_is_not_ours(open_browser, tickets):
    open_browser("tetangga").get(f"/tickets/{tickets.receive()}", 403)


def test_the_contact_is_masked(siswa, open_browser, tickets):
    ticket = tickets.at(None)
    for browser in (siswa, open_browser("guru")):
        browser.get(f"/tickets/{ticket}")
        assert "0812-3456-789" not in browser.html
        assert "0812••••89" in browser.text
        assert "Roti sobek" in browser.text


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_shows_text_as_typed_to_everybody(text, open_browser, tickets):
    ticket = tickets.receive(text, item="Barang", customer=text.split("\n")[0])
    guru = open_browser("guru").get(f"/tickets/{ticket}")
    assert " ".join(text.split()) in guru.text


@pytest.mark.parametrize(
    "path",
    [
        "/tickets/999999",
        "/tickets/0",
        "/tickets/-1",
        "/tickets/abc",
        "/tickets/99999999999999999999",
        "/tickets/2147483648",
        "/tickets/1.5",
        "/tickets/%00",
        "/tickets/1/telepathy",
        "/tickets/1/record/more",
    ],
)
def test_unknown_addresses_are_not_found(path, siswa):
    siswa.get(path, 404)
    assert siswa.page.html["lang"] == "id"
    assert siswa.page.find("a", href="/")


def test_rejects_other_verbs(siswa, ticket):
    for method in ("put", "patch", "delete"):
        siswa.get(f"/tickets/{ticket}")
        token = siswa.value("csrf_token")
        send = getattr(siswa.client, method)
        answer = send(f"/tickets/{ticket}", headers={"X-CSRFToken": token})
        assert answer.status_code == 405


def test_does_not_ask_more_for_a_longer_story(siswa, tickets, count_queries):
    def cost(ticket):
        siswa.get(f"/tickets/{ticket}")
        with count_queries(remembers=True) as statements:
            siswa.get(f"/tickets/{ticket}")
        return len(statements)

    short, long = tickets.at(Step.FULFIL), tickets.at(Step.FULFIL)
    for _ in range(6):
        tickets.release(long)
        tickets.take(long)
    # One of them reads how complaints of the source are overcome.
    assert cost(long) == cost(short) <= 7


def test_a_student_sees_no_full_name_of_nobody(siswa, tickets):
    siswa.get(f"/tickets/{tickets.receive()}")
    assert "None" not in siswa.text


def test_prints_as_a_form_for_the_archive(siswa, tickets):
    siswa.get(f"/tickets/{tickets.at(None)}")
    assert siswa.page.select(".paper-only.signatures")
    assert siswa.page.find("link", media="print")
