"""The figures of a ticket as anybody can compute them: its log, calendar and roster."""

import time

from sqlalchemy import select

from desk.domain.clock import Measures, measure
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services.roster import duty_roster
from desk.services.row import calendar_of
from tests.support.tickets import Tickets


def measured(tickets: Tickets, ticket_id: int) -> Measures:
    """Return every figure of a ticket as of now."""
    now = int(time.time())
    with tickets.reading():
        unit_id = db.session.scalars(
            select(Ticket.unit_id).where(Ticket.id == ticket_id)
        ).one()
        rows = db.session.scalars(TicketEvent.of_ticket(ticket_id))
        log = [event.as_event() for event in rows]
        known = {each for event in log for each in (event.by, event.receiver)}
        people = {person for person in known if person is not None}
        begin = min(event.at for event in log)
        roster = duty_roster(unit_id, begin, now)
        shifts = roster.for_people(people, begin, now)
        return measure(log, calendar_of(unit_id), now, roster=shifts)


def shares(tickets: Tickets, ticket_id: int) -> dict[int | None, int]:
    """Return the active seconds by who they count for; None is the queue."""
    return dict(measured(tickets, ticket_id).shares)
