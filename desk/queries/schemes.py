"""The rules of a gradebook in all their versions, and what other rules would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.grade_inputs import Inputs
from desk.domain.grade_life import GradeState
from desk.domain.grades import Result, grade
from desk.domain.grading import descriptor
from desk.domain.people import Actor, Permission, Role
from desk.domain.scheme import Scheme
from desk.domain.targets import Targets
from desk.extensions import db
from desk.models import Grade, GradeInputs, Person, SchemeVersion, Unit
from desk.queries.gradebooks import Book, books, find_book
from desk.queries.targets import read_targets


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """One version of the rules, and the one before it."""

    n: int
    scheme: Scheme
    before: Scheme | None
    author: str
    reason: str
    created_at: int


@dataclass(frozen=True, slots=True)
class UnitTargets:
    """The targets in force at a unit where students of the class work."""

    unit_id: int
    unit: str
    targets: Targets


@dataclass(frozen=True, slots=True)
class Outcome:
    """A student's grade as computed now, and by other rules; None: too little data."""

    person_id: int
    name: str
    state: GradeState
    now: int | None
    now_letter: str
    then: int | None
    then_letter: str

    @property
    def is_changed(self) -> bool:
        """Say whether the student, or the report, would see a difference."""
        return (self.now, self.now_letter) != (self.then, self.then_letter)


@dataclass(frozen=True, slots=True)
class Preview:
    """What other rules do to a gradebook: every grade, those that change first."""

    book: Book
    outcomes: Sequence[Outcome]

    @property
    def changed(self) -> Sequence[Outcome]:
        """Return the grades that another number or descriptor would follow for."""
        return [each for each in self.outcomes if each.is_changed]

    @property
    def reviewed(self) -> int:
        """Return how many of those are reviewed: they become drafts again."""
        return sum(each.state is GradeState.REVIEWED for each in self.changed)

    @property
    def shown(self) -> int:
        """Return how many of those are published: they keep their value."""
        return sum(each.state.is_shown for each in self.changed)


def versions_of(gradebook_id: int) -> list[SchemeLine]:
    """Return every version of the rules, newest first, with the one before it."""
    rows = [
        (version, Scheme.from_json(version.rules), name)
        for version, name in db.session.execute(_versions(gradebook_id))
    ]
    befores = [None, *(scheme for _, scheme, _ in rows)]
    lines = [
        SchemeLine(
            n=version.n,
            scheme=scheme,
            before=before,
            author=name,
            reason=version.reason,
            created_at=version.created_at,
        )
        for (version, scheme, name), before in zip(rows, befores, strict=False)
    ]
    return lines[::-1]


def version_of(gradebook_id: int, n: int) -> SchemeLine:
    """Return one version of the rules. Raises NotFound."""
    for line in versions_of(gradebook_id):
        if line.n == n:
            return line
    raise NotFound


def book_of_own_class(gradebook_id: int, actor: Actor) -> Book:
    """Return a gradebook to a student it grades, or has graded.

    Raises NotFound, Forbidden.
    """
    actor.require(Permission.READ_OWN_GRADES)
    book = find_book(gradebook_id)
    of_class = (Person.id == actor.id, Person.class_group_id == book.class_group_id)
    graded = exists().where(
        Grade.gradebook_id == book.id,
        Grade.person_id == actor.id,
        Grade.published_n.is_not(None),
    )
    if not db.session.scalar(select(exists().where(*of_class) | graded)):
        raise Forbidden
    return book


def siblings(book: Book, actor: Actor) -> list[Book]:
    """Return the other gradebooks of the period that the same teacher may change."""
    return [
        each
        for each in books(actor)
        if each.period_id == book.period_id
        and each.id != book.id
        and each.locked_at is None
        and each.may_grade(actor)
    ]


def targets_of_class(book: Book, *, now: int) -> list[UnitTargets]:
    """Return the targets in force (now in UTC seconds) where students of it work."""
    query = (
        select(Unit.id, Unit.name)
        .where(
            exists().where(
                Person.unit_id == Unit.id,
                Person.class_group_id == book.class_group_id,
                Person.role == Role.STUDENT,
                Person.is_active.is_(True),
            )
        )
        .order_by(func.lower(Unit.name))
    )
    return [
        UnitTargets(row.id, row.name, read_targets(row.id, now=now).in_force)
        for row in db.session.execute(query)
    ]


def preview(book: Book, scheme: Scheme) -> Preview:
    """Return what other rules would make of what the grades were computed from.

    Of the students in the class now; who has left it is graded elsewhere.
    """
    rows = db.session.execute(
        select(Grade, Person.name, GradeInputs.body)
        .join(Person, Person.id == Grade.person_id)
        .join(GradeInputs, GradeInputs.hash == Grade.inputs_hash)
        .where(
            Grade.gradebook_id == book.id,
            Grade.state != GradeState.LOCKED,
            Person.class_group_id == book.class_group_id,
            Person.is_active.is_(True),
        )
        .order_by(func.lower(Person.name), Person.id)
    ).all()
    found = [
        _outcome(row, name, grade(Inputs.from_json(body), scheme), book.scheme)
        for row, name, body in rows
    ]
    return Preview(book, sorted(found, key=lambda each: not each.is_changed))


def _outcome(row: Grade, name: str, then: Result, now: Scheme) -> Outcome:
    value = row.computed
    return Outcome(
        person_id=row.person_id,
        name=name,
        state=row.state,
        now=value,
        now_letter="" if value is None else descriptor(value, now.descriptors),
        then=then.value,
        then_letter=then.descriptor,
    )


def _versions(gradebook_id: int) -> Select[SchemeVersion, str]:
    return (
        select(SchemeVersion, Person.name)
        .join(Person, Person.id == SchemeVersion.author_id)
        .where(SchemeVersion.gradebook_id == gradebook_id)
        .order_by(SchemeVersion.n)
    )
