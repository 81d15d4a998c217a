"""Confirm needs: restate, and hear whether it is right."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.domain.vocabulary import Channel, Step
from tests.support.forms import STRANGE, confirm

DONE = ["received", "recorded"]


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


@pytest.fixture
def written(siswa, tickets):
    """Return a ticket that came by WhatsApp, and its page."""
    ticket = tickets.at(Step.CONFIRM, channel=Channel.WHATSAPP)
    return ticket, siswa.get(f"/tickets/{ticket}")


def test_confirms_the_need(counter, ticket, tickets, clock):
    clock.move(minutes=4)
    counter.submit("confirm", **confirm())
    row = tickets.read(ticket)
    assert row.step is Step.FULFIL
    assert row.response == 4 * 60
    assert tickets.log(ticket) == [*DONE, "confirmed"]
    assert tickets.facts(ticket) == {"reply": "right"}
    assert counter.has_form("fulfil")


def test_the_complaint_stands_beside_the_form(counter):
    assert "sudah berjamur" in counter.text


def test_a_correction_is_stored_and_restated(counter, ticket, tickets):
    fields = confirm(reply="corrected", corrected_need="Maunya uang kembali.")
    counter.submit("confirm", **fields)
    assert tickets.log(ticket) == [*DONE, "stepped_back"]
    assert tickets.facts(ticket) == {"to": "confirm", "reply": "corrected"}
    assert tickets.words(ticket)["corrected_need"] == "Maunya uang kembali."
    assert tickets.read(ticket).response is None
    counter.submit("confirm", **confirm(restatement="Jadi uang kembali, betul?"))
    assert tickets.log(ticket) == [*DONE, "stepped_back", "confirmed"]


def test_no_answer_yet_is_fine_where_one_writes(written, tickets, clock):
    ticket, counter = written
    clock.move(minutes=5)
    counter.submit(
        "confirm", **confirm(reply="not_answered", sent_at="2026-09-02T09:03")
    )
    sent = datetime(2026, 9, 2, 9, 3, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert tickets.facts(ticket) == {
        "reply": "not_answered",
        "sent_at": int(sent.timestamp()),
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"restatement": ""}, "restatement"),
        ({"restatement": " \n"}, "restatement"),
        ({"reply": False}, "reply"),
        ({"reply": "corrected"}, "corrected_need"),
        ({"reply": "not_answered"}, "reply"),  # in person one hears the answer
    ],
)
def test_refuses_what_is_missing(changed, field, counter, ticket, tickets):
    counter.submit("confirm", 422, **confirm(**changed))
    assert set(counter.errors) == {field}
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize(
    "sent_at",
    [
        "",
        "kemarin",
        "2026-09-02T08:59",  # before the complaint came
        "2026-09-02T09:07",  # in the future
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "2026-02-30T10:00",
    ],
)
def test_refuses_instants_that_cannot_be(sent_at, written, tickets, clock):
    ticket, counter = written
    clock.move(minutes=5)
    counter.submit("confirm", 422, **confirm(reply="not_answered", sent_at=sent_at))
    assert set(counter.errors) == {"sent_at"}
    assert counter.value("restatement").startswith("Jadi Ibu")
    assert tickets.log(ticket) == DONE


def test_refuses_a_reply_that_was_never_offered(counter, ticket, tickets):
    counter.submit("confirm", 422, forged={"reply": "maybe"}, **confirm())
    assert set(counter.errors) == {"reply"}
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("confirm", **confirm(restatement=text))
    assert tickets.words(ticket)["restatement"] == text
    assert " ".join(text.split()) in counter.text


@pytest.mark.parametrize("field", ["restatement", "corrected_need"])
def test_limits_long_text_and_keeps_it(field, counter, ticket, tickets):
    counter.submit("confirm", 422, **confirm(**{field: "é" * 5_001}))
    assert set(counter.errors) == {field}
    assert counter.value(field) == "é" * 5_001
    assert tickets.log(ticket) == DONE


def test_get_leads_to_the_ticket(counter, ticket, tickets):
    counter.get(f"/tickets/{ticket}/confirm")
    assert counter.path == f"/tickets/{ticket}"


@pytest.mark.parametrize("username", ["siswi", "tetangga", "guru", "ketua", "admin"])
def test_refuses_everybody_else(username, open_browser, ticket, tickets):
    open_browser(username).post(f"/tickets/{ticket}/confirm", 403, **confirm())
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("step", [Step.RECORD, Step.FULFIL, Step.THANK, None])
def test_refuses_a_step_that_is_not_the_present_one(step, siswa, tickets):
    ticket = tickets.at(step)
    before, version = tickets.log(ticket), str(tickets.read(ticket).version)
    typed = confirm(restatement="Tulisan yang tidak boleh hilang")
    siswa.post(f"/tickets/{ticket}/confirm", 409, version=version, key="k", **typed)
    assert siswa.refusal
    assert siswa.value("restatement") == "Tulisan yang tidak boleh hilang"
    assert tickets.log(ticket) == before


def test_a_double_tap_makes_one_event(counter, ticket, tickets):
    counter.submit("confirm", **confirm())
    counter.again()
    assert tickets.log(ticket) == [*DONE, "confirmed"]


def test_a_double_tap_of_a_correction_steps_back_once(counter, ticket, tickets):
    counter.submit("confirm", **confirm(reply="corrected", corrected_need="Uang."))
    counter.again()
    assert tickets.log(ticket) == [*DONE, "stepped_back"]


def test_a_stale_page_shows_what_is_new_and_keeps_the_text(counter, ticket, tickets):
    tickets.release(ticket)
    tickets.take(ticket)
    counter.submit("confirm", 409, **confirm())
    assert counter.refusal
    assert counter.value("restatement").startswith("Jadi Ibu")
    assert counter.value("reply") == "right"
    counter.submit("confirm")
    assert tickets.log(ticket)[-1] == "confirmed"


def test_the_loser_of_a_race_keeps_the_text(open_browser, siswa, ticket, tickets):
    other = open_browser("siswa").get(f"/tickets/{ticket}")
    siswa.get(f"/tickets/{ticket}")
    other.submit("confirm", **confirm())
    siswa.submit("confirm", 409, **confirm(restatement="Kalimat saya sendiri"))
    assert siswa.value("restatement") == "Kalimat saya sendiri"
    assert tickets.log(ticket) == [*DONE, "confirmed"]


def test_times_are_those_of_the_unit(written, tickets, clock):
    ticket, counter = written
    counter.submit(
        "confirm", **confirm(reply="not_answered", sent_at="2026-09-02T09:00")
    )
    sent = tickets.facts(ticket)["sent_at"]
    assert datetime.fromtimestamp(sent, UTC).hour == 2
