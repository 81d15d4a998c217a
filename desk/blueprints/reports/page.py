"""What the page of a report shows: its lines with their links, and its charts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext, ngettext

from desk.blueprints.reports.forms import Asked
from desk.blueprints.reports.labels import (
    Labels,
    first_day,
    month_name,
    span_label,
    value_of,
    week_label,
)
from desk.domain.people import Actor
from desk.domain.reporting import Dimension, Figure
from desk.domain.statistics import ENOUGH, MANY
from desk.domain.vocabulary import Word
from desk.queries.report_rows import Behind, medium_targets
from desk.queries.reports import Line, Report, Timing
from desk.queries.reports import report as read_report
from desk.web import charts
from desk.web.charts import Chart, Series, Week
from desk.web.formatting import HOUR, MINUTE, number

RESPONSE = (
    Figure.RESPONDED,
    Figure.RESPONSE_OPEN,
    Figure.RESPONSE_MET,
    Figure.RESPONSE_JUDGED,
)
RESOLUTION = (
    Figure.RESOLVED,
    Figure.RESOLUTION_OPEN,
    Figure.RESOLUTION_MET,
    Figure.RESOLUTION_JUDGED,
)

FEW_WEEKS = 6


@dataclass(frozen=True, slots=True)
class TimeCell:
    """A typical time and the share within target, with the figures behind them.

    The figures: with a time, still running; within target, judged, where it has any.
    """

    timing: Timing
    figures: tuple[Word, ...]

    @property
    def n(self) -> int:
        """Return how many the population has."""
        return self.timing.times.n

    @property
    def is_enough(self) -> bool:
        """Say whether there is enough data for a typical time."""
        return self.n >= ENOUGH

    @property
    def is_few(self) -> bool:
        """Say whether the sample is small."""
        return ENOUGH <= self.n < MANY

    @property
    def has_median(self) -> bool:
        """Say whether enough has ended for a median of its own."""
        return len(self.timing.times.ended) >= ENOUGH

    @property
    def method(self) -> str:
        """Return how the typical time was found."""
        has_open = bool(self.timing.times.so_far)
        return "Kaplan–Meier" if has_open else str(gettext("Median"))

    @property
    def is_share_enough(self) -> bool:
        """Say whether there is enough data for a share."""
        return self.timing.within.n >= ENOUGH

    @property
    def typical(self) -> int | None:
        """Return the typical time in seconds; None: not reached yet, or no data.

        With open tickets it is the Kaplan–Meier median, else the lower median.
        """
        times = self.timing.times
        if not self.is_enough:
            return None
        return times.estimate if times.so_far else times.median


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a report with its name, and how addresses name it."""

    label: str
    value: str | None
    line: Line

    @property
    def response(self) -> TimeCell:
        """Return the response time."""
        return TimeCell(self.line.response, RESPONSE)

    @property
    def resolution(self) -> TimeCell:
        """Return the resolution time."""
        return TimeCell(self.line.resolution, RESOLUTION)


class ReportPage:
    """A report ready to be printed or written to a file."""

    def __init__(self, asked: Asked, actor: Actor, *, now: int) -> None:
        """Read the figures (now in UTC seconds)."""
        self.asked, self.now = asked, now
        self.report: Report = read_report(asked.scope, asked.dimension, now=now)
        names = Labels(asked.dimension, asked.scope, actor.language)
        self.total = Row(gettext("All"), None, self.report.total)
        self.rows = [
            Row(names.of(line.key), value_of(asked.dimension, line.key), line)
            for line in names.in_order(self.report.lines, lambda line: line.received)
        ]
        # Made once: asking Flask for each of hundreds of links takes longer.
        self._base = url_for("reports.tickets", **asked.address)

    @property
    def dimension(self) -> Dimension:
        """Return by what the lines are grouped."""
        return self.asked.dimension

    @property
    def most(self) -> int:
        """Return the most received of a line, for the length of its bar."""
        return max((row.line.received for row in self.rows), default=0)

    def left_out(self) -> list[tuple[Figure, str]]:
        """Return what was received and does not count: the figure and its words."""
        n = self.total.line.left_out
        return [
            (
                Figure.DUPLICATES,
                ngettext(
                    "%(num)s duplicate", "%(num)s duplicates", n[Figure.DUPLICATES]
                ),
            ),
            (
                Figure.NOT_COMPLAINTS,
                ngettext(
                    "%(num)s not a complaint",
                    "%(num)s not complaints",
                    n[Figure.NOT_COMPLAINTS],
                ),
            ),
            (
                Figure.UNDONE,
                ngettext("%(num)s undone", "%(num)s undone", n[Figure.UNDONE]),
            ),
        ]

    def url(self, figure: Figure | str, row: Row) -> str:
        """Return where the tickets behind a figure of a line are."""
        of_line = {} if row.value is None else {"value": row.value}
        return f"{self._base}&{urlencode({'figure': str(figure), **of_line})}"

    def charts(self) -> list[tuple[str, str, Chart, list[tuple[str, str]]]]:
        """Return the charts over the weeks: name, title, picture, and legend."""
        lines = self.report.weeks
        received = [line.received for line in lines]
        closed = [line.closed for line in lines]
        flow = [
            Series("received", gettext("Received"), received),
            Series("closed", gettext("Closed"), closed),
        ]
        still_open = [
            Series("open", gettext("Still open"), [line.open for line in lines])
        ]
        counted = charts.lines(
            self._weeks(Figure.OPEN), still_open, number, steps=charts.COUNTS
        )
        return [
            (
                "flow",
                gettext("Received and closed, week by week"),
                charts.columns(self._weeks(Figure.RECEIVED), flow),
                [(each.look, each.label) for each in flow],
            ),
            (
                "open",
                gettext("Open at the end of each week"),
                counted,
                [("open", gettext("Still open"))],
            ),
            self._times("response", gettext("Response time, typical")),
            self._times("resolution", gettext("Resolution time, typical")),
        ]

    def _times(
        self, aim: str, title: str
    ) -> tuple[str, str, Chart, list[tuple[str, str]]]:
        cells: list[TimeCell] = [
            getattr(Row("", None, line), aim) for line in self.report.weeks
        ]
        series = Series(
            aim,
            gettext("Typical time"),
            [cell.typical for cell in cells],
            few=frozenset(
                n
                for n, cell in enumerate(cells)
                if cell.is_few and cell.typical is not None
            ),
            beyond=frozenset(
                n
                for n, cell in enumerate(cells)
                if cell.is_enough and cell.typical is None
            ),
        )
        targets = medium_targets(
            self.asked.scope, [line.key for line in self.report.weeks], aim
        )
        picture = charts.lines(
            self._weeks(Figure.RECEIVED), [series], axis_time, target=targets
        )
        legend = [(aim, gettext("Typical time"))]
        if any(targets):
            legend.append(("target", gettext("Target at medium priority")))
        if series.few:
            legend.append(("few", gettext("Small sample")))
        if series.beyond:
            legend.append(("beyond", gettext("Not reached yet")))
        return aim, title, picture, legend

    def _weeks(self, figure: Figure) -> list[Week]:
        scope = self.asked.scope
        base = url_for(
            "reports.tickets", **{**self.asked.address, "by": Dimension.WEEK.value}
        )
        found: list[Week] = []
        month = None
        for line in self.report.weeks:
            day = first_day(int(line.key or 0), scope)
            value = value_of(Dimension.WEEK, line.key)
            # Where there is room every week has its day, else every month its name.
            is_new = (day.year, day.month) != month
            mark = month_name(day) if is_new else ""
            if len(self.report.weeks) <= FEW_WEEKS:
                mark = span_label(day, day)
            month = day.year, day.month
            found.append(
                Week(
                    title=week_label(int(line.key or 0), scope),
                    mark=mark,
                    url=f"{base}&{urlencode({'figure': str(figure), 'value': value})}",
                )
            )
        return found


def behind_label(behind: Behind, actor: Actor) -> str:
    """Return the name of the line whose tickets are shown, nothing for all."""
    if behind.dimension is None:
        return ""
    return Labels(behind.dimension, behind.scope, actor.language).of(behind.key)


def axis_time(seconds: int) -> str:
    """Return a time in whole hours, or else in minutes."""
    if seconds % HOUR == 0 and seconds:
        return str(ngettext("%(num)s hour", "%(num)s hours", seconds // HOUR))
    return str(ngettext("%(num)s minute", "%(num)s minutes", seconds // MINUTE))
