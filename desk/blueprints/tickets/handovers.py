"""Handing over: the giver offers and takes back, the receiver accepts or declines."""

from flask import flash, redirect, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.handover_forms import DeclineForm, OfferForm
from desk.blueprints.tickets.page import seen_sent, send
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import handovers
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent


@tickets.post("/<id:ticket_id>/offer")
@requires(Permission.WALK_STEPS)
def offer(ticket_id: int) -> Answer:
    """Offer a ticket to a colleague."""
    return send(
        ticket_id,
        OfferForm,
        lambda form: handovers.offer(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            receiver_id=form.receiver_id.data,
            note=form.note.data or "",
        ),
        N_("Offered. The ticket stays yours until your colleague accepts."),
    )


@tickets.post("/<id:ticket_id>/withdraw")
@requires(Permission.WALK_STEPS)
def withdraw(ticket_id: int) -> Answer:
    """Take back an offer."""
    handovers.withdraw(act(key_sent()), ticket_id, seen=seen_sent())
    flash(gettext("Taken back. The ticket is not offered any more."), "success")
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/accept")
@requires(Permission.WALK_STEPS)
def accept(ticket_id: int) -> Answer:
    """Accept a ticket one was offered."""
    handovers.accept(act(key_sent()), ticket_id, seen=seen_sent())
    flash(gettext("This ticket is yours now."), "success")
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/decline")
@requires(Permission.WALK_STEPS)
def decline(ticket_id: int) -> Answer:
    """Decline a ticket one was offered."""
    return send(
        ticket_id,
        DeclineForm,
        lambda form: handovers.decline(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            reason=form.reason.data or "",
        ),
        N_("Declined. Your colleague sees why."),
    )
