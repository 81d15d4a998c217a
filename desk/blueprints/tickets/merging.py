"""Reviewers: merge a duplicate into a ticket, and unmerge it."""

from flask import flash, redirect
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.merge_forms import MergeForm, UnmergeForm
from desk.blueprints.tickets.page import send
from desk.blueprints.tickets.queues import way_on
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import merging
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent


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


@tickets.post("/<id:ticket_id>/not-duplicate/<id:other_id>")
@requires(Permission.REVIEW)
def not_duplicate(ticket_id: int, other_id: int) -> Answer:
    """Say that two tickets are two complaints."""
    merging.not_duplicate(act(key_sent()), ticket_id, other_id)
    flash(gettext("Noted. The two are not suggested any more."), "success")
    return redirect(way_on(ticket_id))
