"""The four steps: the same four beats, each with its own form and verb."""

from collections.abc import Callable
from typing import Any

from flask import redirect, url_for

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.page import form_sent, send_form
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_, Step
from desk.services import approvals
from desk.services import tickets as service
from desk.web.access import Answer, requires
from desk.web.actor import act

VERBS: dict[Step, Callable[..., int]] = {
    Step.RECORD: service.record,
    Step.CONFIRM: service.confirm,
    Step.FULFIL: service.fulfil,
    Step.THANK: service.thank,
}
PRAISE: dict[Step, str] = {
    Step.RECORD: N_("Recorded. Now restate the need."),
    Step.CONFIRM: N_("Noted."),
    Step.FULFIL: N_("Fulfilled. Now thank the customer."),
    Step.THANK: N_("Closed. The ticket is in the archive now."),
}


@tickets.get("/<id:ticket_id>/<step:step>")
@requires(Permission.WALK_STEPS)
def step(ticket_id: int, step: Step) -> Answer:  # noqa: ARG001 -- the page knows its step
    """Go to the ticket, where the present step's form is open."""
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/<step:step>")
@requires(Permission.WALK_STEPS)
def walk(ticket_id: int, step: Step) -> Answer:
    """Complete a step."""
    verb = VERBS[step]
    return _send(
        ticket_id,
        step,
        lambda act, form: verb(
            act,
            ticket_id,
            seen=form.seen,
            evidence=form.evidence(),
            done_at=form.claim,
            **form.besides(),
        ),
        PRAISE[step],
    )


@tickets.post("/<id:ticket_id>/ask-approval")
@requires(Permission.WALK_STEPS)
def ask_approval(ticket_id: int) -> Answer:
    """Ask a supervisor to agree to the solution being filled in."""
    asked = N_("Your supervisor sees your request now.")
    return _send(
        ticket_id,
        Step.FULFIL,
        lambda act, form: approvals.ask_approval(
            act, ticket_id, seen=form.seen, evidence=form.evidence()
        ),
        asked,
    )


def _send(
    ticket_id: int, step: Step, carry_out: Callable[[Act, Any], object], praise: str
) -> Answer:
    form = form_sent(ticket_id, step)
    return send_form(
        ticket_id,
        form,
        lambda: carry_out(act(form.key.data or ""), form),
        praise,
        step=step,
    )
