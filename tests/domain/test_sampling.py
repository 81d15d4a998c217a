"""Drawing at random so that anybody can do it again."""

from collections import Counter

import pytest

from desk.domain.sampling import Finding, draw, finding_errors, size_of
from desk.domain.vocabulary import Step

NUMBERS = [f"KEL/MM/2026/09/{n:04}" for n in range(1, 119)]
ALL_WELL = dict.fromkeys(Step, Finding.SUFFICIENT)


def test_is_the_same_on_every_machine():
    """Worked out with another program: printf '%s' 83921:NUMBER | sha256sum."""
    assert draw(NUMBERS[:8], seed=83_921, size=3) == [
        "KEL/MM/2026/09/0006",
        "KEL/MM/2026/09/0001",
        "KEL/MM/2026/09/0002",
    ]


def test_does_not_depend_on_the_order_of_the_population():
    assert draw(NUMBERS, seed=1, size=12) == draw(NUMBERS[::-1], seed=1, size=12)


def test_another_seed_draws_others():
    assert draw(NUMBERS, seed=1, size=12) != draw(NUMBERS, seed=2, size=12)


def test_favours_nobody():
    draws = (draw(NUMBERS, seed=seed, size=12) for seed in range(2_000))
    drawn = Counter(number for numbers in draws for number in numbers)
    # 203 expected of each; this is beyond five standard deviations.
    assert all(130 < drawn[number] < 280 for number in NUMBERS)


@pytest.mark.parametrize(
    ("percent", "population", "size"),
    [(10, 118, 12), (1, 3, 1), (100, 7, 7), (50, 3, 2), (10, 10, 1)],
)
def test_rounds_up(percent, population, size):
    assert size_of(percent, population) == size


def test_every_step_is_judged():
    assert set(finding_errors({}, "")) == set(Step)
    assert finding_errors(ALL_WELL, "") == {}


@pytest.mark.parametrize("finding", [Finding.WEAK, Finding.MISSING])
def test_what_falls_short_is_explained(finding):
    found = ALL_WELL | {Step.THANK: finding}
    assert set(finding_errors(found, "")) == {"note"}
    assert finding_errors(found, "Undangannya tidak ada.") == {}
