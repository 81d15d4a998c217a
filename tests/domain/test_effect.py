"""The effect check: equal windows, exact intervals, and what may be concluded."""

from datetime import date, timedelta
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.effect import (
    Effect,
    Side,
    Verdict,
    at_least,
    proportion_interval,
    windows,
)

WEDNESDAY = date(2026, 9, 2)


def after(days):
    return WEDNESDAY + timedelta(days=days)


def compared(passed):
    found = windows(WEDNESDAY, after(passed))
    assert found is not None
    return found


def effect(before, then, *, days=(20, 20), sold=(None, None)):
    sides = (
        Side(n, n + 10, school_days, transactions)
        for n, school_days, transactions in zip((before, then), days, sold, strict=True)
    )
    return Effect(compared(28), *sides)


def test_compares_as_many_days_from_the_same_weekday_on():
    assert windows(WEDNESDAY, WEDNESDAY) is None
    assert windows(WEDNESDAY, after(-3)) is None
    for passed in range(1, 40):
        before, then = compared(passed)
        assert before.days == then.days == min(passed, 28)
        assert then.first == WEDNESDAY
        assert then.last < after(passed)
        assert before.first.weekday() == then.first.weekday()
        assert before.last < WEDNESDAY
    before, then = compared(28)
    assert before.last == after(-1)
    assert compared(27).is_full is False
    assert compared(28).is_full is True


def test_the_interval_is_the_published_one():
    """Source: Clopper and Pearson (1934); NIST handbook, 7.2.4.1, for 4 in 20."""
    known = {
        (0, 10): (0, 0.3085),
        (1, 10): (0.0025, 0.4450),
        (5, 10): (0.1871, 0.8129),
        (10, 10): (0.6915, 1),
        (4, 20): (0.0573, 0.4366),
        (81, 263): (0.2527, 0.3676),
    }
    for (k, n), expected in known.items():
        assert proportion_interval(k, n) == pytest.approx(expected, abs=5e-5)


@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.001, 0.999))
def test_the_chance_of_so_many_is_the_sum_of_each(k, n, p):
    exact = sum(
        comb(n, each) * p**each * (1 - p) ** (n - each) for each in range(k, n + 1)
    )
    assert at_least(k, n, p) == pytest.approx(exact, abs=1e-9)


def test_large_numbers_take_no_time_and_do_not_overflow():
    low, high = proportion_interval(30_000, 100_000)
    assert (low, high) == pytest.approx((0.29716, 0.30285), abs=1e-5)


def test_counts_against_transactions_only_if_every_day_has_them():
    known = effect(10, 5, sold=(1_000, 2_000))
    assert known.is_by_transactions
    assert (known.rate(known.before), known.rate(known.after)) == (1.0, 0.25)
    assert known.ratio == 0.25
    partly = effect(10, 5, days=(20, 10), sold=(1_000, None))
    assert not partly.is_by_transactions
    assert (partly.rate(partly.before), partly.rate(partly.after)) == (0.5, 0.5)
    assert partly.ratio == 1


def test_says_no_more_than_the_numbers_do():
    assert effect(4, 4).verdict is Verdict.TOO_FEW
    assert effect(0, 0).verdict is Verdict.TOO_FEW
    assert effect(0, 0).interval is None
    assert effect(20, 15).verdict is Verdict.CHANCE
    assert effect(20, 15).has_small_numbers is False
    # Nearly gone is seen though few are left, and told to be few.
    assert effect(20, 1).verdict is Verdict.BETTER
    assert effect(20, 1).has_small_numbers
    assert effect(10, 30).verdict is Verdict.WORSE
    # Half the days, half the complaints: nothing has changed.
    assert effect(40, 20, days=(20, 10)).verdict is Verdict.CHANCE
    nothing = effect(8, 0, days=(20, 0))
    assert nothing.verdict is Verdict.NOT_YET
    assert (nothing.ratio, nothing.rate(nothing.after)) == (None, None)
    new = effect(0, 9)
    assert new.ratio is None
    assert new.interval == (pytest.approx(1.97, abs=0.01), None)
    assert new.verdict is Verdict.WORSE


def test_a_ratio_lies_in_its_interval():
    for before, then in ((20, 15), (6, 3), (1, 9), (100, 80)):
        found = effect(before, then)
        low, high = found.interval
        assert low < found.ratio < high
