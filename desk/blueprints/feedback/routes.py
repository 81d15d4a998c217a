"""The figures of what customers answered, and the tickets behind each of them."""

from flask import render_template, url_for
from flask_babel import gettext

from desk.blueprints.feedback import feedback
from desk.blueprints.feedback.page import (
    FeedbackPage,
    behind_asked,
    name_of_line,
)
from desk.blueprints.reports.forms import asked_for, read_asked, read_form
from desk.domain.feedback import FeedbackFigure
from desk.domain.people import Permission
from desk.domain.statistics import ENOUGH
from desk.domain.vocabulary import N_
from desk.queries.feedback import feedback_tickets
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import offer
from desk.web.now import now
from desk.web.paging import cursor, linked

# The four kinds of feedback, and what is not decided yet.
KINDS: tuple[tuple[FeedbackFigure, str], ...] = (
    (FeedbackFigure.POSITIVE, N_("Positive")),
    (FeedbackFigure.NEUTRAL, N_("Neutral")),
    (FeedbackFigure.NEGATIVE, N_("Negative")),
    (FeedbackFigure.ZERO, N_("Zero (no answer)")),
    (FeedbackFigure.WAITING, N_("Still waiting for an answer")),
)


@feedback.get("/")
@requires(Permission.READ_REPORTS)
def index() -> Answer:
    """Show what customers answered in a span, in this term unless asked otherwise."""
    person = actor()
    form = read_form(person)
    asked = read_asked(form)
    return render_template(
        "feedback/index.html",
        form=form,
        asked=asked,
        page=FeedbackPage(asked, person, now=now()) if asked else None,
        kinds=[(figure, gettext(text)) for figure, text in KINDS],
        enough=ENOUGH,
        download=offer(url_for("feedback.export")),
    )


@feedback.get("/tickets")
@requires(Permission.READ_REPORTS)
def tickets() -> Answer:
    """Show exactly the tickets behind a figure, with what was answered."""
    person = actor()
    asked = asked_for(person)
    behind = behind_asked(asked)
    page = feedback_tickets(behind, person, now=now(), cursor=cursor())
    return render_template(
        "feedback/tickets.html",
        asked=asked,
        behind=behind,
        of_line=name_of_line(behind, person),
        page=linked(page),
        now=now(),
        download=offer(url_for("feedback.export_tickets")),
    )
