"""What on the tickets waits for a reviewer: one row a matter, for the queues."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.waiting import MatterKind
from desk.extensions import Base
from desk.models.columns import Instant, growing_word


class Matter(Base):
    """An event that waits for a reviewer's answer; gone when it is answered.

    Every column but the key is computed from the ticket's log. Unit and holder are the
    ticket's, so that the queues are counted without looking at it.
    """

    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("ticket_id", "n"),
        Index("ix_matter_queue", "unit_id", "kind", "asked_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    n: Mapped[int]
    kind: Mapped[MatterKind] = mapped_column(growing_word(MatterKind))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    asked_at: Mapped[Instant]
    # Whose work it is; none of them decides.
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # From when on a pause counts as a long one, which is reviewed before grades are
    # published; None: never, or no pause.
    long_at: Mapped[Instant | None]
