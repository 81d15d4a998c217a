"""What the arithmetic of a grade is told by, to its teachers and its student alike."""

from dataclasses import dataclass

from desk.domain.people import Actor, Permission
from desk.domain.working import Example, Working, example_in, working
from desk.queries.grade_sheets import GradeSheet
from desk.queries.grade_sources import Sources, sources_of
from desk.web.now import now


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Every line of a grade, an example of a score, and where the rows come from."""

    work: Working
    example: Example | None
    sources: Sources
    # Whether the reader may open the sheets that marks were given on.
    has_sheets: bool


def arithmetic_of(sheet: GradeSheet, person: Actor) -> Arithmetic:
    """Return the arithmetic of the grade shown, with links the person may follow."""
    work = working(sheet.inputs, sheet.scheme, sheet.result)
    as_of = sheet.shown.as_of
    return Arithmetic(
        work=work,
        example=example_in(work, sheet.scheme),
        sources=sources_of(sheet.inputs, person, as_of=as_of, now=now()),
        has_sheets=person.may(Permission.OBSERVE),
    )
