"""Dates are told in both languages as Babel would tell them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_datetime
from flask_babel import force_locale

from desk.domain.vocabulary import Language
from desk.web.dates import told
from tests.house.sources import ROOT

# Every month, weekday and hour, and numbers of one digit and of two.
MOMENTS = [
    datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=7, minutes=61, seconds=61) * n
    for n in range(0, 1300, 3)
]
WEB = (ROOT / "desk" / "web").glob("*.py")
PATTERNS = sorted(
    {
        found
        for file in WEB
        for found in re.findall(r'"([EMd][EMHdmsy ,.]+)"', file.read_text("utf-8"))
    }
    | {"HH.mm", "HH.mm.ss"}
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_tells_what_babel_tells(pattern, language, app):
    with app.test_request_context(), force_locale(language.value):
        assert [told(moment, pattern) for moment in MOMENTS] == [
            format_datetime(moment, pattern, locale=language.value)
            for moment in MOMENTS
        ]


def test_tells_a_day_without_a_time(app):
    with app.test_request_context(), force_locale("id"):
        assert told(date(2026, 9, 2), "EEEE, d MMMM yyyy") == "Rabu, 2 September 2026"


def test_knows_no_letters_that_no_page_uses(app):
    with app.test_request_context(), force_locale("id"), pytest.raises(KeyError):
        told(date(2026, 9, 2), "QQ")
