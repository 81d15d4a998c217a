"""Files brought for an import: kept from choosing the file to the end of the import."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.vocabulary import Channel
from desk.extensions import Base
from desk.models.columns import Instant, word


class Upload(Base):
    """A file of complaints and what became of it; the content is soon erased."""

    __tablename__ = "upload"
    # The number of a forgotten file is not given again: a page left open somewhere
    # would import another file than it shows.
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    # Personal data of customers: gone when all rows are in, else after a day.
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    channel: Mapped[Channel] = mapped_column(word(Channel, "channel"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    created_at: Mapped[Instant]
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
