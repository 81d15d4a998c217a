"""Class lists brought as files: kept until the students have accounts."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base
from desk.models.columns import Instant


class ClassList(Base):
    """A list of students and what became of it; the content is soon erased."""

    __tablename__ = "class_list"
    # The number of a forgotten file is not given again: a page left open somewhere
    # would import another file than it shows.
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    # Personal data of students: gone once they have accounts, else after a day.
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    # From it and the desk's signing key follow the one-time passwords of those added:
    # none is stored, and without it none can be shown again.
    seed: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[Instant]
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
