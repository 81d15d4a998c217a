"""What followed on one closed ticket: the customer's answer, what was improved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select

from desk.domain.vocabulary import Feedback, Performance
from desk.extensions import db
from desk.models import ImprovementAction, Photo, Source, Ticket

# The newest are what a printed form has room for.
MOST = 3


@dataclass(frozen=True, slots=True)
class ImprovementLine:
    """Something changed, or to be changed, so that a source springs no more."""

    id: int
    what: str
    due_on: date
    began_on: date | None
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What stands on a ticket after its closing; instants in UTC seconds."""

    performance: Performance | None
    would_tell: bool | None
    feedback_at: int | None
    zero_at: int | None
    follow_up_due: int | None
    contact_erased_at: int | None
    erased_at: int | None
    has_photo: bool
    improvements: Sequence[ImprovementLine]

    def feedback(self, now: int) -> Feedback | None:
        """Return the kind of feedback; None while an answer may come (UTC seconds)."""
        if self.performance is not None:
            return Feedback.of(self.performance)
        is_zero = self.zero_at is not None and self.zero_at <= now
        return Feedback.ZERO if is_zero else None


def aftermath_of(ticket_id: int) -> Aftermath:
    """Return what followed on a ticket that exists."""
    has_photo = exists().where(Photo.ticket_id == Ticket.id, Photo.content.is_not(None))
    query = select(
        Ticket.performance,
        Ticket.would_tell,
        Ticket.feedback_at,
        Ticket.zero_at,
        Ticket.follow_up_due,
        Ticket.contact_erased_at,
        Ticket.erased_at,
        Ticket.source_id,
        has_photo.label("has_photo"),
    )
    found = db.session.execute(query.where(Ticket.id == ticket_id)).one()._asdict()
    source_id = found.pop("source_id")
    return Aftermath(**found, improvements=_improvements(source_id))


def _improvements(source_id: int | None) -> list[ImprovementLine]:
    """Return what is being improved about a source, or about its whole group."""
    if source_id is None:
        return []
    query = (
        select(
            ImprovementAction.id,
            ImprovementAction.what,
            ImprovementAction.due_on,
            ImprovementAction.began_on,
            ImprovementAction.ended_at,
        )
        .where(_about(source_id))
        .order_by(ImprovementAction.made_at.desc(), ImprovementAction.id.desc())
        .limit(MOST)
    )
    return [ImprovementLine(*row) for row in db.session.execute(query)]


def _about(source_id: int) -> ColumnElement[bool]:
    group = select(Source.parent_id).where(Source.id == source_id).scalar_subquery()
    return or_(
        ImprovementAction.source_id == source_id, ImprovementAction.source_id == group
    )
