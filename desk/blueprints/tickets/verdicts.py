"""Reviewers' verdicts on pauses and on times claimed afterwards."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.page import catch_up, read, ticket_page
from desk.blueprints.tickets.reviews import VerdictForm, verdict_form
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import verdicts as service
from desk.web.access import Answer, requires
from desk.web.actor import act


@tickets.post("/<id:ticket_id>/events/<id:n>/verify")
@requires(Permission.REVIEW)
def verify(ticket_id: int, n: int) -> Answer:
    """Vouch for a pause or a claimed time."""
    return _judge(
        ticket_id,
        n,
        lambda form: service.verify(
            act(form.key.data or ""), ticket_id, seen=form.seen, target=n
        ),
        N_("Noted. The times of the ticket follow your decision."),
    )


@tickets.post("/<id:ticket_id>/events/<id:n>/reject")
@requires(Permission.REVIEW)
def reject(ticket_id: int, n: int) -> Answer:
    """Turn down a pause or a claimed time."""
    return _judge(
        ticket_id,
        n,
        lambda form: service.reject(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            target=n,
            reason=form.reason.data or "",
        ),
        N_("Turned down. The student sees why, and the times follow."),
    )


def _judge(
    ticket_id: int, n: int, carry_out: Callable[[VerdictForm], int], praise: str
) -> Answer:
    form = verdict_form(read(ticket_id), n)
    if form.accepts(lambda: carry_out(form)):
        flash(gettext(praise), "success")
        return redirect(url_for("tickets.show", ticket_id=ticket_id))
    ticket = read(ticket_id)
    catch_up(ticket, form)
    return ticket_page(ticket, sent=form)
