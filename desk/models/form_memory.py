"""What the desk remembers of forms: drafts being typed, and forms already sent."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base
from desk.models.columns import Instant


class Draft(Base):
    """What a person has typed into a page and not sent yet."""

    __tablename__ = "draft"

    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    page: Mapped[str] = mapped_column(String(200), primary_key=True)
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    saved_at: Mapped[Instant]


class Submission(Base):
    """A form that was carried out, with its result, so that a retry does nothing."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(240), primary_key=True)
    at: Mapped[Instant]
    result: Mapped[Any] = mapped_column(JSON)
