"""Set the priority: impact × urgency changes the targets, never the time counted."""

import pytest

from desk.domain.errors import InvalidInput, OwnWork, TicketClosed
from desk.domain.refusals import SamePriority
from desk.domain.vocabulary import Impact, Priority, Step, Urgency


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def review(pengawas, ticket):
    return pengawas.get(f"/tickets/{ticket}")


def test_sets_the_priority_and_with_it_the_targets(review, ticket, tickets, clock):
    before, counted = tickets.read(ticket), tickets.measures(ticket)
    review.submit("prioritise", impact="many", urgency="now")
    assert review.flashes == ["success"]
    row = tickets.read(ticket)
    assert (row.impact, row.urgency) == (Impact.MANY, Urgency.NOW)
    assert row.priority is Priority.HIGH
    assert row.due_at < before.due_at
    assert tickets.measures(ticket) == counted
    assert tickets.facts(ticket) == {
        "impact": "many",
        "urgency": "now",
        "priority": "high",
        "from_priority": "medium",
    }


def test_the_page_says_what_follows(review):
    table = review.page.select_one(".priority-table").get_text(" ")
    assert "Beberapa pelanggan" in table
    assert "Tinggi" in table
    targets = review.page.select_one(".priority-targets").get_text(" ")
    assert targets.count("ditanggapi dalam") == len(Priority)


def test_the_timeline_says_what_was_set(review, ticket):
    review.submit("prioritise", impact="one", urgency="can_wait")
    last = review.page.select(".timeline-prioritised")[-1].get_text(" ")
    assert "Satu pelanggan" in last
    assert "Rendah" in last
    assert review.value("impact", "prioritise") == "one"


def test_lowered_too_late_the_log_keeps_what_had_passed(ticket, tickets, clock):
    """Source: clock.md, a downgrade after the target has passed is ignored."""
    due = tickets.read(ticket).step_due
    clock.move(hours=3)
    tickets.prioritise(ticket, Impact.ONE, Urgency.CAN_WAIT)
    facts = tickets.facts(ticket)
    assert facts["from_priority"] == "medium"
    assert facts["passed"]["step"] == due


def test_a_target_kept_so_far_is_not_among_them(ticket, tickets):
    tickets.prioritise(ticket, Impact.ONE, Urgency.CAN_WAIT)
    assert "passed" not in tickets.facts(ticket)


@pytest.mark.parametrize("wrong", ["", "huge", "medium"])
def test_both_must_be_chosen(wrong, review, ticket, tickets):
    review.submit("prioritise", 422, impact="many", forged={"urgency": wrong})
    assert review.value("impact", "prioritise") == "many"
    with pytest.raises(InvalidInput) as refused:
        tickets.prioritise(ticket, None, Urgency.NOW)
    assert list(refused.value.errors) == ["impact"]


def test_the_same_again_says_so(ticket, tickets):
    tickets.prioritise(ticket)
    with pytest.raises(SamePriority):
        tickets.prioritise(ticket)


def test_nobody_sets_their_own(pengawas, tickets):
    own = tickets.at(Step.CONFIRM, by="pengawas")
    assert not pengawas.get(f"/tickets/{own}").has_form("prioritise")
    with pytest.raises(OwnWork):
        tickets.prioritise(own)


def test_open_tickets_only(tickets, pengawas):
    closed = tickets.at(None)
    assert not pengawas.get(f"/tickets/{closed}").has_form("prioritise")
    with pytest.raises(TicketClosed):
        tickets.prioritise(closed)


@pytest.mark.parametrize("username", ["siswa", "admin", "tetangga_pengawas"])
def test_refuses_others(username, ticket, tickets, open_browser):
    open_browser(username).post(
        f"/tickets/{ticket}/prioritise", 403, version="2", impact="many", urgency="now"
    )
    assert tickets.log(ticket)[-1] == "recorded"


def test_a_double_tap_sets_it_once(review, ticket, tickets):
    review.submit("prioritise", impact="many", urgency="now")
    review.again()
    assert tickets.log(ticket).count("prioritised") == 1


def test_a_stale_page_keeps_what_was_chosen(review, ticket, tickets):
    tickets.confirm(ticket)
    review.submit("prioritise", 409, impact="many", urgency="now")
    assert review.value("urgency", "prioritise") == "now"
    assert tickets.log(ticket)[-1] == "confirmed"


def test_a_slip_is_undone(review, ticket, tickets):
    review.submit("prioritise", impact="many", urgency="now")
    review.get(f"/tickets/{ticket}").submit("undo")
    assert tickets.read(ticket).priority is Priority.MEDIUM
