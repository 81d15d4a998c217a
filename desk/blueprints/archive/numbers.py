"""The numbering report: numbers without gaps, as the series gave them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import Form, SelectChoice, SelectField

from desk.blueprints.archive import archive
from desk.blueprints.reports.behind import tickets_file, tickets_page
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.shifts import local_date
from desk.queries.numbering import (
    Series,
    SeriesLine,
    all_series_tickets,
    numbering,
    read_series,
    series_tickets,
    years,
)
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import hand_out, offer
from desk.web.export import Cell
from desk.web.fields import id_or_none
from desk.web.filters import from_address
from desk.web.formatting import month
from desk.web.now import now
from desk.web.paging import cursor
from desk.web.zone import zone


class YearForm(Form):
    """The year whose numbers are looked at."""

    year = SelectField(lazy_gettext("Year"), coerce=str, validate_choice=False)

    def offer(self, known: list[int], this_year: int) -> None:
        """Offer the years with numbers, and read the one chosen; else the newest."""
        offered = known or [this_year]
        self.year.choices = [SelectChoice(str(year), str(year)) for year in offered]
        self.chosen = id_or_none(self.year.data) or offered[0]
        if self.chosen not in offered:
            raise NotFound
        self.year.data = str(self.chosen)


@dataclass(frozen=True, slots=True)
class NumberRows:
    """A series and which of its tickets are wanted."""

    series: Series
    is_cancelled: bool


@archive.get("/numbers")
@requires(Permission.READ_REPORTS)
def numbers() -> Answer:
    """Show every series of a year: first, last, how many, and what is missing."""
    form = _form()
    lines = numbering(actor(), year=form.chosen)
    return render_template(
        "archive/numbers.html",
        form=form,
        lines=lines,
        month_of=month_of,
        download=offer(url_for("archive.export_numbers")),
    )


@archive.get("/numbers/export")
@requires(Permission.READ_REPORTS)
def export_numbers() -> Answer:
    """Hand out the numbering report."""
    form = _form()
    return hand_out(
        gettext("Complaint numbers"),
        str(form.chosen),
        header=[
            *(gettext("Unit"), gettext("Month"), gettext("First"), gettext("Last")),
            *(gettext("Last number given"), gettext("Tickets"), gettext("Undone")),
            *(gettext("Missing"), gettext("Doubles"), gettext("What is missing")),
        ],
        rows=[_cells(line) for line in numbering(actor(), year=form.chosen)],
    )


@archive.get("/numbers/tickets")
@requires(Permission.READ_REPORTS)
def number_tickets() -> Answer:
    """Show the tickets of a series, or those of them that were undone."""
    rows = _rows()
    page = series_tickets(
        rows.series, actor(), is_cancelled=rows.is_cancelled, now=now(), cursor=cursor()
    )
    return tickets_page(
        page,
        title=_title(rows),
        back=url_for("archive.numbers", year=rows.series.month[:4]),
        back_text=gettext("Back to the report"),
        download=offer(url_for("archive.export_number_tickets")),
    )


@archive.get("/numbers/tickets/export")
@requires(Permission.READ_REPORTS)
def export_number_tickets() -> Answer:
    """Hand out every ticket of a series."""
    rows = _rows()
    lines = all_series_tickets(
        rows.series, actor(), is_cancelled=rows.is_cancelled, now=now()
    )
    return tickets_file(_title(rows), lines=lines)


def month_of(series: Series) -> str:
    """Return the month of a series in words."""
    try:
        return month(date.fromisoformat(f"{series.month.replace('/', '-')}-01"))
    except ValueError:
        # A number written by hand may name no month at all.
        return series.month


def _form() -> YearForm:
    form: YearForm = from_address(YearForm)
    form.offer(years(actor()), local_date(now(), zone()).year)
    return form


def _rows() -> NumberRows:
    """Return which series the address names. Raises NotFound."""
    asked: Any = request.args
    series = read_series(
        actor(),
        kind=asked.get("kind", ""),
        unit_id=id_or_none(asked.get("unit")) or 0,
        month=asked.get("month", ""),
    )
    return NumberRows(series, is_cancelled=asked.get("undone") == "1")


def _title(rows: NumberRows) -> str:
    series = f"{rows.series.kind} {rows.series.month}"
    name = gettext("Numbers that were undone") if rows.is_cancelled else series
    return f"{name} {series}" if rows.is_cancelled else f"{gettext('Numbers')} {series}"


def _cells(line: SeriesLine) -> list[Cell]:
    return [
        *(line.unit, line.series.month, line.first, line.last),
        *(line.given, line.count, line.cancelled, line.missing, line.doubles),
        ", ".join(_gaps(line)),
    ]


def _gaps(line: SeriesLine) -> Iterator[str]:
    for first, last in line.gaps:
        begin = line.series.number(line.code, first)
        yield begin if first == last else f"{begin} – {last:04}"
