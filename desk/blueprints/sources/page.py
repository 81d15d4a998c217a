"""What the page of the Pareto shows: its lines with their links, and its chart."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import format_decimal, gettext

from desk.blueprints.reports.labels import value_of, week_label
from desk.blueprints.reports.page import TimeCell
from desk.blueprints.sources.pareto_forms import ANY, NONE, Asked
from desk.domain.pareto import VITAL, ParetoFigure
from desk.domain.people import Actor
from desk.domain.reporting import Dimension
from desk.domain.statistics import Share
from desk.domain.vocabulary import Channel
from desk.queries.daily_counts import Rate, Rates, rates
from desk.queries.pareto import Line, Pareto, conditions, pareto
from desk.queries.reports import Timing
from desk.queries.sources import source_parents, source_paths
from desk.web import charts
from desk.web.charts import Chart, Week

TIMES = (ParetoFigure.RESOLVED, ParetoFigure.RUNNING)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the Pareto: its place and name, and how addresses name it."""

    place: int
    label: str
    value: str
    line: Line
    has_more: bool = False

    @property
    def time(self) -> TimeCell:
        """Return the resolution time."""
        return TimeCell(Timing(self.line.times, Share(0, 0)), TIMES)

    @property
    def share(self) -> str:
        """Return its part of all, in per cent."""
        return percent(self.line.bar.share) if self.line.bar else ""

    @property
    def cumulative(self) -> str:
        """Return the part of all up to and with it, in per cent."""
        return percent(self.line.bar.cumulative) if self.line.bar else ""

    @property
    def is_vital(self) -> bool:
        """Say whether it is one of the vital few."""
        return bool(self.line.bar and self.line.bar.is_vital)

    @property
    def back(self) -> Share:
        """Return how many of those that can be judged came back."""
        found = self.line.recurrence
        return Share(len(found.back), found.n)


class ParetoPage:
    """The Pareto ready to be printed or written to a file."""

    def __init__(self, asked: Asked, actor: Actor, *, now: int) -> None:
        """Read the figures (now in UTC seconds)."""
        self.asked = asked
        self.pareto: Pareto = pareto(asked.narrow, asked.group_id, now=now)
        self.names = source_paths(actor.language, asked.scope.unit_ids)
        below = set(source_parents().values()) if asked.group_id is None else set[int]()
        self.rows = [
            Row(
                place=n,
                label=self.name_of(line.source_id),
                value=str(line.source_id),
                line=line,
                has_more=line.source_id in below,
            )
            for n, line in enumerate(self.pareto.lines, start=1)
        ]
        self.untagged = Row(0, gettext("No source yet"), NONE, self.pareto.untagged)
        self.total = Row(0, gettext("All"), self._of_all, self.pareto.total)
        self._base = url_for("sources.tickets", **asked.address)
        where = conditions(asked.narrow)
        self.rates: Rates = rates(asked.scope, where, now=now)

    @property
    def _of_all(self) -> str:
        group_id = self.asked.group_id
        return ANY if group_id is None else str(group_id)

    @property
    def group(self) -> str:
        """Return the name of the source it is below, nothing for all."""
        return self.name_of(self.asked.group_id) if self.asked.group_id else ""

    @property
    def received(self) -> int:
        """Return all complaints looked at; those without a source too."""
        return self.pareto.total.n + self.pareto.untagged.n

    @property
    def channels(self) -> list[Channel | None]:
        """Return the channels there are, in their own order."""
        lines = [*self.pareto.lines, self.pareto.untagged]
        there = {channel for line in lines for channel, n in line.channels.items() if n}
        return [each for each in (*Channel, None) if each in there]

    @property
    def vital(self) -> list[Row]:
        """Return the vital few."""
        return [row for row in self.rows if row.is_vital]

    def name_of(self, source_id: int | None) -> str:
        """Return a source's name, below the first-level one it belongs to."""
        name = self.names.get(source_id or 0, "")
        # Below its group every name would begin with the same word.
        return name.split(" · ")[-1] if self.asked.group_id else name

    def url(
        self, figure: ParetoFigure | str, row: Row, cell: Channel | str | None = ""
    ) -> str:
        """Return where the complaints behind a figure of a line are."""
        known = {"figure": str(figure), "of": row.value or None}
        if cell != "":
            known["cell"] = NONE if cell is None else str(cell)
        kept = {name: value for name, value in known.items() if value}
        return f"{self._base}&{urlencode(kept)}"

    def below_url(self, row: Row) -> str:
        """Return where the sources below a first-level one are."""
        return url_for("sources.pareto", **self.asked.address, group=row.value)

    def rate_url(
        self, rate: Rate, figure: ParetoFigure | str = ParetoFigure.COUNTED
    ) -> str:
        """Return where the complaints of a rate are."""
        known = {"figure": str(figure)}
        if rate.week is not None:
            known["week"] = value_of(Dimension.WEEK, rate.week)
        return f"{self._base}&{urlencode(known)}"

    def rate_label(self, rate: Rate) -> str:
        """Return the days of a rate."""
        if rate.week is None:
            return str(gettext("All"))
        return week_label(rate.week, self.asked.scope)

    def chart(self) -> Chart:
        """Return the bars with the line they add up to."""
        places = [
            Week(
                title=f"{row.place}. {row.label}: {row.line.n}",
                mark=str(row.place),
                url=self.url(ParetoFigure.RECEIVED, row),
            )
            for row in self.rows
        ]
        shares = [row.line.bar.share for row in self.rows if row.line.bar]
        return charts.pareto(places, shares, [r.is_vital for r in self.rows], VITAL)


def percent(value: float) -> str:
    """Return a share with one decimal."""
    return f"{format_decimal(round(value, 1), format='0.0')} %"


def per_hundred(rate: Rate) -> str:
    """Return a rate with two decimals; nothing without transactions."""
    if rate.per_hundred is None:
        return ""
    return str(format_decimal(rate.per_hundred, format="0.00"))
