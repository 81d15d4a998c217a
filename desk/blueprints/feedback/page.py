"""What the page of feedback shows: its lines with their links."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from desk.blueprints.reports.forms import Asked, read_line
from desk.blueprints.reports.labels import Labels, value_of
from desk.domain.feedback import FeedbackFigure
from desk.domain.people import Actor
from desk.domain.reporting import Dimension
from desk.queries.feedback import FeedbackBehind, Tally, tallies
from desk.web.filters import asked_word


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """A line with its name, and how addresses name it."""

    label: str
    value: str | None
    tally: Tally


class FeedbackPage:
    """The figures of a span ready to be printed or written to a file."""

    def __init__(self, asked: Asked, actor: Actor, *, now: int) -> None:
        """Read the figures (now in UTC seconds)."""
        self.asked = asked
        total, found = tallies(asked.scope, asked.dimension, now=now)
        names = Labels(asked.dimension, asked.scope, actor.language)
        self.total = FeedbackRow(gettext("All"), None, total)
        self.rows = [
            FeedbackRow(names.of(line.key), value_of(asked.dimension, line.key), line)
            for line in names.in_order(found, _size)
        ]
        self._base = url_for("feedback.tickets", **asked.address)

    @property
    def dimension(self) -> Dimension:
        """Return by what the lines are grouped."""
        return self.asked.dimension

    def url(self, figure: FeedbackFigure | str, row: FeedbackRow) -> str:
        """Return where the tickets behind a figure of a line are."""
        of_line = {} if row.value is None else {"value": row.value}
        return f"{self._base}&{urlencode({'figure': str(figure), **of_line})}"


def behind_asked(asked: Asked) -> FeedbackBehind:
    """Return which figure the address asks the rows of. Raises NotFound."""
    figure = asked_word("figure", FeedbackFigure.CLOSED)
    return FeedbackBehind(asked.scope, figure, *read_line(asked))


def name_of_line(behind: FeedbackBehind, actor: Actor) -> str:
    """Return the name of the line whose tickets are shown, nothing for all."""
    if behind.dimension is None:
        return ""
    return Labels(behind.dimension, behind.scope, actor.language).of(behind.key)


def _size(line: Tally) -> int:
    return line.counts[FeedbackFigure.CLOSED]
