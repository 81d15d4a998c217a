"""A grade written out: its lines add up to the grade, however they are told."""

import random
from fractions import Fraction

import pytest

from desk.domain.grade_inputs import Answer, Held, Inputs, Mark, Observation, Waits
from desk.domain.grades import grade
from desk.domain.grading import GradePart
from desk.domain.rubric import REVIEWED, Level, RubricItem
from desk.domain.scheme import DEFAULT_SCHEME
from desk.domain.vocabulary import Performance, Priority, Step
from desk.domain.working import MANY_WAITS, Sum, example_in, working

TARGET = DEFAULT_SCHEME.queue_target


def _inputs(seed: int) -> Inputs:
    dice = random.Random(seed)
    return Inputs(
        observations=tuple(
            Observation(
                n // 2,
                f"KEL/MM/2026/09/{n // 2:04}",
                dice.choice(list(Step)),
                dice.randrange(1, 9_000),
                dice.choice((300, 700, 1_500)),
                dice.choice(list(Priority)),
                dice.choice(list(Held)),
                dice.random() < 0.1,
            )
            for n in range(dice.randrange(30))
        ),
        waits=tuple(
            Waits(seconds, dice.choice(list(Priority)), dice.randrange(1, 4))
            for seconds in {dice.randrange(4_000) for _ in range(dice.randrange(40))}
        ),
        marks=tuple(
            Mark(n, dice.choice(list(RubricItem)), dice.choice(list(Level)), None, "")
            for n in range(dice.randrange(20))
        ),
        answers=tuple(
            Answer(n, f"KEL/{n}", dice.choice(list(Performance)))
            for n in range(dice.randrange(6))
        ),
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_lines_add_up_to_the_grade(seed):
    inputs = _inputs(seed)
    result = grade(inputs, DEFAULT_SCHEME)
    found = working(inputs, DEFAULT_SCHEME, result)
    parts = result.parts
    assert sum(len(group.rows) for group in found.time) == len(inputs.observations)
    if parts[GradePart.TIME].score is not None:
        assert found.time_sum.mean == parts[GradePart.TIME].score
    assert found.wait_sum.mean == parts[GradePart.TEAM_QUEUE].score
    ranges = [each.sum for each in found.ranges]
    assert sum(each.product for each in ranges) == found.wait_sum.product
    assert sum(each.weight for each in ranges) == found.wait_sum.weight
    for part in REVIEWED:
        group = found.marks[part]
        mean = Fraction(group.points, group.n) if group.n else None
        assert mean == parts[part].score
    if result.exact is not None:
        assert found.sum.mean == result.exact
    assert {row.part for row in found.missing} == set(GradePart) - set(result.scores)


def test_a_wait_as_long_as_a_knot_is_in_the_range_that_ends_there():
    seconds = (0, TARGET, TARGET + 1, 2 * TARGET, 8 * TARGET, 9 * TARGET)
    inputs = Inputs(waits=tuple(Waits(each, Priority.HIGH, 1) for each in seconds))
    found = working(inputs, DEFAULT_SCHEME, grade(inputs, DEFAULT_SCHEME))
    assert [(r.least, r.most, r.tickets) for r in found.ranges] == [
        (None, 1, 2),
        (1, 2, 2),
        (4, 8, 1),
        (8, None, 1),
    ]
    assert not found.is_long
    many = Inputs(waits=tuple(Waits(n, Priority.LOW, 1) for n in range(MANY_WAITS + 1)))
    assert working(many, DEFAULT_SCHEME, grade(many, DEFAULT_SCHEME)).is_long


def test_the_example_lies_on_a_straight_line():
    inputs = _inputs(3)
    found = working(inputs, DEFAULT_SCHEME, grade(inputs, DEFAULT_SCHEME))
    example = example_in(found, DEFAULT_SCHEME)
    assert example is not None
    assert example.left.ratio < example.row.observation.ratio < example.right.ratio
    empty = working(Inputs(), DEFAULT_SCHEME, grade(Inputs(), DEFAULT_SCHEME))
    assert example_in(empty, DEFAULT_SCHEME) is None
    assert (empty.sum, empty.share, empty.typical) == (Sum(), Fraction(0), None)
