"""Practice businesses, their service calendars and their ticket numbers."""

from typing import Self

from sqlalchemy import BindParameter, ForeignKey, Select, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.calendar import ServiceCalendar
from desk.extensions import Base
from desk.models.columns import CalendarRules, Instant


class Unit(Base):
    """A practice business of the school."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    is_active: Mapped[bool] = mapped_column(default=True)
    # The shop's own number (+62…), by which customers write to it.
    phone: Mapped[str] = mapped_column(
        String(20), default="", server_default=text("''")
    )


class CalendarVersion(Base):
    """One version of a unit's service calendar; the newest is in force."""

    __tablename__ = "calendar_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    rules: Mapped[ServiceCalendar] = mapped_column(CalendarRules)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Instant]

    @classmethod
    def in_force(cls, unit_id: int | BindParameter[int]) -> Select[ServiceCalendar]:
        """Return the statement that finds the rules in force at a unit."""
        return (
            select(cls.rules)
            .where(cls.unit_id == unit_id)
            .order_by(cls.id.desc())
            .limit(1)
        )

    @classmethod
    def newest_first(cls, unit_id: int) -> Select[Self]:
        """Return the statement that finds a unit's versions, the newest first."""
        return select(cls).where(cls.unit_id == unit_id).order_by(cls.id.desc())


class TicketSeries(Base):
    """The last number given in a series of a month; numbers have no gaps."""

    __tablename__ = "ticket_series"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
