"""The archive folder: facts, the nine stages, two papers, and numbers without gaps."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

A_PAGE = re.compile(rb"/Type\s*/Page\b")
# What stands on the sheet and reaches beyond it would be cut by the printer.
CUT_OFF = """() => [...document.querySelectorAll(".sheet *")]
  .filter((each) => each.getBoundingClientRect().right
    > document.querySelector(".sheet").getBoundingClientRect().right + 1)
  .map((each) => each.outerHTML.slice(0, 80))"""
FACT = "Dua roti lain dari kiriman yang sama juga berjamur."


def test_a_supervisor_files_a_closed_ticket(siswa, visit):
    counter = Counter(siswa)
    number = counter.start()
    counter.record(BREAD)
    siswa.unfold("Note a fact")
    siswa.write("What was found out", FACT)
    siswa.choose("How was it found out?", "Observation")
    siswa.tick_box("Accurate")
    siswa.press("Note the fact")
    siswa.sees(FACT)
    counter.confirm(BREAD)
    counter.fulfil(BREAD)
    counter.thank(BREAD)

    supervisor = visit("pengawas")
    supervisor.follow("Archive")
    supervisor.follow(number)
    supervisor.unfold("Nine stages of a complaint")
    stages = supervisor.page.locator(".stage-list li")
    expect(stages).to_have_count(9)
    expect(stages.nth(5)).to_contain_text(supervisor.say("Done"))
    expect(stages.nth(2)).to_contain_text(supervisor.say("Missing"))

    for form, part in (
        ("Complaint form", BREAD.complaint),
        ("Follow-up form", BREAD.done),
    ):
        supervisor.follow(form)
        supervisor.sees(part)
        supervisor.sees(FACT)
        page = supervisor.page
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 688, "height": 1000})  # A4 less its margins
        expect(page.locator(".top, .sheet-tools").filter(visible=True)).to_have_count(0)
        assert page.evaluate(CUT_OFF) == []
        assert len(A_PAGE.findall(page.pdf(prefer_css_page_size=True))) <= 2
        page.emulate_media(media="screen")
        assert faults_of(page) == []

    supervisor.follow("Archive")
    supervisor.follow("Complaint numbers")
    supervisor.sees("Every number of this year stands on exactly one ticket.")
    total = supervisor.page.locator("main a.report-link").first
    expected = int(total.inner_text())
    supervisor.hand.press(total)
    supervisor.sees(f"{expected} ")
