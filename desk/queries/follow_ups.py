"""Whom to ask how it went: customers a week after their complaint was closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from desk.domain.follow_ups import When, when
from desk.domain.log import EventKind
from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import CustomerStanding, Performance, Purpose
from desk.extensions import db
from desk.models import Customer, Evidence, Ticket, TicketEvent
from desk.models.consent import may_be_asked
from desk.queries.columns import columns_for
from desk.queries.pages import Cursor, Page, tickets_page


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A customer to ask, and what was done for them; instants in UTC seconds."""

    id: int
    number: str
    item: str
    customer: str
    done: str
    performance: Performance | None
    closed_at: int
    follow_up_due: int
    when: When
    is_prospect: bool


def follow_ups(
    actor: Actor, *, now: int, cursor: Cursor | None = None
) -> Page[FollowUp]:
    """Return what the person may follow up, what is due first (UTC seconds)."""
    where = _to_ask(actor)
    total = db.session.scalar(select(func.count()).select_from(Ticket).where(*where))
    page = tickets_page(
        select(Ticket).where(*where),
        Ticket.follow_up_due,
        cursor=cursor,
        total=total or 0,
    )
    lines = _lines(page.rows, now)
    return Page(lines, page.total, next=page.next, previous=page.previous)


def find_follow_up(ticket_id: int, actor: Actor, *, now: int) -> FollowUp | None:
    """Return the follow-up of a ticket if the person may make it (UTC seconds)."""
    where = [Ticket.id == ticket_id, *_to_ask(actor)]
    found = db.session.scalars(select(Ticket).where(*where)).all()
    return _lines(found, now)[0] if found else None


def count_due(actor: Actor, *, now: int) -> int:
    """Return how many customers the person should ask by now (UTC seconds)."""
    where = [*_to_ask(actor), Ticket.follow_up_due <= now]
    query = select(func.count()).select_from(Ticket).where(*where)
    return db.session.scalar(query) or 0


def _to_ask(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the conditions: one's own for a student, the unit's for a reviewer."""
    where = [Ticket.follow_up_due.is_not(None), may_be_asked(Purpose.FOLLOW_UP)]
    if actor.unit_id is not None:
        where.append(Ticket.unit_id == actor.unit_id)
    if not actor.may(Permission.REVIEW):
        where += [Ticket.owner_id == actor.id, Ticket.step.is_(None)]
    return where


def _lines(tickets: Sequence[Ticket], now: int) -> list[FollowUp]:
    if not tickets:
        return []
    done, prospects = _done([each.id for each in tickets]), _prospects(tickets)
    return [
        FollowUp(
            **columns_for(FollowUp, ticket),
            done=done.get(ticket.id, ""),
            when=when(ticket.follow_up_due or 0, now),
            is_prospect=ticket.id in prospects,
        )
        for ticket in tickets
    ]


def _done(ids: Sequence[int]) -> dict[int, str]:
    """Return what was done about each complaint, as it was written down last."""
    query = (
        select(TicketEvent.ticket_id, Evidence.words)
        .join(Evidence, Evidence.event_id == TicketEvent.id)
        .where(
            TicketEvent.ticket_id.in_(ids),
            TicketEvent.kind == EventKind.FULFILLED,
            Evidence.erased_at.is_(None),
        )
        .order_by(TicketEvent.n)
    )
    rows = db.session.execute(query)
    return {id_: (words or {}).get("done", "") for id_, words in rows}


def _prospects(tickets: Sequence[Ticket]) -> set[int]:
    """Return the tickets whose customer has bought nothing so far."""
    cards = {each.customer_id for each in tickets if each.customer_id is not None}
    if not cards:
        return set()
    card, standing = aliased(Customer), aliased(Customer)
    query = (
        select(card.id)
        .join(standing, standing.id == func.coalesce(card.merged_into_id, card.id))
        .where(card.id.in_(cards), standing.standing == CustomerStanding.PROSPECT)
    )
    found = set(db.session.scalars(query))
    return {each.id for each in tickets if each.customer_id in found}
