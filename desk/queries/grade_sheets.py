"""One grade with everything it is made of: to those who grade it, and to whose it is.

Nothing is read anew from the log: the rows are those kept when it was computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.grade_inputs import Inputs
from desk.domain.grade_life import GradeAct, GradeState, OverrideCategory
from desk.domain.grades import Result, grade
from desk.domain.grading import ENGINE, descriptor
from desk.domain.people import Actor, Permission
from desk.domain.scheme import Scheme
from desk.extensions import db
from desk.models import (
    ClassGroup,
    Grade,
    GradeInputs,
    GradeVersion,
    Person,
    SchemeVersion,
)
from desk.queries.gradebooks import Book, find_book, get_book

# What a student is told of the life of a grade; what came before is the teachers'.
TOLD = frozenset(
    {
        GradeAct.PUBLISH,
        GradeAct.OBJECT,
        GradeAct.ANSWER,
        GradeAct.KEEP,
        GradeAct.REPUBLISH,
        GradeAct.LOCK,
    }
)
# By which a teacher sets another value than the computed one, with the reason.
OVERRIDES = frozenset({GradeAct.OVERRIDE, GradeAct.REPUBLISH})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a grade is made of and worth, now or at one of its versions.

    `n` is the version's number, None for how it stands now; instants in UTC seconds.
    """

    n: int | None
    value: int | None
    computed: int | None
    exact: str | None
    category: OverrideCategory | None
    inputs_hash: str
    scheme_version_id: int
    engine: int
    as_of: int


@dataclass(frozen=True, slots=True)
class Happened:
    """A version of a grade: what happened, when (UTC seconds), by whom and why.

    Without a name the desk itself did it.
    """

    act: GradeAct
    state: GradeState
    at: int
    actor: str | None
    reason: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class GradeSheet:
    """A grade as its page explains it; versions oldest first."""

    book: Book
    row: Grade
    name: str
    # Another class than the gradebook's, or none, grades the student by now.
    has_moved: bool
    moved_to: str | None
    versions: Sequence[Happened]
    shown: Standing
    published: Happened | None
    published_letter: str
    scheme_n: int
    scheme: Scheme
    inputs: Inputs
    result: Result

    @property
    def letter(self) -> str:
        """Return the descriptor of the value shown, nothing without one."""
        return _letter(self.shown.value, self.scheme)

    @property
    def is_another(self) -> bool:
        """Say whether the student sees another value than the one shown."""
        if self.published is None or not self.row.state.is_shown:
            return False
        return self.published.standing.value != self.shown.value

    @property
    def is_recounted(self) -> bool:
        """Say whether another arithmetic than today's made the number that was kept."""
        exact = None if self.result.exact is None else str(self.result.exact)
        return self.shown.engine != ENGINE and exact != self.shown.exact

    @property
    def override(self) -> Happened | None:
        """Return the override that the value shown comes from, if it does."""
        if self.shown.category is None:
            return None
        known = [
            each
            for each in self.versions
            if each.act in OVERRIDES
            and each.standing.category is not None
            and (self.shown.n is None or (each.standing.n or 0) <= self.shown.n)
        ]
        return known[-1] if known else None

    @property
    def told(self) -> list[Happened]:
        """Return what the student is told of the grade's life."""
        return [each for each in self.versions if each.act in TOLD]


def grade_sheet(
    gradebook_id: int, person_id: int, actor: Actor, *, n: int | None = None
) -> GradeSheet:
    """Return a student's grade to the class's teachers and the head.

    As computed last, or as it was at version n. Raises NotFound, Forbidden.
    """
    book = get_book(gradebook_id, actor)
    row = _find(book, person_id)
    if row is None:
        raise NotFound
    return _sheet(book, row, n)


def own_sheet(gradebook_id: int, actor: Actor) -> tuple[Book, GradeSheet | None]:
    """Return a student's own gradebook, with the grade as published: None before.

    Raises NotFound, and Forbidden for a gradebook that does not grade them.
    Source: grading.md, "Life of a grade".
    """
    actor.require(Permission.READ_OWN_GRADES)
    book = find_book(gradebook_id)
    row = _find(book, actor.id)
    if row is not None and row.state.is_shown and row.published_n is not None:
        return book, _sheet(book, row, row.published_n)
    group_id = select(Person.class_group_id).where(Person.id == actor.id)
    if db.session.scalar(group_id) != book.class_group_id:
        raise Forbidden
    return book, None


def _find(book: Book, person_id: int) -> Grade | None:
    query = select(Grade).where(
        Grade.gradebook_id == book.id, Grade.person_id == person_id
    )
    return db.session.scalars(query).one_or_none()


def _sheet(book: Book, row: Grade, n: int | None) -> GradeSheet:
    versions = _versions(row)
    by_n = {each.standing.n: each for each in versions}
    if n is not None and n not in by_n:
        raise NotFound
    shown = by_n[n].standing if n is not None else _present(row, versions)
    kept = Inputs.from_json(db.session.get_one(GradeInputs, shown.inputs_hash).body)
    scheme_n, scheme = _scheme(shown)
    published = by_n.get(row.published_n) if row.published_n else None
    name, group_id, group = _person(row.person_id)
    return GradeSheet(
        book=book,
        row=row,
        name=name,
        has_moved=group_id != book.class_group_id,
        moved_to=group,
        versions=versions,
        shown=shown,
        published=published,
        published_letter=_letter_of(published.standing) if published else "",
        scheme_n=scheme_n,
        scheme=scheme,
        inputs=kept,
        result=grade(kept, scheme),
    )


def _scheme(standing: Standing) -> tuple[int, Scheme]:
    version = db.session.get_one(SchemeVersion, standing.scheme_version_id)
    return version.n, Scheme.from_json(version.rules)


def _letter_of(standing: Standing) -> str:
    return _letter(standing.value, _scheme(standing)[1])


def _letter(value: int | None, scheme: Scheme) -> str:
    return "" if value is None else descriptor(value, scheme.descriptors)


def _present(row: Grade, versions: Sequence[Happened]) -> Standing:
    return Standing(
        n=None,
        value=row.value,
        computed=row.computed,
        exact=row.exact,
        category=row.category,
        inputs_hash=row.inputs_hash,
        scheme_version_id=row.scheme_version_id,
        # Unchanged inputs are not counted anew, whatever came with an update.
        engine=versions[-1].standing.engine if versions else ENGINE,
        as_of=row.as_of,
    )


def _versions(row: Grade) -> list[Happened]:
    query = (
        select(GradeVersion, Person.name)
        .outerjoin(Person, Person.id == GradeVersion.actor_id)
        .where(GradeVersion.grade_id == row.id)
        .order_by(GradeVersion.n)
    )
    return [
        Happened(
            act=each.act,
            state=each.state,
            at=each.at,
            actor=name,
            reason=each.reason,
            standing=Standing(
                n=each.n,
                value=each.value,
                computed=each.computed,
                exact=each.exact,
                category=each.category,
                inputs_hash=each.inputs_hash,
                scheme_version_id=each.scheme_version_id,
                engine=each.engine,
                as_of=each.as_of,
            ),
        )
        for each, name in db.session.execute(query)
    ]


def _person(person_id: int) -> tuple[str, int | None, str | None]:
    query = (
        select(Person.name, Person.class_group_id, ClassGroup.name)
        .outerjoin(ClassGroup, ClassGroup.id == Person.class_group_id)
        .where(Person.id == person_id)
    )
    name, group_id, group = db.session.execute(query).one()
    return name, group_id, group
