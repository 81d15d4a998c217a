"""A student reads the own grade on a phone, down to the seconds, and prints it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

A_PAGE = re.compile(rb"/Type\s*/Page\b")


def test_a_student_follows_the_grade_down_to_the_seconds(exhibition, visit):
    desk, gallery = exhibition
    student = visit("siswa2", desk=desk)
    student.speak("id")  # other tests of this desk may have left it in English
    student.follow("My grades")
    student.open(gallery.path("/grades/{gradebook}"))
    student.sees("From the parts to the grade")
    page = student.page
    page.locator("[data-part=time] a").click()
    row = page.locator("[data-row]").first
    seconds = row.locator(".work-seconds a")
    shown = seconds.evaluate("link => link.firstChild.textContent.trim()")
    student.hand.press(seconds)
    student.is_at("Why these times?")
    step = page.url.partition("#")[2]
    figure = page.locator(f"#{step} .figure-time")
    assert int(shown.replace(".", "")) <= int(figure.get_attribute("value") or 0)

    student.open(gallery.path("/grades/{gradebook}"))
    page.emulate_media(media="print")
    for hidden in ("header.top", "nav", "form", "button", "footer"):
        expect(page.locator(hidden).filter(visible=True)).to_have_count(0)
    student.sees("Parent or guardian")
    paper = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(A_PAGE.findall(paper)) <= 4
