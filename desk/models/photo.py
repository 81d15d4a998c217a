"""Photos that belong to a ticket, such as the page of a paper record."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base
from desk.models.columns import Instant


class Photo(Base):
    """A photo, freed of what the camera wrote into it; erasable, never changed."""

    __tablename__ = "photo"
    # The number of a forgotten photo is not given again: a form left open somewhere
    # would add another photo than it shows.
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    # None while its form is still being mended; such a photo is kept for a day.
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[Instant]
    kind: Mapped[str] = mapped_column(String(40))
    # Sealed in the event that names the photo, so that it cannot be exchanged.
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
