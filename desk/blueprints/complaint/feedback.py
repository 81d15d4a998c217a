"""The feedback card on the page of a closed complaint."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, g, make_response, redirect, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_limiter import RequestLimit
from wtforms import SelectChoice, StringField

from desk.blueprints.complaint import complaint
from desk.blueprints.complaint.forms import PublicForm
from desk.blueprints.complaint.limits import FORMS
from desk.blueprints.complaint.status import (
    case_page,
    limit_guesses,
    message_form,
    opened,
    show_nothing,
)
from desk.domain.feedback import LINE, Answered
from desk.domain.people import Act
from desk.domain.refusals import NoSuchCode
from desk.domain.vocabulary import Performance
from desk.extensions import limiter
from desk.queries.feedback import Card, feedback_card_of
from desk.services.feedback import give_feedback
from desk.web.access import Answer, public
from desk.web.actor import act, customer_act, find_actor
from desk.web.device import is_staff_device
from desk.web.fields import Chips
from desk.web.forms import at_most
from desk.web.now import now


class FeedbackForm(PublicForm):
    """How the handling was; only the first question needs an answer."""

    performance = Chips(
        lazy_gettext("How did we handle it?"), Performance, coerce=Performance
    )
    would_tell = Chips(
        lazy_gettext("Would you tell a friend to come to us?"),
        choices=[
            SelectChoice("yes", lazy_gettext("Yes")),
            SelectChoice("no", lazy_gettext("No")),
        ],
        coerce=str,
    )
    line = StringField(lazy_gettext("One more line for us"), [at_most(LINE)])

    def answer(self) -> Answered:
        """Return what was filled in."""
        told = self.would_tell.data
        return Answered(
            performance=self.performance.data,
            would_tell=None if told is None else told == "yes",
            line=self.line.data or "",
        )


def hold_up_answer(_limit: RequestLimit) -> Response:
    """Show the card as it was filled in to whoever sends too often."""
    code = str((request.view_args or {})["code"])
    form = feedback_form(code)
    form.hold_up()
    try:
        return make_response(_page(code, form))
    except NoSuchCode as refused:
        return make_response(show_nothing(refused))


@complaint.post("/<code>/feedback")
@public
@limit_guesses
@limiter.limit(FORMS, on_breach=hold_up_answer)
def answer(code: str) -> Answer:
    """Take what the customer answers, once for each closing."""
    case = opened(code)
    form = feedback_form(code)
    if form.accepts(lambda: _send(case.ticket_id, form)):
        flash(gettext("Thank you! Your answer helps us to get better."), "success")
        return redirect(url_for("complaint.status", code=code, _anchor="card"))
    return _page(code, form)


@complaint.context_processor
def card() -> dict[str, Callable[[int, str], dict[str, Any]]]:
    """Let the page of a complaint ask for its card, and the form to answer it with."""
    return {"feedback_card": _card}


def feedback_form(code: str) -> FeedbackForm:
    """Return the card of the complaint that a code opens, to be filled in."""
    return FeedbackForm(page=url_for("complaint.answer", code=code))


def _card(ticket_id: int, code: str) -> dict[str, Any]:
    found: Card = feedback_card_of(ticket_id, now=now(), person=find_actor())
    return {
        "card": found,
        "form": g.get("feedback_form") or feedback_form(code),
        "is_staff": find_actor() is not None,
    }


def _send(ticket_id: int, form: FeedbackForm) -> int:
    key = form.key.data or ""
    person = find_actor()
    by: Act = customer_act(key) if person is None else act(key)
    return give_feedback(
        by,
        ticket_id,
        answer=form.answer(),
        is_same_device=person is None and is_staff_device(),
    )


def _page(code: str, form: FeedbackForm) -> Answer:
    """Show the page again, with the card as it was sent."""
    g.feedback_form = form
    case = opened(code)
    if form.refusal and not case.is_closed:
        flash(form.refusal, "warning")  # reopened meanwhile, it has no card to say so
    page, _ = case_page(case, code, message_form(code))
    return page, form.status
