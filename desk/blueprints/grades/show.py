"""A student's own published grade, line by line."""

from flask import render_template

from desk.blueprints.grades import grades
from desk.blueprints.grades.objection_forms import ObjectionForm, objection_form
from desk.blueprints.grading.arithmetic import arithmetic_of
from desk.domain.people import Permission
from desk.queries.grade_sheets import own_sheet
from desk.web.access import Answer, requires
from desk.web.actor import actor


@grades.get("/<id:gradebook_id>")
@requires(Permission.READ_OWN_GRADES)
def show(gradebook_id: int) -> Answer:
    """Show the grade as published, and before that that it is not."""
    return show_page(gradebook_id)


def show_page(gradebook_id: int, *, sent: ObjectionForm | None = None) -> str:
    """Return the page of a grade; an objection just sent stays as it was sent."""
    person = actor()
    book, sheet = own_sheet(gradebook_id, person)
    if sheet is None:
        return render_template("grades/not_published.html", book=book)
    return render_template(
        "grades/show.html",
        book=book,
        sheet=sheet,
        arithmetic=arithmetic_of(sheet, person),
        objection=objection_form(gradebook_id, sheet.inputs, person, sent),
    )
