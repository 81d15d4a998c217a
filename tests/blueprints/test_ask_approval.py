"""Ask a supervisor to agree: money, free goods, or unfounded."""

import pytest

from desk.domain.vocabulary import Approval, Solution, Step
from tests.support.forms import fulfil

DONE = ["received", "recorded", "confirmed"]


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.FULFIL)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


@pytest.mark.parametrize("solution", ["refund", "compensate", "unfounded"])
def test_asks(solution, counter, ticket, tickets):
    asked = fulfil(solution=solution, reason="Struk dari toko lain.")
    counter.submit("ask-approval", **asked)
    row = tickets.read(ticket)
    assert (row.approval, row.proposed) == (Approval.REQUESTED, Solution(solution))
    assert row.step is Step.FULFIL
    assert tickets.log(ticket) == [*DONE, "approval_requested"]
    assert counter.flashes == ["success"]


def test_what_was_written_stays_in_the_form(counter):
    counter.submit("ask-approval", **fulfil(solution="refund"))
    assert counter.value("done").startswith("Roti ditukar")
    assert counter.value("solution") == "refund"


def test_outcomes_may_wait(counter, ticket, tickets):
    unknown = {"outcome_practical": False, "outcome_emotional": False}
    counter.submit("ask-approval", **fulfil(solution="refund", **unknown))
    assert tickets.log(ticket) == [*DONE, "approval_requested"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"solution": False}, "solution"),
        ({"solution": "exchange"}, "solution"),  # needs no approval
        ({"solution": "refund", "done": ""}, "done"),
        ({"solution": "unfounded"}, "reason"),
    ],
)
def test_refuses_what_is_missing(changed, field, counter, ticket, tickets):
    counter.submit("ask-approval", 422, **fulfil(**changed))
    assert set(counter.errors) == {field}
    assert tickets.log(ticket) == DONE


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/ask-approval", 405)


@pytest.mark.parametrize("username", ["siswi", "tetangga", "guru", "ketua", "admin"])
def test_refuses_everybody_else(username, open_browser, ticket, tickets):
    asked = fulfil(solution="refund", version="3", key="k")
    open_browser(username).post(f"/tickets/{ticket}/ask-approval", 403, **asked)
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("step", [Step.RECORD, Step.CONFIRM, Step.THANK, None])
def test_only_while_fulfilling(step, siswa, tickets):
    ticket = tickets.at(step)
    before, version = tickets.log(ticket), str(tickets.read(ticket).version)
    asked = fulfil(solution="refund", version=version, key="k")
    asked["page"] = f"/tickets/{ticket}/fulfil"
    siswa.post(f"/tickets/{ticket}/ask-approval", 409, **asked)
    assert siswa.value("done").startswith("Roti ditukar")
    assert tickets.log(ticket) == before


def test_a_double_tap_asks_once(counter, ticket, tickets):
    counter.submit("ask-approval", **fulfil(solution="refund"))
    counter.again()
    assert tickets.log(ticket) == [*DONE, "approval_requested"]


def test_a_stale_page_keeps_the_text(counter, ticket, tickets):
    tickets.release(ticket)
    tickets.take(ticket)
    counter.submit("ask-approval", 409, **fulfil(solution="refund"))
    assert counter.refusal
    counter.submit("ask-approval")
    assert tickets.log(ticket)[-1] == "approval_requested"


def test_knows_no_other_ticket(siswa):
    asked = fulfil(solution="refund", version="3", key="k")
    siswa.post("/tickets/999999/ask-approval", 404, **asked)
