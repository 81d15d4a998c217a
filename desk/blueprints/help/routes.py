"""The pocket guide."""

from flask import render_template

from desk.blueprints.help import help_
from desk.domain.people import Permission
from desk.web.access import Answer, requires
from desk.web.actor import actor


@help_.get("/")
@requires(Permission.SIGNED_IN)
def guide() -> Answer:
    """Show the pocket guide, with the chapters of one's own work."""
    person = actor()
    return render_template(
        "help/guide.html",
        reads_tickets=person.may(Permission.READ_TICKETS),
        reads_own_grades=person.may(Permission.READ_OWN_GRADES),
        reads_grades=person.may(Permission.READ_GRADES),
        reviews=person.may(Permission.REVIEW),
        keeps_hours=person.may(Permission.EDIT_CALENDAR),
    )
