"""A student's periods, and what was published in each."""

from flask import render_template

from desk.blueprints.grades import grades
from desk.domain.people import Permission
from desk.queries.objections import standings_of
from desk.queries.own_grades import own_grades
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.now import now


@grades.get("/")
@requires(Permission.READ_OWN_GRADES)
def index() -> Answer:
    """Show a student's own grades, the newest period first."""
    person = actor()
    standings = {each.gradebook_id: each for each in standings_of(person.id)}
    at = now()
    return render_template(
        "grades/index.html",
        grades=own_grades(person),
        # Until when each may be objected to, of those that still may.
        until={k: each.until for k, each in standings.items() if each.may_object(at)},
    )
