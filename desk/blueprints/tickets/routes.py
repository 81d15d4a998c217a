"""One's desk, the page of a ticket, and what is done with one button."""

from collections.abc import Callable
from functools import partial

from flask import flash, redirect, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.forms import DecisionForm, StepBackForm
from desk.blueprints.tickets.page import read, seen_sent, send, ticket_page
from desk.blueprints.tickets.queues import way_on
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.queries import lists
from desk.queries.coaching import unread_notes
from desk.queries.follow_ups import count_due
from desk.queries.handovers import offers_of
from desk.queries.objections import told
from desk.queries.public import heard_from
from desk.services import approvals, corrections, ownership
from desk.services import tickets as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.live import live
from desk.web.now import now
from desk.web.paging import cursor, linked


@tickets.get("/")
@requires(Permission.WALK_STEPS)
def index() -> Answer:
    """Show the tickets one holds and the queue."""
    mine = lists.mine(actor(), now=now(), cursor=cursor("mine"))
    queue = lists.queue(actor(), now=now(), cursor=cursor("queue"))
    offered = lists.offered(actor(), now=now())
    return live(
        "tickets/index.html",
        "tickets/_desk.html",
        mine=linked(mine, "mine"),
        queue=linked(queue, "queue"),
        offered=offered,
        offers=offers_of([line.id for line in offered]),
        notes=unread_notes(actor()),
        heard=heard_from([line.id for line in (*mine.rows, *queue.rows)]),
        # Asked for by the whole page only, not each time its lists are sent again.
        count_due=partial(count_due, actor(), now=now()),
        grade_news=partial(told, actor().id, now=now()),
    )


@tickets.post("/start")
@requires(Permission.WALK_STEPS)
def start() -> Answer:
    """Start recording: this instant is the receipt."""
    ticket_id = service.start(act(key_sent()))
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.get("/<id:ticket_id>")
@requires(Permission.READ_TICKETS)
def show(ticket_id: int) -> Answer:
    """Show a ticket."""
    return ticket_page(read(ticket_id))


@tickets.post("/<id:ticket_id>/take")
@requires(Permission.WALK_STEPS)
def take(ticket_id: int) -> Answer:
    """Take a ticket from the queue."""
    ownership.take(act(key_sent()), ticket_id)
    flash(gettext("This ticket is yours now."), "success")
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/release")
@requires(Permission.READ_TICKETS)
def release(ticket_id: int) -> Answer:
    """Put a ticket back in the queue."""
    ownership.release(act(key_sent()), ticket_id, seen=seen_sent())
    flash(gettext("The ticket is in the queue for everybody on duty."), "success")
    return redirect(way_on(ticket_id, url_for("auth.home")))


@tickets.post("/<id:ticket_id>/undo")
@requires(Permission.READ_TICKETS)
def undo(ticket_id: int) -> Answer:
    """Undo one's own last click."""
    corrections.undo(act(key_sent()), ticket_id, seen=seen_sent())
    flash(gettext("Undone. What you wrote is back in the form."), "success")
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/step-back")
@requires(Permission.READ_TICKETS)
def step_back(ticket_id: int) -> Answer:
    """Go back to an earlier step."""
    return send(
        ticket_id,
        StepBackForm,
        lambda form: corrections.step_back(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            to=form.to.data,
            reason=form.reason.data or "",
        ),
        N_("Gone back. The clock of that step runs on."),
    )


@tickets.post("/<id:ticket_id>/approve")
@requires(Permission.REVIEW)
def approve(ticket_id: int) -> Answer:
    """Agree to the solution asked for."""
    return _decide(ticket_id, approvals.approve, N_("Approved."))


@tickets.post("/<id:ticket_id>/refuse")
@requires(Permission.REVIEW)
def refuse(ticket_id: int) -> Answer:
    """Turn down the solution asked for."""
    return _decide(
        ticket_id, approvals.refuse, N_("Not approved. The student sees why.")
    )


def _decide(ticket_id: int, verb: Callable[..., int], praise: str) -> Answer:
    return send(
        ticket_id,
        DecisionForm,
        lambda form: verb(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            note=form.note.data or "",
        ),
        praise,
    )
