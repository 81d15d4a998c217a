"""Whom to ask how it went, a week after their complaint was closed."""

from flask import render_template

from desk.blueprints.feedback import feedback
from desk.domain.people import Permission
from desk.queries.follow_ups import follow_ups as to_follow_up
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.now import now
from desk.web.paging import cursor, linked


@feedback.get("/follow-ups")
@requires(Permission.KEEP_CUSTOMERS)
def follow_ups() -> Answer:
    """Show whom to ask, what is due first."""
    page = to_follow_up(actor(), now=now(), cursor=cursor())
    return render_template("feedback/follow_ups.html", page=linked(page))
