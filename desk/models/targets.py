"""The targets of a unit, in versions."""

from typing import Any, Self

from sqlalchemy import JSON, BindParameter, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base
from desk.models.columns import Instant


class TargetVersion(Base):
    """Targets of the complaints received from an instant on, to the next version."""

    __tablename__ = "target_version"
    __table_args__ = (Index("ix_target_version_unit", "unit_id", "begins_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    begins_at: Mapped[Instant]
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Instant]

    @classmethod
    def newest_first(cls, unit_id: int | BindParameter[int]) -> Select[Self]:
        """Return the statement that finds a unit's versions, the newest first."""
        return (
            select(cls)
            .where(cls.unit_id == unit_id)
            .order_by(cls.begins_at.desc(), cls.id.desc())
        )
