"""Dates by a pattern, told as Babel tells them but without its reading up each time.

For every date Babel parses the pattern, the language and the zone anew, and a list has
a hundred dates. The letters mean what they mean to Babel, and the names are Babel's.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import tokenize_pattern
from flask_babel import get_locale

Teller = Callable[[Any], str]
NUMBERS: Mapping[tuple[str, int], Teller] = {
    ("d", 1): lambda moment: str(moment.day),
    ("y", 4): lambda moment: f"{moment.year:04}",
    ("H", 2): lambda moment: f"{moment.hour:02}",
    ("m", 2): lambda moment: f"{moment.minute:02}",
    ("s", 2): lambda moment: f"{moment.second:02}",
}
WIDTHS = {3: "abbreviated", 4: "wide"}


def told(moment: date, pattern: str) -> str:
    """Return a date, or a local date and time, in the reader's language."""
    tellers = _tellers(pattern, get_locale().language)
    return "".join([tell(moment) for tell in tellers])


@cache
def _tellers(pattern: str, language: str) -> list[Teller]:
    """Return what tells each part of a pattern."""
    locale = Locale(language)
    return [_teller(kind, part, locale) for kind, part in tokenize_pattern(pattern)]


def _teller(kind: str, part: Any, locale: Locale) -> Teller:
    """Return what tells one part; KeyError for letters that no page uses."""
    if kind == "chars":
        return lambda _: str(part)
    if part in NUMBERS:
        return NUMBERS[part]
    letter, width = part
    if letter == "E":
        days = locale.days["format"][WIDTHS[width]]
        return lambda moment: str(days[moment.weekday()])
    months = {"M": locale.months["format"]}[letter][WIDTHS[width]]
    return lambda moment: str(months[moment.month])
