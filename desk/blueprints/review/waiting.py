"""What waits for a reviewer."""

from collections.abc import Callable
from typing import Any

from flask import request

from desk.blueprints.review import review
from desk.blueprints.tickets.page import read
from desk.blueprints.tickets.queues import open_queue, queue_asked, queue_page
from desk.domain.people import Permission
from desk.domain.waiting import MatterKind
from desk.queries.duplicates import open_pairs
from desk.queries.samples import to_check
from desk.queries.swaps import swaps_of_units
from desk.queries.waiting import ON_TICKETS, counts
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.fields import id_or_none
from desk.web.live import live
from desk.web.now import now


def _swaps() -> dict[str, Any]:
    return {"swaps": swaps_of_units(actor(), now=now())}


def _duplicates() -> dict[str, Any]:
    return {"pairs": open_pairs(actor())}


def _samples() -> dict[str, Any]:
    return {"lines": to_check(actor())}


# The queues that are no tickets: how each is printed, and what is in it.
LISTS: dict[MatterKind, tuple[str, Callable[[], dict[str, Any]]]] = {
    MatterKind.SWAP: ("review/_swaps.html", _swaps),
    MatterKind.SAMPLE: ("review/_samples.html", _samples),
    MatterKind.DUPLICATE: ("review/_duplicates.html", _duplicates),
}


@review.get("/waiting")
@requires(Permission.REVIEW)
def waiting() -> Answer:
    """Show a queue, with the ticket asked for or the one that has waited longest."""
    found = counts(actor(), now=now())
    kind = queue_asked(found)
    if kind not in ON_TICKETS:
        return _list(kind, found)
    queue = open_queue(kind, found)
    ticket_id = id_or_none(request.args.get("ticket")) or queue.first
    return queue_page(queue, read(ticket_id) if ticket_id else None)


def _list(kind: MatterKind, found: dict[MatterKind, int]) -> Answer:
    """Show a queue whose matters are decided on pages of their own."""
    lines, read_list = LISTS[kind]
    return live(
        "review/waiting_lists.html",
        lines,
        kind=kind,
        counts=found,
        lines_template=lines,
        **read_list(),
    )
