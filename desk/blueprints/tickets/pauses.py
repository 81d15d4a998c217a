"""Pause and resume, and the customer who is heard from."""

from flask import flash, redirect, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.page import seen_sent, send
from desk.blueprints.tickets.pause_forms import ContactForm, PauseForm
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import pauses as service
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent


@tickets.post("/<id:ticket_id>/pause")
@requires(Permission.WALK_STEPS)
def pause(ticket_id: int) -> Answer:
    """Pause a ticket from this instant on."""
    return send(
        ticket_id,
        PauseForm,
        lambda form: service.pause(
            act(form.key.data or ""), ticket_id, seen=form.seen, pause=form.pause()
        ),
        N_("Noted. What you wait for stands above the form."),
    )


@tickets.post("/<id:ticket_id>/resume")
@requires(Permission.READ_TICKETS)
def resume(ticket_id: int) -> Answer:
    """End a pause."""
    service.resume(act(key_sent()), ticket_id, seen=seen_sent())
    flash(gettext("The pause is over. The clock runs."), "success")
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/contact")
@requires(Permission.READ_TICKETS)
def contact(ticket_id: int) -> Answer:
    """Log what the customer said; it ends a pause."""
    return send(
        ticket_id,
        ContactForm,
        lambda form: service.contact(
            act(form.key.data or ""), ticket_id, seen=form.seen, contact=form.contact()
        ),
        N_("Noted. The pause is over and the clock runs."),
    )
