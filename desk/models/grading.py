"""Periods, the gradebooks of classes in them, their schemes, and every grade."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.domain.grade_life import (
    GradeAct,
    GradeState,
    ObjectionAnswer,
    OverrideCategory,
)
from desk.extensions import Base
from desk.models.columns import Instant, PackedJson, growing_word


class GradingPeriod(Base):
    """A span whose complaints are graded together, such as a semester."""

    __tablename__ = "grading_period"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    # A ticket belongs to the period in which it was received.
    begins_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]


class ClassTeacher(Base):
    """Who teaches a class, and so grades it."""

    __tablename__ = "class_teacher"

    class_group_id: Mapped[int] = mapped_column(
        ForeignKey("class_group.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
    since: Mapped[Instant]


class ClassChange(Base):
    """A student came into a class (None: left every class); append-only."""

    __tablename__ = "class_change"
    __table_args__ = (Index("ix_class_change_person", "person_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    class_group_id: Mapped[int | None] = mapped_column(ForeignKey("class_group.id"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("class_group.id"))
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Gradebook(Base):
    """A class in a period: what its students are graded by, and how far that is."""

    __tablename__ = "gradebook"
    __table_args__ = (UniqueConstraint("period_id", "class_group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Raised by whatever a teacher does to the grades as a whole.
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    period_id: Mapped[int] = mapped_column(ForeignKey("grading_period.id"))
    class_group_id: Mapped[int] = mapped_column(
        ForeignKey("class_group.id"), index=True
    )
    # By which tickets are drawn for review; made by the desk, chosen by nobody.
    seed: Mapped[Instant]
    # Up to when, up to which event and by which settings the drafts were computed.
    computed_at: Mapped[Instant | None]
    event_id: Mapped[int] = mapped_column(default=0, server_default="0")
    settings_n: Mapped[int] = mapped_column(default=0, server_default="0")
    published_at: Mapped[Instant | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    locked_at: Mapped[Instant | None]
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class SchemeVersion(Base):
    """One version of the rules of a gradebook; the newest is in force; append-only."""

    __tablename__ = "scheme_version"
    __table_args__ = (UniqueConstraint("gradebook_id", "n"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gradebook_id: Mapped[int] = mapped_column(ForeignKey("gradebook.id"))
    n: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Instant]


class Grade(Base):
    """How a student's grade stands: as computed last, as overridden, as published."""

    __tablename__ = "grade"
    __table_args__ = (UniqueConstraint("gradebook_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # The number of its newest version.
    n: Mapped[int] = mapped_column(default=0, server_default="0")
    gradebook_id: Mapped[int] = mapped_column(ForeignKey("gradebook.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[GradeState] = mapped_column(growing_word(GradeState))

    # As computed last: whole, exact (a fraction), None is not enough data.
    computed: Mapped[int | None]
    exact: Mapped[str | None] = mapped_column(Text)
    # By part: its score (a fraction as text, or null) and of how many rows.
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    observations: Mapped[int] = mapped_column(default=0, server_default="0")
    tickets: Mapped[int] = mapped_column(default=0, server_default="0")
    # Median seconds of the observations: shown as information, graded nowhere.
    typical_seconds: Mapped[int | None]
    flags: Mapped[int] = mapped_column(default=0, server_default="0")
    is_small: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    is_provisional: Mapped[bool] = mapped_column(
        default=False, server_default=text("false")
    )
    inputs_hash: Mapped[str] = mapped_column(ForeignKey("grade_inputs.hash"))
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"))
    as_of: Mapped[Instant]

    override: Mapped[int | None]
    category: Mapped[OverrideCategory | None] = mapped_column(
        growing_word(OverrideCategory)
    )
    override_reason: Mapped[str] = mapped_column(Text, default="")
    override_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    override_at: Mapped[Instant | None]
    # The computed value the override was set beside.
    override_of: Mapped[int | None]

    # Which version the student sees, and since when it differs from what is computed.
    published_n: Mapped[int | None]
    needs_look_at: Mapped[Instant | None]

    @property
    def value(self) -> int | None:
        """Return the value to publish: the override, else what was computed."""
        return self.computed if self.override is None else self.override


class GradeInputs(Base):
    """What grades were made of, by the hash of it; append-only."""

    __tablename__ = "grade_inputs"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(PackedJson)


class GradeVersion(Base):
    """What a grade was after something happened to it: who, when, why; append-only."""

    __tablename__ = "grade_version"
    __table_args__ = (UniqueConstraint("grade_id", "n"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    grade_id: Mapped[int] = mapped_column(ForeignKey("grade.id"))
    n: Mapped[int]
    act: Mapped[GradeAct] = mapped_column(growing_word(GradeAct))
    state: Mapped[GradeState] = mapped_column(growing_word(GradeState))
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    # What the student would see or sees; the computed one stays beside it.
    value: Mapped[int | None]
    computed: Mapped[int | None]
    exact: Mapped[str | None] = mapped_column(Text)
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    category: Mapped[OverrideCategory | None] = mapped_column(
        growing_word(OverrideCategory)
    )
    inputs_hash: Mapped[str] = mapped_column(ForeignKey("grade_inputs.hash"))
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"))
    engine: Mapped[int]
    as_of: Mapped[Instant]


class Objection(Base):
    """A student disputes rows of a published grade, once a period."""

    __tablename__ = "objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    grade_id: Mapped[int] = mapped_column(ForeignKey("grade.id"), unique=True)
    # Keys of the rows disputed: observations, or parts.
    disputed: Mapped[list[str]] = mapped_column(JSON)
    # Numbers of those the published grade is made of: what was written on them may
    # decide it, so it is not erased before the answer.
    tickets: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[Instant]
    verdict: Mapped[ObjectionAnswer | None] = mapped_column(
        growing_word(ObjectionAnswer)
    )
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[Instant | None]
