"""Who looked at what is personal, and what was erased when its time was over."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base
from desk.models.columns import Instant


class PersonalRead(Base):
    """One look at what is personal on a card or a ticket; append-only."""

    __tablename__ = "personal_read"
    __table_args__ = (
        Index("ix_personal_read_customer", "customer_id", "at"),
        Index("ix_personal_read_ticket", "ticket_id", "at"),
        Index("ix_personal_read_person", "person_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Instant]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))


class RetentionRun(Base):
    """One run of the retention job: what it erased; unfinished if it was cut short."""

    __tablename__ = "retention_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[Instant]
    finished_at: Mapped[Instant | None]
    # None: started from the command line.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contacts: Mapped[int] = mapped_column(default=0)
    tickets: Mapped[int] = mapped_column(default=0)
    customers: Mapped[int] = mapped_column(default=0)
