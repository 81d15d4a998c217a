"""A student's periods, and what was published in each."""

from flask import render_template

from desk.blueprints.grades import grades
from desk.blueprints.grading.arithmetic import rules_url
from desk.domain.people import Permission
from desk.queries.own_grades import own_grades
from desk.web.access import Answer, requires
from desk.web.actor import actor


@grades.get("/")
@requires(Permission.READ_OWN_GRADES)
def index() -> Answer:
    """Show a student's own grades, the newest period first."""
    return render_template(
        "grades/index.html",
        grades=[(own, rules_url(own.gradebook_id)) for own in own_grades(actor())],
    )
