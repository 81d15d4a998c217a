"""What students thought customers would say, beside what they said; never graded."""

from typing import Any

from flask import render_template, request

from desk.blueprints.feedback import feedback
from desk.blueprints.reports.forms import read_asked, read_form
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.vocabulary import Performance
from desk.queries import forecasts as queries
from desk.queries.forecasts import Cell
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.now import now
from desk.web.paging import cursor, linked

UNANSWERED = "none"


@feedback.get("/forecasts")
@requires(Permission.READ_FORECASTS)
def forecasts() -> Answer:
    """Show each student's forecasts of a span beside the answers, by name."""
    span = _span()
    asked = span["asked"]
    students = queries.forecasts(asked.scope) if asked else []
    return render_template("feedback/forecasts.html", **span, students=students)


@feedback.get("/forecasts/mine")
@requires(Permission.WALK_STEPS)
def my_forecasts() -> Answer:
    """Show one's own forecasts of a span beside the answers."""
    return _page_of(actor().id)


@feedback.get("/forecasts/<id:person_id>")
@requires(Permission.READ_FORECASTS)
def student_forecasts(person_id: int) -> Answer:
    """Show a student's forecasts of a span beside the answers."""
    return _page_of(person_id)


def _page_of(person_id: int) -> Answer:
    person, span, cell = actor(), _span(), _cell_asked()
    found = page = None
    if asked := span["asked"]:
        found = queries.forecasts_of(person_id, asked.scope, person)
        if cell is not None:
            rows = queries.forecast_tickets(
                person_id, cell, asked.scope, person, cursor=cursor()
            )
            page = linked(rows)
    return render_template(
        "feedback/student.html",
        **span,
        is_own=person_id == person.id,
        forecasts=found,
        cell=cell,
        page=page,
    )


def _span() -> dict[str, Any]:
    """Return the days asked for, and what a page needs to ask for others."""
    person = actor()
    form = read_form(person)
    asked = read_asked(form)
    return {
        "form": form,
        "asked": asked,
        "performances": Performance,
        "now": now(),
    }


def _cell_asked() -> Cell | None:
    """Return the cell of the table whose tickets are asked for. Raises NotFound."""
    forecast = request.args.get("forecast")
    if forecast is None:
        return None
    performance = request.args.get("performance", UNANSWERED)
    words = set(Performance)
    if forecast not in words or performance not in {*words, UNANSWERED}:
        raise NotFound
    is_answered = performance != UNANSWERED
    return Cell(
        Performance(forecast), Performance(performance) if is_answered else None
    )
