"""What a reviewer does with somebody else's ticket."""

from flask import flash, redirect, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.page import seen_sent, send
from desk.blueprints.tickets.supervision_forms import (
    AssignForm,
    CoachForm,
    MoveForm,
    PrioritiseForm,
)
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import assignments, coaching, moves, priorities
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent
from desk.web.resume import page_of, referrer_path


@tickets.post("/<id:ticket_id>/assign")
@requires(Permission.REVIEW)
def assign(ticket_id: int) -> Answer:
    """Give a ticket to somebody on duty."""
    return send(
        ticket_id,
        AssignForm,
        lambda form: assignments.assign(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            receiver_id=form.receiver_id.data,
            note=form.note.data or "",
        ),
        N_("Assigned. From now on the time counts for who got it."),
    )


@tickets.post("/<id:ticket_id>/take-over")
@requires(Permission.REVIEW)
def take_over(ticket_id: int) -> Answer:
    """Go on with a ticket oneself."""
    assignments.take_over(act(key_sent()), ticket_id, seen=seen_sent())
    flash(gettext("This ticket is yours now."), "success")
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/prioritise")
@requires(Permission.REVIEW)
def prioritise(ticket_id: int) -> Answer:
    """Set how pressing a ticket is."""
    return send(
        ticket_id,
        PrioritiseForm,
        lambda form: priorities.prioritise(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            impact=form.impact.data,
            urgency=form.urgency.data,
        ),
        N_("Priority set. The targets follow it; the time counted stays as it is."),
    )


@tickets.post("/<id:ticket_id>/move")
@requires(Permission.REVIEW)
def move(ticket_id: int) -> Answer:
    """Move a ticket into the queue of another unit."""
    return send(
        ticket_id,
        MoveForm,
        lambda form: moves.move(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            unit_id=form.unit_id.data,
            reason=form.reason.data or "",
        ),
        N_("Moved. The ticket is in the queue of the other unit, under its number."),
    )


@tickets.post("/<id:ticket_id>/coach")
@requires(Permission.REVIEW)
def coach(ticket_id: int) -> Answer:
    """Write a note to who holds a ticket, or held it last."""
    return send(
        ticket_id,
        CoachForm,
        lambda form: coaching.coach(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            note=form.note.data or "",
        ),
        N_("Written. It stands at the top of their desk until they have read it."),
    )


@tickets.post("/<id:ticket_id>/read-note")
@requires(Permission.READ_TICKETS)
def read_note(ticket_id: int) -> Answer:
    """Say that one has read the coach notes on a ticket."""
    coaching.read_note(act(key_sent()), ticket_id)
    return redirect(page_of(referrer_path()))
