"""What reviewers see beside the seconds: sheets of marks, and tickets drawn for it."""

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.rubric import Level, RubricItem
from desk.extensions import Base
from desk.models.columns import Instant, growing_word


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
    """A level of an item on a sheet; the newest of an item counts; append-only."""

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
