"""The tickets behind a figure, as a page and as a file: of every room that counts."""

from collections.abc import Iterable

from flask import render_template
from flask_babel import gettext

from desk.queries.pages import Page
from desk.queries.report_lines import ReportLine
from desk.web.access import Answer
from desk.web.downloads import Download, hand_out
from desk.web.export import Cell, Instant, Span, with_zone
from desk.web.formatting import label
from desk.web.paging import linked


def tickets_page(
    page: Page[ReportLine],
    *,
    title: str,
    back: str,
    back_text: str,
    of_line: str = "",
    about: str = "",
    download: Download | None = None,
) -> Answer:
    """Show exactly the tickets behind a figure, with the way back to it."""
    return render_template(
        "reports/tickets.html",
        title=": ".join(filter(None, [title, of_line])),
        about=about,
        page=linked(page),
        back=back,
        back_text=back_text,
        download=download,
    )


def tickets_file(*name: str, lines: Iterable[ReportLine]) -> Answer:
    """Hand out every ticket behind a figure; the parts of the name may be empty."""
    return hand_out(*name, header=_headings(), rows=map(_cells, lines))


def _headings() -> list[str]:
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


def _cells(line: ReportLine) -> list[Cell]:
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
