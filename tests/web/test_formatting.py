"""Scores as they are printed: rounded once for reading, exact for reckoning on."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from flask import Flask
from flask_babel import force_locale

from desk.web.formatting import exact, score

Read = Callable[[Fraction | str | None], str]


@pytest.mark.parametrize(
    ("read", "value", "in_indonesian", "in_english"),
    [
        (score, None, "–", "–"),
        (score, "1367/15", "91,1", "91.1"),
        (score, Fraction(9_295, 100), "93", "93"),
        (score, Fraction(0), "0", "0"),
        (exact, "1/3", "0,3333", "0.3333"),
        (exact, Fraction(25, 8), "3,125", "3.125"),
        (exact, Fraction(140_000_002, 3), "46.666.667,3333", "46,666,667.3333"),
        # 83.5 would be an 84; the grade is an 83.
        (exact, Fraction("83.499991"), "83,49999", "83.49999"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(
    app: Flask,
    read: Read,
    value: Fraction | str | None,
    in_indonesian: str,
    in_english: str,
) -> None:
    """Decimal comma in Indonesian, half up, no zeros at the end, never a fraction."""
    with app.test_request_context():
        with force_locale("id"):
            assert read(value) == in_indonesian
        with force_locale("en"):
            assert read(value) == in_english
