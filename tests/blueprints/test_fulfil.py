"""Fulfil the need: what was done, and how far each need was met."""

import pytest

from desk.domain.vocabulary import Need, Solution, Step
from tests.support.forms import STRANGE, fulfil

DONE = ["received", "recorded", "confirmed"]


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.FULFIL)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def test_fulfils_the_need(counter, ticket, tickets):
    counter.submit("fulfil", **fulfil())
    assert tickets.log(ticket) == [*DONE, "fulfilled"]
    assert tickets.read(ticket).step is Step.THANK
    assert tickets.facts(ticket) == {
        "solution": "exchange",
        "outcomes": {"practical": "met", "emotional": "partly"},
    }
    assert counter.has_form("thank")


def test_asks_about_the_needs_of_the_ticket_only(siswa, tickets):
    ticket = tickets.at(Step.FULFIL, needs=frozenset({Need.PHYSICAL}))
    siswa.get(f"/tickets/{ticket}")
    assert siswa.page.find("input", attrs={"name": "outcome_physical"})
    assert not siswa.page.find("input", attrs={"name": "outcome_practical"})


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"solution": False}, "solution"),
        ({"done": ""}, "done"),
        ({"done": "  \n "}, "done"),
        ({"outcome_practical": False}, "outcome_practical"),
        ({"outcome_emotional": False}, "outcome_emotional"),
    ],
)
def test_refuses_what_is_missing(changed, field, counter, ticket, tickets):
    counter.submit("fulfil", 422, **fulfil(**changed))
    assert set(counter.errors) == {field}
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("solution", ["refund", "compensate"])
def test_money_needs_a_supervisor_first(solution, counter, ticket, tickets):
    counter.submit("fulfil", 422, **fulfil(solution=solution))
    assert set(counter.errors) == {"solution"}
    assert tickets.log(ticket) == DONE


def test_unfounded_needs_a_reason_and_a_supervisor(counter, ticket, tickets):
    counter.submit("fulfil", 422, **fulfil(solution="unfounded"))
    assert set(counter.errors) == {"solution", "reason"}
    counter.submit("fulfil", 422, reason="Struk dari toko lain.")
    assert set(counter.errors) == {"solution"}
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("solution", ["refund", "compensate", "unfounded"])
def test_goes_on_once_approved(solution, siswa, ticket, tickets):
    asked = Solution(solution)
    tickets.ask_approval(ticket, solution=asked, reason="Struk dari toko lain.")
    tickets.approve(ticket)
    siswa.get(f"/tickets/{ticket}")
    siswa.submit("fulfil", **fulfil(solution=solution, reason="Struk dari toko lain."))
    assert tickets.log(ticket)[-1] == "fulfilled"


def test_what_was_approved_stands_and_may_be_added_to(siswa, ticket, tickets):
    tickets.ask_approval(ticket, done="Uang Rp5.000 dikembalikan.")
    tickets.approve(ticket)
    siswa.get(f"/tickets/{ticket}")
    assert siswa.value("done") == "Uang Rp5.000 dikembalikan."
    other = fulfil(solution="refund", done="Uang Rp500.000 dikembalikan.")
    siswa.submit("fulfil", 422, **other)
    assert set(siswa.errors) == {"done"}
    more = "Uang Rp5.000 dikembalikan. Ibu menghitungnya di depan saya."
    siswa.submit("fulfil", **fulfil(solution="refund", done=more))
    assert tickets.log(ticket)[-1] == "fulfilled"


def test_waits_while_the_supervisor_has_not_answered(siswa, ticket, tickets):
    tickets.ask_approval(ticket)
    siswa.get(f"/tickets/{ticket}")
    siswa.submit("fulfil", 422, **fulfil(solution="refund"))
    assert set(siswa.errors) == {"solution"}


def test_another_solution_needs_another_approval(siswa, ticket, tickets):
    tickets.ask_approval(ticket, solution=Solution.REFUND)
    tickets.approve(ticket)
    siswa.get(f"/tickets/{ticket}")
    siswa.submit("fulfil", 422, **fulfil(solution="compensate"))
    assert set(siswa.errors) == {"solution"}


def test_a_refused_solution_stays_refused(siswa, ticket, tickets):
    tickets.ask_approval(ticket)
    tickets.refuse(ticket)
    siswa.get(f"/tickets/{ticket}")
    siswa.submit("fulfil", 422, **fulfil(solution="refund"))
    assert set(siswa.errors) == {"solution"}
    siswa.submit("fulfil", **fulfil(solution="exchange"))
    assert tickets.log(ticket)[-1] == "fulfilled"


def test_an_approval_does_not_outlive_a_step_back(siswa, ticket, tickets):
    tickets.ask_approval(ticket)
    tickets.approve(ticket)
    tickets.step_back(ticket, Step.CONFIRM)
    tickets.confirm(ticket)
    siswa.get(f"/tickets/{ticket}")
    siswa.submit("fulfil", 422, **fulfil(solution="refund"))
    assert set(siswa.errors) == {"solution"}


@pytest.mark.parametrize(
    ("field", "forgery"),
    [("solution", "magic"), ("outcome_practical", "perfect")],
)
def test_refuses_what_was_never_offered(field, forgery, counter, ticket, tickets):
    counter.submit("fulfil", 422, forged={field: forgery}, **fulfil())
    assert set(counter.errors) == {field}
    assert tickets.log(ticket) == DONE


def test_ignores_a_need_the_ticket_does_not_have(counter, ticket, tickets):
    counter.submit("fulfil", forged={"outcome_physical": "met"}, **fulfil())
    assert "physical" not in tickets.facts(ticket)["outcomes"]


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("fulfil", **fulfil(done=text))
    assert tickets.words(ticket)["done"] == text
    assert " ".join(text.split()) in counter.text


@pytest.mark.parametrize("field", ["done", "reason"])
def test_limits_long_text_and_keeps_it(field, counter, ticket, tickets):
    counter.submit("fulfil", 422, **fulfil(**{field: "é" * 5_001}))
    assert set(counter.errors) == {field}
    assert counter.value(field) == "é" * 5_001
    assert tickets.log(ticket) == DONE


def test_get_leads_to_the_ticket(counter, ticket):
    counter.get(f"/tickets/{ticket}/fulfil")
    assert counter.path == f"/tickets/{ticket}"


@pytest.mark.parametrize("username", ["siswi", "tetangga", "guru", "ketua", "admin"])
def test_refuses_everybody_else(username, open_browser, ticket, tickets):
    open_browser(username).post(f"/tickets/{ticket}/fulfil", 403, **fulfil())
    assert tickets.log(ticket) == DONE


@pytest.mark.parametrize("step", [Step.RECORD, Step.CONFIRM, Step.THANK, None])
def test_refuses_a_step_that_is_not_the_present_one(step, siswa, tickets):
    ticket = tickets.at(step)
    before, version = tickets.log(ticket), str(tickets.read(ticket).version)
    typed = fulfil(done="Tulisan yang tidak boleh hilang")
    siswa.post(f"/tickets/{ticket}/fulfil", 409, version=version, key="k", **typed)
    assert siswa.refusal
    assert siswa.value("done") == "Tulisan yang tidak boleh hilang"
    assert tickets.log(ticket) == before


def test_a_double_tap_makes_one_event(counter, ticket, tickets):
    counter.submit("fulfil", **fulfil())
    counter.again()
    assert tickets.log(ticket) == [*DONE, "fulfilled"]


def test_a_stale_page_keeps_the_text(counter, ticket, tickets):
    tickets.ask_approval(ticket)
    tickets.refuse(ticket)
    counter.submit("fulfil", 409, **fulfil())
    assert counter.refusal
    assert counter.value("done").startswith("Roti ditukar")
    assert counter.value("outcome_practical") == "met"
    counter.submit("fulfil")
    assert tickets.log(ticket)[-1] == "fulfilled"
