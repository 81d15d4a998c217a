"""Sources of complaints, two levels per unit; retired, never deleted."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base


class Source(Base):
    """Where a complaint springs from; a source with a parent is what staff choose."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("unit_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_retired: Mapped[bool] = mapped_column(default=False)
    # What complaints of it say, a word or phrase a line: the rule that tags by itself.
    words: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
