"""Typical times and shares; the Kaplan–Meier median against a naive oracle."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.statistics import Share, kaplan_meier_median, median

SECONDS = st.lists(st.integers(0, 12), max_size=14).map(sorted)


def naive(ended, so_far):
    """Return what the textbook's product gives, in exact fractions."""
    share = Fraction(1)
    for at in sorted(set(ended)):
        at_risk = sum(each >= at for each in ended + so_far)
        share *= Fraction(at_risk - ended.count(at), at_risk)
        if share <= Fraction(1, 2):
            return at
    return None


@given(SECONDS, SECONDS)
def test_is_the_textbooks_product(ended, so_far):
    assert kaplan_meier_median(ended, so_far) == naive(ended, so_far)


@given(SECONDS)
def test_without_open_ones_it_is_the_lower_median(ended):
    assert kaplan_meier_median(ended, []) == median(ended)


@given(SECONDS, SECONDS, st.integers(0, 5))
def test_one_more_still_open_never_lowers_it(ended, so_far, longer):
    before = kaplan_meier_median(ended, so_far)
    last = max([*ended, *so_far], default=0) + longer
    after = kaplan_meier_median(ended, [*so_far, last])
    assert after is None or (before is not None and after >= before)


@given(SECONDS)
def test_half_of_all_are_at_most_the_median(ended):
    found = median(ended)
    assert (found is None) is (not ended)
    if found is not None:
        assert 2 * sum(each <= found for each in ended) >= len(ended)
        assert 2 * sum(each < found for each in ended) <= len(ended) - 1


@pytest.mark.parametrize(
    ("ended", "so_far", "expected"),
    [
        ([], [], None),
        ([7], [], 7),
        ([1, 2, 3, 4], [], 2),
        # What leaves at a time still counted among those at risk then.
        ([5, 5], [5, 5], 5),
        ([1], [9, 9, 9], None),
        (
            [6, 6, 6, 7, 10, 13, 16, 22, 23],
            [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
            23,
        ),
    ],
)
def test_by_hand(ended, so_far, expected):
    assert kaplan_meier_median(ended, sorted(so_far)) == expected


@pytest.mark.parametrize(
    ("met", "n", "percent"), [(0, 0, None), (1, 8, 13), (1, 3, 33), (2, 3, 67)]
)
def test_a_share_is_rounded_half_up(met, n, percent):
    assert Share(met, n).percent == percent
