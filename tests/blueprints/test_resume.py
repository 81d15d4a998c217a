"""Nothing typed is lost: a session or token that ended asks to sign in, and goes on."""

import pytest

from desk.domain.vocabulary import Step
from tests.support.cast import PASSWORD
from tests.support.forms import STRANGE, confirm, fulfil, record, thank

WORDS = "Tulisan yang tidak boleh hilang"


@pytest.fixture
def forms(world):
    """Return for each step what is typed, and the field that holds the words."""
    return {
        Step.RECORD: (record(world, complaint=WORDS), "complaint"),
        Step.CONFIRM: (confirm(restatement=WORDS), "restatement"),
        Step.FULFIL: (fulfil(done=WORDS), "done"),
        Step.THANK: (thank(words=WORDS), "words"),
    }


def sign_in_again(browser, username="siswa", status=200):
    browser.submit("sign-in", status, username=username, password=PASSWORD)


@pytest.mark.parametrize("step", Step)
def test_an_ended_session_brings_the_filled_form_back(step, siswa, tickets, forms):
    ticket = tickets.at(step)
    typed, field = forms[step]
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit(step.value, 401, **typed)
    assert siswa.page.find("input", attrs={"name": "password"})
    sign_in_again(siswa)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.flashes == ["info"]
    assert siswa.value(field) == WORDS
    before = len(tickets.log(ticket))
    siswa.submit(step.value)
    assert len(tickets.log(ticket)) == before + 1
    assert tickets.words(ticket)[field] == WORDS


@pytest.mark.parametrize("step", Step)
def test_an_old_token_brings_the_filled_form_back(step, siswa, tickets, forms):
    ticket = tickets.at(step)
    typed, field = forms[step]
    siswa.get(f"/tickets/{ticket}")
    siswa.submit(step.value, forged={"csrf_token": "old"}, **typed)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.value(field) == WORDS
    siswa.submit(step.value)
    assert tickets.words(ticket)[field] == WORDS


def test_every_choice_is_back_too(siswa, tickets, world):
    ticket = tickets.at(Step.RECORD)
    siswa.get(f"/tickets/{ticket}").forget_session()
    typed = record(world, receipt="", no_receipt=True, remedy="refund")
    siswa.submit("record", 401, **typed)
    sign_in_again(siswa)
    siswa.submit("record")
    facts = tickets.facts(ticket)
    assert facts["needs"] == ["practical", "emotional"]
    assert facts["remedy"] == "refund"
    assert facts["no_receipt"] is True
    assert facts["source_id"] == world.sources["product.expired"]


def test_asking_for_approval_keeps_the_words(siswa, tickets):
    ticket = tickets.at(Step.FULFIL)
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit("ask-approval", 401, **fulfil(solution="refund", done=WORDS))
    sign_in_again(siswa)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.value("done") == WORDS
    siswa.submit("ask-approval")
    assert tickets.log(ticket)[-1] == "approval_requested"


def test_stepping_back_keeps_the_words(siswa, tickets):
    ticket = tickets.at(Step.FULFIL)
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit("step-back", 401, to="confirm", reason=WORDS)
    sign_in_again(siswa)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.value("reason", "step-back") == WORDS
    siswa.submit("step-back")
    assert tickets.words(ticket) == {"reason": WORDS}


@pytest.mark.parametrize("verb", ["approve", "refuse"])
def test_deciding_keeps_the_words(verb, open_browser, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.ask_approval(ticket)
    guru = open_browser("guru").get(f"/tickets/{ticket}")
    guru.forget_session()
    guru.submit(verb, 401, note=WORDS)
    sign_in_again(guru, "guru")
    assert guru.value("note") == WORDS
    guru.submit(verb)
    assert tickets.words(ticket) == {"note": WORDS}


@pytest.mark.parametrize("verb", ["take", "start"])
def test_a_button_leads_back_to_its_page(verb, siswa, tickets):
    tickets.receive()
    siswa.get("/tickets/").forget_session()
    siswa.submit(verb, 401)
    sign_in_again(siswa)
    assert siswa.path == "/tickets/"
    assert tickets.count() == 1


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_text_comes_back_as_typed(text, siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit("confirm", 401, **confirm(restatement=text))
    sign_in_again(siswa)
    assert siswa.value("restatement") == text


def test_a_wrong_password_does_not_cost_the_words(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit("confirm", 401, **confirm(restatement=WORDS))
    siswa.submit("sign-in", 409, username="siswa", password="salah")
    siswa.submit("sign-in", 422, username="siswa", password="x" * 300)
    sign_in_again(siswa)
    assert siswa.value("restatement") == WORDS


def test_nor_does_an_old_token_on_the_way(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit("confirm", 401, **confirm(restatement=WORDS))
    typed = {"username": "siswa", "password": PASSWORD}
    siswa.submit("sign-in", 400, forged={"csrf_token": "old"}, **typed)
    sign_in_again(siswa)
    assert siswa.value("restatement") == WORDS


def test_somebody_else_signing_in_does_not_send_it(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit("confirm", 401, **confirm(restatement=WORDS))
    sign_in_again(siswa, "siswi", status=403)
    assert tickets.log(ticket) == ["received", "recorded"]


def test_a_ticket_that_moved_on_meanwhile_shows_it(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}").forget_session()
    siswa.submit("confirm", 401, **confirm(restatement=WORDS))
    tickets.confirm(ticket)
    sign_in_again(siswa)
    assert siswa.path == f"/tickets/{ticket}"
    assert siswa.has_form("fulfil")


def test_a_new_password_elsewhere_asks_for_it(siswa, open_browser, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}")
    other = open_browser("siswa").get("/account/password")
    new = "warung-biru-7"
    other.submit("password", current=PASSWORD, new=new, repeat=new)
    siswa.submit("confirm", 401, **confirm(restatement=WORDS))
    siswa.submit("sign-in", username="siswa", password=new)
    assert siswa.value("restatement") == WORDS


@pytest.mark.parametrize("path", ["//example.com/", "https://example.com/", "/\\x", ""])
def test_a_forged_way_back_leads_home(path, visitor):
    visitor.get("/sign-in")
    forged = {"carried_path": path, "carried.complaint": WORDS}
    typed = {"username": "siswa", "password": PASSWORD}
    visitor.submit("sign-in", forged=forged, **typed)
    assert visitor.path == "/tickets/"


def test_a_form_from_nowhere_leads_home(siswa):
    siswa.get("/account/password")
    siswa.path = ""  # sends no referrer
    siswa.submit("password", forged={"csrf_token": "old"}, new="x")
    assert siswa.path == "/account/password"


@pytest.mark.parametrize("referrer", ["http://[", "http://example.com/x", "::", "\\"])
def test_a_strange_referrer_does_no_harm(referrer, siswa, tickets):
    ticket = tickets.receive()
    siswa.get("/account/password")
    token = siswa.value("csrf_token")
    answer = siswa.client.post(
        f"/tickets/{ticket}/undo",
        data={"csrf_token": token, "key": "k", "version": "1"},
        headers={"Referer": referrer},
    )
    assert answer.status_code == 302
    assert answer.location == "/"
