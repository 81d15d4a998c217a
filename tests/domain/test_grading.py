"""The arithmetic of a grade, and the life it leads.

The vectors of grading.md are worked through in tests/test_score_command.py.
"""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from desk.domain.grade_inputs import Answer, Held, Inputs, Mark, Waits
from desk.domain.grade_life import LIFE, GradeAct, GradeState, NotInThisState, after
from desk.domain.grades import grade, line_of, time_of
from desk.domain.grading import GradePart, rounded, score
from desk.domain.rubric import Level, RubricItem
from desk.domain.scheme import DEFAULT_SCHEME, Scheme
from desk.domain.vocabulary import Performance, Priority
from tests.support.grades import inputs_of

KNOTS = DEFAULT_SCHEME.knots


@pytest.mark.parametrize(
    ("ratio", "worth"),
    [
        (Fraction(0), 100),
        (Fraction(1), 100),
        (Fraction(3, 2), Fraction(175, 2)),
        (Fraction(2), 75),
        (Fraction(3), Fraction(125, 2)),
        (Fraction(4), 50),
        (Fraction(6), 25),
        (Fraction(8), 0),
        (Fraction(100), 0),
    ],
)
def test_a_ratio_is_worth_what_the_line_between_its_knots_says(ratio, worth):
    assert score(ratio, KNOTS) == worth


def test_evidence_turned_down_is_worth_sixty_at_most():
    [row] = inputs_of(1).observations
    assert line_of(row, DEFAULT_SCHEME).score == 100
    assert line_of(row._replace(is_rejected=True), DEFAULT_SCHEME).score == 60
    slow = row._replace(is_rejected=True, seconds=8 * 600)
    assert line_of(slow, DEFAULT_SCHEME).score == 0


def test_priority_weighs():
    [row] = inputs_of(1).observations
    weights = {
        p: line_of(row._replace(priority=p), DEFAULT_SCHEME)[1] for p in Priority
    }
    assert weights == {
        Priority.HIGH: Fraction(3, 2),
        Priority.MEDIUM: 1,
        Priority.LOW: Fraction(3, 4),
    }


@pytest.mark.parametrize(
    ("n", "per_ticket", "is_enough"),
    [(0, 1, False), (4, 1, False), (5, 1, True), (5, 4, False), (9, 4, True)],
)
def test_too_few_rows_or_tickets_are_not_enough_data(n, per_ticket, is_enough):
    rows = inputs_of(*[1] * n, per_ticket=per_ticket).observations
    found = time_of(rows, DEFAULT_SCHEME).score
    assert found == (100 if is_enough else None)


@pytest.mark.parametrize(
    ("n", "is_small"), [(4, False), (5, True), (9, True), (10, False)]
)
def test_from_five_to_nine_rows_are_a_small_sample(n, is_small):
    assert grade(inputs_of(*[1] * n), DEFAULT_SCHEME).is_small is is_small


def marks(*levels: Level, item: RubricItem = RubricItem.LISTENS) -> tuple[Mark, ...]:
    return tuple(Mark(n, item, level, None, "") for n, level in enumerate(levels))


def test_a_grade_is_put_together_from_its_parts_and_rounded_once():
    inputs = replace(
        inputs_of(*[1] * 10),
        waits=(Waits(600, Priority.MEDIUM, 1), Waits(0, Priority.MEDIUM, 3)),
        marks=(
            *marks(Level.GOOD),
            *marks(Level.FAIR, Level.GOOD, item=RubricItem.RESTATES),
            *marks(Level.VERY_GOOD, item=RubricItem.APPEARANCE),
        ),
        answers=tuple(Answer(n, "", Performance.AS_EXPECTED) for n in range(3)),
    )
    found = grade(inputs, DEFAULT_SCHEME)
    assert found.scores == {
        GradePart.TIME: 100,
        GradePart.TEAM_QUEUE: Fraction(375, 4),
        GradePart.ACTION: Fraction(155, 2),
        GradePart.ATTENTION: 85,
        GradePart.ATTITUDE: 100,
        GradePart.OUTCOME: 85,
    }
    # 30 + 9.375 + 15.5 + 12.75 + 15 + 8.5
    assert found.exact == Fraction(91125, 1000)
    assert (found.value, found.descriptor) == (91, "B")


def test_less_than_seventy_percent_of_the_weight_is_not_enough_data():
    time_only = grade(inputs_of(*[1] * 10), DEFAULT_SCHEME)
    assert (time_only.value, time_only.exact, time_only.descriptor) == (None, None, "")


def test_two_answers_are_too_few():
    answers = tuple(Answer(n, "", Performance.BELOW) for n in range(2))
    part = grade(Inputs(answers=answers), DEFAULT_SCHEME).parts[GradePart.OUTCOME]
    assert (part.score, part.n) == (None, 2)


def test_an_open_row_makes_the_grade_provisional():
    [*rows] = inputs_of(*[1] * 5).observations
    rows[0] = rows[0]._replace(held=Held.OPEN)
    assert grade(Inputs(observations=tuple(rows)), DEFAULT_SCHEME).is_provisional


@pytest.mark.parametrize(
    ("exact", "whole"), [("84.5", 85), ("84.4999", 84), ("0", 0), ("100", 100)]
)
def test_half_is_rounded_up(exact, whole):
    assert rounded(Fraction(exact)) == whole


def test_a_scheme_and_inputs_are_stored_and_read_unharmed():
    assert Scheme.from_json(json.loads(json.dumps(DEFAULT_SCHEME.to_json()))) == (
        DEFAULT_SCHEME
    )
    waits = tuple(Waits(n, p, 2) for n in (0, 60, 61) for p in Priority)
    inputs = replace(inputs_of(1, 2), marks=marks(Level.GOOD), waits=waits)
    again = Inputs.from_json(json.loads(json.dumps(inputs.to_json())))
    assert again == inputs
    assert again.digest() == inputs.digest()
    assert inputs_of(1).digest() != inputs_of(2).digest()


def test_locked_is_the_end():
    assert not [act for state, act in LIFE if state is GradeState.LOCKED]
    with pytest.raises(NotInThisState):
        after(GradeState.DRAFT, GradeAct.PUBLISH)
