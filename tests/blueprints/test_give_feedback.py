"""The feedback card: one answer for each closing, never for one's own ticket."""

import pytest

from desk.domain.feedback import NotYetClosed
from desk.domain.vocabulary import Performance
from tests.support.words import say

DAY = 86_400
ANSWER = {"performance": "above", "would_tell": "yes", "line": "Ramah sekali."}


@pytest.fixture
def ticket(tickets):
    return tickets.at(None)


@pytest.fixture
def code(ticket, tickets):
    return tickets.give_code(ticket)


@pytest.fixture
def customer(visitor, code):
    return visitor.get(f"/complaint/{code}")


def test_the_customer_answers_once(customer, ticket, code, tickets, clock):
    clock.move(hours=2)
    customer.submit("feedback", **ANSWER)
    customer.again()
    assert customer.path == f"/complaint/{code}"
    assert tickets.log(ticket).count("feedback_given") == 1
    assert tickets.facts(ticket) == {"performance": "above", "would_tell": True}
    assert tickets.words(ticket) == {"line": "Ramah sekali."}
    row = tickets.read(ticket)
    assert (row.performance, row.would_tell) == (Performance.ABOVE, True)
    assert row.feedback_at == clock.now
    assert "Ramah sekali." in customer.text
    assert not customer.has_form("feedback")


def test_one_tap_is_enough(customer, ticket, tickets):
    customer.submit("feedback", performance="below", would_tell=False, line="")
    assert tickets.facts(ticket) == {"performance": "below"}


def test_twice_is_told_kindly_with_what_was_said(visitor, code, ticket, tickets):
    visitor.get(f"/complaint/{code}")
    tickets.give_feedback(ticket, line="Sudah saya jawab.")
    visitor.submit("feedback", 409, **ANSWER)
    assert say("You have answered already. Thank you! Your answer stands below.") in (
        visitor.text
    )
    assert "Sudah saya jawab." in visitor.text
    assert tickets.log(ticket).count("feedback_given") == 1


def test_keeps_the_line_where_nothing_was_chosen(customer, ticket, tickets):
    customer.submit("feedback", 422, line="Ramah sekali.")
    assert customer.errors == {"card-performance": say("Please choose one.")}
    assert customer.value("line", "feedback") == "Ramah sekali."
    assert tickets.log(ticket)[-1] == "thanked"


def test_a_new_closing_is_asked_about_anew(customer, code, ticket, tickets):
    tickets.give_feedback(ticket)
    tickets.reopen(ticket)
    assert not customer.get(f"/complaint/{code}").has_form("feedback")
    customer.post(f"/complaint/{code}/feedback", 409, key="k", performance="below")
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    customer.get(f"/complaint/{code}").submit("feedback", **ANSWER)
    assert tickets.read(ticket).performance is Performance.ABOVE


def test_says_that_it_was_reopened_meanwhile(customer, ticket, tickets):
    tickets.reopen(ticket)
    customer.submit("feedback", 409, performance="above")
    assert say(NotYetClosed.message) in customer.text
    assert "feedback_given" not in tickets.log(ticket)


def test_says_when_it_is_too_late(visitor, code, ticket, tickets, clock):
    clock.move(days=31)
    assert not visitor.get(f"/complaint/{code}").has_form("feedback")
    visitor.get("/complaint")
    visitor.post(f"/complaint/{code}/feedback", 409, key="k", **ANSWER)
    assert "30" in visitor.text
    assert tickets.read(ticket).feedback_at is None


@pytest.mark.parametrize("username", ["siswa", "pengawas"])
def test_nobody_answers_for_their_own_ticket(
    username, open_browser, code, ticket, tickets
):
    tickets.coach(ticket)  # a part, too
    staff = open_browser(username).get(f"/complaint/{code}")
    assert not staff.has_form("feedback")
    staff.post(f"/complaint/{code}/feedback", 409, key="k", **ANSWER)
    assert tickets.read(ticket).feedback_at is None


@pytest.mark.parametrize("username", ["admin", "tetangga"])
def test_others_do_not_type_it_in(username, open_browser, code, ticket, tickets):
    staff = open_browser(username).get(f"/complaint/{code}")
    staff.post(f"/complaint/{code}/feedback", 403, key="k", **ANSWER)
    assert tickets.read(ticket).feedback_at is None


def test_a_colleague_types_a_paper_card_in(open_browser, code, ticket, world):
    colleague = open_browser("siswi").get(f"/complaint/{code}")
    colleague.submit("feedback", **ANSWER)
    told = open_browser("pengawas").get(f"/tickets/{ticket}").text
    assert say("Feedback of the customer, typed in by staff") in told
    assert world.actors["siswi"].name in told


def test_an_answer_from_a_staff_device_is_marked_for_reviewers(
    visitor, open_browser, code, ticket, tickets
):
    visitor.sign_in_by_form("siswa")
    visitor.submit("sign-out")
    visitor.get(f"/complaint/{code}").submit("feedback", **ANSWER)
    assert tickets.facts(ticket)["same_device"] is True
    flag = say("Sent from a device that staff work on")
    assert flag in open_browser("pengawas").get(f"/tickets/{ticket}").text
    assert flag not in open_browser("siswa").get(f"/tickets/{ticket}").text
