"""The language is the person's: chosen once, there again on any phone."""

import pytest

pytestmark = pytest.mark.browser

LONGEST = 12  # entries: a teacher's


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


def test_the_longest_menu_is_whole_on_the_counters_screen(visit):
    teacher = visit("guru", viewport={"width": 1280, "height": 720}, is_mobile=False)
    menu = teacher.page.get_by_role("navigation").first
    for language in ("id", "en"):
        teacher.speak(language)
        teacher.open("/grading/")
        assert menu.get_by_role("link").count() == LONGEST
        assert menu.evaluate("nav => nav.scrollWidth - nav.clientWidth") == 0
