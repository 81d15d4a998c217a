"""People who sign in, and the class groups they belong to."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.people import Role, may_hold
from desk.domain.vocabulary import Language
from desk.extensions import Base
from desk.models.columns import Instant, word


class ClassGroup(Base):
    """A class of students (rombel)."""

    __tablename__ = "class_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(word(Role, "role"))
    language: Mapped[Language] = mapped_column(word(Language, "language"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    class_group_id: Mapped[int | None] = mapped_column(ForeignKey("class_group.id"))
    student_number: Mapped[str | None] = mapped_column(String(30), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    # Raised by a new password, so that sessions signed in with the old one end.
    session_version: Mapped[int] = mapped_column(default=1)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[Instant] = mapped_column(default=0)
    created_at: Mapped[Instant]
    # A guardian agreed that a student's data is kept; asked once per account.
    guardian_consent_at: Mapped[Instant | None]

    def may_hold(self, unit_id: int) -> bool:
        """Say whether the person can hold tickets of a unit at all."""
        return self.is_active and may_hold(self.role, self.unit_id, unit_id)
