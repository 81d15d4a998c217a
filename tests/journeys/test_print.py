"""The paper form of the archive: what happened, and no buttons."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

A_PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("state", ["closed", "waiting", "at_thank"])
def test_a_ticket_fits_its_paper(exhibition, visit, state):
    desk, gallery = exhibition
    student = visit("siswa1", desk=desk)
    student.speak("id")  # other tests of this desk may have left it in English
    student.open(gallery.path(f"/tickets/{{{state}}}"))
    student.page.emulate_media(media="print")
    for hidden in ("header.top", "nav", "form", "button", "footer"):
        expect(student.page.locator(hidden).filter(visible=True)).to_have_count(0)
    student.sees("Ticket record")
    student.sees("Student on duty")
    paper = student.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(A_PAGE.findall(paper)) <= 2
