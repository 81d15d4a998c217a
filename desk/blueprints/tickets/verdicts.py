"""Reviewers' verdicts on pauses and on times claimed afterwards."""

from collections.abc import Callable

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.page import read, send_form
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
    return send_form(ticket_id, form, lambda: carry_out(form), praise)
