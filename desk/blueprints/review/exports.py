"""Lists as files: what the screen shows, all rows of it, in the same words."""

from collections.abc import Iterator

from flask_babel import gettext

from desk.blueprints.review import review
from desk.blueprints.review.search import read_search
from desk.domain.people import Permission
from desk.queries.results import Result, every_result
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.export import (
    Cell,
    Instant,
    asked_kind,
    asked_separator,
    spreadsheet,
    with_zone,
)
from desk.web.formatting import label
from desk.web.now import now


@review.get("/search/export")
@requires(Permission.REVIEW)
def export_search() -> Answer:
    """Send what is found as a file."""
    person, form = actor(), read_search(actor())
    found = every_result(form.query, person, now=now()) if form.q.data else iter(())
    return spreadsheet(
        asked_kind(),
        name=gettext("Search results"),
        header=[
            gettext("Complaint number"),
            gettext("Item or service"),
            gettext("Complaint"),
            gettext("State"),
            gettext("Source"),
            gettext("Held by"),
            with_zone(gettext("Received")),
            with_zone(gettext("Closed")),
        ],
        rows=map(_result, found),
        separator=asked_separator(),
    )


def _result(result: Result) -> list[Cell]:
    return [
        result.number,
        result.item,
        result.complaint,
        ", ".join(_states(result)),
        result.source,
        result.owner or gettext("Queue"),
        Instant(result.received_at),
        Instant(result.ended_at) if result.ended_at else None,
    ]


def _states(line: Result) -> Iterator[str]:
    """Yield where a ticket stands, as its tags on the screen do."""
    standing = line.ending or line.step
    if standing:
        yield label(standing)
    if line.approval:
        yield label(line.approval)
    if line.is_paused:
        yield gettext("Paused")
    if line.is_past:
        yield gettext("Past target")
