"""A better way: proposed while fulfilling, approved, and seen by the next student."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

STEPS = "Minta maaf kepada pelanggan.\nPotong plastiknya, cium bersama, lalu tukar."
AUTHORITY = "Menukar roti yang sama."


def test_what_one_student_found_out_helps_the_next(visit):
    first, teacher, second = visit("siswa1"), visit("guru"), visit("siswa2")
    first.open()
    counter = Counter(first)
    counter.start()
    counter.record(BREAD)
    counter.confirm()
    first.page.locator(".solution summary").click()
    first.sees("Up to where you decide alone")
    assert faults_of(first.page) == []
    ticket = first.path
    first.follow("Propose a better way")
    first.is_at("Propose a better way")
    assert faults_of(first.page) == []
    first.write("What to do", STEPS)
    first.write("Up to where a student decides alone", AUTHORITY)
    first.choose("How do you know?", "Experience")
    first.press("Send to the teacher")
    first.sees("Sent. A teacher reads it; until then the old card stays.")
    assert first.path == ticket

    teacher.open("/solutions/")
    teacher.page.locator(".card-row a").filter(has_text="Kedaluwarsa").click()
    teacher.write("Your remark", "Bagus, Alya.")
    assert faults_of(teacher.page) == []
    teacher.press("Approve")
    teacher.sees("Approved. Students are offered this card from now on.")

    second.open()
    counter = Counter(second)
    counter.start()
    counter.record(BREAD)
    counter.confirm()
    panel = second.page.locator(".solution")
    panel.locator("summary").click()
    expect(panel).to_contain_text("Potong plastiknya, cium bersama, lalu tukar.")
    expect(panel).to_contain_text(AUTHORITY)
