"""The grades of a class on one sheet of paper."""

from string import ascii_lowercase

from flask import render_template

from desk.blueprints.grading import grading
from desk.domain.grade_table import GradeMark, Narrowed, shown
from desk.domain.grading import GradePart
from desk.domain.people import Permission
from desk.queries.grade_table import grade_rows
from desk.queries.gradebooks import get_book
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.now import now

# What is noted beside a grade, by a letter: a narrow sheet has no room for words.
NOTES = tuple(
    zip(
        ascii_lowercase,
        (
            GradeMark.SMALL,
            GradeMark.PROVISIONAL,
            GradeMark.NEEDS_LOOK,
            GradeMark.CHANGED_SINCE,
            GradeMark.MOVED,
        ),
        strict=False,
    )
)


@grading.get("/<id:gradebook_id>/class-sheet")
@requires(Permission.READ_GRADES)
def class_sheet(gradebook_id: int) -> Answer:
    """Show the grades of a class as a sheet of A4, by name."""
    book = get_book(gradebook_id, actor())
    rows = shown(grade_rows(book), Narrowed())
    return render_template(
        "grading/class_sheet.html",
        book=book,
        rows=rows,
        parts=list(GradePart),
        notes=NOTES,
        used={mark for row in rows for mark in row.marks},
        unpublished=sum(not (row.state and row.state.is_shown) for row in rows),
        printed_at=now(),
    )
