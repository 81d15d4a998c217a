"""The complaint ticket: a projection of its event log, for lists and searching."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    and_,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.domain.vocabulary import (
    Approval,
    Channel,
    Ending,
    Impact,
    Performance,
    Priority,
    Remedy,
    Solution,
    Step,
    Urgency,
)
from desk.extensions import Base
from desk.models.columns import Instant, growing_word, word
from desk.models.matter import Matter


class Ticket(Base):
    """A complaint; every column but the keys is computed from the events."""

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("step IS NULL OR ended_at IS NULL", name="open_or_ended"),
        Index("ix_ticket_open", "unit_id", "step", "received_at", "id"),
        Index("ix_ticket_owner", "owner_id", "step", "received_at", "id"),
        Index("ix_ticket_ended", "unit_id", "ended_at", "id"),
        Index("ix_ticket_archive", "ended_at", "id"),
        # A report reads a term of them without looking at the rows.
        Index(
            "ix_ticket_report",
            *("unit_id", "received_at", "ending", "is_off_hours", "source_id"),
            *("channel", "owner_id", "priority", "response", "resolution"),
        ),
        Index(
            "ix_ticket_running",
            *("unit_id", "received_at", "source_id", "channel", "owner_id"),
            *("response", "touched_at", "counted", "paused_until"),
            *("response_due", "resolution_due"),
            sqlite_where=text("step IS NOT NULL"),
            postgresql_where=text("step IS NOT NULL"),
        ),
        Index(
            "ix_ticket_closed",
            *("unit_id", "closed_at", "received_at", "source_id", "channel"),
            "owner_id",
            sqlite_where=text("closed_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
        # What needs attention first: of all units, and of one; there the columns
        # behind the key answer filters and counts without looking at the rows.
        Index(
            "ix_ticket_due",
            *("due_at", "id"),
            sqlite_where=text("step IS NOT NULL"),
            postgresql_where=text("step IS NOT NULL"),
        ),
        Index(
            "ix_ticket_due_unit",
            *("unit_id", "due_at", "id", "step", "owner_id", "priority"),
            *("channel", "source_id", "paused_until", "touched_at"),
            sqlite_where=text("step IS NOT NULL"),
            postgresql_where=text("step IS NOT NULL"),
        ),
        Index("ix_ticket_customer", "customer_id", "received_at", "id"),
        Index(
            "ix_ticket_follow_up",
            *("unit_id", "follow_up_due", "id"),
            sqlite_where=text("follow_up_due IS NOT NULL"),
            postgresql_where=text("follow_up_due IS NOT NULL"),
        ),
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
    impact: Mapped[Impact | None] = mapped_column(growing_word(Impact))
    urgency: Mapped[Urgency | None] = mapped_column(growing_word(Urgency))
    received_at: Mapped[Instant]
    closed_at: Mapped[Instant | None]
    # Closed, merged or undone: from then on the ticket is in the archive.
    ended_at: Mapped[Instant | None]
    ending: Mapped[Ending | None] = mapped_column(growing_word(Ending))
    response: Mapped[int | None]
    resolution: Mapped[int | None]
    # Seconds in the queue before the first owner; None: it never stood in it.
    pickup: Mapped[int | None]
    # Closed without a second of service: outside every sample of times.
    is_off_hours: Mapped[bool] = mapped_column(
        default=False, server_default=text("false")
    )

    # When a target is reached if the ticket stays as it stands.
    step_due: Mapped[Instant | None]
    response_due: Mapped[Instant | None]
    resolution_due: Mapped[Instant | None]
    # The clock runs again by itself then (clock.md, "Pause cap").
    paused_until: Mapped[Instant | None]
    # The earliest of them while open: lists are sorted by it.
    due_at: Mapped[Instant | None]

    # Counted seconds up to the last event, and when that was recorded.
    touched_at: Mapped[Instant] = mapped_column(default=0, server_default="0")
    counted: Mapped[int] = mapped_column(default=0, server_default="0")
    counted_in_step: Mapped[int] = mapped_column(default=0, server_default="0")

    # What waits for somebody's answer.
    handover_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"), index=True
    )
    # The student who has not read a coach note yet.
    coached_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    is_marked: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    claims_to_review: Mapped[int] = mapped_column(default=0, server_default="0")
    pauses_to_review: Mapped[int] = mapped_column(default=0, server_default="0")
    has_matters: Mapped[bool] = mapped_column(
        default=False, server_default=text("false")
    )
    matters: Mapped[list[Matter]] = relationship(
        cascade="all, delete-orphan", order_by=Matter.n
    )

    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("ticket.id"), index=True
    )
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    is_paper: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

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

    # Whose card the complaint stands on, and what followed once it was closed.
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    forecast: Mapped[Performance | None] = mapped_column(growing_word(Performance))
    performance: Mapped[Performance | None] = mapped_column(growing_word(Performance))
    would_tell: Mapped[bool | None]
    feedback_at: Mapped[Instant | None]
    # Without an answer until then it is zero feedback.
    zero_at: Mapped[Instant | None]
    # When to ask the customer how it went; None once done, or with nobody to ask.
    follow_up_due: Mapped[Instant | None]
    # Erased are the name and the contact, then everything anybody wrote.
    contact_erased_at: Mapped[Instant | None]
    erased_at: Mapped[Instant | None]

    @classmethod
    def following(
        cls, unit_id: int, begin: int, end: int
    ) -> Select[int, str, int, int | None]:
        """Return the statement that finds what follows from a unit's service hours.

        Id, number, receipt and end of all its open tickets, and of those open at some
        time within [begin, end) (UTC seconds), by id.
        """
        was_open = and_(cls.received_at < end, cls.ended_at > begin)
        return (
            select(cls.id, cls.number, cls.received_at, cls.ended_at)
            .where(cls.unit_id == unit_id, or_(cls.ended_at.is_(None), was_open))
            .order_by(cls.id)
        )

    @classmethod
    def awaited(cls, unit_id: int, begin: int) -> Select[int, int | None, int | None]:
        """Return the statement that finds whose feedback was not zero by an instant.

        Id, closing, and when it becomes zero (UTC seconds; None: never), by id: the
        service hours between the two decide.
        """
        is_later = or_(cls.zero_at.is_(None), cls.zero_at > begin)
        return (
            select(cls.id, cls.closed_at, cls.zero_at)
            .where(cls.unit_id == unit_id, cls.closed_at.is_not(None), is_later)
            .order_by(cls.id)
        )

    @classmethod
    def first_receipt(cls, unit_id: int) -> Select[int]:
        """Return the statement for when a unit received its first complaint."""
        return select(func.min(cls.received_at)).where(cls.unit_id == unit_id)
