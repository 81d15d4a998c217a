"""How response times become scores, and scores a grade (grading.md).

Fractions throughout, so that the number is the same however it is added up, and is
rounded once, at the end.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from desk.domain.vocabulary import N_, Word

# Raised when the same inputs would make another number.
ENGINE = 1


class GradePart(Word):
    """What a grade is made of, in the order in which it is shown."""

    TIME = "time", N_("Individual time")
    TEAM_QUEUE = "team_queue", N_("Team queue")
    ACTION = "action", N_("Action")
    ATTENTION = "attention", N_("Attention")
    ATTITUDE = "attitude", N_("Attitude")
    OUTCOME = "outcome", N_("Outcome for the customer")


class Knot(NamedTuple):
    """A ratio of seconds to target, and the score it is worth."""

    ratio: Fraction
    score: Fraction


def score(ratio: Fraction, knots: Sequence[Knot]) -> Fraction:
    """Return what a ratio is worth: linear between the knots, constant outside.

    Source: grading.md, "Score".
    """
    if ratio <= knots[0].ratio:
        return knots[0].score
    for left, right in pairwise(knots):
        if ratio <= right.ratio:
            part = (ratio - left.ratio) / (right.ratio - left.ratio)
            return left.score + part * (right.score - left.score)
    return knots[-1].score


def counts_open(seconds: int, target: int) -> bool:
    """Say whether an open step enters: only once its target has passed.

    Otherwise leaving a ticket open would beat closing it. Source: grading.md, "Open
    work is censored data"; clock.md, I17.
    """
    return seconds >= target


def mean(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return the mean of scores by their weights; None of nothing."""
    known = list(pairs)
    weight = sum((w for _, w in known), Fraction())
    return sum((s * w for s, w in known), Fraction()) / weight if weight else None


def composite(
    parts: Mapping[GradePart, Fraction],
    weights: Mapping[GradePart, Fraction],
    *,
    enough: Fraction,
) -> Fraction | None:
    """Return the number of the parts that are there; None is not enough data.

    Missing parts are dropped, and the rest count for the whole if enough (a share from
    0 to 1) of the weight remains. Source: grading.md, "Rubric".
    """
    whole = sum(weights.values(), Fraction())
    there = sum((weights[part] for part in parts), Fraction())
    if not there or there / whole < enough:
        return None
    return mean((value, weights[part]) for part, value in parts.items())


def rounded(value: Fraction) -> int:
    """Return a whole grade, half up."""
    return int((2 * value + 1) // 2)


def descriptor(grade: int, table: Sequence[tuple[int, str]]) -> str:
    """Return the letter of a whole grade; the table goes from the best down."""
    return next(letter for least, letter in table if grade >= least)
