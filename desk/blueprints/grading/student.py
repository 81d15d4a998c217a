"""One student's grade: every row it is made of, to the final number."""

from collections.abc import Mapping

from flask import render_template, request

from desk.blueprints.grading import grading
from desk.blueprints.grading.arithmetic import arithmetic_of
from desk.blueprints.grading.life_forms import forms_for, out_of_place
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.queries.grade_sheets import grade_sheet
from desk.queries.gradebooks import is_out_of_date
from desk.queries.objections import objection_of
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.forms import MOST_DIGITS, DeskForm


@grading.get("/<id:gradebook_id>/students/<id:person_id>")
@requires(Permission.READ_GRADES)
def student(gradebook_id: int, person_id: int) -> Answer:
    """Show a student's grade as computed last, or as it was at a version."""
    return student_page(gradebook_id, person_id, n=_asked())


def student_page(
    gradebook_id: int,
    person_id: int,
    *,
    n: int | None = None,
    sent: Mapping[str, DeskForm] | None = None,
) -> str:
    """Return a student's page; a form just sent stays as it was sent."""
    person = actor()
    sheet = grade_sheet(gradebook_id, person_id, person, n=n)
    return render_template(
        "grading/student.html",
        book=sheet.book,
        sheet=sheet,
        row=sheet.row,
        arithmetic=arithmetic_of(sheet, person),
        is_out_of_date=is_out_of_date(sheet.book),
        raised=objection_of(sheet.row.id),
        may_grade=sheet.book.may_grade(person),
        # What was is looked at; what is may be changed.
        forms=forms_for(sheet.row, sheet.book, person, sent) if n is None else {},
        refused=out_of_place(sheet.row, sheet.book, sent),
    )


def _asked() -> int | None:
    """Return the version the address asks for. Raises NotFound for nonsense."""
    text = request.args.get("version")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise NotFound
    return int(text)
