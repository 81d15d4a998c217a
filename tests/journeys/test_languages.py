"""The language is the person's: chosen once, there again on any phone."""

import pytest

pytestmark = pytest.mark.browser


def test_the_language_is_remembered_for_the_account(visit):
    student = visit("siswa3")
    student.is_at("My desk")
    student.speak("en")
    student.is_at("My desk")
    student.unfold("Ni Putu Larasati")
    student.press("Sign out")
    elsewhere = visit("siswa3", language="id")
    elsewhere.language = "en"
    elsewhere.is_at("My desk")
    another = visit("siswa4")
    another.is_at("My desk")
