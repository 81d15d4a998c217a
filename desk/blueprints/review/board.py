"""The open tickets as a board: a column a step."""

from flask import url_for

from desk.blueprints.review import review
from desk.blueprints.review.forms import read_open
from desk.blueprints.review.tabs import tabs_of
from desk.domain.people import Permission
from desk.queries import lists
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.live import live
from desk.web.now import now


@review.get("/board")
@requires(Permission.REVIEW)
def board() -> Answer:
    """Show the open tickets by step, the most pressing of each."""
    person = actor()
    form = read_open(person)
    tabs, total = tabs_of(form, person, "review.board", now=now())
    columns = lists.board(person, form.chosen, now=now())
    urls = {
        column.step: url_for(
            "review.open_tickets", **{**form.values, "step": column.step.value}
        )
        for column in columns
    }
    return live(
        "review/board.html",
        "review/_columns.html",
        columns=columns,
        urls=urls,
        filters=form,
        tabs=tabs,
        total=total,
    )
