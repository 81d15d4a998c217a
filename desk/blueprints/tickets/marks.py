"""What is no complaint: mark it, confirm or decline the mark, restore the ticket."""

from collections.abc import Callable

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.mark_forms import MarkDecisionForm, MarkForm, RestoreForm
from desk.blueprints.tickets.page import send
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import marks
from desk.web.access import Answer, requires
from desk.web.actor import act


@tickets.post("/<id:ticket_id>/mark")
@requires(Permission.READ_TICKETS)
def mark(ticket_id: int) -> Answer:
    """Mark a ticket as not a complaint."""
    return send(
        ticket_id,
        MarkForm,
        lambda form: marks.mark(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            reason=form.reason.data or "",
        ),
        N_("Marked. The clock runs on until a supervisor confirms it."),
    )


@tickets.post("/<id:ticket_id>/confirm-mark")
@requires(Permission.REVIEW)
def confirm_mark(ticket_id: int) -> Answer:
    """Agree that it is not a complaint."""
    return _answer(
        ticket_id, marks.confirm_mark, N_("Set aside: this is not a complaint.")
    )


@tickets.post("/<id:ticket_id>/decline-mark")
@requires(Permission.REVIEW)
def decline_mark(ticket_id: int) -> Answer:
    """Say that it is a complaint."""
    return _answer(
        ticket_id,
        marks.decline_mark,
        N_("It stays a complaint. The student reads why and goes on."),
    )


@tickets.post("/<id:ticket_id>/restore")
@requires(Permission.REVIEW)
def restore(ticket_id: int) -> Answer:
    """Let a ticket that was set aside go on."""
    return send(
        ticket_id,
        RestoreForm,
        lambda form: marks.restore(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            reason=form.reason.data or "",
        ),
        N_("Restored. The ticket goes on as if it had never been set aside."),
    )


def _answer(ticket_id: int, verb: Callable[..., int], praise: str) -> Answer:
    return send(
        ticket_id,
        MarkDecisionForm,
        lambda form: verb(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            note=form.note.data or "",
        ),
        praise,
    )
