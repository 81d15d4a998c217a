"""Go back to an earlier step: the customer corrected, or evidence is turned down."""

import pytest

from desk.domain.vocabulary import Step
from tests.support.forms import STRANGE

WHY = {"reason": "Ibu Ratna ternyata ingin uang kembali."}


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.FULFIL)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def test_goes_back_with_a_reason(counter, ticket, tickets):
    counter.submit("step-back", to="confirm", **WHY)
    assert tickets.read(ticket).step is Step.CONFIRM
    assert tickets.log(ticket)[-1] == "stepped_back"
    assert tickets.facts(ticket) == {"to": "confirm"}
    assert tickets.words(ticket) == WHY
    assert counter.flashes == ["success"]
    assert counter.has_form("confirm")


def test_the_response_once_made_stays_made(counter, ticket, tickets, clock):
    clock.move(minutes=9)
    counter.submit("step-back", to="record", **WHY)
    assert tickets.read(ticket).response == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": " \n"}, "reason"),
        ({"to": False}, "to"),
    ],
)
def test_refuses_what_is_missing(changed, field, counter, ticket, tickets):
    counter.submit("step-back", 422, **{"to": "confirm", **WHY, **changed})
    assert {name.removeprefix("back-") for name in counter.errors} == {field}
    assert tickets.log(ticket)[-1] == "confirmed"


@pytest.mark.parametrize("to", ["fulfil", "thank", "nowhere", "None"])
def test_goes_back_only(to, counter, ticket, tickets):
    counter.submit("step-back", 422, forged={"to": to}, **WHY)
    assert tickets.log(ticket)[-1] == "confirmed"


def test_offers_the_earlier_steps(counter):
    offered = counter.page.find_all("input", attrs={"name": "to"})
    assert [field["value"] for field in offered] == ["record", "confirm"]


def test_the_first_step_has_no_way_back(siswa, tickets):
    ticket = tickets.at(Step.RECORD)
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("step-back")
    siswa.post(
        f"/tickets/{ticket}/step-back", 422, to="record", version="1", key="k", **WHY
    )
    assert tickets.log(ticket) == ["received"]


def test_a_closed_ticket_is_closed(siswa, tickets):
    ticket = tickets.at(None)
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("step-back")
    version = str(tickets.read(ticket).version)
    typed = {"to": "record", "version": version, "key": "k", **WHY}
    siswa.post(f"/tickets/{ticket}/step-back", 409, **typed)
    assert tickets.log(ticket)[-1] == "thanked"


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/step-back", 405)


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may_turn_evidence_down(username, open_browser, ticket, tickets):
    browser = open_browser(username).get(f"/tickets/{ticket}")
    browser.submit("step-back", to="record", **WHY)
    assert tickets.read(ticket).step is Step.RECORD


@pytest.mark.parametrize(
    "username", ["siswi", "tetangga", "tetangga_pengawas", "admin"]
)
def test_others_may_not(username, open_browser, ticket, tickets):
    typed = {"to": "record", "version": "3", "key": "k", **WHY}
    open_browser(username).post(f"/tickets/{ticket}/step-back", 403, **typed)
    assert tickets.log(ticket)[-1] == "confirmed"


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("step-back", to="confirm", reason=text)
    assert tickets.words(ticket)["reason"] == text
    assert " ".join(text.split()) in counter.text


def test_limits_long_text_and_keeps_it(counter, ticket, tickets):
    counter.submit("step-back", 422, to="confirm", reason="é" * 5_001)
    assert counter.value("reason", "step-back") == "é" * 5_001
    assert tickets.log(ticket)[-1] == "confirmed"


def test_a_double_tap_goes_back_once(counter, ticket, tickets):
    counter.submit("step-back", to="confirm", **WHY)
    counter.again()
    assert tickets.log(ticket).count("stepped_back") == 1


def test_a_stale_page_shows_what_is_new_and_keeps_the_text(counter, ticket, tickets):
    tickets.fulfil(ticket)
    counter.submit("step-back", 409, to="confirm", **WHY)
    assert counter.refusal
    assert counter.value("to") == "confirm"
    counter.submit("step-back")
    assert tickets.read(ticket).step is Step.CONFIRM


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/step-back", 404, to="record", key="k", **WHY)
