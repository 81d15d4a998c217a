"""A student objects to the own published grade."""

from flask import flash, redirect, url_for
from flask_babel import gettext

from desk.blueprints.grades import grades
from desk.blueprints.grades.objection_forms import ObjectionForm
from desk.blueprints.grades.show import show_page
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.queries.grade_sheets import own_sheet
from desk.services import objections as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor


@grades.post("/<id:gradebook_id>/objection")
@requires(Permission.READ_OWN_GRADES)
def raise_objection(gradebook_id: int) -> Answer:
    """Object to rows of the own published grade."""
    _, sheet = own_sheet(gradebook_id, actor())
    if sheet is None:
        raise NotFound
    form = ObjectionForm()
    form.offer(sheet.inputs)
    if form.accepts(
        lambda: service.raise_objection(
            act(form.key.data or ""),
            gradebook_id,
            seen=form.seen,
            disputed=form.disputed.data or [],
            words=form.words.data or "",
        )
    ):
        flash(gettext("Sent. Your teacher answers here."), "success")
        return redirect(
            url_for("grades.show", gradebook_id=gradebook_id, _anchor="objection")
        )
    return show_page(gradebook_id, sent=form), form.status
