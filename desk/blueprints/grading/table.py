"""The grades of a class in a period, a student a row."""

from dataclasses import dataclass
from functools import lru_cache, partial

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from desk.blueprints.grading import grading
from desk.blueprints.grading.table_forms import FIELDS, TableForm, table_form
from desk.domain.grade_table import (
    GradeColumn,
    GradeRow,
    Narrowed,
    Order,
    shown,
)
from desk.domain.grading import GradePart
from desk.domain.people import Permission
from desk.queries.grade_table import grade_rows, has_tickets
from desk.queries.gradebooks import get_book, is_out_of_date
from desk.services import recomputing as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.formatting import label

# Of a school's classes, in both languages.
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: a link that sorts by it, or turns the order around."""

    label: str
    url: str
    # As `aria-sort` says it; nothing for what the rows are not sorted by.
    sorted: str


@grading.get("/<id:gradebook_id>/")
@requires(Permission.READ_GRADES)
def table(gradebook_id: int) -> Answer:
    """Show the grades of a class, by name unless asked otherwise."""
    person = actor()
    book = get_book(gradebook_id, person)
    form = table_form()
    asked = form.offer(book)
    rows = grade_rows(book)
    return render_template(
        "grading/table.html",
        book=book,
        form=form,
        fields=FIELDS,
        asked=asked,
        heads=_heads(form, asked),
        rows=shown(rows, asked),
        total=len(rows),
        parts=list(GradePart),
        is_quiet=not any(row.observations for row in rows) and not has_tickets(book),
        is_out_of_date=is_out_of_date(book),
        may_grade=book.may_grade(person),
        row_html=partial(
            _row_html,
            root=request.root_path,
            gradebook_id=gradebook_id,
            language=person.language,
        ),
    )


@grading.post("/<id:gradebook_id>/recompute")
@requires(Permission.GRADE)
def recompute(gradebook_id: int) -> Answer:
    """Compute the grades of the class anew from what the desk knows now."""
    service.recompute(act(key_sent()), gradebook_id)
    flash(gettext("The grades are computed anew."), "success")
    return redirect(url_for("grading.table", gradebook_id=gradebook_id))


@lru_cache(MOST_ROWS)
def _row_html(row: GradeRow, **page: object) -> Markup:
    """Return a row as a page shows it; most are the same each time it is opened.

    What it is made of is all in what is given: the row, and how the page tells it.
    """
    template = current_app.jinja_env.get_template("grading/_row.html")
    written = template.make_module(
        {
            "row": row,
            "gradebook_id": page["gradebook_id"],
            "parts": list(zip(GradePart, row.parts, strict=False)),
            "columns": GradeColumn,
        }
    )
    return escape(written)


def _heads(form: TableForm, asked: Narrowed) -> dict[str, Head]:
    """Return the heads of the columns, by the word of each; "" is the name."""
    return {
        column: _head(form, column, asked) for column in ("", *map(str, GradeColumn))
    }


def _head(form: TableForm, column: str, asked: Narrowed) -> Head:
    is_sorted = column == (asked.sort or "")
    turned = Order.DOWN if is_sorted and asked.order is Order.UP else ""
    name = label(GradeColumn(column)) if column else str(form.sort.choices[0].label)
    return Head(
        name,
        form.url(sort=column, order=turned),
        {Order.UP: "ascending", Order.DOWN: "descending"}[asked.order]
        if is_sorted
        else "",
    )
