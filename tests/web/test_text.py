"""Text as people send it, and what is kept of it."""

import pytest

from desk.web.text import clean


@pytest.mark.parametrize(
    "sent", ["\u200b\u2060\ufeff", " \u00a0\u3000", "\u3164", "\u202e", "\x00\x1b\x85"]
)
def test_of_which_nothing_is_seen_is_no_text(sent):
    assert clean(sent) == ""


def test_is_kept_without_what_turns_or_breaks_it():
    assert clean(" struk\u202efdp.exe\ufffe\x9b\r\nlunas ") == "strukfdp.exe\nlunas"


@pytest.mark.parametrize("sent", ["👨\u200d👩\u200d👧", "❤\ufe0f", "é", "ดี", "e\u0301"])
def test_is_kept_as_people_write_it(sent):
    assert clean(sent) == sent
