"""Names that importers read as they stand, and the parts a sentence speaks of."""

from decimal import Decimal
from fractions import Fraction

import pytest

from desk.domain.grade_life import GradeState
from desk.domain.gradebook_files import (
    Target,
    Wording,
    extremes,
    item_error,
    rows,
    tenth,
)
from desk.domain.grading import GradePart
from desk.domain.preflight import Entry, Outgoing, Product

SAY = Wording(describe=lambda _: "", state=lambda _: "")


def grade(value=88, **parts):
    scores = {GradePart(part): Fraction(score) for part, score in parts.items()}
    return Outgoing(value, "B", 75, GradeState.PUBLISHED, scores)


@pytest.mark.parametrize(
    ("product", "wrong", "right"),
    [
        (Product.MOODLE, ["", "=1", "Name", "a\\b"], ["Final Score", "Keluhan (2026)"]),
        (
            Product.CANVAS,
            ["", "-5", "Section", "Notes", "My Final Score", "Override Grade 2"],
            ["Keluhan (123)", "a\\b"],
        ),
    ],
)
def test_an_item_is_called_so_that_it_is_read(product, wrong, right):
    assert all(item_error(product, name) for name in wrong)
    assert not any(item_error(product, name) for name in right)


def test_a_row_without_a_value_is_never_written():
    for missing in (None, grade(None)):
        entry = Entry(1, "Siti", "siti", "1", "XII PM 1", True, missing)
        with pytest.raises(ValueError):  # noqa: PT011 -- nothing more is told
            list(rows(Target(Product.MOODLE, item="x"), [entry], SAY))


def test_a_sentence_speaks_of_what_is_strong_and_what_is_weak():
    best, least = GradePart.ACTION, GradePart.TIME
    assert extremes(grade(time=61, action=95, outcome=80)) == (best, least)
    assert extremes(grade(time=80, action=95)) == (best, None)
    assert extremes(grade(time=61, action=70)) == (None, least)
    # The queue is the work of the whole team.
    assert extremes(grade(team_queue=100)) == (None, None)


def test_scores_have_one_decimal_where_they_are_not_whole():
    told = [tenth(Fraction(n)) for n in ("911/10", "88", "1831/20")]
    assert told == [Decimal("91.1"), 88, Decimal("91.6")]
