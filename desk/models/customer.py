"""Customers: the card of each, what happened to it, and the codes of complaints."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.domain.customers import EntryKind
from desk.domain.vocabulary import CustomerKind, CustomerStanding, Relation
from desk.extensions import Base
from desk.models.columns import Instant, growing_word


class Customer(Base):
    """Somebody who buys, or may buy, at a unit; every name on it may be erased."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_name", "unit_id", "search_name", "id"),
        Index("ix_customer_phone", "unit_id", "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[CustomerKind] = mapped_column(growing_word(CustomerKind))
    standing: Mapped[CustomerStanding] = mapped_column(growing_word(CustomerStanding))
    relation: Mapped[Relation] = mapped_column(growing_word(Relation))
    name: Mapped[str] = mapped_column(String(200))
    # The name in plain words, so that similar ones are found by their beginnings.
    search_name: Mapped[str] = mapped_column(String(200))
    contact_person: Mapped[str] = mapped_column(String(200), default="")
    # In the international form (+62…); anything else somebody can be reached by below.
    phone: Mapped[str] = mapped_column(String(20), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    expects: Mapped[str] = mapped_column(Text, default="")
    purposes: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Month and day only ("09-02"), and only with consent to a greeting.
    birthday: Mapped[str] = mapped_column(String(5), default="")
    is_restricted: Mapped[bool] = mapped_column(
        default=False, server_default=text("false")
    )
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("customer.id"), index=True
    )
    made_at: Mapped[Instant]
    erased_at: Mapped[Instant | None]
    members: Mapped[list["CustomerMember"]] = relationship(
        cascade="all, delete-orphan", order_by="CustomerMember.id"
    )

    @classmethod
    def family_of(cls, customer_id: int) -> Select[int]:
        """Return the ids of a card and of every card merged into it, through others."""
        top = select(cls.id).where(cls.id == customer_id).cte(recursive=True)
        below = select(cls.id).join(top, cls.merged_into_id == top.c.id)
        return select(top.union(below).c.id)


class CustomerMember(Base):
    """One of a collective customer; one of them may speak for all."""

    __tablename__ = "customer_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    is_representative: Mapped[bool] = mapped_column(default=False)


class CustomerEntry(Base):
    """What happened to a card; append-only, and never holds what is personal."""

    __tablename__ = "customer_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[EntryKind] = mapped_column(growing_word(EntryKind))
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Names of fields, ids and codes only.
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class CustomerCode(Base):
    """A secret code that opens the page of one complaint; only its digest is kept."""

    __tablename__ = "customer_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[Instant]
    # None: the customer got it at the public form.
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
