"""The objections that wait for a teacher, of all classes."""

from flask import render_template

from desk.blueprints.grading import grading
from desk.domain.people import Permission
from desk.queries.objections import open_objections
from desk.web.access import Answer, requires
from desk.web.actor import actor


@grading.get("/objections")
@requires(Permission.GRADE)
def objections() -> Answer:
    """Show what waits for an answer, the oldest first."""
    return render_template("grading/objections.html", lines=open_objections(actor()))
