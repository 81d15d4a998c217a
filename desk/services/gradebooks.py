"""The gradebook of a class: who may change it, its scheme in force, its students."""

from sqlalchemy import func, select

from desk.domain.errors import NotFound
from desk.domain.grade_life import NotYourClass, StaleGrades
from desk.domain.people import Act, Permission, Role
from desk.domain.scheme import Scheme
from desk.extensions import db
from desk.models import ClassTeacher, Grade, Gradebook, Person, SchemeVersion


def load(act: Act, gradebook_id: int, *, seen: int | None = None) -> Gradebook:
    """Return a gradebook of the teacher's own, locked until the transaction ends.

    Raises NotFound, Forbidden, NotYourClass, and StaleGrades if its version is not the
    one seen.
    """
    act.actor.require(Permission.GRADE)
    book = db.session.get(Gradebook, gradebook_id, with_for_update=True)
    if book is None:
        raise NotFound
    if db.session.get(ClassTeacher, (book.class_group_id, act.actor.id)) is None:
        raise NotYourClass
    if seen is not None and book.version != seen:
        raise StaleGrades
    return book


def load_grade(book: Gradebook, person_id: int, *, seen: int | None = None) -> Grade:
    """Return the grade of a student in a gradebook. Raises NotFound, StaleGrades.

    What was seen is the number of its newest version.
    """
    query = select(Grade).where(
        Grade.gradebook_id == book.id, Grade.person_id == person_id
    )
    found = db.session.scalars(query.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    if seen is not None and found.n != seen:
        raise StaleGrades
    return found


def grades_of(book: Gradebook) -> list[Grade]:
    """Return every grade of a gradebook, locked, by id."""
    query = select(Grade).where(Grade.gradebook_id == book.id).order_by(Grade.id)
    return list(db.session.scalars(query.with_for_update()))


def scheme_in_force(book: Gradebook) -> tuple[SchemeVersion, Scheme]:
    """Return the newest version of the rules of a gradebook, and what it says."""
    newest = (
        select(SchemeVersion)
        .where(SchemeVersion.gradebook_id == book.id)
        .order_by(SchemeVersion.n.desc())
        .limit(1)
    )
    version = db.session.scalars(newest).one()
    return version, Scheme.from_json(version.rules)


def students_of(book: Gradebook) -> list[Person]:
    """Return the students a gradebook grades, by name.

    Those in the class now; whoever has left it is graded where they are now, and keeps
    here only what was published.
    """
    query = (
        select(Person)
        .where(
            Person.class_group_id == book.class_group_id,
            Person.role == Role.STUDENT,
            Person.is_active.is_(True),
        )
        .order_by(func.lower(Person.name), Person.id)
    )
    return list(db.session.scalars(query))
