"""The append-only log of a ticket, and the words that belong to it."""

from collections.abc import Mapping
from typing import Any, Self

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Step
from desk.extensions import Base
from desk.models.columns import Instant, growing_word

# Written out: SQLite uses the index only where the query says the very same.
REOPENING = "kind = 'reopened'"
# Number, kind, instants claimed and recorded, actor, facts: what the rules read.
Columns = tuple[int, EventKind, int, int, int | None, Mapping[str, Any]]


class TicketEvent(Base):
    """One happening; triggers refuse UPDATE and DELETE."""

    __tablename__ = "ticket_event"
    __table_args__ = (
        UniqueConstraint("ticket_id", "n"),
        # So few of so many: which complaints came back is read without the rest.
        Index(
            "ix_ticket_event_reopened",
            "ticket_id",
            sqlite_where=text(REOPENING),
            postgresql_where=text(REOPENING),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    n: Mapped[int]
    kind: Mapped[EventKind] = mapped_column(growing_word(EventKind))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Instant]
    recorded_at: Mapped[Instant]
    # Facts are codes and numbers only; what a person said or wrote is in Evidence,
    # so that it can be forgotten one day while the chain stays whole.
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    digest: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    @classmethod
    def of_ticket(cls, ticket_id: int) -> Select[Self]:
        """Return the statement that finds the log of a ticket, in its order."""
        return select(cls).where(cls.ticket_id == ticket_id).order_by(cls.n)

    @classmethod
    def is_reopening(cls) -> ColumnElement[bool]:
        """Return the condition that a ticket was reopened, as its index has it."""
        return literal_column(f"{cls.__tablename__}.{REOPENING}", Boolean)

    def sealed_facts(self) -> dict[str, Any]:
        """Return everything the hash covers."""
        return {
            "ticket": self.ticket_id,
            "n": self.n,
            "kind": self.kind.value,
            "actor": self.actor_id,
            "at": self.at,
            "recorded_at": self.recorded_at,
            "facts": self.facts,
            "digest": self.digest,
        }

    def people(self) -> set[int]:
        """Return who did it, on whose behalf, and to whom."""
        named = (self.facts.get(fact) for fact in ("holder", "giver", "receiver"))
        return {id_ for id_ in (self.actor_id, *named) if id_ is not None}

    def row(self) -> dict[str, Any]:
        """Return the columns to write; the database gives the id."""
        return {
            column.key: getattr(self, column.key)
            for column in self.__table__.columns
            if not column.primary_key
        }

    def as_event(self) -> Event:
        """Return the event as the rules know it."""
        return event_of(
            (self.n, self.kind, self.at, self.recorded_at, self.actor_id, self.facts)
        )


def event_of(row: Columns) -> Event:
    """Return an event as the rules know it, from its columns (UTC seconds)."""
    n, kind, at, recorded_at, actor_id, facts = row
    to = facts.get("to")
    return Event(
        n=n,
        kind=kind,
        at=at,
        recorded_at=recorded_at,
        by=facts.get("holder", actor_id),
        to=Step(to) if to else None,
        target=facts.get("target"),
        reason=facts.get("reason"),
        receiver=facts.get("receiver"),
        is_paper=facts.get("is_paper", False),
        is_duplicate=kind is EventKind.RECEIVED and "ticket" in facts,
    )


class Evidence(Base):
    """The words of an event; may be erased (privacy), never changed."""

    __tablename__ = "evidence"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("ticket_event.id"), primary_key=True
    )
    salt: Mapped[str] = mapped_column(String(32))
    words: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    erased_at: Mapped[Instant | None]
