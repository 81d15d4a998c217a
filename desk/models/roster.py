"""Who is on duty when; nothing is rewritten, so any version can be read again."""

from typing import Self

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    and_,
    not_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.roster import Away, Duty
from desk.domain.vocabulary import Attendance
from desk.extensions import Base
from desk.models.columns import Instant, word


class RosterVersion(Base):
    """One change of a unit's roster: who made it, when and why.

    Its number within the unit is its place in the order of the ids.
    """

    __tablename__ = "roster_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Instant]


class Shift(Base):
    """A shift from the version that added it to the one that removed it, if any.

    A change (attendance, a swap) removes the row and adds another.
    """

    __tablename__ = "shift"
    __table_args__ = (
        CheckConstraint("begins_at < ends_at", name="begins_before_it_ends"),
        Index("ix_shift_unit", "unit_id", "ends_at"),
        Index("ix_shift_person", "person_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begins_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    attendance: Mapped[Attendance | None] = mapped_column(
        word(Attendance, "attendance")
    )
    added_in: Mapped[int] = mapped_column(ForeignKey("roster_version.id"))
    removed_in: Mapped[int | None] = mapped_column(ForeignKey("roster_version.id"))

    @classmethod
    def planned(
        cls, unit_id: int, begin: int, end: int, *, version_id: int | None = None
    ) -> Select[Self]:
        """Return the statement that finds the shifts touching a span (UTC seconds).

        As they stand now, or as they stood in an earlier version.
        """
        return select(cls).where(
            cls.unit_id == unit_id,
            _stands(cls, version_id),
            cls.begins_at < end,
            cls.ends_at > begin,
        )

    def as_duty(self) -> Duty:
        """Return the shift as the rules know it."""
        return Duty(self.person_id, self.begins_at, self.ends_at, self.attendance)


class Absence(Base):
    """A time in which a person is away on internship, so far without end if none.

    As with shifts, a change removes the row and adds another.
    """

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    begins_at: Mapped[Instant]
    ends_at: Mapped[Instant | None]
    reason: Mapped[str] = mapped_column(String(200))
    added_in: Mapped[int] = mapped_column(ForeignKey("roster_version.id"))
    removed_in: Mapped[int | None] = mapped_column(ForeignKey("roster_version.id"))

    @classmethod
    def within(
        cls, begin: int, end: int, *, version_id: int | None = None
    ) -> Select[Self]:
        """Return the statement that finds absences that touch a span (UTC seconds).

        As they stand now, or as they stood in an earlier version.
        """
        is_over = and_(cls.ends_at.is_not(None), cls.ends_at <= begin)
        return select(cls).where(
            _stands(cls, version_id), cls.begins_at < end, not_(is_over)
        )

    def as_away(self) -> Away:
        """Return the absence as the rules know it."""
        return Away(self.person_id, self.begins_at, self.ends_at)


class ShiftSwap(Base):
    """A student asks to give a shift to another; a supervisor consents or not."""

    __tablename__ = "shift_swap"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"))
    # The shift wanted in return, if any.
    other_shift_id: Mapped[int | None] = mapped_column(ForeignKey("shift.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[Instant]
    reason: Mapped[str] = mapped_column(String(200))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[Instant | None]
    is_granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(String(200), default="")


def _stands(
    kind: type[Shift] | type[Absence], version_id: int | None
) -> ColumnElement[bool]:
    if version_id is None:
        return kind.removed_in.is_(None)
    is_removed_later = kind.removed_in.is_(None) | (kind.removed_in > version_id)
    return and_(kind.added_in <= version_id, is_removed_later)
