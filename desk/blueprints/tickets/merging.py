"""Reviewers: merge a duplicate into a ticket, and unmerge it."""

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.merge_forms import MergeForm, UnmergeForm
from desk.blueprints.tickets.page import send
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import merging
from desk.web.access import Answer, requires
from desk.web.actor import act


@tickets.post("/<id:ticket_id>/merge")
@requires(Permission.REVIEW)
def merge(ticket_id: int) -> Answer:
    """Merge a duplicate into this ticket."""
    return send(
        ticket_id,
        MergeForm,
        lambda form: merging.merge(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            duplicate=form.chosen,
            reason=form.reason.data or "",
        ),
        N_("Merged. The earliest receipt counts now."),
    )


@tickets.post("/<id:ticket_id>/unmerge")
@requires(Permission.REVIEW)
def unmerge(ticket_id: int) -> Answer:
    """Take this ticket out of the one it was merged into."""
    return send(
        ticket_id,
        UnmergeForm,
        lambda form: merging.unmerge(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            reason=form.reason.data or "",
        ),
        N_("Unmerged. Both tickets stand as if they had never been merged."),
    )
