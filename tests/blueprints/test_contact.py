"""Customer contacted: what the customer says is logged, and ends a pause."""

import pytest

from desk.domain.errors import Forbidden
from desk.domain.vocabulary import PauseReason, Step
from tests.support.forms import STRANGE
from tests.support.words import say

SAID = {"said": "Ibu memilih roti keju.", "channel": "whatsapp"}


@pytest.fixture
def ticket(tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    return ticket


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def test_ends_the_pause(counter, clock, ticket, tickets):
    clock.move(minutes=20)
    counter.submit("contact", **SAID)
    clock.move(minutes=5)
    assert tickets.log(ticket)[-1] == "customer_contacted"
    assert tickets.facts(ticket) == {"channel": "whatsapp"}
    assert tickets.words(ticket) == {"said": SAID["said"]}
    assert counter.flashes == ["success"]
    assert tickets.measures(ticket).paused == 20 * 60
    assert tickets.measures(ticket).resolution == 5 * 60
    assert SAID["said"] in counter.text
    assert not counter.has_form("contact")


def test_ends_a_pause_that_waits_for_a_supervisor(clock, siswa, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket, reason=PauseReason.WAITING_DECISION)
    siswa.get(f"/tickets/{ticket}").submit("contact", **SAID)
    assert not siswa.has_form("resume")


def test_is_not_asked_for_without_a_pause(siswa, tickets):
    ticket = tickets.at(Step.FULFIL)
    assert not siswa.get(f"/tickets/{ticket}").has_form("contact")


def test_is_kept_even_if_the_pause_has_just_ended_by_itself(
    clock, open_browser, tickets
):
    clock.set(7)
    siswa = open_browser("siswa")
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    siswa.get(f"/tickets/{ticket}")
    clock.set(15, 1)
    siswa.submit("contact", **SAID)
    assert tickets.log(ticket)[-1] == "customer_contacted"


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    open_browser(username).get(f"/tickets/{ticket}").submit("contact", **SAID)
    assert tickets.log(ticket)[-1] == "customer_contacted"


def test_any_student_may_while_it_is_in_the_queue(open_browser, ticket, tickets):
    tickets.release(ticket)
    open_browser("siswi").get(f"/tickets/{ticket}").submit("contact", **SAID)
    assert tickets.log(ticket)[-1] == "customer_contacted"


@pytest.mark.parametrize(
    "username", ["siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_have_no_part_in_it(username, open_browser, ticket, tickets):
    typed = {**SAID, "version": str(tickets.read(ticket).version), "key": "k"}
    open_browser(username).post(f"/tickets/{ticket}/contact", 403, **typed)
    assert tickets.log(ticket)[-1] == "paused"


def test_the_service_lets_anybody_of_the_unit_who_was_there(ticket, tickets):
    with pytest.raises(Forbidden):
        tickets.contact(ticket, by="tetangga")
    tickets.contact(ticket, by="siswi")
    assert tickets.log(ticket)[-1] == "customer_contacted"


@pytest.mark.parametrize("said", ["", "  \n"])
def test_refuses_what_says_nothing(said, counter, ticket, tickets):
    counter.submit("contact", 422, **{**SAID, "said": said})
    assert counter.errors == {"contact-said": say("Please fill this in.")}
    assert tickets.log(ticket)[-1] == "paused"


def test_asks_by_which_channel(counter, ticket, tickets):
    counter.submit("contact", 422, **{**SAID, "channel": False})
    assert counter.errors == {"contact-channel": say("Please choose one.")}
    assert tickets.log(ticket)[-1] == "paused"


def test_a_double_tap_is_logged_once(counter, ticket, tickets):
    counter.submit("contact", **SAID)
    counter.again()
    assert tickets.log(ticket).count("customer_contacted") == 1


def test_a_stale_page_keeps_the_words_though_the_pause_is_over(
    counter, ticket, tickets
):
    tickets.resume(ticket)
    counter.submit("contact", 409, **SAID)
    assert counter.refusal
    assert counter.value("said", "contact") == SAID["said"]
    counter.submit("contact")
    assert tickets.words(ticket) == {"said": SAID["said"]}


def test_a_closed_ticket_takes_no_more(siswa, tickets):
    ticket = tickets.at(None)
    typed = {**SAID, "version": "5", "key": "k"}
    siswa.get(f"/tickets/{ticket}").post(f"/tickets/{ticket}/contact", 409, **typed)
    assert tickets.log(ticket)[-1] == "thanked"


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("contact", **{**SAID, "said": text})
    assert tickets.words(ticket)["said"] == text
    assert " ".join(text.split()) in counter.text


def test_rejects_get(siswa, ticket):
    siswa.get(f"/tickets/{ticket}/contact", 405)


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/contact", 404, key="k", **SAID)
