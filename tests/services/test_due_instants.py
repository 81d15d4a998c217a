"""The due instants a ticket keeps: they follow from its log, calendar and targets.

It is Wednesday 2 September 2026; the minimarket serves 07-12 and 13-15, on Friday
07-11.30 and 13-14.30.
"""

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.defaults import HOURS
from desk.domain.log import EventKind
from desk.domain.vocabulary import Priority, Step
from desk.extensions import db
from desk.models import CalendarVersion
from desk.services import log, row
from desk.services.transaction import writing

MINUTE, HOUR = 60, 3600


@pytest.fixture
def append(tickets, app):
    """Return what puts an event into a ticket's log, now."""

    def one(ticket_id, kind, by="siswa", **facts):
        act = tickets.act(by)
        with app.app_context(), writing():
            ticket = log.load(ticket_id)
            log.append(ticket, kind, act, recorded_at=act.at, facts=facts)

    return one


def due(tickets, ticket_id):
    ticket = tickets.read(ticket_id)
    return ticket.step_due, ticket.response_due, ticket.resolution_due


def test_a_new_ticket(tickets, clock):
    ticket = tickets.start()
    assert due(tickets, ticket) == (
        clock.now + 5 * MINUTE,
        clock.now + 30 * MINUTE,
        # One school day of 7 hours: 5 today, 2 tomorrow from 7 to 9.
        clock.set(9, days=1),
    )


def test_one_received_in_the_night_is_due_in_the_morning(tickets, clock):
    clock.set(20)
    ticket = tickets.start()
    assert due(tickets, ticket)[0] == clock.set(7, 5, days=1)


def test_a_step_completed_early_begins_the_next_one_there(tickets, clock):
    ticket, received = tickets.start(), clock.now
    clock.move(minutes=2)
    tickets.record(ticket)
    step, response, _ = due(tickets, ticket)
    assert step == clock.now + 25 * MINUTE
    # What is saved on one step is left for the response as a whole.
    assert response == received + 30 * MINUTE


def test_the_response_once_given_is_due_no_more(tickets):
    ticket = tickets.at(Step.FULFIL)
    assert due(tickets, ticket)[1] is None


def test_a_closed_ticket_is_due_no_more(tickets):
    assert due(tickets, tickets.at(None)) == (None, None, None)


def test_one_closed_late_says_when_it_was_due(tickets, clock):
    ticket, received = tickets.at(Step.FULFIL), clock.now
    clock.set(14, days=1)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    step, response, resolution = due(tickets, ticket)
    assert (step, response) == (None, None)
    assert received < resolution < clock.now


def test_stepping_back_brings_the_step_s_due_instant_back(tickets, clock):
    ticket = tickets.at(Step.CONFIRM)
    clock.move(minutes=10)
    tickets.confirm(ticket)
    clock.move(minutes=20)
    tickets.step_back(ticket, to=Step.CONFIRM)
    # 10 of its 25 minutes are used up.
    assert due(tickets, ticket)[0] == clock.now + 15 * MINUTE


def test_undone_means_it_never_happened(tickets, clock):
    ticket = tickets.at(Step.CONFIRM)
    before = due(tickets, ticket)
    clock.move(minutes=1)
    tickets.confirm(ticket)
    tickets.undo(ticket)
    assert due(tickets, ticket) == before


def test_a_pause_shifts_all_of_them(tickets, append, clock):
    ticket = tickets.at(Step.CONFIRM)
    before = due(tickets, ticket)
    append(ticket, EventKind.PAUSED, reason="waiting_customer")
    paused = tickets.read(ticket)
    assert paused.paused_until == clock.set(9, days=1)
    clock.set(9, 40)
    append(ticket, EventKind.RESUMED)
    assert tickets.read(ticket).paused_until is None
    after = due(tickets, ticket)
    assert [b - a for a, b in zip(before[:2], after[:2], strict=True)] == [
        40 * MINUTE
    ] * 2
    assert after[2] == clock.set(9, 40, days=1)


def test_one_that_waits_for_approval_shifts_nothing_until_then(tickets, append, clock):
    ticket = tickets.at(Step.CONFIRM)
    before = due(tickets, ticket)
    append(ticket, EventKind.PAUSED, reason="waiting_supplier")
    assert due(tickets, ticket) == before
    assert tickets.read(ticket).paused_until is None
    pause = len(tickets.log(ticket))
    append(ticket, EventKind.VERIFIED, by="pengawas", target=pause)
    assert tickets.read(ticket).paused_until == clock.set(9, days=1)
    append(ticket, EventKind.REJECTED, by="pengawas", target=pause)
    assert due(tickets, ticket) == before


def test_taking_it_or_putting_it_back_changes_nothing(tickets, clock):
    ticket = tickets.receive()
    before = due(tickets, ticket)
    clock.move(minutes=3)
    tickets.take(ticket)
    clock.move(minutes=3)
    tickets.release(ticket)
    assert due(tickets, ticket) == before


def test_a_holiday_in_between(tickets, app, world, clock):
    rules = HOURS | {"closed": {"2026-09-03": "Rapat guru"}}
    with app.app_context(), writing():
        db.session.add(
            CalendarVersion(
                unit_id=world.units["MM"],
                rules=ServiceCalendar.from_json(rules),
                author_id=None,
                reason="Rapat guru",
                created_at=clock.now,
            )
        )
    assert due(tickets, tickets.start())[2] == clock.set(9, days=2)


@pytest.mark.parametrize(
    ("priority", "times"),
    [
        (Priority.HIGH, ((9, 10, 0), (11, 0, 0))),
        (Priority.LOW, ((11, 0, 0), (10, 0, 5))),
    ],
)
def test_the_priority_chooses_the_targets(tickets, app, clock, priority, times):
    ticket_id = tickets.start()
    with app.app_context(), writing():
        ticket = log.load(ticket_id)
        log.append(
            ticket,
            EventKind.PRIORITISED,
            tickets.act("pengawas"),
            recorded_at=clock.now,
            facts={"priority": priority},
        )
    _, *found = due(tickets, ticket_id)
    expected = [clock.set(hour, minute, days=days) for hour, minute, days in times]
    assert found == expected


def test_they_follow_from_the_log_and_nothing_else(tickets, app):
    tickets.set_targets(medium_record=2)
    ids = [tickets.at(step) for step in (*Step, None)]
    with app.app_context():
        for ticket_id in ids:
            ticket = log.load(ticket_id)
            kept = ticket.step_due, ticket.response_due, ticket.resolution_due
            with db.session.no_autoflush:
                ticket.step_due = ticket.response_due = ticket.resolution_due = None
                row.project(ticket, log._history(ticket_id), row.rules_of)
                again = ticket.step_due, ticket.response_due, ticket.resolution_due
            db.session.rollback()
            assert again == kept
