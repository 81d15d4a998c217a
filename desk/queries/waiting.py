"""What in a unit waits for a reviewer's answer."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, TextClause, func, or_, select, text

from desk.domain.people import Actor
from desk.domain.vocabulary import Approval, Ending, Step
from desk.extensions import db
from desk.models import Person, Ticket
from desk.models.ticket import WAITING
from desk.queries.columns import columns_for
from desk.queries.pages import Cursor, Page, tickets_page

Condition = ColumnElement[bool] | TextClause


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A ticket on which something waits for an answer; received at, in UTC seconds."""

    id: int
    number: str
    step: Step | None
    ending: Ending | None
    item: str
    complaint: str
    owner: str | None
    received_at: int
    approval: Approval | None
    pauses_to_review: int
    claims_to_review: int
    is_marked: bool
    handover_to: str | None
    is_own: bool

    @property
    def asks_approval(self) -> bool:
        """Say whether a solution waits for a decision."""
        return self.approval is Approval.REQUESTED


def waiting(actor: Actor, *, cursor: Cursor | None = None) -> Page[WaitingLine]:
    """Return the tickets of the unit that wait for a reviewer, oldest first."""
    where = _where(actor)
    page = tickets_page(
        select(Ticket).where(*where),
        Ticket.received_at,
        cursor=cursor,
        total=_count(where),
    )
    people = {each for t in page.rows for each in (t.owner_id, t.handover_to_id)}
    names = _names(people - {None})
    lines = [_line(ticket, actor, names) for ticket in page.rows]
    return Page(lines, page.total, next=page.next, previous=page.previous)


def count_waiting(actor: Actor) -> int:
    """Return how many tickets of the unit wait for a reviewer."""
    return _count(_where(actor))


def _where(actor: Actor) -> list[Condition]:
    # What was found to be a duplicate or no complaint needs nobody's judgement.
    is_complaint = or_(Ticket.ending.is_(None), Ticket.ending == Ending.CLOSED)
    # The very words of the index, so that both databases use it.
    where: list[Condition] = [is_complaint, text(f"({WAITING})")]
    if actor.unit_id is not None:
        where.append(Ticket.unit_id == actor.unit_id)
    return where


def _count(where: list[Condition]) -> int:
    query = select(func.count()).select_from(Ticket).where(*where)
    return db.session.scalar(query) or 0


def _line(ticket: Ticket, actor: Actor, names: dict[int, str]) -> WaitingLine:
    return WaitingLine(
        **columns_for(WaitingLine, ticket),
        owner=names.get(ticket.owner_id or 0),
        handover_to=names.get(ticket.handover_to_id or 0),
        is_own=ticket.owner_id == actor.id,
    )


def _names(person_ids: set[int | None]) -> dict[int, str]:
    if not person_ids:
        return {}
    query = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {row.id: row.name for row in db.session.execute(query)}
