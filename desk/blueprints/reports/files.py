"""A report, and the tickets behind a figure, as files: what the screen shows, all."""

from collections.abc import Iterator

from flask_babel import gettext

from desk.blueprints.reports import reports
from desk.blueprints.reports.behind import tickets_file
from desk.blueprints.reports.forms import asked_for, read_behind
from desk.blueprints.reports.page import ReportPage, Row, TimeCell, behind_label
from desk.domain.people import Permission
from desk.queries.report_rows import all_report_tickets
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import hand_out
from desk.web.export import Cell, Span
from desk.web.formatting import label
from desk.web.now import now


@reports.get("/export")
@requires(Permission.READ_REPORTS)
def export() -> Answer:
    """Hand out the table of a report."""
    person = actor()
    asked = asked_for(person)
    page = ReportPage(asked, person, now=now())
    return hand_out(
        gettext("Report"),
        asked.words,
        header=[label(asked.dimension), *_headings()],
        rows=[[row.label, *_cells(row)] for row in (*page.rows, page.total)],
    )


@reports.get("/tickets/export")
@requires(Permission.READ_REPORTS)
def export_tickets() -> Answer:
    """Hand out every ticket behind a figure."""
    person = actor()
    asked = asked_for(person)
    behind = read_behind(asked)
    return tickets_file(
        label(behind.figure),
        behind_label(behind, person),
        asked.words,
        lines=all_report_tickets(behind, person, now=now()),
    )


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
