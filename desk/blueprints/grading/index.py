"""Where grading begins: own classes in their periods, and classes to take on."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from desk.blueprints.grading import grading
from desk.blueprints.grading.periods import period_form
from desk.domain.people import Permission
from desk.queries.class_groups import get_class_group
from desk.queries.objections import count_open
from desk.queries.periods import overview
from desk.services import class_groups as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent


@grading.get("/")
@requires(Permission.READ_GRADES)
def index() -> Answer:
    """Show every gradebook the person may read, and how far it is."""
    known = overview(actor())
    may_grade = actor().may(Permission.GRADE)
    # Nothing to set up first: who has no period yet finds one filled in.
    is_new = may_grade and not known.periods and known.own
    return render_template(
        "grading/index.html",
        known=known,
        may_grade=may_grade,
        objections=count_open(actor()),
        form=period_form(known) if is_new else None,
    )


@grading.post("/classes/<id:group_id>/teach")
@requires(Permission.GRADE)
def teach(group_id: int) -> Answer:
    """Take on a class that nobody teaches."""
    row = get_class_group(group_id)
    service.teach(act(key_sent()), group_id)
    flash(gettext("You teach %(name)s now.", name=row.name), "success")
    return redirect(url_for("grading.index"))
