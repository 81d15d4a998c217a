"""The figures of feedback, and the tickets behind one, as files: all of the screen."""

from flask_babel import gettext

from desk.blueprints.feedback import feedback
from desk.blueprints.feedback.page import (
    FeedbackPage,
    FeedbackRow,
    behind_asked,
    name_of_line,
)
from desk.blueprints.reports.forms import asked_for
from desk.domain.feedback import FeedbackFigure
from desk.domain.people import Permission
from desk.domain.statistics import ENOUGH, Share
from desk.domain.vocabulary import Feedback
from desk.queries.feedback import FeedbackLine, all_feedback_tickets
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import hand_out
from desk.web.export import Cell, Instant, with_zone
from desk.web.formatting import label
from desk.web.now import now

COUNTS = (
    FeedbackFigure.CLOSED,
    FeedbackFigure.ANSWERED,
    FeedbackFigure.POSITIVE,
    FeedbackFigure.NEUTRAL,
    FeedbackFigure.NEGATIVE,
    FeedbackFigure.ZERO,
    FeedbackFigure.WAITING,
    FeedbackFigure.WOULD_TELL,
    FeedbackFigure.ASKED_TELL,
)


@feedback.get("/export")
@requires(Permission.READ_REPORTS)
def export() -> Answer:
    """Hand out the table of figures."""
    person = actor()
    asked = asked_for(person)
    page = FeedbackPage(asked, person, now=now())
    return hand_out(
        gettext("Feedback"),
        asked.words,
        header=[
            label(asked.dimension),
            *map(label, COUNTS),
            gettext("Answer rate, per cent"),
            gettext("Satisfied or very satisfied, per cent of the answers"),
            gettext("Would tell a friend, per cent of those who said"),
        ],
        rows=[_cells(row) for row in (*page.rows, page.total)],
    )


@feedback.get("/tickets/export")
@requires(Permission.READ_REPORTS)
def export_tickets() -> Answer:
    """Hand out every ticket behind a figure."""
    person = actor()
    asked = asked_for(person)
    behind = behind_asked(asked)
    return hand_out(
        label(behind.figure),
        name_of_line(behind, person),
        asked.words,
        header=[
            gettext("Complaint number"),
            gettext("What it is about"),
            gettext("Source"),
            gettext("Channel"),
            with_zone(gettext("Closed")),
            gettext("Feedback"),
            gettext("Satisfaction"),
            gettext("Would tell a friend"),
            gettext("In the customer's words"),
        ],
        rows=map(_ticket_cells, all_feedback_tickets(behind, person, now=now())),
    )


def _cells(row: FeedbackRow) -> list[Cell]:
    tally = row.tally
    return [
        row.label,
        *(tally.counts[figure] for figure in COUNTS),
        tally.answered.percent,
        _percent(tally.content),
        _percent(tally.would_tell),
    ]


def _percent(share: Share) -> Cell:
    return share.percent if share.n >= ENOUGH else gettext("Not enough data")


def _ticket_cells(line: FeedbackLine) -> list[Cell]:
    answer = line.answer
    told: list[Cell] = ["", "", "", ""]
    if answer is not None:
        would = {True: gettext("Yes"), False: gettext("No")}
        told = [
            label(Feedback.of(answer.performance)),
            label(answer.performance.satisfaction),
            would.get(answer.would_tell, "") if answer.would_tell is not None else "",
            answer.line,
        ]
    elif line.zero_at is not None and line.zero_at <= now():
        told[0] = label(Feedback.ZERO)
    return [
        line.number,
        line.item,
        line.source or "",
        label(line.channel) if line.channel else "",
        Instant(line.closed_at),
        *told,
    ]
