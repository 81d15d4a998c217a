"""Thank the customer, hoping for a return: the ticket closes with its tags."""

import pytest

from desk.domain.vocabulary import Channel, Step
from tests.support.forms import STRANGE, thank

DONE = ["received", "recorded", "confirmed", "fulfilled"]


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.THANK)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def test_closes_the_ticket_with_its_tags(counter, ticket, tickets, clock, world):
    clock.move(minutes=7)
    counter.submit("thank", **thank())
    row = tickets.read(ticket)
    assert tickets.log(ticket) == [*DONE, "thanked"]
    assert row.step is None
    assert row.closed_at == clock.now
    assert (row.response, row.resolution) == (0, 7 * 60)
    assert row.source_id == world.sources["product.expired"]
    assert row.channel is Channel.IN_PERSON
    assert tickets.facts(ticket) == {
        "channel": "in_person",
        "card_offered": True,
        "forecast": "as_expected",
    }


def test_the_closed_ticket_offers_to_undo_and_no_step(counter, ticket):
    counter.submit("thank", **thank())
    offered = {path.rpartition("/")[2] for path in counter.actions}
    assert {"undo", "slip"} <= offered
    assert not offered & set(Step)


def test_starts_with_the_channel_the_complaint_came_by(siswa, tickets):
    ticket = tickets.at(Step.THANK, channel=Channel.WHATSAPP)
    siswa.get(f"/tickets/{ticket}")
    assert siswa.value("channel") == "whatsapp"


def test_no_card_offered_is_an_answer_too(counter, ticket, tickets):
    counter.submit("thank", **thank(card_offered="no", forecast=False))
    assert tickets.facts(ticket) == {"channel": "in_person", "card_offered": False}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": " \n"}, "words"),
        ({"card_offered": False}, "card_offered"),
        # Made after the customer has answered, it would be no forecast.
        ({"forecast": False}, "forecast"),
    ],
)
def test_refuses_what_is_missing(changed, field, counter, ticket, tickets):
    counter.submit("thank", 422, **thank(**changed))
    assert set(counter.errors) == {field}
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("field", ["channel", "card_offered", "forecast"])
def test_refuses_what_was_never_offered(field, counter, ticket, tickets):
    counter.submit("thank", 422, forged={field: "perhaps"}, **thank())
    assert set(counter.errors) == {field}
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("thank", **thank(words=text))
    assert tickets.words(ticket)["words"] == text
    assert " ".join(text.split()) in counter.text


def test_limits_long_text_and_keeps_it(counter, ticket, tickets):
    counter.submit("thank", 422, **thank(words="é" * 5_001))
    assert set(counter.errors) == {"words"}
    assert counter.value("words") == "é" * 5_001
    assert tickets.log(ticket) == DONE


def test_get_leads_to_the_ticket(counter, ticket):
    counter.get(f"/tickets/{ticket}/thank")
    assert counter.path == f"/tickets/{ticket}"


@pytest.mark.parametrize("username", ["siswi", "tetangga", "guru", "ketua", "admin"])
def test_refuses_everybody_else(username, open_browser, ticket, tickets):
    open_browser(username).post(f"/tickets/{ticket}/thank", 403, **thank())
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("step", [Step.RECORD, Step.CONFIRM, Step.FULFIL, None])
def test_refuses_a_step_that_is_not_the_present_one(step, siswa, tickets):
    ticket = tickets.at(step)
    before, version = tickets.log(ticket), str(tickets.read(ticket).version)
    typed = thank(words="Tulisan yang tidak boleh hilang")
    siswa.post(f"/tickets/{ticket}/thank", 409, version=version, key="k", **typed)
    assert siswa.refusal
    assert siswa.value("words") == "Tulisan yang tidak boleh hilang"
    assert tickets.log(ticket) == before


def test_a_double_tap_closes_once(counter, ticket, tickets):
    counter.submit("thank", **thank())
    counter.again()
    assert counter.path == f"/tickets/{ticket}"
    assert tickets.log(ticket) == [*DONE, "thanked"]


def test_a_stale_page_keeps_the_text(counter, ticket, tickets):
    tickets.release(ticket)
    tickets.take(ticket)
    counter.submit("thank", 409, **thank())
    assert counter.refusal
    assert counter.value("words").startswith("Terima kasih")
    counter.submit("thank")
    assert tickets.log(ticket)[-1] == "thanked"
