"""The report of a span, and the tickets behind each of its figures."""

from flask import render_template, url_for
from flask_babel import gettext

from desk.blueprints.reports import reports
from desk.blueprints.reports.behind import tickets_page
from desk.blueprints.reports.forms import (
    asked_for,
    read_asked,
    read_behind,
    read_form,
)
from desk.blueprints.reports.page import ReportPage, behind_label
from desk.domain.people import Permission
from desk.queries.report_rows import report_tickets
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import offer
from desk.web.formatting import label
from desk.web.now import now
from desk.web.paging import cursor


@reports.get("/")
@requires(Permission.READ_REPORTS)
def index() -> Answer:
    """Show the figures of a span, of this term unless asked otherwise."""
    person = actor()
    form = read_form(person)
    asked = read_asked(form)
    return render_template(
        "reports/index.html",
        form=form,
        asked=asked,
        report=ReportPage(asked, person, now=now()) if asked else None,
        download=offer(url_for("reports.export")),
    )


@reports.get("/tickets")
@requires(Permission.READ_REPORTS)
def tickets() -> Answer:
    """Show exactly the tickets behind a figure, oldest first."""
    person = actor()
    asked = asked_for(person)
    behind = read_behind(asked)
    page = report_tickets(behind, person, now=now(), cursor=cursor())
    return tickets_page(
        page,
        title=label(behind.figure),
        of_line=behind_label(behind, person),
        about=asked.words,
        back=url_for("reports.index", **asked.address),
        back_text=gettext("Back to the report"),
        download=offer(url_for("reports.export_tickets")),
    )
