"""The rows of the tickets as they follow from their logs: compared, or made anew.

Both read chunk by chunk, so that the memory needed does not grow with the desk.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from desk.extensions import db
from desk.models import Ticket
from desk.services import log, row
from desk.services.transaction import writing

# Large enough that a statement costs little a ticket, small enough that the counter
# waits for no longer than a blink while one chunk is written.
CHUNK = 500


class Chunk(NamedTuple):
    """Some tickets looked at: how many, and the numbers of those that strayed."""

    checked: int
    strayed: list[str]


def stray_tickets() -> Iterator[str]:
    """Yield the number of each ticket whose row does not follow its log.

    Looks only: what it computes to compare is thrown away.
    """
    last = 0
    while tickets := _after(last):
        last = tickets[-1].id
        strayed = _project(tickets)
        db.session.expunge_all()
        yield from strayed


def rebuild() -> Iterator[Chunk]:
    """Make every stored column of every ticket anew from its log, a chunk a time.

    Only rows that differ are written, each chunk in a transaction of its own: cut
    short, it can be started again, and people go on working meanwhile.
    Source: clock.md, principle 1.
    """
    last = 0
    while True:
        with writing():
            tickets = _after(last, is_locking=True)
            strayed = _project(tickets)
            last = tickets[-1].id if tickets else last
        db.session.expunge_all()
        if not tickets:
            return
        yield Chunk(len(tickets), strayed)


def count_tickets() -> int:
    """Return how many tickets there are to make anew."""
    return db.session.scalar(select(func.count(Ticket.id))) or 0


def _after(ticket_id: int, *, is_locking: bool = False) -> list[Ticket]:
    query = select(Ticket).where(Ticket.id > ticket_id).order_by(Ticket.id)
    query = query.options(selectinload(Ticket.matters))
    if is_locking:
        query = query.with_for_update()
    return list(db.session.scalars(query.limit(CHUNK)))


def _project(tickets: list[Ticket]) -> list[str]:
    """Project the tickets; return the numbers of those that this changed."""
    rules = cache(row.rules_of)
    histories = log.histories([ticket.id for ticket in tickets])
    # To read another unit's rules would write what has changed so far, and so hide it.
    with db.session.no_autoflush:
        for ticket in tickets:
            if history := histories.get(ticket.id):
                row.project(ticket, history, rules)
        return [ticket.number for ticket in tickets if _is_modified(ticket)]


def _is_modified(ticket: Ticket) -> bool:
    return any(db.session.is_modified(row) for row in (ticket, *ticket.matters))
