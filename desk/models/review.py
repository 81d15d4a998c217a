"""What reviewers keep: saved views, samples of closed tickets, wall boards, who looks.

None of it says anything about a ticket's time; that is the log's.
"""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base
from desk.models.columns import Instant


class SavedView(Base):
    """A list narrowed to something, under a name; the query is that of its address."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # Whose reviewers see it when it is shared; None: those of every unit.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(1000))
    is_shared: Mapped[bool]
    created_at: Mapped[Instant]


class Sample(Base):
    """Closed tickets drawn at random for a look at their evidence.

    The seed, the span and the population say that nobody chose them.
    """

    __tablename__ = "sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    seed: Mapped[Instant]
    percent: Mapped[int]
    closed_from: Mapped[Instant]
    closed_until: Mapped[Instant]
    population: Mapped[int]
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drawn_at: Mapped[Instant]


class SampledTicket(Base):
    """A ticket of a sample; the finding is an event of the ticket's log.

    Which one follows from the log: an undone finding leaves the ticket unchecked.
    """

    __tablename__ = "sampled_ticket"
    __table_args__ = (
        Index(
            "ix_sampled_ticket_unchecked",
            "sample_id",
            sqlite_where=text("event_id IS NULL"),
            postgresql_where=text("event_id IS NULL"),
        ),
    )

    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id"), primary_key=True, index=True
    )
    event_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_event.id"))


class NotDuplicate(Base):
    """Two tickets that a reviewer found to be two complaints; the smaller id first."""

    __tablename__ = "not_duplicate"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id"), primary_key=True, index=True
    )
    said_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[Instant]


class WallBoard(Base):
    """A screen in the shop that shows how things stand, without any name.

    It is not signed in: whoever knows the secret address sees it, until revoked.
    """

    __tablename__ = "wall_board"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    secret: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]
    revoked_at: Mapped[Instant | None]


class Viewer(Base):
    """Who has a ticket open on the screen, and when that was last heard of."""

    __tablename__ = "viewer"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seen_at: Mapped[Instant]
