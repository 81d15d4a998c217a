"""What every page of the rules shows, for a teacher, the head and a student alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.domain.grading import GradePart
from desk.domain.rubric import REVIEWED, Level, RubricItem
from desk.domain.scheme import Scheme
from desk.domain.vocabulary import Performance, Priority, Step
from desk.queries.gradebooks import Book
from desk.queries.schemes import UnitTargets, targets_of_class
from desk.web.now import now
from desk.web.scheme_curve import Curve, curve_of


@dataclass(frozen=True, slots=True)
class Rules:
    """A scheme with all that is told beside it."""

    scheme: Scheme
    curve: Curve
    targets: Sequence[UnitTargets]
    items: Mapping[GradePart, Sequence[RubricItem]]
    parts: Sequence[GradePart] = tuple(GradePart)
    priorities: Sequence[Priority] = tuple(Priority)
    steps: Sequence[Step] = tuple(Step)
    levels: Sequence[Level] = tuple(Level)
    answers: Sequence[Performance] = tuple(Performance)


def rules_shown(book: Book, scheme: Scheme) -> Rules:
    """Return a version of the rules as its page tells them."""
    return Rules(
        scheme=scheme,
        curve=curve_of(scheme.knots),
        targets=targets_of_class(book, now=now()),
        items={
            part: [item for item in RubricItem if item.part is part]
            for part in REVIEWED
        },
    )
