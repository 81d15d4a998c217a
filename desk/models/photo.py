"""Photos that belong to a ticket, such as the page of a paper record."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base
from desk.models.columns import Instant


class Photo(Base):
    """A photo, freed of what the camera wrote into it; erasable, never changed."""

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[Instant]
    kind: Mapped[str] = mapped_column(String(40))
    # Sealed in the event that names the photo, so that it cannot be exchanged.
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
