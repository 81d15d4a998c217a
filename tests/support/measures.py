"""The figures of a ticket as anybody can compute them: its log, calendar and roster."""

from flask import Flask
from sqlalchemy import select

from desk.domain.clock import Measures, measure
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services.log import calendar_of
from desk.services.roster import duty_roster


def measured(app: Flask, ticket_id: int, now: int) -> Measures:
    """Return every figure of a ticket at an instant (UTC seconds)."""
    with app.app_context():
        ticket = db.session.get_one(Ticket, ticket_id)
        query = select(TicketEvent).filter_by(ticket_id=ticket_id)
        log = [e.as_event() for e in db.session.scalars(query.order_by("n"))]
        people = {event.by for event in log if event.by is not None}
        begin = min(event.at for event in log)
        roster = duty_roster(ticket.unit_id, begin, now)
        shifts = roster.for_people(people, begin, now)
        return measure(log, calendar_of(ticket.unit_id), now, roster=shifts)


def shares(app: Flask, ticket_id: int, now: int) -> dict[int | None, int]:
    """Return the active seconds by who they count for; None is the queue."""
    return dict(measured(app, ticket_id, now).shares)
