"""What a list says a ticket has counted is what the engine finds in its log."""

import random

import pytest

from desk.domain.nearness import Aim
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Ticket
from desk.queries import progress


def _agree(app, tickets, ticket_id, now):
    with app.app_context():
        ticket = db.session.get_one(Ticket, ticket_id)
        measures = tickets.measures(ticket_id)
        assert progress.so_far(ticket, now) == measures.resolution
        if ticket.step is not None:
            assert (
                progress.spent(ticket, Aim.STEP, now) == (measures.steps[ticket.step])
            )


@pytest.mark.parametrize("step", [*Step, None])
@pytest.mark.parametrize("minutes", [0, 7, 60 * 9, 60 * 24 * 5])
def test_goes_on_from_the_last_event(step, minutes, app, tickets, clock):
    ticket_id = tickets.at(step)
    clock.move(minutes=minutes)
    _agree(app, tickets, ticket_id, clock.now)


@pytest.mark.parametrize("minutes", [1, 60 * 7, 60 * 24 * 3, 60 * 24 * 9])
def test_a_pause_ends_when_its_cap_is_used_up(minutes, app, tickets, clock):
    ticket_id = tickets.at(random.choice([Step.CONFIRM, Step.FULFIL]))
    clock.move(minutes=3)
    tickets.pause(ticket_id)
    clock.move(minutes=minutes)
    _agree(app, tickets, ticket_id, clock.now)
