"""Why a ticket's times are what they are: the page behind every duration."""

from flask import render_template

from desk.blueprints.tickets import tickets
from desk.domain.people import Permission
from desk.queries.explanation import explain_time
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.explaining import explained
from desk.web.now import now
from desk.web.zone import use_zone


@tickets.get("/<id:ticket_id>/time")
@requires(Permission.READ_TICKETS)
def time(ticket_id: int) -> Answer:
    """Show every second of a ticket and what it counts for."""
    told = explain_time(ticket_id, actor(), now=now())
    use_zone(told.zone)
    return render_template("tickets/time.html", time=explained(told, actor()))
