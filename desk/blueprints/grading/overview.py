"""How the grades of a class spread, and how it keeps its targets; nobody is named."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import render_template, url_for
from flask_babel import gettext

from desk.blueprints.grading import grading
from desk.blueprints.grading.table_forms import band_label
from desk.blueprints.reports.labels import month_name, span_label
from desk.domain.grade_table import FEWEST_STUDENTS, distribution
from desk.domain.grade_trend import TrendWeek, is_within
from desk.domain.people import Permission
from desk.domain.statistics import Share
from desk.queries.grade_table import grade_rows
from desk.queries.grade_trend import class_trend, week_rows
from desk.queries.gradebooks import Book, get_book
from desk.web import charts
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.charts import Chart, Series, Week
from desk.web.zone import zone

QUARTERS = (25,)
FEW_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """How many students have a descriptor, or a grade of a band."""

    label: str
    # On the axis, where there is little room.
    mark: str
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week in words, and where its observations are."""

    label: str
    week: TrendWeek
    url: str


@grading.get("/<id:gradebook_id>/overview")
@requires(Permission.READ_GRADES)
def overview(gradebook_id: int) -> Answer:
    """Show the distribution of the grades and the trend of the class."""
    book = get_book(gradebook_id, actor())
    rows = grade_rows(book)
    spread = distribution(rows, book.scheme.descriptors)
    table = url_for("grading.table", gradebook_id=book.id)
    letters = [
        Bar(name, name, n, f"{table}?{urlencode({'descriptor': name})}")
        for name, n in spread.by_descriptor
    ]
    bands = [
        Bar(band_label(begin), str(begin), n, f"{table}?{urlencode({'band': begin})}")
        for begin, n in spread.by_band
    ]
    lines = [_line(book, week) for week in class_trend(book, zone())]
    return render_template(
        "grading/overview.html",
        book=book,
        spread=spread,
        total=len(rows),
        spreads=[
            ("letters", gettext("Students by descriptor"), letters, _columns(letters)),
            ("bands", gettext("Students by grade"), bands, _columns(bands)),
        ],
        lines=lines,
        picture=_trend(lines) if any(line.week.is_told for line in lines) else None,
        fewest=FEWEST_STUDENTS,
    )


@grading.get("/<id:gradebook_id>/weeks/<week:monday>")
@requires(Permission.READ_GRADES)
def week(gradebook_id: int, monday: date) -> Answer:
    """Show exactly the observations behind a week, without a name."""
    book = get_book(gradebook_id, actor())
    rows = week_rows(book, monday, zone())
    return render_template(
        "grading/week.html",
        book=book,
        label=_days(monday),
        rows=[(seen, is_within(seen)) for seen in rows],
        within=Share(sum(map(is_within, rows)), len(rows)),
    )


def _line(book: Book, week: TrendWeek) -> WeekLine:
    url = "#weeks"
    if week.is_told:
        url = url_for("grading.week", gradebook_id=book.id, monday=week.monday)
    return WeekLine(_days(week.monday), week, url)


def _days(monday: date) -> str:
    return span_label(monday, monday + timedelta(days=6), year=True)


def _columns(bars: list[Bar]) -> Chart:
    places = [Week(bar.label, bar.mark, bar.url) for bar in bars]
    students = Series("received", gettext("Students"), [bar.n for bar in bars])
    return charts.columns(places, [students])


def _trend(lines: list[WeekLine]) -> Chart:
    values = [line.week.within.percent if line.week.is_told else None for line in lines]
    series = Series("response", gettext("Within target"), values)
    return charts.lines(_places(lines), [series], _per_cent, steps=QUARTERS)


def _places(lines: list[WeekLine]) -> list[Week]:
    """Return the weeks; where there is room each has its day, else every month."""
    found: list[Week] = []
    month = None
    for line in lines:
        monday = line.week.monday
        this = monday.year, monday.month
        mark = month_name(monday) if this != month else ""
        if len(lines) <= FEW_WEEKS:
            mark = span_label(monday, monday)
        month = this
        found.append(
            Week(line.label, mark, line.url if line.week.is_told else "#weeks")
        )
    return found


def _per_cent(value: int) -> str:
    return f"{value} %"
