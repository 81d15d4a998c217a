"""The complaint ticket: a projection of its event log, for lists and searching."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.vocabulary import Approval, Channel, Priority, Remedy, Solution, Step
from desk.extensions import Base
from desk.models.columns import Instant, word


class Ticket(Base):
    """A complaint; every column but the keys is computed from the events."""

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("step IS NULL OR ended_at IS NULL", name="open_or_ended"),
        Index("ix_ticket_open", "unit_id", "step", "received_at", "id"),
        Index("ix_ticket_owner", "owner_id", "step", "received_at", "id"),
        Index("ix_ticket_ended", "unit_id", "ended_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    import_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    version: Mapped[int] = mapped_column(default=0)
    log_head: Mapped[str] = mapped_column(String(64))

    step: Mapped[Step | None] = mapped_column(word(Step, "step"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approval: Mapped[Approval | None] = mapped_column(word(Approval, "approval"))
    proposed_words: Mapped[str] = mapped_column(Text, default="")
    proposed: Mapped[Solution | None] = mapped_column(word(Solution, "proposed"))
    priority: Mapped[Priority] = mapped_column(
        word(Priority, "priority"), default=Priority.MEDIUM
    )
    received_at: Mapped[Instant]
    closed_at: Mapped[Instant | None]
    # Closed, or undone altogether: from then on the ticket is in the archive.
    ended_at: Mapped[Instant | None]
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    response: Mapped[int | None]
    resolution: Mapped[int | None]

    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    channel: Mapped[Channel | None] = mapped_column(word(Channel, "channel"))
    item: Mapped[str] = mapped_column(String(200), default="")
    receipt: Mapped[str] = mapped_column(String(200), default="")
    complaint: Mapped[str] = mapped_column(Text, default="")
    remedy: Mapped[Remedy | None] = mapped_column(word(Remedy, "remedy"))
    remedy_note: Mapped[str] = mapped_column(String(200), default="")
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    customer: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    search_text: Mapped[str] = mapped_column(Text, default="")
