"""The queues of what waits for a reviewer, with one case open to decide about."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for

from desk.blueprints.tickets.forms import DecisionForm, SideForm, TicketForm
from desk.blueprints.tickets.mark_forms import MarkDecisionForm
from desk.blueprints.tickets.may import may
from desk.blueprints.tickets.reviews import Card, cards
from desk.domain.errors import NotFound
from desk.domain.waiting import MatterKind
from desk.queries.sources import source_names
from desk.queries.tickets import TicketView
from desk.queries.waiting import (
    ON_TICKETS,
    MatterLine,
    counts,
    waiting,
    waiting_for_others,
)
from desk.web.access import Answer
from desk.web.actor import actor
from desk.web.live import live
from desk.web.now import now
from desk.web.paging import LinkedPage, cursor, linked
from desk.web.telling import proposal, tell

# The forms of the ticket's page that answer what waits, by their fields of May.
ANSWERS: dict[MatterKind, tuple[str, type[SideForm]]] = {
    MatterKind.APPROVAL: ("decide", DecisionForm),
    MatterKind.MARK: ("decide_mark", MarkDecisionForm),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue: what the person decides, what only others may, and all the counts."""

    kind: MatterKind
    counts: dict[MatterKind, int]
    page: LinkedPage[MatterLine]
    of_others: Sequence[MatterLine]

    @property
    def first(self) -> int | None:
        """Return the ticket that has waited longest for the person, if any."""
        return self.page.rows[0].ticket_id if self.page.rows else None

    def after(self, ticket_id: int) -> MatterLine | None:
        """Return what comes after a ticket in the queue, round to its beginning."""
        places = [
            i for i, each in enumerate(self.page.rows, 1) if each.ticket_id == ticket_id
        ]
        ahead = [*self.page.rows[max(places, default=0) :], *self.page.rows]
        return next((each for each in ahead if each.ticket_id != ticket_id), None)

    @property
    def elsewhere(self) -> MatterKind | None:
        """Return another queue in which something waits for the person."""
        return next((k for k, n in self.counts.items() if n and k != self.kind), None)


def queue_sent() -> MatterKind | None:
    """Return the queue from which a form was sent, if it was sent from one."""
    name = request.values.get("queue", "")
    return MatterKind(name) if name in set(ON_TICKETS) else None


def way_on(ticket_id: int, otherwise: str = "") -> str:
    """Return where to go on: the queue a form was sent from, or the ticket's page."""
    queue = queue_sent()
    if queue is not None:
        return url_for("review.waiting", queue=queue.value, done=ticket_id)
    return otherwise or url_for("tickets.show", ticket_id=ticket_id)


def queue_asked(found: dict[MatterKind, int]) -> MatterKind:
    """Return the queue of the address, else the first in which something waits.

    Raises NotFound for one that does not exist.
    """
    name = request.args.get("queue", "")
    if name and name not in set(MatterKind):
        raise NotFound
    if name:
        return MatterKind(name)
    return next((kind for kind, n in found.items() if n), MatterKind.APPROVAL)


def open_queue(kind: MatterKind, found: dict[MatterKind, int] | None = None) -> Queue:
    """Return a queue of what waits on tickets."""
    start = cursor() if request.method == "GET" else None
    return Queue(
        kind=kind,
        counts=found or counts(actor(), now=now()),
        page=linked(waiting(actor(), kind, now=now(), cursor=start)),
        of_others=waiting_for_others(actor(), kind, now=now()),
    )


def queue_page(
    queue: Queue, ticket: TicketView | None, sent: TicketForm | None = None
) -> Answer:
    """Return the page of a queue with a ticket open, and the form as it was sent."""
    shown = {
        "queue": queue,
        "ticket": ticket,
        "following": queue.after(ticket.id) if ticket else None,
        "done": request.args.get("done", type=int),
        **_case(queue.kind, ticket, sent),
    }
    if sent is not None:
        return render_template("review/waiting.html", **shown), sent.status
    return live("review/waiting.html", "review/_waiting_rows.html", **shown)


def _case(
    kind: MatterKind, ticket: TicketView | None, sent: TicketForm | None
) -> dict[str, object]:
    """Return what the open case is made of: the parts of the ticket's own page."""
    if ticket is None:
        return {}
    sources = source_names(actor().language)
    forms: dict[str, SideForm] = {}
    found: list[Card] = []
    if kind in ANSWERS:
        name, form = ANSWERS[kind]
        if isinstance(sent, form):
            forms[name] = sent
        elif getattr(may(ticket), name):
            forms[name] = form.about(ticket)
    elif kind is not MatterKind.HANDOVER:
        found = _undecided(kind, cards(ticket, tell(ticket.entries, sources), sent))
    for each in [*forms.values(), *(card.form for card in found if card.form)]:
        each.queue = kind.value
    is_offered = kind is MatterKind.HANDOVER and ticket.offer is not None
    return {
        "forms": forms,
        "cards": found,
        "proposal": proposal(ticket, sources),
        "is_there": bool(forms or found or is_offered),
    }


def _undecided(kind: MatterKind, found: Sequence[Card]) -> list[Card]:
    """Return the cards that wait in a queue, and one whose form was just refused."""
    return [
        card
        for card in found
        if card.is_pause is (kind is MatterKind.PAUSE)
        and (card.review.verdict is None or (card.form and card.form.refusal))
    ]
