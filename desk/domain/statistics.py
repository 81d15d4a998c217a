"""Typical times and shares, with what is still open taken into account."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

# Source: grading.md, "Aggregate": fewer are not enough data, fewer than ten are few.
ENOUGH, MANY = 5, 10
# The share that has to be over for the median; products of shares carry rounding.
HALF = 0.5 + 1e-12


class Share(NamedTuple):
    """How many of those that can be judged are within the target."""

    met: int
    n: int

    @property
    def percent(self) -> int | None:
        """Return whole per cent, half up; None if there is nothing to judge."""
        return (200 * self.met + self.n) // (2 * self.n) if self.n else None


class Times(NamedTuple):
    """Times of a population in seconds, sorted: ended ones, and open ones so far."""

    ended: Sequence[int] = ()
    so_far: Sequence[int] = ()

    @property
    def n(self) -> int:
        """Return how many the population has."""
        return len(self.ended) + len(self.so_far)

    @property
    def median(self) -> int | None:
        """Return the lower median of what has ended; None if nothing has."""
        return median(self.ended)

    @property
    def estimate(self) -> int | None:
        """Return the Kaplan–Meier median of all; None: not reached yet."""
        return kaplan_meier_median(self.ended, self.so_far)


def median(ordered: Sequence[int]) -> int | None:
    """Return the lower median of sorted values; None of none.

    The value at place ⌈n/2⌉: always one that was observed, never a mean of two.
    """
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def kaplan_meier_median(ended: Sequence[int], so_far: Sequence[int]) -> int | None:
    """Return the time by which half are over, None if that is not reached yet.

    Product-limit estimate over sorted seconds: what is still open left the observation
    at its time so far, after whatever ended at that very time. Without open ones it is
    the lower median. Source: grading.md, "Open work is censored data".
    """
    left, before, at_risk = 1.0, 0, len(ended) + len(so_far)
    for gone in (*so_far, None):
        # Between two that left, the product telescopes: no need to go one by one.
        until = len(ended) if gone is None else bisect_right(ended, gone, before)
        ends = until - before
        if at_risk and left * (at_risk - ends) / at_risk <= HALF:
            return ended[before + _needed(left, at_risk, ends) - 1]
        left *= (at_risk - ends) / at_risk if at_risk else 1
        at_risk -= ends + 1
        before = until
    return None


def _needed(left: float, at_risk: int, ends: int) -> int:
    """Return how many ends bring the share left over down to a half."""
    # Growing with n, so that it can be searched.
    gone = range(1, ends + 1)
    return 1 + bisect_left(gone, -HALF, key=lambda n: -left * (at_risk - n) / at_risk)
