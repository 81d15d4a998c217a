"""How complaints are overcome: solution cards, improvement actions, daily counts."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.vocabulary import Knowledge
from desk.extensions import Base
from desk.models.columns import Instant, growing_word


class SolutionCard(Base):
    """One version of how to overcome complaints of a source, as somebody proposed it.

    The newest approved version that is not retired is the one in force.
    """

    __tablename__ = "solution_card"
    __table_args__ = (UniqueConstraint("source_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    version: Mapped[int]
    # One a line, in their order.
    steps: Mapped[str] = mapped_column(Text)
    phrases: Mapped[str] = mapped_column(Text, default="")
    # Up to where a student decides alone.
    authority: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[Knowledge] = mapped_column(growing_word(Knowledge))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    proposed_at: Mapped[Instant]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[Instant | None]
    # None: nobody has decided yet.
    is_approved: Mapped[bool | None]
    # What the teacher said to who proposed it.
    remark: Mapped[str] = mapped_column(Text, default="")
    retired_at: Mapped[Instant | None]


class ImprovementAction(Base):
    """Something changed so that a source springs no more: who, until when, what."""

    __tablename__ = "improvement_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    # When the change took effect: before it and after it are compared.
    began_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]
    # Ended with a conclusion: it helped, it did not, it was dropped.
    ended_at: Mapped[Instant | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    conclusion: Mapped[str] = mapped_column(Text, default="")


class DailyCount(Base):
    """How many transactions a unit had on a day; the last one entered counts."""

    __tablename__ = "daily_count"
    __table_args__ = (Index("ix_daily_count_day", "unit_id", "day", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    day: Mapped[date]
    transactions: Mapped[int]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[Instant]
