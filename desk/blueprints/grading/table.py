"""The grades of a class in a period, a student a row."""

from flask import render_template

from desk.blueprints.grading import grading
from desk.domain.people import Permission
from desk.queries.gradebooks import get_book
from desk.web.access import Answer, requires
from desk.web.actor import actor


@grading.get("/<id:gradebook_id>/")
@requires(Permission.READ_GRADES)
def table(gradebook_id: int) -> Answer:
    """Show the grades of a class, by name."""
    book = get_book(gradebook_id, actor())
    return render_template("grading/table.html", book=book)
