"""The days of a report: terms, quick choices, and what cannot be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.reporting import (
    LONGEST,
    REVERSED,
    TOO_LONG,
    Days,
    Period,
    days_error,
    days_of,
    term_of,
)

WEDNESDAY = date(2026, 9, 2)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.THIS_WEEK, "2026-08-31", "2026-09-06"),
        (Period.THIS_MONTH, "2026-09-01", "2026-09-30"),
        (Period.THIS_TERM, "2026-07-01", "2026-12-31"),
        (Period.LAST_TERM, "2026-01-01", "2026-06-30"),
    ],
)
def test_a_wednesday_of_september(period, first, last):
    found = days_of(period, WEDNESDAY)
    assert list(map(str, found)) == [first, last]


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_terms_cover_every_day_once(day):
    term = term_of(day)
    assert term.first <= day <= term.last
    assert term_of(term.first) == term_of(term.last) == term
    assert term_of(term.last + timedelta(days=1)).first == term.last + timedelta(days=1)
    month = days_of(Period.THIS_MONTH, day)
    assert {month.first.month, month.last.month} == {day.month}
    assert (month.last + timedelta(days=1)).day == month.first.day == 1


def test_what_cannot_be():
    day = timedelta(days=1)
    assert days_error(Days(WEDNESDAY, WEDNESDAY)) is None
    assert days_error(Days(WEDNESDAY, WEDNESDAY - day)) == REVERSED
    longest = WEDNESDAY + (LONGEST - 1) * day
    assert days_error(Days(WEDNESDAY, longest)) is None
    assert days_error(Days(WEDNESDAY, longest + day)) == TOO_LONG
