"""A grade written out line by line, as somebody with a pocket calculator checks it.

The inputs and rules of grades.py: what every row is worth, and every sum on the way.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from desk.domain.grade_inputs import Answer, Inputs, Mark, Observation, Waits
from desk.domain.grades import Result, line_of, wait_of
from desk.domain.grading import GradePart, Knot
from desk.domain.rubric import REVIEWED, RubricItem
from desk.domain.scheme import Scheme
from desk.domain.vocabulary import Performance, Step

# From so many on the waits are told by how long they were, with the sums of each.
MANY_WAITS = 20


class Sum(NamedTuple):
    """Weights added up, and scores × weights added up."""

    weight: Fraction = Fraction()
    product: Fraction = Fraction()

    @property
    def mean(self) -> Fraction | None:
        """Return the mean; None of nothing."""
        return self.product / self.weight if self.weight else None


class TimeRow(NamedTuple):
    """An observation and what it is worth."""

    observation: Observation
    score: Fraction
    weight: Fraction

    @property
    def product(self) -> Fraction:
        """Return score × weight."""
        return self.score * self.weight


class TimeGroup(NamedTuple):
    """The observations of one step, and their sums."""

    step: Step
    rows: Sequence[TimeRow]
    sum: Sum


class WaitRow(NamedTuple):
    """So many tickets of one priority that waited equally long."""

    waits: Waits
    ratio: Fraction
    score: Fraction
    weight: Fraction

    @property
    def sum(self) -> Sum:
        """Return what all of its tickets weigh together."""
        weight = self.weight * self.waits.tickets
        return Sum(weight, self.score * weight)


class WaitRange(NamedTuple):
    """The tickets that waited longer than `least` and at most `most` targets."""

    least: Fraction | None
    most: Fraction | None
    tickets: int
    sum: Sum


class MarkRow(NamedTuple):
    """An item of the rubric: its marks, and their points added up."""

    item: RubricItem
    marks: Sequence[Mark]
    points: Fraction


class MarkGroup(NamedTuple):
    """A group of the rubric: its items that have marks."""

    part: GradePart
    rows: Sequence[MarkRow]
    n: int
    points: Fraction


class AnswerRow(NamedTuple):
    """The answers of one kind, and their points added up."""

    performance: Performance
    answers: Sequence[Answer]
    each: Fraction

    @property
    def points(self) -> Fraction:
        """Return the points of all of them."""
        return self.each * len(self.answers)


class PartRow(NamedTuple):
    """A part of the grade; without a score it is missing."""

    part: GradePart
    score: Fraction | None
    weight: Fraction
    n: int
    tickets: int

    @property
    def product(self) -> Fraction | None:
        """Return score × weight."""
        return None if self.score is None else self.score * self.weight


@dataclass(frozen=True, slots=True)
class Working:
    """Every line of a grade's arithmetic, from the observations to the number."""

    time: Sequence[TimeGroup]
    time_sum: Sum
    waits: Sequence[WaitRow]
    ranges: Sequence[WaitRange]
    wait_sum: Sum
    marks: Mapping[GradePart, MarkGroup]
    answers: Sequence[AnswerRow]
    parts: Sequence[PartRow]
    # Of the parts that are there; and the weight of all.
    sum: Sum
    whole: Fraction
    # Median seconds of an observation: shown as information, graded nowhere.
    typical: int | None

    @property
    def is_long(self) -> bool:
        """Say whether the waits are too many to be told one by one."""
        return len(self.waits) > MANY_WAITS

    @property
    def missing(self) -> list[PartRow]:
        """Return the parts that are not there and would have counted."""
        return [row for row in self.parts if row.score is None and row.weight]

    @property
    def share(self) -> Fraction:
        """Return how much of the weight is there, in per cent."""
        return 100 * self.sum.weight / self.whole if self.whole else Fraction()

    @property
    def answer_points(self) -> Fraction:
        """Return the points of all answers."""
        return sum((row.points for row in self.answers), Fraction())


class Example(NamedTuple):
    """A row whose score lies between two knots, to show how it is reckoned."""

    row: TimeRow
    left: Knot
    right: Knot


def working(inputs: Inputs, scheme: Scheme, result: Result) -> Working:
    """Return the arithmetic of a grade. Source: grading.md, "Explainable by hand"."""
    time = [_time_group(step, inputs, scheme) for step in Step]
    waits = [
        WaitRow(
            each,
            Fraction(each.seconds, scheme.queue_target),
            *wait_of(each.seconds, each.priority, scheme),
        )
        for each in sorted(inputs.waits, key=lambda w: (w.seconds, w.priority.value))
    ]
    seconds = [row.seconds for row in inputs.observations]
    parts = [
        PartRow(part, found.score, scheme.weights[part], found.n, found.tickets)
        for part, found in result.parts.items()
    ]
    return Working(
        time=[group for group in time if group.rows],
        time_sum=_total(group.sum for group in time),
        waits=waits,
        ranges=_ranges(waits, scheme),
        wait_sum=_total(row.sum for row in waits),
        marks={part: _mark_group(part, inputs.marks, scheme) for part in REVIEWED},
        answers=_answers(inputs.answers, scheme),
        parts=parts,
        sum=_total(
            Sum(row.weight, row.product) for row in parts if row.product is not None
        ),
        whole=sum(scheme.weights.values(), Fraction()),
        typical=statistics.median_low(seconds) if seconds else None,
    )


def example_in(found: Working, scheme: Scheme) -> Example | None:
    """Return the first row whose score lies between two knots, if there is one."""
    rows = [row for group in found.time for row in group.rows]
    for row in rows:
        for left, right in pairwise(scheme.knots):
            is_between = left.ratio < row.observation.ratio < right.ratio
            if is_between and not row.observation.is_rejected:
                return Example(row, left, right)
    return None


def _total(sums: Iterable[Sum]) -> Sum:
    known = list(sums)
    return Sum(
        sum((each.weight for each in known), Fraction()),
        sum((each.product for each in known), Fraction()),
    )


def _time_group(step: Step, inputs: Inputs, scheme: Scheme) -> TimeGroup:
    rows = [
        TimeRow(each, *line_of(each, scheme))
        for each in inputs.observations
        if each.step is step
    ]
    return TimeGroup(step, rows, _total(Sum(row.weight, row.product) for row in rows))


def _ranges(rows: Sequence[WaitRow], scheme: Scheme) -> list[WaitRange]:
    """Return the waits by the knots they lie between; empty ranges are left out."""
    edges = [None, *(knot.ratio for knot in scheme.knots), None]
    found = []
    for least, most in pairwise(edges):
        inside = [
            row
            for row in rows
            if (least is None or row.ratio > least)
            and (most is None or row.ratio <= most)
        ]
        if inside:
            tickets = sum(row.waits.tickets for row in inside)
            found.append(WaitRange(least, most, tickets, _total(r.sum for r in inside)))
    return found


def _mark_group(part: GradePart, marks: Sequence[Mark], scheme: Scheme) -> MarkGroup:
    rows = []
    for item in RubricItem:
        known = [mark for mark in marks if mark.item is item and item.part is part]
        points = sum((scheme.of_level[mark.level] for mark in known), Fraction())
        if known:
            rows.append(MarkRow(item, known, points))
    n = sum(len(row.marks) for row in rows)
    return MarkGroup(part, rows, n, sum((row.points for row in rows), Fraction()))


def _answers(answers: Sequence[Answer], scheme: Scheme) -> list[AnswerRow]:
    rows = [
        AnswerRow(
            performance,
            [each for each in answers if each.performance is performance],
            scheme.of_answer[performance],
        )
        for performance in Performance
    ]
    return [row for row in rows if row.answers]
