"""Tickets as rows behind a figure: of every room that counts them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func

from desk.domain.people import Actor
from desk.domain.vocabulary import Channel, Ending, Priority, Step
from desk.extensions import db
from desk.models import Ticket
from desk.queries import progress
from desk.queries.columns import columns_for
from desk.queries.pages import Cursor, Page, tickets_page
from desk.queries.sources import source_names

CHUNK = 500


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A ticket behind a figure, without anybody's name; instants in UTC seconds.

    The resolution in seconds is what is counted so far while the ticket is open.
    """

    id: int
    number: str
    step: Step | None
    ending: Ending | None
    item: str
    complaint: str
    source: str | None
    channel: Channel | None
    priority: Priority
    received_at: int
    closed_at: int | None
    response: int | None
    resolution: int


def lines_page(
    query: Select[Ticket], actor: Actor, *, now: int, cursor: Cursor | None = None
) -> Page[ReportLine]:
    """Return a page of the tickets of a query, oldest first (now in UTC seconds)."""
    counted = query.with_only_columns(func.count(), maintain_column_froms=True)
    total = db.session.scalar(counted) or 0
    page = tickets_page(query, Ticket.received_at, cursor=cursor, total=total)
    lines = _lines(page.rows, actor, now)
    return Page(lines, page.total, next=page.next, previous=page.previous)


def all_lines(query: Select[Ticket], actor: Actor, *, now: int) -> Iterator[ReportLine]:
    """Yield every ticket of a query, oldest first (now in UTC seconds)."""
    oldest_first = query.order_by(Ticket.received_at, Ticket.id)
    found = db.session.scalars(oldest_first.execution_options(yield_per=CHUNK))
    for chunk in found.partitions(CHUNK):
        yield from _lines(chunk, actor, now)


def _lines(tickets: Sequence[Ticket], actor: Actor, now: int) -> list[ReportLine]:
    names = source_names(actor.language)
    return [
        ReportLine(
            **columns_for(ReportLine, ticket, but={"resolution"}),
            source=names.get(ticket.source_id or 0),
            resolution=progress.so_far(ticket, now),
        )
        for ticket in tickets
    ]
