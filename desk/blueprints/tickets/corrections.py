"""Reviewers reopen a ticket and correct its log; later another ticket follows it."""

from flask import flash, redirect, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.correction_forms import ReopenForm, VoidForm
from desk.blueprints.tickets.page import send
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import corrections, reopening
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent


@tickets.post("/<id:ticket_id>/reopen")
@requires(Permission.REVIEW)
def reopen(ticket_id: int) -> Answer:
    """Reopen a closed ticket."""
    return send(
        ticket_id,
        ReopenForm,
        lambda form: reopening.reopen(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            reason=form.reason.data or "",
        ),
        N_("Reopened. The clock runs on at the step “Fulfil”."),
    )


@tickets.post("/<id:ticket_id>/follow-on")
@requires(Permission.WALK_STEPS)
def follow_on(ticket_id: int) -> Answer:
    """Start a ticket linked to one that cannot be reopened any more."""
    new_id = reopening.follow_on(act(key_sent()), ticket_id)
    flash(gettext("Started. What was known already is in the form."), "success")
    return redirect(url_for("tickets.show", ticket_id=new_id))


@tickets.post("/<id:ticket_id>/void")
@requires(Permission.REVIEW)
def void(ticket_id: int) -> Answer:
    """Undo what happened last on somebody's ticket."""
    return send(
        ticket_id,
        VoidForm,
        lambda form: corrections.void(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            target=form.target_n,
            reason=form.reason.data or "",
        ),
        N_("Undone. The times are computed as if it had never happened."),
    )
