"""Write: a customer adds a message by the code; it ends a pause, and reopens."""

import pytest

from desk.domain.vocabulary import Ending, Step
from tests.support.photos import photo, sent
from tests.support.words import say

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SAID = "Struknya masih ada di tas saya."


@pytest.fixture
def complaint(tickets):
    ticket, code = tickets.complain()
    tickets.take(ticket)
    tickets.record(ticket)
    return ticket, f"/complaint/{code}"


@pytest.fixture
def close(tickets, complaint):
    tickets.confirm(complaint[0])
    tickets.fulfil(complaint[0])
    tickets.thank(complaint[0])


def test_it_ends_a_pause_and_the_student_is_told(
    visitor, siswa, clock, complaint, tickets
):
    ticket, page = complaint
    tickets.pause(ticket)
    clock.move(minutes=20)
    forged = {"photo": sent(photo())}
    visitor.get(page).submit("message", forged=forged, said=SAID)
    assert SAID in visitor.text
    assert tickets.log(ticket)[-1] == "customer_contacted"
    assert tickets.words(ticket) == {"said": SAID}
    assert tickets.facts(ticket)["channel"] == "public_form"
    clock.move(minutes=5)
    assert tickets.measures(ticket).paused == 20 * 60
    siswa.get("/tickets/")
    assert say("The customer wrote. Read it and answer.") in siswa.text
    siswa.get(f"/tickets/{ticket}")
    assert say("The customer writes") in siswa.text
    assert SAID in siswa.text
    assert siswa.page.select("a.photo")
    tickets.confirm(ticket)
    siswa.get("/tickets/")
    assert say("The customer wrote. Read it and answer.") not in siswa.text


def test_a_double_tap_is_logged_once(visitor, complaint, tickets):
    visitor.get(complaint[1]).submit("message", said=SAID)
    visitor.again()
    assert tickets.log(complaint[0]).count("customer_contacted") == 1


def test_who_works_on_it_does_not_write_as_its_customer(
    open_browser, complaint, tickets
):
    owner = open_browser("siswa").get(complaint[1])
    owner.submit("message", 409, said=SAID)
    assert owner.refusal == say(
        "You are signed in and had a part in this ticket, so you cannot write here as "
        "its customer. Note on the ticket what the customer told you."
    )
    assert owner.value("said", "message") == SAID
    assert tickets.log(complaint[0])[-1] == "recorded"
    open_browser("siswi").get(complaint[1]).submit("message", said=SAID)
    assert tickets.log(complaint[0])[-1] == "customer_contacted"


def test_nothing_said_is_told_beside_the_field(visitor, complaint, tickets):
    visitor.get(complaint[1]).submit("message", 422, said=" ")
    assert visitor.errors == {"said": say("Please fill this in.")}
    assert tickets.log(complaint[0])[-1] == "recorded"


@pytest.mark.usefixtures("close")
def test_it_reopens_what_was_closed_less_than_8_school_days_ago(
    open_browser, clock, complaint, tickets, world
):
    ticket, page = complaint
    clock.set(9, days=9)  # the seventh school day after the Wednesday
    open_browser().get(page).submit("message", said=SAID)
    row = tickets.read(ticket)
    assert (row.step, row.owner_id) == (Step.FULFIL, world.id_of("siswa"))
    assert tickets.words(ticket) == {"reason": SAID}
    siswa = open_browser("siswa").get(f"/tickets/{ticket}")
    assert say("Reopened by the customer") in siswa.text


@pytest.mark.usefixtures("close")
def test_later_it_stays_closed_and_a_page_left_open_keeps_the_text(
    visitor, clock, complaint, tickets
):
    ticket, page = complaint
    visitor.get(page)
    clock.set(9, days=12)
    visitor.submit("message", 422, said=SAID)  # its session has ended, too
    assert SAID in visitor.text
    visitor.get(page)
    page_sent = {"key": "k", "page": f"{page}/message", "said": SAID}
    visitor.post(f"{page}/message", 409, **page_sent)
    assert SAID in visitor.text
    assert tickets.read(ticket).ending is Ending.CLOSED
    visitor.get(page)
    assert not visitor.has_form("message")
    visitor.get("/complaint?unit=MM")


def test_what_is_set_aside_takes_no_message(visitor, complaint, tickets):
    visitor.get(complaint[1])
    tickets.mark(complaint[0])
    tickets.confirm_mark(complaint[0])
    visitor.submit("message", 409, said=SAID)
    assert SAID in visitor.text
    assert tickets.log(complaint[0])[-1] == "not_a_complaint"


def test_an_expired_page_and_too_many_keep_the_text(visitor, complaint):
    visitor.get(complaint[1]).forget_session()
    visitor.submit("message", 422, said=SAID)
    assert visitor.value("said", "message") == SAID
    for _ in range(5):
        visitor.submit("message", said=SAID)
    visitor.submit("message", 429, said=SAID)
    assert visitor.value("said", "message") == SAID
