"""A report, and the tickets behind a figure, as files: what the screen shows, all."""

from collections.abc import Iterator

from flask_babel import gettext

from desk.blueprints.reports import reports
from desk.blueprints.reports.forms import Asked, read_asked, read_behind, read_form
from desk.blueprints.reports.labels import span_label
from desk.blueprints.reports.page import ReportPage, Row, TimeCell, behind_label
from desk.domain.errors import NotFound
from desk.domain.people import Actor, Permission
from desk.queries.report_rows import ReportLine, all_report_tickets
from desk.queries.units import units_for
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.export import (
    Cell,
    Instant,
    Span,
    asked_kind,
    asked_separator,
    spreadsheet,
    with_zone,
)
from desk.web.formatting import label
from desk.web.now import now


@reports.get("/export")
@requires(Permission.READ_REPORTS)
def export() -> Answer:
    """Hand out the table of a report."""
    person = actor()
    asked = _asked(person)
    page = ReportPage(asked, person, now=now())
    # The catalogue is not told of texts inside an f-string.
    report = gettext("Report")
    return spreadsheet(
        asked_kind(),
        name=f"{report} {span_label(*asked.days, year=True)}",
        header=[label(asked.dimension), *_headings()],
        rows=[[row.label, *_cells(row)] for row in (*page.rows, page.total)],
        separator=asked_separator(),
    )


@reports.get("/tickets/export")
@requires(Permission.READ_REPORTS)
def export_tickets() -> Answer:
    """Hand out every ticket behind a figure."""
    person = actor()
    asked = _asked(person)
    behind = read_behind(asked)
    told = [label(behind.figure), behind_label(behind, person)]
    return spreadsheet(
        asked_kind(),
        name=" ".join([*filter(None, told), span_label(*asked.days, year=True)]),
        header=ticket_headings(),
        rows=map(ticket_cells, all_report_tickets(behind, person, now=now())),
        separator=asked_separator(),
    )


def _asked(person: Actor) -> Asked:
    """Return the report of the address. Raises NotFound for one that cannot be."""
    units = units_for(person)
    asked = read_asked(read_form(units), units, person)
    if asked is None:
        raise NotFound
    return asked


def _headings() -> list[str]:
    return [
        gettext("Received"),
        gettext("Closed"),
        gettext("Still open"),
        *_time_headings(gettext("Response time")),
        *_time_headings(gettext("Resolution time")),
    ]


def _time_headings(name: str) -> list[str]:
    return [
        f"{name}: {heading}"
        for heading in (
            gettext("typical"),
            gettext("how"),
            gettext("median of what has ended"),
            gettext("with a time"),
            gettext("still running"),
            gettext("within target, per cent"),
            gettext("within target"),
            gettext("judged"),
        )
    ]


def _cells(row: Row) -> Iterator[Cell]:
    yield from (row.line.received, row.line.closed, row.line.open)
    yield from _time_cells(row.response)
    yield from _time_cells(row.resolution)


def _time_cells(cell: TimeCell) -> list[Cell]:
    times, within = cell.timing.times, cell.timing.within
    not_enough = gettext("Not enough data")
    typical: Cell = not_enough
    if cell.is_enough:
        typical = gettext("Not reached yet")
        if cell.typical is not None:
            typical = Span(cell.typical)
    is_median_enough = cell.has_median and times.median is not None
    return [
        typical,
        cell.method,
        Span(times.median or 0) if is_median_enough else not_enough,
        len(times.ended),
        len(times.so_far),
        within.percent if cell.is_share_enough else not_enough,
        within.met,
        within.n,
    ]


def ticket_headings() -> list[str]:
    """Return the columns of complaints behind a figure."""
    return [
        gettext("Complaint number"),
        gettext("What it is about"),
        gettext("Complaint"),
        gettext("State"),
        gettext("Priority"),
        gettext("Source"),
        gettext("Channel"),
        with_zone(gettext("Received")),
        with_zone(gettext("Closed")),
        gettext("Response time"),
        gettext("Resolution time, so far while open"),
    ]


def ticket_cells(line: ReportLine) -> list[Cell]:
    """Return a complaint behind a figure, cell by cell."""
    state = line.ending or line.step
    return [
        line.number,
        line.item,
        line.complaint,
        label(state) if state else "",
        label(line.priority),
        line.source or "",
        label(line.channel) if line.channel else "",
        Instant(line.received_at),
        None if line.closed_at is None else Instant(line.closed_at),
        None if line.response is None else Span(line.response),
        Span(line.resolution),
    ]
