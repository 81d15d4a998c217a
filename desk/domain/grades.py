"""A grade from its inputs and the scheme, line by line (grading.md)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from desk.domain.grade_inputs import Held, Inputs, Mark, Observation, Waits
from desk.domain.grading import (
    GradePart,
    Knot,
    composite,
    descriptor,
    mean,
    rounded,
    score,
)
from desk.domain.rubric import REVIEWED
from desk.domain.scheme import Scheme
from desk.domain.vocabulary import Priority


class Line(NamedTuple):
    """What one row is worth, and how much it weighs."""

    score: Fraction
    weight: Fraction


class PartResult(NamedTuple):
    """The score of a part, of how many rows; None is not enough data."""

    score: Fraction | None
    n: int
    tickets: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """A grade and the parts it is made of; None is not enough data, never 0."""

    parts: Mapping[GradePart, PartResult]
    exact: Fraction | None
    value: int | None
    descriptor: str
    is_small: bool
    is_provisional: bool

    @property
    def scores(self) -> dict[GradePart, Fraction]:
        """Return the scores of the parts that are there."""
        return {p: r.score for p, r in self.parts.items() if r.score is not None}


def grade(inputs: Inputs, scheme: Scheme) -> Result:
    """Return the grade that follows from the inputs, rounded once, at the end.

    Source: grading.md, "Aggregate", "Rubric".
    """
    time = time_of(inputs.observations, scheme)
    parts = {
        GradePart.TIME: time,
        GradePart.TEAM_QUEUE: _queue(inputs, scheme),
        **{part: _reviewed(inputs.marks, part, scheme) for part in REVIEWED},
        GradePart.OUTCOME: _outcome(inputs, scheme),
    }
    found = {part: each.score for part, each in parts.items() if each.score is not None}
    exact = composite(found, scheme.weights, enough=scheme.enough_weight / 100)
    value = None if exact is None else rounded(exact)
    return Result(
        parts=parts,
        exact=exact,
        value=value,
        descriptor="" if value is None else descriptor(value, scheme.descriptors),
        is_small=time.score is not None and time.n < scheme.many_observations,
        is_provisional=any(row.held is Held.OPEN for row in inputs.observations),
    )


def time_of(rows: Sequence[Observation], scheme: Scheme) -> PartResult:
    """Return the individual time score; too few rows or tickets are not enough data.

    Source: grading.md, "Aggregate".
    """
    tickets = len({row.ticket_id for row in rows})
    is_enough = (
        len(rows) >= scheme.enough_observations and tickets >= scheme.enough_tickets
    )
    found = mean(line_of(row, scheme) for row in rows) if is_enough else None
    return PartResult(found, len(rows), tickets)


def line_of(row: Observation, scheme: Scheme) -> Line:
    """Return what an observation is worth; evidence turned down is capped."""
    found = score(row.ratio, scheme.knots)
    if row.is_rejected:
        found = min(found, scheme.rejected_at_most)
    return Line(found, scheme.of_priority[row.priority])


def wait_of(seconds: int, priority: Priority, scheme: Scheme) -> Line:
    """Return what it is worth that a ticket waited so long for its first owner."""
    ratio = Fraction(seconds, scheme.queue_target)
    return Line(score(ratio, scheme.knots), scheme.of_priority[priority])


def _queue(inputs: Inputs, scheme: Scheme) -> PartResult:
    weights = tuple(scheme.of_priority.items())
    return _waited(inputs.waits, scheme.knots, weights, scheme.queue_target)


# All students of a unit share one queue, which may be long: it is added up once.
@lru_cache(maxsize=32)
def _waited(
    waits: Sequence[Waits],
    knots: Sequence[Knot],
    weights: Sequence[tuple[Priority, Fraction]],
    target: int,
) -> PartResult:
    weight_of = dict(weights)
    found = mean(
        (
            score(Fraction(each.seconds, target), knots),
            weight_of[each.priority] * each.tickets,
        )
        for each in waits
    )
    n = sum(each.tickets for each in waits)
    return PartResult(found, n, n)


def _reviewed(marks: Iterable[Mark], part: GradePart, scheme: Scheme) -> PartResult:
    known = [mark for mark in marks if mark.item.part is part]
    found = mean((scheme.of_level[mark.level], Fraction(1)) for mark in known)
    tickets = {mark.ticket_id for mark in known if mark.ticket_id is not None}
    return PartResult(found, len(known), len(tickets))


def _outcome(inputs: Inputs, scheme: Scheme) -> PartResult:
    answers = inputs.answers
    worth = [(scheme.of_answer[each.performance], Fraction(1)) for each in answers]
    is_enough = len(answers) >= scheme.enough_answers
    return PartResult(mean(worth) if is_enough else None, len(answers), len(answers))
