"""Lists as files: what the screen shows, all rows of it, in the same words and order.

What stands under one another on the screen stands in columns of its own, so that it
can be sorted and counted. Who complained and how to reach them is in no file.
"""

from collections.abc import Iterator

from flask_babel import gettext

from desk.blueprints.review import review
from desk.blueprints.review.forms import read_archive, read_open
from desk.blueprints.review.search import read_search
from desk.domain.people import Permission
from desk.queries import lists
from desk.queries.lists import TicketLine
from desk.queries.results import Result, every_result
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import hand_out
from desk.web.export import Cell, Instant, Span, with_zone
from desk.web.formatting import label
from desk.web.now import now


@review.get("/export")
@requires(Permission.REVIEW)
def export_open() -> Answer:
    """Send the open tickets that pass the filters as a file."""
    person = actor()
    lines = lists.every_open(person, read_open(person).chosen, now=now())
    header = [
        gettext("So far"),
        gettext("Target"),
        gettext("Which target"),
        with_zone(gettext("Due at")),
        gettext("State"),
        gettext("Complaint number"),
        gettext("Priority"),
        gettext("Complaint"),
        gettext("Step"),
        gettext("Source"),
        gettext("Held by"),
    ]
    return hand_out(gettext("Open tickets"), header=header, rows=map(_open, lines))


@review.get("/archive/export")
@requires(Permission.REVIEW)
def export_archive() -> Answer:
    """Send the closed tickets that pass the filters as a file."""
    person = actor()
    lines = lists.every_archived(person, read_archive(person).chosen, now=now())
    header = [
        gettext("Complaint number"),
        gettext("Priority"),
        gettext("Item or service"),
        gettext("Complaint"),
        gettext("Step"),
        gettext("Source"),
        gettext("Channel"),
        gettext("Held by"),
        with_zone(gettext("Closed")),
        gettext("Response time"),
        gettext("Resolution time"),
    ]
    return hand_out(gettext("Archive"), header=header, rows=map(_archived, lines))


@review.get("/search/export")
@requires(Permission.REVIEW)
def export_search() -> Answer:
    """Send what is found as a file."""
    person, form = actor(), read_search(actor())
    found = every_result(form.query, person, now=now()) if form.q.data else iter(())
    header = [
        gettext("Complaint number"),
        gettext("Priority"),
        gettext("Item or service"),
        gettext("Complaint"),
        gettext("State"),
        gettext("Source"),
        gettext("Held by"),
        with_zone(gettext("Received")),
        with_zone(gettext("Closed")),
    ]
    return hand_out(gettext("Search results"), header=header, rows=map(_result, found))


def _open(line: TicketLine) -> list[Cell]:
    target: list[Cell] = [Span(line.resolution), None, None, None, None]
    if line.deadline is not None:
        target = [
            Span(line.spent or 0),
            Span(line.target or 0),
            label(line.deadline.aim),
            Instant(line.deadline.due),
            label(line.deadline.nearness),
        ]
    return [
        *target,
        line.number,
        label(line.priority),
        line.complaint or line.item,
        ", ".join(_states(line)),
        line.source,
        line.owner or gettext("In the queue"),
    ]


def _archived(line: TicketLine) -> list[Cell]:
    return [
        line.number,
        label(line.priority),
        line.item,
        line.complaint,
        ", ".join(_states(line)),
        line.source,
        label(line.channel) if line.channel else None,
        line.owner or gettext("In the queue"),
        Instant(line.closed_at) if line.closed_at else None,
        None if line.response is None else Span(line.response),
        Span(line.resolution),
    ]


def _result(result: Result) -> list[Cell]:
    states = [*_states(result), *_pressing(result)]
    return [
        result.number,
        label(result.priority),
        result.item,
        result.complaint,
        ", ".join(states),
        result.source,
        result.owner or gettext("In the queue"),
        Instant(result.received_at),
        Instant(result.ended_at) if result.ended_at else None,
    ]


def _states(line: TicketLine | Result) -> Iterator[str]:
    """Yield where a ticket stands, as its tags on the screen do."""
    standing = line.ending or line.step
    if standing:
        yield label(standing)
    if line.approval:
        yield label(line.approval)


def _pressing(result: Result) -> Iterator[str]:
    if result.is_paused:
        yield gettext("Paused")
    if result.is_past:
        yield gettext("Past target")
