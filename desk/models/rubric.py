"""What reviewers see beside the seconds: sheets of marks, and tickets drawn for it."""

from collections.abc import Collection

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    Text,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.log import UNDOES
from desk.domain.rubric import Level, RubricItem
from desk.domain.vocabulary import Ending
from desk.domain.workflow import COMPLETES
from desk.extensions import Base
from desk.models.columns import Instant, growing_word
from desk.models.event import TicketEvent
from desk.models.ticket import Ticket


class RubricSheet(Base):
    """Somebody looks at a student's work: at a ticket, or (without one) at the counter.

    It belongs to the period in which its ticket was received, or else it was begun. A
    student's part in a ticket has one sheet, whoever of the reviewers marks on it.
    """

    __tablename__ = "rubric_sheet"
    __table_args__ = (
        Index("ix_rubric_sheet_person", "person_id", "begun_at"),
        UniqueConstraint("ticket_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    begun_at: Mapped[Instant]


class RubricMark(Base):
    """A level of an item on a sheet; the newest of an item counts.

    Append-only, but for the comment: it is erased once its time is over.
    """

    __tablename__ = "rubric_mark"
    __table_args__ = (Index("ix_rubric_mark_sheet", "sheet_id", "item", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("rubric_sheet.id"))
    item: Mapped[RubricItem] = mapped_column(growing_word(RubricItem))
    # None: taken back.
    level: Mapped[Level | None] = mapped_column(growing_word(Level))
    comment: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Instant]


class RubricDraw(Base):
    """A ticket drawn at random for a review of what a student did on it."""

    __tablename__ = "rubric_draw"

    gradebook_id: Mapped[int] = mapped_column(
        ForeignKey("gradebook.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id"), primary_key=True, index=True
    )
    # Of how many it was drawn, and by whose click.
    population: Mapped[int]
    drawn_at: Mapped[Instant]
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    @classmethod
    def population_of(
        cls, person_ids: Collection[int], begin: int, end: int
    ) -> Select[TicketEvent, str]:
        """Return the statement that finds what some students can be drawn for.

        The completed and the undone steps, with the number of the ticket, of every
        ticket received within [begin, end) (UTC seconds) and closed on which one of
        them completed a step; without those all off hours. Duplicates and what is no
        complaint are not closed.
        """
        holder = TicketEvent.facts["holder"].as_integer()
        did = or_(TicketEvent.actor_id.in_(person_ids), holder.in_(person_ids))
        theirs = select(TicketEvent.ticket_id).where(
            TicketEvent.kind.in_(COMPLETES), did
        )
        return (
            select(TicketEvent, Ticket.number)
            .join(Ticket, Ticket.id == TicketEvent.ticket_id)
            .where(
                Ticket.received_at >= begin,
                Ticket.received_at < end,
                Ticket.ending == Ending.CLOSED,
                Ticket.is_off_hours.is_(False),
                Ticket.id.in_(theirs),
                TicketEvent.kind.in_([*COMPLETES, *UNDOES]),
            )
            .order_by(TicketEvent.ticket_id, TicketEvent.n)
        )
