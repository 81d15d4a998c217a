"""The two papers of the archive folder: complaint form and follow-up form."""

from flask import render_template

from desk.blueprints.archive import archive
from desk.domain.log import EventKind
from desk.domain.people import Permission
from desk.domain.vocabulary import Channel, Reply, Solution
from desk.queries.aftermath import aftermath_of
from desk.queries.stages import stages_of
from desk.queries.tickets import TicketView, get_ticket
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.facts import facts_noted
from desk.web.now import now
from desk.web.papers import last_of, needs_met
from desk.web.zone import use_zone


@archive.get("/tickets/<id:ticket_id>/complaint-form")
@requires(Permission.READ_TICKETS)
def complaint_form(ticket_id: int) -> Answer:
    """Show what the customer complained about, to print and to sign."""
    ticket = _read(ticket_id)
    return render_template(
        "archive/complaint_form.html",
        ticket=ticket,
        confirmed=last_of(ticket.entries, EventKind.CONFIRMED),
        facts=facts_noted(ticket.entries),
        after=aftermath_of(ticket_id),
        may_review=actor().may(Permission.REVIEW),
        replies={each.value: each for each in Reply},
        printed_at=now(),
    )


@archive.get("/tickets/<id:ticket_id>/follow-up-form")
@requires(Permission.REVIEW)
def follow_up_form(ticket_id: int) -> Answer:
    """Show what was found out and done, and what followed, to print and to sign."""
    ticket = _read(ticket_id)
    after = aftermath_of(ticket_id)
    last = {
        kind.value: last_of(ticket.entries, kind)
        for kind in (
            EventKind.FULFILLED,
            EventKind.THANKED,
            EventKind.FEEDBACK_GIVEN,
            EventKind.FOLLOWED_UP,
        )
    }
    return render_template(
        "archive/follow_up_form.html",
        ticket=ticket,
        last=last,
        approvals=[
            each
            for each in ticket.entries
            if each.kind in APPROVALS and not each.is_undone
        ],
        needs=needs_met(ticket, last["fulfilled"]),
        facts=facts_noted(ticket.entries),
        after=after,
        feedback=after.feedback(now()),
        stages=stages_of(ticket_id, ticket.entries, now=now()),
        solutions={each.value: each for each in Solution},
        channels={each.value: each for each in Channel},
        printed_at=now(),
    )


APPROVALS = frozenset(
    {
        EventKind.APPROVAL_REQUESTED,
        EventKind.APPROVAL_GRANTED,
        EventKind.APPROVAL_REFUSED,
    }
)


def _read(ticket_id: int) -> TicketView:
    """Return the ticket for who may read it; the paper tells its unit's time."""
    ticket = get_ticket(ticket_id, actor(), now=now())
    use_zone(ticket.zone)
    return ticket
